import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConversationGlance, type Emulator, type PersonHandle, startEmulator } from '../../src/index.js';
import { controlOf } from '../control-client.js';
import { graphOf } from '../graph-client.js';

let emulator: Emulator;
let control: ReturnType<typeof controlOf>;
let people: PersonHandle[];

beforeEach(async () => {
  emulator = await startEmulator();
  control = controlOf(emulator);
  people = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => emulator.person({ name })));
});

afterEach(() => emulator.close());

const psidsOf = (...names: string[]) =>
  names.map((name) => people.find((person) => person.name === name)?.psid ?? '');

describe('many chats at a glance', () => {
  it('are told newest first, each with its newest message and what waits in it', async () => {
    const graph = graphOf(emulator);
    const [ana, ben, cleo] = people;
    await ana?.says('first');
    await graph.send(cleo?.psid ?? '', { text: 'hello Cleo' });
    emulator.moveClock({ minutes: 1 });
    for (const words of ['one', 'two']) await graph.send(ben?.psid ?? '', { text: words });
    emulator.moveClock({ minutes: 1 });
    await ana?.says('second');

    const list = `conversations/${emulator.page.id}`;
    const { body } = await control.get<ConversationGlance[]>(list);
    expect(body.map(({ psid }) => psid)).toEqual(psidsOf('Ana', 'Ben', 'Cleo'));
    expect(body.map(({ last, unread, unanswered }) => [last?.text, unread, unanswered])).toEqual([
      ['second', 0, 2],
      ['two', 2, 0],
      ['hello Cleo', 1, 0],
    ]);
    const second = await control.get<ConversationGlance[]>(`${list}?limit=1&before=${body[0]?.last?.at}`);
    expect(second.body.map(({ psid }) => psid)).toEqual(psidsOf('Ben'));

    await ben?.reads();
    const some = await control.get<ConversationGlance[]>(`${list}?psids=${psidsOf('Dan', 'Ben').join()}`);
    expect(some.body.map(({ last, unread }) => [last?.text ?? null, unread])).toEqual([
      [null, 0],
      ['two', 0],
    ]);
  });

  it('are counted no further than anybody would read', async () => {
    const graph = graphOf(emulator);
    const [psid = ''] = psidsOf('Ana');
    for (let sent = 0; sent < 120; sent++) await graph.send(psid, { text: 'hi' });
    const { body } = await control.get<ConversationGlance[]>(`conversations/${emulator.page.id}`);
    expect(body[0]?.unread).toBe(100);
  });

  it('are refused for a Page, a person or a moment that there is not', async () => {
    for (const path of ['conversations/1', `conversations/${emulator.page.id}?psids=1`]) {
      expect((await control.get(path)).status).toBe(404);
    }
    expect((await control.get(`conversations/${emulator.page.id}?before=soon`)).status).toBe(400);
  });
});

it('tells whose chat a message is in', async () => {
  const said = await people[1]?.says('here');
  const { body } = await control.get(`messages/${said?.mid}`);
  expect(body).toEqual({ pageId: emulator.page.id, psid: people[1]?.psid });
  expect((await control.get('messages/m_none')).status).toBe(404);
});

it('streams who comes, without telling the whole world again', async () => {
  const { told } = await control.stream((events) => events.length === 4);
  const eve = await emulator.person({ name: 'Eve' });
  emulator.moveClock({ hours: 1 });
  emulator.addPage({ name: 'Second' });
  const [first, came, moved, added] = await told;
  for (const event of [first, moved]) {
    expect(event?.type).toBe('world');
    expect(event).not.toHaveProperty('world.people');
  }
  expect(came).toMatchObject({ type: 'person', person: { id: eve.id, name: 'Eve' } });
  // Everybody is known to a new Page by an id of its own.
  expect(added).toMatchObject({ type: 'world', world: { people: { length: 5 } } });
});
