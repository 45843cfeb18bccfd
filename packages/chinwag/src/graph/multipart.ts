import { encodeValue } from './encode.js';
import type { GraphFile } from './file.js';
import { FileError, readingFailed } from './file-error.js';
import type { MultipartBody } from './transport/transport.js';

const encoder = new TextEncoder();

/**
 * A form with one file, as `multipart/form-data`. The fields come first, so that the receiver knows what the file
 * is for when it arrives; the length is known before the first byte goes out.
 */
export class Multipart implements MultipartBody {
  readonly contentType: string;
  readonly contentLength: number;
  #head: Uint8Array;
  #file: GraphFile;
  #tail: Uint8Array;

  constructor(fields: Record<string, unknown>, file: GraphFile, name = 'filedata') {
    // 122 random bits: no content can hold it but by looking.
    const boundary = `chinwag-${crypto.randomUUID()}`;
    let head = '';
    for (const [field, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      const text = encodeValue(value);
      head += `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(field)}"\r\n\r\n${text}\r\n`;
    }
    head += `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"; `;
    head += `filename="${escapeName(file.filename)}"\r\nContent-Type: ${headerValue(file.contentType)}\r\n\r\n`;
    this.#head = encoder.encode(head);
    this.#file = file;
    this.#tail = encoder.encode(`\r\n--${boundary}--\r\n`);
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.contentLength = this.#head.byteLength + file.size + this.#tail.byteLength;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    yield this.#head;
    yield* exactly(this.#file);
    yield this.#tail;
  }
}

/** The content, as long as it was measured: no more of it and no less, or an error before the form is complete. */
async function* exactly({ filename, size, content }: GraphFile): AsyncGenerator<Uint8Array> {
  let given = 0;
  try {
    for await (const chunk of open(content)) {
      given += chunk.byteLength;
      if (given > size) break;
      yield chunk;
    }
  } catch (cause) {
    throw readingFailed(filename, cause);
  }
  if (given === size) return;
  const seen = given > size ? 'more' : `only ${given}`;
  throw new FileError('changed', `${filename} was measured to have ${size} bytes and gave ${seen}.`, {
    hint: 'Nothing was sent as a whole. Send the file when nobody writes to it any more.',
  });
}

function open(content: GraphFile['content']): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (content instanceof Uint8Array) return [content];
  return content instanceof Blob ? content.stream() : content;
}

/** As browsers write names: what would end the quotes or the line is percent-encoded, all else is UTF-8. */
function escapeName(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

/** A type that is none cannot begin another header. */
function headerValue(type: string): string {
  return /^[\x20-\x7e]+$/.test(type) ? type : 'application/octet-stream';
}
