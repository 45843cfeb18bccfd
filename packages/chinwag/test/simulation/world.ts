import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChinwagBot, createBot, MemoryStorage, type Session, type Storage } from 'chinwag';
import { SqliteStorage } from 'chinwag/sqlite';
import { botAction, SAYINGS, type State } from './bot.js';
import { simulatedClock } from './clock.js';
import { Ledger } from './ledger.js';
import type { Plan } from './plan.js';
import { APP_SECRET, PAGE, Platform } from './platform.js';
import type { Process } from './process.js';
import { Random } from './random.js';
import { Scheduler } from './scheduler.js';
import { distant, inText, type Way, withLedger } from './storage.js';

/** What a mutation makes of a storage, to see whether the simulation notices. */
export type Sabotage = (storage: Storage) => Storage;

export interface WorldOptions {
  sabotage?: Sabotage;
  /** Filled with every step. */
  trace?: string[];
}

/** Virtual milliseconds after which a simulation that is not over stands still. */
const LIMIT = 20 * 60_000;
const HOUR = 3_600_000;

/** Everything of one seed: the platform, the people, the processes, the storage, and what befalls them. */
export class World {
  readonly ledger = new Ledger();
  readonly scheduler: Scheduler;
  readonly platform: Platform;
  /** Whether it came to an end in time. */
  isOver = false;
  #plan: Plan;
  #random: Random;
  #way: Way;
  #sabotage: Sabotage;
  #processes: Process[] = [];
  #inner: Storage | undefined;
  #folder: string | undefined;
  #opened: Storage[] = [];
  #lives = 0;
  #crashes: number;
  #isMended = false;
  /** What is still to befall everybody. */
  #toCome = 0;

  constructor(plan: Plan, { sabotage = (storage) => storage, trace }: WorldOptions = {}) {
    this.#plan = plan;
    this.#random = new Random(plan.seed + 0x5eed);
    this.#sabotage = sabotage;
    this.#crashes = plan.crashes;
    this.#way = { ...plan.storage, goneUntil: 0 };
    this.scheduler = new Scheduler(plan.seed, trace);
    this.platform = new Platform(this.scheduler, plan.weather, () => this.#processes);
    this.scheduler.beforeStep = (life) => this.#mayCrash(life as Process);
  }

  /** Lives it through to the end. */
  async run(): Promise<void> {
    for (let index = 0; index < this.#plan.processes; index++) this.#start(index);
    this.#planEverything();
    await this.scheduler.run(() => this.#isQuiet(), LIMIT);
    // Whatever the clock did, nothing but what is scheduled by it may have waited.
    if (!this.#isQuiet()) return;
    if (this.#plan.jumps > 0) this.scheduler.offset = 5 * HOUR;
    await this.scheduler.run(() => this.#isAtRest(), LIMIT);
    // Somebody mends the bot, the platform refuses nothing any more, and what was put aside is tried again.
    this.#isMended = true;
    this.platform.refusals = 0;
    for (let round = 0; round < 5 && (await this.#retryParked()); round++) {
      await this.scheduler.run(() => this.#isAtRest(), LIMIT);
    }
    this.isOver = this.#isAtRest();
  }

  /** Lets go of files. */
  async close(): Promise<void> {
    for (const process of this.#processes) process.isAlive = false;
    for (const storage of this.#opened) await storage.close?.();
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What the storage has of a conversation at the end. */
  async session(psid: string): Promise<Session<State> | null> {
    return ((await this.#storage(0).read(`messenger:${psid}`)) as Session<State> | null) ?? null;
  }

  get people(): string[] {
    return Array.from({ length: this.#plan.people }, (_, index) => `${5000 + index}`);
  }

  #isQuiet(): boolean {
    return this.#toCome === 0 && this.platform.underway === 0 && this.ledger.open === 0;
  }

  #isAtRest(): boolean {
    return this.#isQuiet() && this.ledger.isIdle;
  }

  #planEverything(): void {
    const { messages, outside, pauses, outages, jumps } = this.#plan;
    const random = this.#random;
    const span = messages * 1_500;
    for (const psid of this.people) this.#talk(psid, messages, 0);
    for (let index = 0; index < outside; index++) {
      this.#befall(random.between(0, span), 'something from outside', () =>
        this.#fromOutside(random.pick(this.people), index),
      );
    }
    for (let index = 0; index < pauses; index++) {
      this.#befall(random.between(0, span), 'a process stands still', () => {
        const process = random.pick(this.#processes);
        process.standsUntil = this.scheduler.time + random.pick([500, 4_000, 15_000]);
      });
    }
    for (let index = 0; index < outages; index++) {
      this.#befall(random.between(0, span), 'the storage is gone', () => {
        this.#way.goneUntil = this.scheduler.time + random.between(100, 3_000);
      });
    }
    for (let index = 0; index < jumps; index++) {
      this.#befall(random.between(0, span), 'the clock jumps', () => {
        this.scheduler.offset += random.pick([-HOUR, HOUR]);
      });
    }
  }

  #befall(delay: number, name: string, happen: () => void): void {
    this.#toCome++;
    this.scheduler.after(delay, name, () => {
      this.#toCome--;
      happen();
    });
  }

  /** Somebody writes: one message after the other, or several at once; in a POST each or together. */
  #talk(psid: string, messages: number, from: number): void {
    if (from >= messages) return;
    const random = this.#random;
    const together = random.chance(0.3) ? random.whole(2, 3) : 1;
    const events = Array.from({ length: Math.min(together, messages - from) }, (_, index) =>
      this.#message(psid, from + index),
    );
    this.#befall(random.between(0, 1_500), `${psid} writes`, () => {
      if (random.chance(0.5)) this.platform.deliver(events, random.whole(1, 3));
      else for (const event of events) this.platform.deliver([event], random.whole(1, 3));
      this.#talk(psid, messages, from + events.length);
    });
  }

  #message(psid: string, index: number) {
    const text = `${this.#random.pick(SAYINGS)} ${index}`;
    return {
      sender: { id: psid },
      recipient: { id: PAGE },
      timestamp: this.scheduler.now() + index,
      message: { mid: `in_${psid}_${index}`, text },
    };
  }

  #fromOutside(psid: string, index: number): void {
    const process = this.#random.pick(this.#processes);
    const task = process.bot?.withConversation(`messenger:${psid}`, async (context) => {
      const { count, heard } = context.state as unknown as State;
      context.setState({ count: count + 1, heard: [...heard, `outside ${index}`] });
      await context.sendText(`outside ${index}`);
    });
    task?.catch((error) => this.scheduler.note(`outside ${index} failed: ${error}`));
  }

