import { Agent, type RequestOptions, request } from 'node:http';
import { PAGE, sign, stubGraph, type Wire } from '../bot.js';

/** What is known of one send by its key, in milliseconds since the beginning. */
interface Sent {
  text: string;
  /** When the bot asked for it, when it came, and who sent it: more than one is a double. */
  sends: { asked: number; at: number; by: string }[];
  /** When its echo was first posted, and when a bot first answered 200 for it. */
  echoPosted: number;
  echoKept?: number;
}

/** Numbers that look random and repeat with the seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Waits, no longer than until it is enough. */
export async function pause(milliseconds: number, isEnough = () => false): Promise<void> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until && !isEnough()) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(50, until - performance.now())));
  }
}

/**
 * Meta's side: posts events to any of the bots until one answers 200, takes their sends, and echoes each send it has
 * taken. What it has taken is the truth.
 */
export class Meta {
  /** Where the bots listen by now. */
  readonly bots: string[] = [];
  /** What each person has received, in order. */
  readonly received = new Map<string, string[]>();
  readonly #random: () => number;
  /** Echoes have connections of their own, or they would queue behind what two hundred people say. */
  readonly #agents = { messages: connections(25), echoes: connections(100) };
  readonly #sent = new Map<string, Sent>();
  readonly #echoes = new Set<Promise<void>>();
  readonly #began = performance.now();
  #graph: Awaited<ReturnType<typeof stubGraph>> | undefined;
  #clock = 1_790_000_000_000;
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  async open(): Promise<string> {
    this.#graph = await stubGraph((request) => this.#take(request));
    return this.#graph.origin;
  }

  /** Milliseconds since the beginning. */
  time(): number {
    return performance.now() - this.#began;
  }

  /** How many sends were taken. */
  get count(): number {
    return this.#count;
  }

  /** A message of a person; resolves when it was answered with 200. */
  async message(psid: string, mid: string, text: string): Promise<void> {
    const event = { sender: { id: psid }, recipient: { id: PAGE }, message: { mid, text } };
    await this.#deliver(event, this.#agents.messages);
  }

  /** Resolves when every echo was answered with 200. */
  async echoed(): Promise<void> {
    await Promise.all(this.#echoes);
  }

  /** When what was sent twice was sent, and when its echo came, for whoever has to find out why. */
  doubles(): string[] {
    const ms = (at: number | undefined) => (at === undefined ? 'never' : `${Math.round(at)} ms`);
    return [...this.#sent]
      .filter(([, { sends }]) => sends.length > 1)
      .map(([key, { text, sends, echoPosted, echoKept }]) => {
        const sent = sends.map(({ asked, at, by }) => `${by} asked at ${ms(asked)}, came at ${ms(at)}`);
        return `${key} "${text}": ${sent.join('; ')}; echo posted at ${ms(echoPosted)}, kept at ${ms(echoKept)}`;
      });
  }

  close(): void {
    this.#graph?.close();
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #take({ json, headers }: Wire) {
    const { recipient, message } = json as {
      recipient: { id: string };
      message: { text: string; metadata: string };
    };
    const mid = `m_out_${++this.#count}`;
    const texts = this.received.get(recipient.id) ?? [];
    this.received.set(recipient.id, texts);
    texts.push(message.text);

    const [mark, asked] = message.metadata.split('\n');
    const key = `${recipient.id} ${mark}`;
    const now = this.time();
    const sent = this.#sent.get(key) ?? { text: message.text, sends: [], echoPosted: now };
    this.#sent.set(key, sent);
    const by = String(headers.authorization);
    sent.sends.push({ asked: Number(asked) - performance.timeOrigin - this.#began, at: now, by });
    const event = { sender: { id: PAGE }, recipient, message: { mid, is_echo: true, app_id: 1, ...message } };
    const echo = this.#deliver(event, this.#agents.echoes).then(() => {
      sent.echoKept ??= this.time();
      this.#echoes.delete(echo);
    });
    this.#echoes.add(echo);
    return { body: { recipient_id: recipient.id, message_id: mid }, delay: Math.floor(this.#random() * 10) };
  }

  async #deliver(event: object, agent: Agent): Promise<void> {
    const timestamp = ++this.#clock;
    const body = JSON.stringify({
      object: 'page',
      entry: [{ id: PAGE, time: timestamp, messaging: [{ ...event, timestamp }] }],
    });
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body) };
    for (;;) {
      const bot = this.bots[Math.floor(this.#random() * this.bots.length)] ?? '';
      if ((await statusOf(bot, body, { method: 'POST', headers, agent })) === 200) return;
      await pause(20);
    }
  }
}

const connections = (maxSockets: number) => new Agent({ keepAlive: true, maxSockets });

function statusOf(url: string, body: string, options: RequestOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    request(url, options, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
      answer.once('error', () => resolve(undefined));
    })
      .once('error', () => resolve(undefined))
      .end(body);
  });
}
