import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import type { MediaStore, ReceivedFile } from './store.js';
import { mimeType } from './type.js';

export interface MultipartForm {
  fields: Record<string, string>;
  /** By part name; several files of one name are in order. */
  files: Map<string, ReceivedFile[]>;
}

/** The request is not the multipart form that it says it is. */
export class MalformedForm extends Error {
  override name = 'MalformedForm';
}

/** Reads a multipart form; files go to the store while they arrive. */
export async function readMultipart(
  body: Readable,
  headers: IncomingHttpHeaders,
  store: MediaStore,
): Promise<MultipartForm> {
  const fields: Record<string, string> = Object.create(null);
  const arriving: Promise<{ part: string; file: ReceivedFile }>[] = [];
  await new Promise<void>((resolve, reject) => {
    const malformed = (error: unknown) =>
      reject(new MalformedForm(error instanceof Error ? error.message : String(error), { cause: error }));
    try {
      const form = new Busboy({
        headers: headers as BusboyHeaders,
        limits: { fieldSize: 4 * 1024 * 1024, fields: 200, files: 60, headerPairs: 50 },
      });
      form.on('field', (name, value) => {
        fields[name] = value;
      });
      form.on('file', (part, stream, filename, _encoding, declared) => {
        const name = filename || '';
        const received = store.receive(stream, { filename: name, type: mimeType(declared, name) });
        // A form that breaks off rejects as a whole; its half files must not be reported a second time.
        received.catch(() => {});
        arriving.push(received.then((file) => ({ part, file })));
      });
      form.on('finish', resolve);
      form.on('error', malformed);
      body.on('error', malformed);
      body.on('aborted', () => malformed('the connection was closed before the form was complete'));
      body.pipe(form);
    } catch (error) {
      body.resume();
      malformed(error);
    }
  });
  const files = new Map<string, ReceivedFile[]>();
  for (const { part, file } of await Promise.all(arriving)) {
    files.set(part, [...(files.get(part) ?? []), file]);
  }
  return { fields, files };
}