  #start(index: number): void {
    const name = `P${index}.${this.#lives++}`;
    const process: Process = { name, isAlive: true, standsUntil: 0 } as Process;
    process.clock = simulatedClock(this.scheduler, process, this.#random);
    this.#processes[index] = process;
    const { kind, promised, echoWait } = this.#plan;
    const inner = withLedger(this.#storage(index), this.ledger);
    const storage =
      kind === 'memory'
        ? inner
        : distant(inner, { scheduler: this.scheduler, life: process, way: this.#way });
    const bot = createBot<State>(
      {
        channels: {
          messenger: {
            origin: 'https://graph.test',
            pageId: PAGE,
            accessToken: 'token',
            appSecret: APP_SECRET,
            verifyToken: 'verify-me',
            timeout: 2_000,
            transport: this.platform.transport(process),
          },
        },
        clock: process.clock,
        // What is looked for on the disk answers when the disk likes.
        campaigns: { ledger: { note: async () => {} } as never },
        initialState: { count: 0, heard: [] },
        storage,
        delivery: { echoWait, unknownOutcome: promised === 'atMostOnce' ? 'leave' : 'resend' },
        inbox: { attempts: 1_000, turnTimeout: 60_000 },
        logger: this.#logger(process),
      },
      botAction(process.clock, () => this.#isMended),
    );
    this.#open(process, bot);
  }

  /** As `listen` does; a process whose storage is not there is started again. */
  #open(process: Process, bot: ChinwagBot<State>): void {
    const opened = () => {
      process.bot = bot as never;
    };
    bot.open().then(opened, () => {
      this.scheduler.after(500, `${process.name} starts again`, () => this.#open(process, bot), process);
    });
  }

  /** The storage itself, of which a process of a name has its own connection. */
  #storage(index: number): Storage {
    const { kind, lease, hasOwner } = this.#plan;
    const { now } = this.scheduler;
    if (kind === 'sqlite') {
      this.#folder ??= mkdtempSync(join(tmpdir(), 'chinwag-simulation-'));
      const path = join(this.#folder, 'bot.db');
      const owner = hasOwner ? `P${index}` : '';
      const storage = new SqliteStorage({ path, lease, now, owner });
      this.#opened.push(storage);
      return this.#sabotage(storage);
    }
    this.#inner ??= this.#sabotage(
      kind === 'memory' ? new MemoryStorage({ now }) : inText(new MemoryStorage({ now, lease })),
    );
    return this.#inner;
  }

  #mayCrash(process: Process): void {
    if (this.#crashes === 0 || !this.#random.chance(0.006)) return;
    this.#crashes--;
    process.isAlive = false;
    process.bot = undefined;
    this.scheduler.note(`${process.name} crashes`);
    const index = this.#processes.indexOf(process);
    this.#befall(this.#random.between(10, 2_000), 'a process starts', () => this.#start(index));
  }

  async #retryParked(): Promise<boolean> {
    const storage = this.#storage(0);
    const parked = await storage.parked();
    for (const { id } of parked.reverse()) await storage.unpark(id);
    return this.ledger.unparked() > 0;
  }

  #logger(process: Process) {
    const note = (message: string, ...details: unknown[]) =>
      this.scheduler.note(`${process.name} says: ${message} ${details.join(' ')}`);
    return { debug: () => {}, info: () => {}, warn: note, error: note };
  }
}
