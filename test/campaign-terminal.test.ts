import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { campaigns, SqliteLedger } from 'chinwag/campaigns';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Answer, accept, stubGraph, type Wire } from './bot.js';
import { chinwag, chinwagAtTerminal, environment, project } from './command.js';

/** A campaign to three people, and Messenger, which answers as it is told. */
async function scene(name: string, answer: (request: Wire) => Answer, options = '') {
  const graph = await stubGraph(answer);
  onTestFinished(() => graph.close());
  const folder = project('campaign-terminal', {
    'hello.js': `import { campaign } from 'chinwag/campaigns';
      import { text } from 'chinwag/messenger';
      export default campaign({
        name: '${name}', audience: ['24810000001', '24810000002', '24810000003'], message: () => text('Hello!'),
        lastUserAction: () => undefined, ${options}
      });`,
  });
  const args = (words: string[]) => ['campaign', ...words, '--folder', folder];
  const access = environment(graph.origin);
  const ledger = new SqliteLedger({ path: join(folder, '.chinwag/campaigns.sqlite') });
  onTestFinished(() => ledger.close());
  return {
    report: () => campaigns({ ledger }).get(name).report(),
    command: (...words: string[]) => chinwag(args(words), access),
    atTerminal: (terminal: Parameters<typeof chinwagAtTerminal>[0], ...words: string[]) =>
      chinwagAtTerminal(terminal, args(words), access),
  };
}

describe('when its terminal goes away while it sends, a campaign', () => {
  /** One that is sending its first message as its terminal goes away, and hears the answer after that. */
  async function hungUp(isDetached: boolean, options: string) {
    let ask = () => {};
    const asked = new Promise<void>((resolve) => (ask = resolve));
    let take = () => {};
    const taken = new Promise<void>((resolve) => (take = resolve));
    const late = (request: Wire) => {
      ask();
      const answer = accept(request);
      return answer === 'drop' ? answer : { ...answer, delay: taken };
    };
    const { report, atTerminal } = await scene('hello', late, options);
    const running = atTerminal({ isDetached }, 'start', 'hello.js');
    await asked;
    await running.until(/Ctrl\+C stops sending/);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    take();
    return report;
  }

  test('ends in order, and leaves nobody doubtful', async () => {
    const report = await hungUp(false, 'rate: 0.001,');
    await expect.poll(async () => (await report()).state).toBe('stopped');
    expect((await report()).progress).toMatchObject({ sent: 1, queued: 2, sending: 0, doubtful: 0 });
  });

  test('goes on where it was detached from it, though nobody sees that any more', async () => {
    // Slower than the view is drawn.
    const report = await hungUp(true, 'rate: 1,');
    await expect.poll(async () => (await report()).state).toMatch(/finished|stopped/);
    expect(await report()).toMatchObject({ state: 'finished', progress: { sent: 3 } });
  });
});

test('a list fits the terminal, and tells that nobody could be sent to', async () => {
  const name = 'x'.repeat(200);
  const refused = { status: 400, body: { error: { code: 100, message: 'No matching user found' } } };
  const { command, atTerminal } = await scene(name, () => refused);
  await command('start', 'hello.js').ended;
  expect((await command('list').ended).said).toMatch(
    /^name +state +people +done +failed +started\nx{200} {2}finished +3 +100 % +3 /,
  );
  const { said } = await atTerminal({ columns: 72 }, 'list').ended;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what turns a terminal red.
  expect(said).toMatch(/\u001b\[31m3 /);
  const lines = stripVTControlCharacters(said).trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/^x{12,}… {2}finished +3 +100 % +3 /);
  expect(Math.max(...lines.map(({ length }) => length))).toBe(72);
});
