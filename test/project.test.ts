import { ConfigError, getClient, getSessionStore, type Session } from 'chinwag';
import { asset } from 'chinwag/assets';
import { SqliteStorage } from 'chinwag/sqlite';
import { afterEach, expect, test, vi } from 'vitest';
import { accept, listeningBot, PAGE, PERSON, stubGraph, TOKEN } from './bot.js';
import { environment, project } from './command.js';

afterEach(() => vi.unstubAllEnvs());

const session: Session = {
  id: `messenger:${PERSON}`,
  platform: 'messenger',
  user: { id: PERSON },
  page: { id: PAGE },
  lastActivity: 1,
  state: { cups: 3 },
};

const CONFIG = `import { SqliteStorage } from 'chinwag/sqlite';
export default { storage: new SqliteStorage({ path: process.env.KEPT }) };`;

test('getClient speaks with the credentials of .env and the config', async () => {
  const graph = await stubGraph();
  const variables = Object.entries(environment(graph.origin)).map(([name, value]) => `${name}=${value}`);
  for (const name of Object.keys(environment(''))) vi.stubEnv(name, undefined);
  const folder = project('client', {
    '.env': variables.join('\n'),
    'chinwag.config.js': "export default { channels: { messenger: { version: 'v25.0' } } };",
  });
  const client = await getClient('messenger', folder);
  await client.sendText(PERSON, 'Your table is ready');
  await client.close();
  graph.close();
  expect(graph.requests).toMatchObject([
    {
      path: expect.stringMatching(/^\/v25\.0\/me\/messages/),
      headers: { authorization: `Bearer ${TOKEN}` },
      json: { message: { text: 'Your table is ready' } },
    },
  ]);
});

test('getClient knows what the bot has uploaded, and the bot what it has', async () => {
  const graph = await stubGraph((request) =>
    request.path.includes('message_attachments')
      ? { body: { attachment_id: '1857777774821032' } }
      : accept(request),
  );
  const folder = project('assets', { 'chinwag.config.js': CONFIG });
  vi.stubEnv('KEPT', `${folder}/kept.db`);
  for (const [name, value] of Object.entries(environment(graph.origin))) vi.stubEnv(name, value);
  const picture = asset('examples/showcase/media/green.png');
  for (let run = 1; run <= 2; run++) {
    const client = await getClient('messenger', folder);
    await client.sendImage(PERSON, picture);
    await client.close();
  }
  const { bot } = await listeningBot(graph.origin, () => {}, {
    storage: new SqliteStorage({ path: `${folder}/kept.db` }),
  });
  await bot.to(PERSON).sendImage(picture);
  await bot.close();
  graph.close();
  expect(graph.requests.filter(({ path }) => path.includes('message_attachments'))).toHaveLength(1);
  expect(graph.requests).toHaveLength(4);
});

test('getSessionStore reads and writes what the bot keeps', async () => {
  const folder = project('sessions', { 'chinwag.config.js': CONFIG });
  const path = `${folder}/kept.db`;
  vi.stubEnv('KEPT', path);
  const storage = new SqliteStorage({ path });
  await storage.open();
  await storage.write(session.id, session);
  const sessions = await getSessionStore(folder);
  expect(await sessions.all()).toEqual([session]);
  await sessions.write(session.id, { ...session, state: { cups: 4 } });
  expect(await storage.read(session.id)).toMatchObject({ state: { cups: 4 } });
  await sessions.close?.();
  await storage.close();
});

test('getSessionStore gives the store that the config names', async () => {
  const folder = project('named', {
    'chinwag.config.js': `const store = { read: () => null, write() {}, destroy() {}, all: () => ['mine'] };
      export default { session: { driver: 'mine', stores: { mine: store } } };`,
  });
  expect(await (await getSessionStore(folder)).all()).toEqual(['mine']);
});

test('a visitor lets go of nothing that a bot of the same name holds', async () => {
  const folder = project('visitor', {
    'chinwag.config.js': CONFIG.replace('process.env.KEPT', "process.env.KEPT, owner: 'bot-1'"),
  });
  const path = `${folder}/kept.db`;
  vi.stubEnv('KEPT', path);
  const storage = new SqliteStorage({ path, owner: 'bot-1' });
  await storage.open();
  const held = await storage.hold(session.id);
  const sessions = await getSessionStore(folder);
  await sessions.close?.();
  await expect(storage.finish(held as NonNullable<typeof held>, session)).resolves.toBeNull();
  await storage.close();
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a channel that there is none of',
    () => getClient('line' as 'messenger', project('p1', {})),
    /no channel line/,
  ],
  [
    'sessions in memory',
    () => getSessionStore(project('p2', {})),
    /keeps everything in its own memory\. Its sessions cannot be seen/,
  ],
  [
    'a config that is wrong',
    () => getSessionStore(project('p3', { 'chinwag.config.js': 'export default { sesion: {} };' })),
    /there is no key sesion/,
  ],
])('%s is refused', async (_, get, message) => {
  const refused = get();
  await expect(refused).rejects.toThrow(ConfigError);
  await expect(refused).rejects.toThrow(message);
});
