import { type RawAnswer, readAnswer, unusable } from './answer.js';
import type { CallOptions, GraphCall } from './call.js';
import type { Credentials } from './credentials.js';
import { encodeAddress, encodeJson, encodeParameters } from './encode.js';
import { CallError, GraphAnswerError } from './errors.js';

/** A call in a batch. */
export interface BatchItem<Result = unknown> extends GraphCall<Result> {
  /** For `dependsOn` of others; unique in its batch. */
  name?: string;
  /** Runs after the item of this name, and not at all if that fails. */
  dependsOn?: string;
  /** Leaves the answer out when the item succeeded; its value is then undefined. Default: false. */
  omitResponseOnSuccess?: boolean;
}

export interface BatchOptions extends CallOptions {
  /** For the batch as a whole, and for the items that carry none. Default: the client's. */
  accessToken?: string;
  /** Have the HTTP headers of each answer in its result. Default: false. */
  includeHeaders?: boolean;
}

/** As of `Promise.allSettled`. */
export type BatchResult<Result = unknown> = (
  | { status: 'fulfilled'; value: Result }
  | { status: 'rejected'; reason: unknown }
) & {
  /** Lower-case names; with `includeHeaders` only. */
  headers?: Record<string, string>;
};

type ResultOf<Item> = Item extends { omitResponseOnSuccess: true }
  ? undefined
  : Item extends GraphCall<infer Result>
    ? Result
    : never;

/** One result for each item, in the order of the items. */
export type BatchResults<Items extends readonly BatchItem[]> = {
  -readonly [Index in keyof Items]: BatchResult<ResultOf<Items[Index]>>;
};

/** The platform's limit. */
export const BATCH_LIMIT = 50;

/** `credentials`: of the whole batch. `others`: of the tokens that single items carry. */
export function encodeBatch(
  items: readonly BatchItem[],
  credentials: Credentials,
  others: ReadonlyMap<string, Credentials>,
  options: BatchOptions,
): Record<string, unknown> {
  if (items.length > BATCH_LIMIT) {
    throw new CallError(`A batch of ${items.length} items is over the limit of ${BATCH_LIMIT}.`, {
      hint: `Send it as ${Math.ceil(items.length / BATCH_LIMIT)} batches.`,
    });
  }
  const wireNames = nameItems(items);
  return {
    // The platform wants it here even though the header has it.
    access_token: credentials.token,
    include_headers: options.includeHeaders ?? false,
    batch: items.map((item) => {
      const own = item.accessToken === undefined ? undefined : others.get(item.accessToken);
      return encodeItem(item, own === credentials ? undefined : own, wireNames);
    }),
  };
}

/** Settles each item by its own slot and by nothing else. */
export function readBatch(
  items: readonly BatchItem[],
  slots: object,
  answer: RawAnswer,
  secrets: readonly string[],
): BatchResult[] {
  if (!Array.isArray(slots)) throw unusable({ method: 'POST', path: '' }, answer, 'is not a list', secrets);
  return items.map((item, index) => {
    const slot: unknown = slots[index];
    const headers = headersOf(slot);
    try {
      const value = readSlot(item, slot, answer.status, secrets);
      return { status: 'fulfilled', value, ...headers };
    } catch (reason) {
      return { status: 'rejected', reason, ...headers };
    }
  });
}

function readSlot(item: BatchItem, slot: unknown, status: number, secrets: readonly string[]): unknown {
  if (slot === null || slot === undefined) {
    if (slot === null && item.omitResponseOnSuccess) return undefined;
    throw new GraphAnswerError(item, status, 'is missing in its batch: it may have been carried out, or not');
  }
  const { code, body } = slot as { code?: unknown; body?: unknown };
  if (typeof code !== 'number' || typeof body !== 'string') {
    throw unusable(item, { status, body: JSON.stringify(slot) }, 'is damaged in its batch', secrets);
  }
  return readAnswer(item, { status: code, body }, secrets);
}

function encodeItem(
  item: BatchItem,
  own: Credentials | undefined,
  wireNames: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const { method, name, dependsOn, omitResponseOnSuccess } = item;
  if (item.file) {
    throw new CallError(`${method} ${item.path} has a file, which a batch does not take.`, {
      hint: 'Upload the file first and send its attachment id in the batch, or send it by itself.',
    });
  }
  const wireName = (of: string) => {
    const found = wireNames.get(of);
    if (found !== undefined) return found;
    throw new CallError(`${method} ${item.path} depends on ${JSON.stringify(of)}, which no item is called.`);
  };
  const wire: Record<string, unknown> = { method, relative_url: relativeUrl(item, own) };
  if (item.body) wire.body = encodeParameters(defuse(item.body));
  if (name !== undefined) {
    wire.name = wireName(name);
    // The platform leaves the answer out of its own accord when others depend on an item.
    wire.omit_response_on_success = omitResponseOnSuccess ?? false;
  } else if (omitResponseOnSuccess) {
    wire.omit_response_on_success = true;
  }
  if (dependsOn !== undefined) wire.depends_on = wireName(dependsOn);
  return wire;
}

/** Inside of the POST body, so that this token is not in a URL of the wire either. */
function relativeUrl(item: BatchItem, own: Credentials | undefined): string {
  const address = encodeAddress(item);
  if (!own) return address;
  const added = encodeParameters({ access_token: own.token, appsecret_proof: own.proof });
  return `${address}${address.includes('?') ? '&' : '?'}${added}`;
}

/**
 * The names on the wire are not to be guessed: `{result=name:$.field}` in a text would be replaced by what the
 * item of that name got.
 */
function nameItems(items: readonly BatchItem[]): Map<string, string> {
  const names = items.flatMap(({ name }) => name ?? []);
  const wireNames = new Map(names.map((name, index) => [name, `i${index}-${crypto.randomUUID()}`]));
  if (wireNames.size < names.length) throw new CallError('Two items of a batch have the same name.');
  return wireNames;
}

/** The same JSON, in which no text looks like a reference, so that people may write about `{result=…}` too. */
function defuse(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'object' ? encodeJson(value).replaceAll('{result=', '\\u007bresult=') : value,
    ]),
  );
}

function headersOf(slot: unknown): { headers?: Record<string, string> } {
  if (typeof slot !== 'object' || slot === null || !('headers' in slot)) return {};
  if (!Array.isArray(slot.headers)) return {};
  const pairs = slot.headers.map((each: unknown) => {
    const { name, value } = (each ?? {}) as { name?: unknown; value?: unknown };
    return [String(name).toLowerCase(), String(value)];
  });
  return { headers: Object.fromEntries(pairs) };
}
