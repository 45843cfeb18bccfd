import { type Expected, emulate, type Look, type Messenger, type Person } from 'chinwag/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Shop } from './shop.js';

let messenger: Messenger;
let impatient: Messenger;
let customer: Person;

beforeAll(async () => {
  impatient = await emulate(Shop, { timeout: 250 });
  messenger = await emulate({
    action: Shop,
    config: {
      channels: {
        messenger: {
          profile: {
            getStarted: { payload: 'GET_STARTED' },
            iceBreakers: [
              { locale: 'default', callToActions: [{ question: 'When are you open?', payload: 'HOURS' }] },
            ],
            persistentMenu: [
              {
                locale: 'default',
                callToActions: [
                  { type: 'postback', title: 'Opening hours', payload: 'HOURS' },
                  { type: 'postback', title: 'Wi-Fi', payload: 'WIFI' },
                ],
              },
            ],
          },
        },
      },
    },
  });
});
beforeEach(async () => {
  customer = await messenger.person({ name: 'Ana Lopez' });
});
afterAll(() => Promise.all([messenger.close(), impatient.close()]));

test('somebody says something and sees the answer', async () => {
  await customer.says('hello');
  const seen = await customer.sees('You said hello.');
  expect(seen).toMatchObject({ from: 'page', kind: 'text', text: 'You said hello.', persona: null });
  expect(customer.messages.map(({ from, text }) => [from, text])).toEqual([
    ['person', 'hello'],
    ['page', 'You said hello.'],
  ]);
});

test('looks go on after what was seen, and pass over what lies between', async () => {
  await customer.says('count');
  await customer.sees('one', 'three');
  await customer.seesNothing();
  await customer.says('count');
  await customer.sees('two');
  await customer.sees('three');
});

test('a look waits for what is not there yet', async () => {
  const seen = customer.sees('There.');
  await customer.says('slow');
  await customer.seesTyping();
  expect(customer.typing).toBe(true);
  await seen;
  expect(customer.typing).toBe(false);
});

describe('taps', () => {
  test('a quick reply, which is gone then', async () => {
    await customer.says('hi');
    await customer.sees('Hi!');
    expect(customer.quickReplies).toEqual(['Milk', 'Lemon']);
    await customer.taps('Lemon');
    await customer.sees('LEMON, coming up.');
    expect(customer.quickReplies).toEqual([]);
  });

  test('a button, as soon as it is there', async () => {
    await customer.says('shop');
    await customer.taps('Add Oolong');
    await customer.sees('oolong is in your basket.');
  });

  test('a link, which says what it opens', async () => {
    await customer.says('shop');
    expect(await customer.taps('Read more')).toMatchObject({ open: { url: 'https://example.com/sencha' } });
    await customer.sees('Sencha');
    await customer.seesNothing();
  });

  test.each([
    ['an ice breaker', 'When are you open?', 'From nine to five.'],
    ['an item of the menu', 'Wi-Fi', 'Yes, we have.'],
    ['Get Started', 'Get Started', 'Welcome!'],
  ])('%s', async (_, words, answer) => {
    await customer.taps(words);
    await customer.sees(answer);
  });
});

describe('does everything else', () => {
  const deeds: [string, (person: Person) => Promise<unknown>, string][] = [
    ['getsStarted', (person) => person.getsStarted(), 'Welcome!'],
    ['picksMenu', (person) => person.picksMenu('Opening hours'), 'From nine to five.'],
    ['uploads', (person) => person.uploads({ filename: 'list.pdf', data: '%PDF-1.4' }), 'A file, I see.'],
    ['likes', (person) => person.likes(), 'Thank you!'],
    ['does', (person) => person.does({ type: 'say', text: 'yes' }), 'You said yes.'],
  ];
  test.each(deeds)('%s', async (_, deed, answer) => {
    await deed(customer);
    await customer.sees(answer);
  });

  test('reacts to what was seen last, or to what is named', async () => {
    await customer.says('count');
    const one = await customer.sees('one');
    await customer.sees('three');
    await customer.reacts('❤');
    await customer.sees('react ❤');
    await customer.reacts('👍', one);
    await customer.sees('react 👍');
    const emoji = customer.screen().messages.map(({ reactions }) => reactions?.person);
    expect(emoji.filter(Boolean)).toEqual(['👍', '❤']);
    await customer.unreacts(one);
    await customer.sees(/^unreact/);
  });

  test('answers a certain message', async () => {
    await customer.says('count');
    const two = await customer.sees('two');
    await customer.says('that one', { replyTo: two });
    await customer.sees('You said that one.');
    const answer = customer.screen().messages.find(({ text }) => text === 'that one');
    expect(answer?.reply_to).toEqual({ mid: two.mid });
  });
});

describe('sees', () => {
  const looks: [string, Expected, Expected][] = [
    ['hi', 'Hi!', 'Hi'],
    ['hi', /^h/i, /^hello/],
    ['hi', ({ quickReplies }) => quickReplies.length === 2, () => false],
    ['hi', { text: /!$/, quickReplies: ['Milk', 'Lemon'] }, { quickReplies: ['Milk'] }],
    ['hi', { kind: 'text', persona: null }, { persona: 'Mei' }],
    ['shop', 'Oolong', 'Green'],
    ['shop', { kind: 'generic', title: 'Sencha' }, { kind: 'generic', title: 'Black' }],
    ['shop', { buttons: ['Add Sencha', 'Read more', 'Add Oolong'] }, { buttons: ['Add Sencha'] }],
    ['ask', 'How many?', { kind: 'text', text: 'How many?' }],
    ['ask', { kind: 'button', buttons: ['One'] }, { kind: 'button', buttons: [] }],
    ['picture', { kind: 'image' }, { kind: 'video' }],
    ['picture', { file: /\.png$/ }, { file: 'coffee.png' }],
    ['picture', 'tea.png', 'coffee.png'],
  ];
  test.each(looks)('after %j: %o, and not %o', async (said, expected, other) => {
    await customer.says(said);
    await customer.sees(expected);
    const someone = await impatient.person();
    await someone.says(said);
    await impatient.idle();
    await expect(someone.sees(other)).rejects.toThrow(/expected to see .*, and saw "/);
  });

  test.each([
    [42, 'sees() got 42'],
    [null, 'sees() got null'],
    [{ button: 'One' }, 'sees() got { button }, which no message has'],
  ])('refuses %o at once', async (expected, complaint) => {
    await expect(customer.sees(expected as Look)).rejects.toThrow(complaint);
  });
});

test('the window shuts when the clock has moved', async () => {
  await customer.says('hi');
  await customer.sees('Hi!');
  const before = messenger.clock.now();
  messenger.clock.move({ hours: 25 });
  expect(messenger.clock.now() - before).toBeGreaterThanOrEqual(25 * 3_600_000);
  const late = messenger.bot.to(customer.psid).sendText('Are you still there?');
  await expect(late).rejects.toMatchObject({ code: 10 });
  expect(messenger.requests().at(-1)).toMatchObject({ topic: 'messages', error: { code: 10 } });
  await customer.says('I am back');
  await customer.sees('You said I am back.');
});

test('people do not see what others are told', async () => {
  const other = await messenger.person();
  expect(other.psid).not.toBe(customer.psid);
  await Promise.all([customer.says('one'), other.says('two')]);
  await customer.sees('You said one.');
  await other.sees('You said two.');
  await customer.seesNothing();
  await other.seesNothing();
});
