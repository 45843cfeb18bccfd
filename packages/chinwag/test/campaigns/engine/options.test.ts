import { CampaignError, campaign } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';
import { expect, test } from 'vitest';

const message = () => text('Hi!');
const quietly = (quietHours: unknown) => ({ quietHours });

test.each<[string, object | undefined | null, string]>([
  ['no options', undefined, 'a campaign needs options'],
  ['null', null, 'a campaign needs options'],
  ['no name', { name: ' ' }, 'needs a name'],
  ['a number for a name', { name: 5 }, 'needs a name, and 5 is none'],
  ['a long name', { name: 'x'.repeat(201) }, 'at most 200 characters'],
  ['a name that is a command to terminals', { name: 'a\u001b[2J' }, 'cannot be seen'],
  ['a name that reads backwards', { name: 'a\u202eb' }, 'cannot be seen'],
  ['an option that is misspelt', { quiethours: { from: '21:00', to: '9:00' } }, 'Did you mean quietHours?'],
  ['an option there is none of', { colour: 'red' }, 'There are name, audience, message'],
  ['no message', { message: undefined }, 'has no message'],
  ['a message that is not made by a function', { message: text('Hi!') }, 'has no message'],
  ['a message and variants', { variants: { a: message } }, 'a message or variants, not both'],
  ['variants without names', { message: undefined, variants: [message, message] }, 'has no message'],
  ['a rate of nothing', { rate: 0 }, '0 is no rate'],
  [
    'a variant that is a share',
    { message: undefined, variants: { a: message, b: 50 } },
    'the variant "b" is no function that makes a message',
  ],
  ['a rate in a text', { rate: '300' }, '"300" is no rate'],
  ['a rate that is no number', { rate: Number.NaN }, 'NaN is no rate'],
  ['a moment that is none', { at: 'tomorrow' }, 'at is "tomorrow", which is no time'],
  ['an invalid date', { at: new Date('tomorrow') }, 'at is an invalid Date'],
  ['a date that no Date can hold', { at: 8.64e16 }, 'which is no time'],
  ['seconds for milliseconds', { at: 1_795_770_000 }, 'milliseconds since 1970, not seconds'],
  ['quiet hours in a text', quietly('21-9'), 'which are no quiet hours'],
  ['quiet hours without end', quietly({ from: '9:00', to: '09:00' }), 'leave nothing or everything'],
  ['a time that is none', quietly({ from: '25:00', to: '09:00' }), 'quietHours.from'],
  ['numbers for times', quietly({ from: 21, to: 9 }), 'quietHours.from is 21'],
  ['a time zone that is none', quietly({ from: '21:00', to: '9:00', timeZone: 'Berlin' }), 'time zone'],
  [
    'a time zone under another name',
    quietly({ from: '21:00', to: '9:00', timezone: 'Europe/Berlin' }),
    'Did you mean quietHours.timeZone?',
  ],
  ['a tag for people', { tag: 'HUMAN_AGENT' }, 'utility template'],
  ['a ledger there is none of', { ledger: 'mysql' }, 'ledger is "mysql", which is no ledger'],
  ['a client that is none', { client: {} }, 'client is an object, which is no client'],
  ['sessions that cannot be asked', { lastUserAction: 5 }, 'lastUserAction is 5, which is no function'],
  ['a wish for what is unknown that is none', { onUnknown: 'maybe' }, "neither 'leave' nor 'resend'"],
])('%s: refused before anything is done', (_, options, words) => {
  const define = () =>
    campaign((options ? { name: 'x', audience: [], message, ...options } : options) as never);
  expect(define).toThrow(CampaignError);
  try {
    define();
  } catch (error) {
    expect(`${error} ${(error as CampaignError).hint}`).toContain(words);
  }
});

test('a name may be of any letters that can be seen', () => {
  const name = 'Schwarzer Freitag ★ ۱۴۰۵ می‌خواهم 👨‍👩‍👧 “½”';
  expect(campaign({ name, audience: [], message }).name).toBe(name);
});
