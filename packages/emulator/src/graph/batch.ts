import type { ItemRefusal } from '../traffic/exchange.js';
import { badParameter, GraphError, refuse } from './error.js';
import { asText, isRecord, Param } from './param.js';
import { type GraphRequest, readAddress, readParams, toRequest } from './request.js';

/** What answers one item of a batch: the Graph API itself. */
export type AnswerItem = (request: GraphRequest) => Promise<Outcome>;

/** How an item ended; null when there is no answer to it. */
type Outcome = { status: number; body: unknown } | null;

interface Item {
  index: number;
  name: string | undefined;
  method: string;
  relativeUrl: string;
  body: string;
  files: string[];
  dependsOn: string[];
  omit: boolean | undefined;
}

export type ItemAnswer = { code: number; headers?: { name: string; value: string }[]; body: string } | null;

const LARGEST_BATCH = 50;
const REFERENCE = /\{result=([\w-]+):(\$[^}]*)\}/g;

/** Answers a batch: an array in the order of its items, each answer's body as a JSON text. */
export async function answerBatch(
  request: GraphRequest,
  answer: AnswerItem,
  trace: string,
): Promise<ItemAnswer[]> {
  const given = new Param(request.params.batch, 'batch').items();
  if (given.length > LARGEST_BATCH) throw refuse('batchTooLong');
  const withHeaders = asText(request.params.include_headers ?? 'true') !== 'false';
  const running = new Map<string, Promise<Outcome>>();
  const items = given.map((param, index) => readItem(param, index));
  const depended = new Set(items.flatMap((item) => (item instanceof GraphError ? [] : item.dependsOn)));

  // Each item starts at once unless it waits for another, so that sends go out in the order of the batch.
  const answers = items.map((item) => {
    if (item instanceof GraphError) return Promise.resolve({ status: item.status, body: item.body(trace) });
    const started = perform(item, request, running, answer, trace);
    if (item.name !== undefined) running.set(item.name, started);
    return started;
  });
  return Promise.all(
    answers.map(async (promise, index): Promise<ItemAnswer> => {
      const item = items[index];
      const result = await promise;
      if (!result) return null;
      const named = item && !(item instanceof GraphError) ? item : undefined;
      const omit = named?.omit ?? (named?.name !== undefined && depended.has(named.name));
      if (omit && result.status === 200) return null;
      return {
        code: result.status,
        ...(withHeaders && { headers: [{ name: 'Content-Type', value: 'text/javascript; charset=UTF-8' }] }),
        body: JSON.stringify(result.body),
      };
    }),
  );
}

/** What was refused in it. */
export function refusalsIn(answers: ItemAnswer[]): ItemRefusal[] {
  return answers.flatMap((answer, item) => {
    if (answer === null || answer.code < 400) return [];
    const { error } = JSON.parse(answer.body);
    if (!isRecord(error)) return [{ item, message: `The answer was ${answer.code}.` }];
    const { message, code, error_subcode: subcode, type, fbtrace_id } = error;
    return [{ item, message, code, subcode, type, fbtrace_id } as ItemRefusal];
  });
}

/** A broken item fails alone. */
function readItem(param: Param, index: number): Item | GraphError {
  try {
    const item = param.object();
    const name = item.field('name').optionalText();
    const relativeUrl = item.field('relative_url').text();
    const body = item.field('body').optionalText() ?? '';
    const explicit = item.field('depends_on').optionalText();
    const references = [...`${relativeUrl} ${decodeSafely(body)}`.matchAll(REFERENCE)].map(
      (match) => match[1] ?? '',
    );
    const omit = item.field('omit_response_on_success');
    return {
      index,
      name,
      method: item.field('method').oneOf(['GET', 'POST', 'DELETE', 'PUT']),
      relativeUrl,
      body,
      files: (item.field('attached_files').optionalText() ?? '')
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
      dependsOn: [...(explicit ? [explicit] : []), ...references],
      omit: omit.given ? omit.flag() : undefined,
    };
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
}

function perform(
  item: Item,
  outer: GraphRequest,
  running: Map<string, Promise<Outcome>>,
  answer: AnswerItem,
  trace: string,
): Promise<Outcome> {
  const before = item.dependsOn.flatMap((name) => running.get(name) ?? []);
  if (before.length === 0) return start(item, outer, new Map(), answer, trace);
  return Promise.all(before).then((done) => {
    if (done.some((result) => result === null || result.status !== 200)) return null;
    const results = new Map(item.dependsOn.map((name, index) => [name, done[index]?.body]));
    return start(item, outer, results, answer, trace);
  });
}

async function start(
  item: Item,
  outer: GraphRequest,
  results: Map<string, unknown>,
  answer: AnswerItem,
  trace: string,
): Promise<Outcome> {
  try {
    const address = readAddress(item.method, `/${fill(item.relativeUrl.replace(/^\//, ''), results)}`);
    const body = { ...readParams(item.body, 'application/x-www-form-urlencoded') };
    for (const [key, value] of Object.entries(body))
      if (typeof value === 'string') body[key] = fill(value, results);
    const request = toRequest(address, body, attached(item, outer), undefined);
    if (!request.token) request.token = outer.token;
    if (outer.params.appsecret_proof !== undefined)
      request.params.appsecret_proof ??= outer.params.appsecret_proof;
    if (address.path.length === 0) throw badParameter('A batch cannot hold a batch');
    return await answer(request);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return { status: error.status, body: error.body(trace) };
  }
}

/** The files an item names; the first of them is its `filedata`. */
function attached(item: Item, outer: GraphRequest): GraphRequest['files'] {
  const files: GraphRequest['files'] = new Map();
  for (const name of item.files) {
    const found = outer.files.get(name);
    if (!found)
      throw badParameter(`Batch item ${item.index} refers to the file ${name}, which is not attached`);
    files.set(name, found);
    if (!files.has('filedata')) files.set('filedata', found);
  }
  return files;
}

function fill(text: string, results: Map<string, unknown>): string {
  return text.replaceAll(REFERENCE, (whole, name: string, path: string) =>
    results.has(name) ? look(results.get(name), path) : whole,
  );
}

/** `$.data.*.id`: names, positions and every item; several results are joined by commas. */
function look(value: unknown, path: string): string {
  let found: unknown[] = [value];
  for (const [, key = ''] of path.matchAll(/[.[]\s*['"]?(\*|[\w-]+)/g)) {
    found = found.flatMap((each) => {
      if (key === '*') return Array.isArray(each) ? each : isRecord(each) ? Object.values(each) : [];
      if (Array.isArray(each)) return each[Number(key)] === undefined ? [] : [each[Number(key)]];
      return isRecord(each) && Object.hasOwn(each, key) ? [each[key]] : [];
    });
  }
  return found.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(',');
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
