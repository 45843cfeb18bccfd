import type { MessengerContext } from 'chinwag/messenger';
import { describe, expect, test } from 'vitest';
import { type App, type State, talk } from './talk.js';

describe('what is scheduled', () => {
  test('is said at its time, once, by whichever process there is then', async () => {
    const app: App = async (context) => {
      await context.schedule('1h', 'Still there?');
      await context.ask('Name?');
      await context.sendText('Thanks.');
    };
    const bot = await talk(app);
    expect(await bot.says('hi')).toEqual(['Name?']);
    await bot.deploy(app);
    expect(await bot.says('Ana')).toEqual(['Thanks.']);
    expect(await bot.storage.promote(Date.now() + 3_500_000)).toEqual([]);
    expect(await bot.after(3_700_000, 1)).toEqual(['Still there?']);
    expect(await bot.storage.promote(Date.now() + 3_700_000)).toEqual([]);
  });

  test('can be taken back', async () => {
    const bot = await talk(async (context) => {
      if (context.state.reminder) await context.unschedule(String(context.state.reminder));
      else context.setState({ reminder: await context.schedule(new Date(Date.now() + 60_000), 'Hello?') });
    });
    await bot.says('hi');
    await bot.says('stop');
    expect(await bot.storage.promote(Date.now() + 70_000)).toEqual([]);
  });

  test.each<[string, (context: MessengerContext<State>) => Promise<string>, RegExp]>([
    ['a message that is wrong', (context) => context.schedule('1h', ''), /text/],
    ['no date', (context) => context.schedule(new Date('soon'), 'x'), /not a date/],
    ['no duration', (context) => context.schedule('1x' as never, 'x'), /"1x" is not a duration/],
    [
      'a file',
      (context) =>
        context.schedule('1h', { attachment: { type: 'image', payload: { source: Buffer.from('x') } } }),
      /a file cannot be kept/,
    ],
  ])('is refused at once: %s', async (_, schedule, message) => {
    const bot = await talk(async (context) => {
      await schedule(context);
    });
    await bot.says('hi');
    expect(bot.errors.map(String).join()).toMatch(message);
  });
});
