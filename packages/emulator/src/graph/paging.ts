import type { Call } from './call.js';
import { badParameter } from './error.js';
import { asText } from './param.js';

const LARGEST_PAGE = 100;

/**
 * One page of an edge, by `limit`, `after` and `before`. A cursor is the encoded id of an item, so that it stays
 * right while items come and go.
 */
export function paged<T extends { id: string }>(
  call: Call,
  items: T[],
  show: (item: T) => unknown,
  limit = 25,
): unknown {
  const asked = call.param('limit');
  const size = asked.given ? Math.min(Math.max(1, Math.trunc(asked.number())), LARGEST_PAGE) : limit;
  const after = position(call, 'after', items);
  const before = position(call, 'before', items);
  const start = after === undefined ? Math.max(0, before === undefined ? 0 : before - size) : after + 1;
  const end = before === undefined || after !== undefined ? start + size : before;
  const page = items.slice(start, end);
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return { data: [] };
  return {
    data: page.map(show),
    paging: {
      cursors: { before: cursor(first.id), after: cursor(last.id) },
      ...(end < items.length && { next: address(call, 'after', cursor(last.id), size) }),
      ...(start > 0 && { previous: address(call, 'before', cursor(first.id), size) }),
    },
  };
}

function cursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function position(call: Call, name: string, items: { id: string }[]): number | undefined {
  const param = call.param(name);
  if (!param.given || param.value === '') return undefined;
  const id = Buffer.from(param.text(), 'base64url').toString('utf8');
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw badParameter(`Invalid cursor: param ${name} does not point to an item`);
  return index;
}

function address(call: Call, direction: 'after' | 'before', to: string, limit: number): string {
  const { version, path, params, token } = call.request;
  const url = new URL(`${call.platform.origin}/v${version}.0/${path.join('/')}`);
  for (const [name, value] of Object.entries(params)) {
    if (!['after', 'before', 'limit', 'access_token'].includes(name))
      url.searchParams.set(name, asText(value));
  }
  if (token) url.searchParams.set('access_token', token.value);
  url.searchParams.set('limit', String(limit));
  url.searchParams.set(direction, to);
  return url.href;
}

/** The fields that were asked for, in that order, and always the id; unknown ones are an error. */
export function select(
  call: Call,
  known: Record<string, () => unknown>,
  defaults: string[],
  fields: string[] = call.fields ?? defaults,
): Record<string, unknown> {
  const selected: Record<string, unknown> = {};
  for (const field of fields) {
    if (field === 'id') continue;
    const read = Object.hasOwn(known, field) ? known[field] : undefined;
    if (!read) throw badParameter(`Tried accessing nonexisting field (${field})`);
    const value = read();
    if (value !== undefined) selected[field] = value;
  }
  return { ...selected, id: known.id?.() };
}
