import type { ChinwagBot } from 'chinwag';
import { GraphError, type MessengerContext, type User, UserProfileError } from 'chinwag/messenger';
import { afterEach, expect, test } from 'vitest';
import { type Answer, accept, listeningBot, PERSON, post, stubGraph, textEvent, webhook } from './bot.js';

const ANA = { id: PERSON, first_name: 'Ana', last_name: 'Lopez' };
const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A bot whose platform answers profiles with this; what it asked for is in `asked`. */
async function botWithProfile(
  profile: () => Answer,
  action: (context: MessengerContext) => Promise<void>,
  messenger: object = {},
) {
  const asked: string[] = [];
  const graph = await stubGraph((request) => {
    if (request.method !== 'GET') return accept(request);
    asked.push(decodeURIComponent(request.path.replace(/^\/v26\.0/, '').replace(/&appsecret_proof=.*/, '')));
    return profile();
  });
  closing.push(graph.close);
  const started = await listeningBot(graph.origin, action, { messenger });
  closing.push(() => started.bot.close());
  const says = async (text: string) => {
    await post(started.url, webhook(textEvent(text)));
    await started.bot.drained();
  };
  return { ...started, asked, says };
}

const known = (bot: ChinwagBot) =>
  bot.withConversation(`messenger:${PERSON}`, (context) => context.user) as Promise<User>;

test('the profile is fetched when first asked for, and kept for the turns that follow', async () => {
  const seen: unknown[] = [];
  const { asked, says } = await botWithProfile(
    () => ({ body: ANA }),
    async (context) => {
      seen.push(context.user);
      if (context.event.text !== 'hi') seen.push(await context.getUser());
    },
  );
  await says('hi');
  expect(asked).toEqual([]);
  await says('who am I?');
  await says('and now?');
  expect(asked).toEqual([`/${PERSON}?fields=id,name,first_name,last_name,profile_pic`]);
  const ana = { id: PERSON, firstName: 'Ana', lastName: 'Lopez' };
  expect(seen).toEqual([{ id: PERSON }, { id: PERSON }, ana, ana, ana]);
});

test('a profile without a picture is not fetched again and again, and many who ask at once ask once', async () => {
  const { asked, says } = await botWithProfile(
    () => ({ body: { id: PERSON, first_name: 'Ana' } }),
    async (context) => {
      await Promise.all([context.getUser(), context.getUser(), context.getUser()]);
    },
  );
  for (const text of ['one', 'two', 'three']) await says(text);
  expect(asked).toHaveLength(1);
});

test('the config says which fields, and for how long', async () => {
  const { bot, asked, says } = await botWithProfile(
    () => ({ body: { ...ANA, locale: 'es_ES' } }),
    async (context) => {
      await context.getUser(context.event.text === 'briefly' ? { expiresIn: 1e-9 } : {});
    },
    { userProfile: { fields: ['first_name', 'locale'], expiresIn: 60 } },
  );
  await says('briefly');
  expect(await known(bot)).toEqual({ id: PERSON });
  await says('again');
  await says('and again');
  expect(asked).toEqual(Array(2).fill(`/${PERSON}?fields=first_name,locale`));
  expect(await known(bot)).toMatchObject({ firstName: 'Ana', locale: 'es_ES' });
});

test.each<[string, Answer, UserProfileError['reason']]>([
  ['a missing permission', { status: 400, body: { error: { code: 200, message: 'No' } } }, 'permission'],
  ['2018247', { status: 400, body: { error: { code: 2018247, message: 'No' } } }, 'permission'],
  ['an empty profile', { body: {} }, 'permission'],
  ['nothing but the id', { body: { id: PERSON } }, 'permission'],
  [
    'an account of a phone number',
    { status: 400, body: { error: { code: 2018218, message: 'No' } } },
    'unavailable',
  ],
  [
    'a person it does not know',
    { status: 400, body: { error: { code: 100, error_subcode: 33, message: 'No' } } },
    'unavailable',
  ],
])('%s is one typed error, and is not asked for again', async (_, answer, reason) => {
  const errors: unknown[] = [];
  const { asked, says } = await botWithProfile(
    () => answer,
    async (context) => {
      await context.getUser().catch((error: unknown) => errors.push(error));
    },
  );
  await says('one');
  await says('two');
  expect(errors).toHaveLength(2);
  for (const error of errors) {
    expect(error).toBeInstanceOf(UserProfileError);
    expect(error).toMatchObject({ code: 'userProfile', reason, hint: expect.any(String) });
  }
  expect(asked).toHaveLength(1);
});

test('a passing fault is asked about again at once, and nobody hears of it', async () => {
  let count = 0;
  const { asked, bot, says } = await botWithProfile(
    () => (++count === 1 ? { status: 500, body: { error: { code: 2, message: 'Later' } } } : { body: ANA }),
    async (context) => {
      await context.getUser();
    },
  );
  await says('one');
  expect(asked).toHaveLength(2);
  expect(await known(bot)).toMatchObject({ firstName: 'Ana' });
});

test('a fault that says nothing about the person is the error it is, and is asked about with the next event', async () => {
  let count = 0;
  const errors: unknown[] = [];
  const { bot, says } = await botWithProfile(
    () => (++count === 1 ? { status: 500, body: { error: { code: 99, message: 'No' } } } : { body: ANA }),
    async (context) => {
      await context.getUser().catch((error: unknown) => errors.push(error));
    },
  );
  await says('one');
  expect(errors).toEqual([expect.any(GraphError)]);
  await says('two');
  expect(await known(bot)).toMatchObject({ firstName: 'Ana' });
});
