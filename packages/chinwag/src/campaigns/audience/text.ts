import { TextDecoder } from 'node:util';
import { AudienceError } from './error.js';
import type { SourceFile } from './source.js';

/** What stands in a text where bytes were none of its encoding. */
export const UNREADABLE = '\uFFFD';

const BYTE_ORDER_MARKS: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** UTF-16 has a zero byte for every other; text that has one in so many bytes is none. */
const MOST_ZEROES = 20;

/** Files that are often taken for text, by how they begin. */
const NOT_TEXT: [number[], string, string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive, such as a workbook of Excel', 'Save it as “CSV UTF-8”.'],
  [
    [0x1f, 0x8b],
    'compressed with gzip',
    'Unpack it on the way: csv(() => createReadStream(path).pipe(createGunzip())).',
  ],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd', 'Unpack it first.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'a workbook of an old Excel', 'Save it as “CSV UTF-8”.'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'Export the people as CSV.'],
];

/** The name of an encoding as the Encoding Standard lists them. @throws {AudienceError} */
export function checkEncoding(encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding;
  } catch (cause) {
    throw new AudienceError(`there is no encoding ${JSON.stringify(encoding)}`, {
      hint: "For instance 'utf-8', 'utf-16le' or 'windows-1252' (also called latin1): https://encoding.spec.whatwg.org/#names-and-labels",
      cause,
    });
  }
}

/**
 * The file as text, piece by piece. A byte order mark decides before the option does; without either it is UTF-8.
 * Bytes that are none of the encoding become {@link UNREADABLE}, so that only their row is lost.
 */
export async function* readText(file: SourceFile, encoding = 'utf-8'): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let begun: Uint8Array = new Uint8Array();
  let isFirst = true;
  for await (const piece of file.read()) {
    if (typeof piece === 'string') {
      yield isFirst ? piece.replace(/^\uFEFF/, '') : piece;
      isFirst = false;
      continue;
    }
    if (!decoder) {
      begun = Buffer.concat([begun, piece]);
      if (begun.length < 4) continue;
      decoder = decoderOf(file, begun, encoding);
      yield decoder.decode(begun, { stream: true });
    } else {
      yield decoder.decode(piece, { stream: true });
    }
  }
  if (decoder) yield decoder.decode();
  else if (begun.length > 0) yield decoderOf(file, begun, encoding).decode(begun);
}

function decoderOf(file: SourceFile, begun: Uint8Array, encoding: string): TextDecoder {
  const begins = (mark: number[]) => mark.every((byte, index) => begun[index] === byte);
  for (const [mark, what, hint] of NOT_TEXT) {
    if (begins(mark)) throw new AudienceError(`${file.name} is ${what}, not text`, { hint });
  }
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => begins(mark))?.[0];
  const decoder = new TextDecoder(marked ?? encoding);
  // One or two are a fault of their row.
  if (!decoder.encoding.startsWith('utf-16') && zeroes(begun) * MOST_ZEROES > begun.length) {
    throw new AudienceError(`${file.name} is not text in ${decoder.encoding}: it has zero bytes`, {
      hint: "It may be UTF-16 without a byte order mark: pass encoding: 'utf-16le', or save it as UTF-8.",
    });
  }
  return decoder;
}

const zeroes = (bytes: Uint8Array) => bytes.reduce((sum, byte) => sum + (byte === 0 ? 1 : 0), 0);
