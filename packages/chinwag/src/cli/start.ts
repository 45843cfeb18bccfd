import { loadProject } from './project.js';
import { onceStopped } from './stop.js';

export interface StartOptions {
  port: number;
  host?: string;
}

/** `chinwag start`: serves the bot until it is told to stop, and then finishes what it has accepted. */
export async function start(folder: string, { port, host }: StartOptions): Promise<void> {
  process.chdir(folder);
  const bot = await loadProject(process.cwd());
  const { url } = await bot.listen(port, host);
  console.log(`The bot listens at ${url}`);
  // `chinwag dev` waits for this.
  process.send?.({ listening: url });

  await onceStopped();
  const { pending } = bot;
  console.log(pending > 0 ? `Stopping: ${pending} events to finish …` : 'Stopping.');
  await bot.close();
}
