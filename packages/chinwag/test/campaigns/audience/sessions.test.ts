import { MemorySessionStore, type Session, type SessionStore } from 'chinwag';
import { expect, test } from 'vitest';
import { sessions } from '../../../src/audiences.js';
import { AudienceError } from '../../../src/campaigns/audience/index.js';
import { rowsOf, told } from './read.js';

const session = (psid: string, changes: Partial<Session> = {}): Session => ({
  id: `messenger:${psid}`,
  platform: 'messenger',
  user: { id: psid },
  page: { id: '111' },
  lastActivity: 1,
  state: {},
  ...changes,
});

function storeOf(...kept: Session[]): SessionStore {
  const store = new MemorySessionStore();
  for (const each of kept) store.write(each.id, each);
  return store;
}

test('who is wanted, with their state and when they last did something', async () => {
  const store = storeOf(
    session('1', { state: { plan: 'gold' }, lastUserAction: 1_795_341_600_000 }),
    session('2', { state: { plan: 'lead' } }),
    session('3', { state: { plan: 'gold' } }),
  );
  const gold = sessions<{ plan: string }>(({ state }) => state.plan === 'gold', { store });
  expect(await rowsOf(gold)).toEqual([
    { line: 1, person: { psid: '1', state: { plan: 'gold' } }, lastUserAction: 1_795_341_600_000 },
    { line: 2, person: { psid: '3', state: { plan: 'gold' } } },
  ]);
  expect(await told(sessions(() => true, { store }))).toHaveLength(3);
  expect(await told(sessions(async () => false, { store }))).toEqual([]);
});

test('other platforms have other ids', async () => {
  const store = storeOf(session('1'), session('2', { id: 'web:2', platform: 'web' }));
  expect(await told(sessions(undefined, { store }))).toEqual(['1 1 {"state":{}}']);
});

test('people of several Pages are not mixed up', async () => {
  const store = storeOf(session('1'), session('2', { page: { id: '222' } }));
  const reading = told(sessions(undefined, { store }));
  await expect(reading).rejects.toThrow(AudienceError);
  await expect(reading).rejects.toThrow('the sessions are of several Pages: 111 and 222');
  expect(await told(sessions(undefined, { store, page: '222' }))).toEqual(['1 2 {"state":{}}']);
});

test('a query that throws says for whom', async () => {
  const store = storeOf(session('1'));
  const query = () => {
    throw new Error('no plan');
  };
  await expect(told(sessions(query, { store }))).rejects.toThrow(
    'what chooses among the sessions failed for messenger:1: no plan',
  );
});

test('a store that lists one after the other is never asked for all', async () => {
  let listed = 0;
  const store: SessionStore = {
    ...storeOf(),
    all: () => {
      throw new Error('too many');
    },
    async *each() {
      for (;;) yield session(`${++listed}`);
    },
  };
  for await (const row of sessions(undefined, { store }).rows()) {
    if (row.line === 1_000) break;
  }
  expect(listed).toBe(1_000);
});
