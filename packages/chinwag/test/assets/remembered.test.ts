import { join } from 'node:path';
import { MemoryStorage, type Storage, StorageError } from 'chinwag';
import { asset } from 'chinwag/assets';
import type { MessengerContext } from 'chinwag/messenger';
import { SqliteStorage } from 'chinwag/sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listeningBot, PERSON, post, textEvent, webhook } from '../../../../test/bot.js';
import { folder, platform } from './page.js';

/** A bot that answers with a picture, and what went wrong in it. */
async function botOn(storage: Storage, origin: string, path: string) {
  const errors: unknown[] = [];
  const { bot, url } = await listeningBot(
    origin,
    async (context: MessengerContext) => {
      await context.sendImage(asset(path));
      await context.sendText('There it is.');
    },
    // Whoever waits for an echo, which never comes here, waits for longer than a test may take.
    { storage, delivery: { echoWait: 600_000 }, onError: (_, { error }) => void errors.push(error) },
  );
  onTestFinished(() => bot.close());
  const says = async (text: string, psid = PERSON) => {
    await post(url, webhook(textEvent(text, { sender: { id: psid } })));
    await bot.drained();
  };
  return { bot, says, errors };
}

const sqlite = (path: string) => new SqliteStorage({ path: join(path, 'bot.db') });

describe('what a bot has uploaded', () => {
  test('is known after a restart', async () => {
    const page = await platform();
    const { path, file } = folder();
    const logo = file('logo.png');
    const first = await botOn(sqlite(path), page.origin, logo);
    await first.says('hi');
    await first.bot.close();
    const second = await botOn(sqlite(path), page.origin, logo);
    await second.says('hi');
    expect(page.uploads).toHaveLength(1);
    const id = page.uploads[0]?.id;
    expect(page.chat()).toEqual([id, 'There it is.', id, 'There it is.']);
  });

  test('is known to whatever uses the same storage, and so is what is no good any more', async () => {
    const page = await platform();
    const { path, file } = folder();
    const logo = asset(file('logo.png'));
    const storage = sqlite(path);
    onTestFinished(() => storage.close());
    const script = page.client({ attachmentIds: storage, pageId: '1110001' });
    const other = page.client({ attachmentIds: sqlite(path), pageId: '1110001' });
    await script.sendImage(PERSON, logo);
    await other.sendImage(PERSON, logo);
    expect(page.uploads).toHaveLength(1);
    page.expire();
    await other.sendImage(PERSON, logo);
    await script.sendImage(PERSON, logo);
    expect(page.uploads).toHaveLength(2);
    expect(page.sent).toHaveLength(4);
  });

  test('is known to the bot’s client before the bot is open', async () => {
    const page = await platform();
    const { path, file } = folder();
    const logo = file('logo.png');
    const { bot, says } = await botOn(sqlite(path), page.origin, logo);
    await bot.to(PERSON).sendImage(asset(logo));
    await says('hi');
    expect(page.uploads).toHaveLength(1);
    expect(page.sent).toHaveLength(3);
  });

  test('is remembered in the process where a storage of one’s own does not', async () => {
    const page = await platform();
    const storage = new MemoryStorage();
    const without = new Proxy(storage, {
      get: (target, name: keyof MemoryStorage) => {
        const value = `${name}`.endsWith('ttachmentId') ? undefined : target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const { says } = await botOn(without, page.origin, folder().file('logo.png'));
    await says('hi');
    await says('hi', '24810002');
    expect(page.uploads).toHaveLength(1);
  });
});

test('a bot of two Pages uploads to each, and with the token that it has by then', async () => {
  const page = await platform();
  const { path, file } = folder();
  const logo = file('logo.png');
  const tokens: Record<string, string> = { '1110001': 'EAAtea.1', '1110002': 'EAAcake.1' };
  const { bot, url } = await listeningBot(
    page.origin,
    async (context: MessengerContext) => {
      await Promise.all([context.sendImage(asset(logo)), context.client.sendImage('24810009', asset(logo))]);
    },
    {
      storage: sqlite(path),
      logger: { ...console, warn: () => undefined },
      messenger: {
        pageId: undefined,
        accessToken: undefined,
        mapPageToAccessToken: (id: string) => {
          const token = tokens[id] ?? '';
          tokens[id] = token.replace('.1', '.2');
          return token;
        },
      },
    },
  );
  onTestFinished(() => bot.close());
  const says = async (pageId: string) => {
    const messaging = [
      { sender: { id: PERSON }, recipient: { id: pageId }, timestamp: Date.now(), ...textEvent('hi') },
    ];
    await post(url, { object: 'page', entry: [{ id: pageId, time: Date.now(), messaging }] });
    await bot.drained();
  };
  page.refuse({ error: { message: 'Session has expired', code: 190 } });
  for (const id of ['1110001', '1110002', '1110001']) await says(id);
  expect(page.uploads.map(({ token }) => token)).toEqual(['EAAtea.2', 'EAAcake.1']);
  expect(page.sent).toHaveLength(6);
});

test('an upload that was cut off is an error of the action, and the turn goes on', async () => {
  const page = await platform();
  const { path, file } = folder();
  page.refuse('drop');
  const { says, errors } = await botOn(sqlite(path), page.origin, file('logo.png'));
  await says('hi');
  // Nobody has waited for an echo of what surely was not sent.
  expect(errors).toMatchObject([{ name: 'AssetError', outcome: 'notSent' }]);
  await says('hi again');
  expect(page.sent).toHaveLength(2);
});

test('a storage that is away has nothing sent, and says so', async () => {
  const page = await platform();
  const away = () => {
    throw new StorageError('The storage is away.');
  };
  const client = page.client({
    attachmentIds: { attachmentId: away, keepAttachmentId: away, forgetAttachmentId: away },
  });
  await expect(client.sendImage(PERSON, asset(folder().file('logo.png')))).rejects.toThrow(StorageError);
  expect(page.seen).toEqual([]);
});
