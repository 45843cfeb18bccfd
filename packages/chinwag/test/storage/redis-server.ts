import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { steadyPort } from '../../../../test/steady-port.js';

/** A Redis of the test's own, which hands every write to the disk's cache before it answers: killing it loses nothing. */
export class RedisServer {
  readonly port: number;
  #folder: string;
  #process: ChildProcess | null = null;

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await steadyPort(), mkdtempSync(join(tmpdir(), 'chinwag-redis-')));
    await server.resume();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on the data it left. */
  async resume(): Promise<void> {
    const args = ['--port', this.port, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    // While it waits for the disk, `everysec` answers up to two seconds before it writes.
    const written = ['--appendonly', 'yes', '--appendfsync', 'no'];
    const child = spawn('redis-server', [...args, ...written].map(String));
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.once('error', () =>
        reject(new Error('These tests need redis-server: apt-get install -y redis-server')),
      );
      child.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
      child.stdout?.on('data', (data) => {
        said += data;
        if (said.includes('Ready to accept connections')) resolve();
      });
    });
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
