import { expect, test } from 'vitest';
import type { GraphCall } from '../../src/graph/call.js';
import { listings } from '../../src/messenger/resources/index.js';

/** Answers each call with the next page and remembers what was asked. */
function platform(...pages: object[]) {
  const asked: GraphCall[] = [];
  const make = async <Result>(call: GraphCall<Result>): Promise<Result> => {
    const page = pages[asked.push(call) - 1];
    if (!page) throw new Error('one request too many');
    return (call.read as (answer: unknown) => Result)(page);
  };
  return { make, asked };
}

const persona = (id: string) => ({ id, name: `Persona ${id}`, profile_picture_url: 'https://x.example/p' });

const page = (ids: string[], after: string, next: boolean) => ({
  data: ids.map(persona),
  paging: {
    cursors: { before: 'B', after },
    ...(next ? { next: `https://graph.facebook.com/v26.0/me/personas?access_token=T&after=${after}` } : {}),
  },
});

const after = ({ query }: GraphCall) => query?.after;

test('getAllPersonas goes on while the platform names a next page, and no further', async () => {
  const { make, asked } = platform(page(['1', '2'], 'A1', true), page(['3'], 'A2', false));
  const personas = await listings.getAllPersonas(make);
  expect(personas.map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(asked.map(after)).toEqual([undefined, 'A1']);
});

test('getAllPersonas finds the cursor in the address when it stands nowhere else', async () => {
  const { paging } = page([], 'A1', true);
  const { make, asked } = platform(
    { data: [persona('1')], paging: { next: paging.next } },
    page([], 'A2', false),
  );
  await listings.getAllPersonas(make);
  expect(asked.map(after)).toEqual([undefined, 'A1']);
});

test('getAllPersonas stops when the cursor does not move', async () => {
  const { make } = platform(page(['1'], 'A1', true), page(['1'], 'A1', true));
  await expect(listings.getAllPersonas(make)).resolves.toHaveLength(2);
});

test('getAllPersonas fails as its request fails', async () => {
  await expect(listings.getAllPersonas(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
});
