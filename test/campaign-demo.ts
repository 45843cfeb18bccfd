import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../examples/campaign', import.meta.url));
const jiti = fileURLToPath(new URL('../node_modules/jiti/lib/jiti-cli.mjs', import.meta.url));

export interface CampaignDemo {
  /** Where the page of the campaigns is. */
  address: string;
  /** What it has said so far. */
  said(): string;
  /** Ends it as Ctrl+C does; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Runs `examples/campaign` with fewer people, or as many as the pictures need, on ports of its own. */
export async function startCampaignDemo(people: number, ...options: string[]): Promise<CampaignDemo> {
  const child = spawn(
    process.execPath,
    [jiti, 'demo/start.ts', String(people), '--no-open', '--port', '0', ...options],
    { cwd: folder, env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const ended = once(child, 'exit');
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer) => {
      said += data;
      const [, found] = /page is at (http:\S+)/.exec(said) ?? [];
      if (found) resolve(new URL('/', found).href);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    ended.then(([code]) => reject(new Error(`the demo ended (${code}) before it was ready:\n${said}`)));
  });
  return {
    address,
    said: () => said,
    async stop() {
      // As a terminal does it: to every process of the group.
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
      const [code] = await ended;
      return code;
    },
  };
}
