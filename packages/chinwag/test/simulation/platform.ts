import { createHmac } from 'node:crypto';
import {
  type Transport,
  type TransportAnswer,
  TransportFailure,
} from '../../src/graph/transport/transport.js';
import type { Process } from './process.js';
import type { Scheduler } from './scheduler.js';

export const PAGE = '1110001';
export const APP_SECRET = 'app-secret';

/** How the platform and the way to it are. */
export interface Weather {
  /** Milliseconds one way, at most. */
  latency: number;
  /** How likely a request or an answer is lost on its way. */
  loss: number;
  /** Milliseconds after which a webhook without an answer is sent again. */
  patience: number;
  /** How likely a send is refused for now. */
  refusal: number;
  /** Milliseconds from a send to its echo; null where echoes are not subscribed to. */
  echo: { least: number; most: number } | null;
}

/** A send that the platform has taken. */
export interface Taken {
  psid: string;
  text: string;
  /** By which the bot knows it again. */
  key: string | undefined;
  at: number;
}

/** A webhook on its way, with when it was first sent and first answered with 200. */
export interface Delivery {
  identities: string[];
  sentAt: number;
  answeredAt: number | undefined;
}

interface Sent {
  recipient: { id: string };
  message?: { text?: string; metadata?: string };
}

/** From then on nothing is lost any more, so that every simulation ends. */
const TRIES_AT_RISK = 3;
const REFUSALS = [
  { code: 613, message: 'Calls to this api have exceeded the rate limit' },
  { code: 2, message: 'Service temporarily unavailable' },
];

/** Messenger's side: delivers webhooks until they are answered with 200, takes sends, and echoes them. */
export class Platform {
  readonly taken: Taken[] = [];
  readonly deliveries: Delivery[] = [];
  /** Webhooks that nobody has answered yet. */
  underway = 0;
  /** How many sends may still be refused. */
  refusals = 5;
  #scheduler: Scheduler;
  #weather: Weather;
  #processes: () => Process[];

  constructor(scheduler: Scheduler, weather: Weather, processes: () => Process[]) {
    this.#scheduler = scheduler;
    this.#weather = weather;
    this.#processes = processes;
  }

  /** Delivers events in one POST, so often, each until it is answered. */
  deliver(events: { message: { mid: string } }[], copies: number): void {
    const body = Buffer.from(
      JSON.stringify({
        object: 'page',
        entry: [{ id: PAGE, time: this.#scheduler.now(), messaging: events }],
      }),
    );
    const hash = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    const identities = events.map(({ message }) => message.mid);
    const delivery: Delivery = { identities, sentAt: this.#scheduler.time, answeredAt: undefined };
    this.deliveries.push(delivery);
    for (let copy = 0; copy < copies; copy++) {
      this.underway++;
      this.#try(body, `sha256=${hash}`, delivery, 1);
    }
  }

  /** What a process's requests go through. */
  transport(process: Process): Transport {
    return {
      send: (request) =>
        new Promise((resolve, reject) => {
          const { random } = this.#scheduler;
          const settle = (delay: number, name: string, settled: () => void) => {
            const end = () => {
              patience.isCancelled = true;
              settled();
            };
            return this.#scheduler.after(delay, `${process.name} ${name}`, end, process);
          };
          const fail = (kind: 'timeout' | 'connection') => reject(new TransportFailure(kind, 'unknown'));
          const patience = settle(request.timeout, 'gives up a request', () => fail('timeout'));
          const arrive = () => {
            if (random.chance(this.#weather.loss)) {
              settle(this.#travel(), 'loses a connection', () => fail('connection'));
              return;
            }
            const answer = this.#take(JSON.parse(String(request.body)));
            if (random.chance(this.#weather.loss)) {
              settle(this.#travel(), 'loses an answer', () => fail('connection'));
            } else settle(this.#travel(), `is answered ${answer.status}`, () => resolve(answer));
          };
          // Once it is on its way, it arrives whatever becomes of the process.
          this.#scheduler.after(this.#travel(), `${process.name} sends`, arrive);
        }),
      close: async () => {},
    };
  }

  #take({ recipient, message }: Sent): TransportAnswer {
    const { random } = this.#scheduler;
    if (this.refusals > 0 && random.chance(this.#weather.refusal)) {
      this.refusals--;
      return { status: 400, headers: {}, body: JSON.stringify({ error: random.pick(REFUSALS) }) };
    }
    const { text = '', metadata } = message ?? {};
    const key = metadata?.startsWith('chinwag:') ? metadata.slice('chinwag:'.length) : undefined;
    const mid = `out_${this.taken.length}`;
    this.taken.push({ psid: recipient.id, text, key, at: this.#scheduler.time });
    this.#scheduler.note(`the platform takes “${text}” for ${recipient.id} (${key})`);
    this.#echo(recipient.id, { mid, text, ...(metadata === undefined ? {} : { metadata }) });
    return {
      status: 200,
      headers: {},
      body: JSON.stringify({ recipient_id: recipient.id, message_id: mid }),
    };
  }

  #echo(psid: string, message: { mid: string; text: string; metadata?: string }): void {
    const { echo } = this.#weather;
    if (!echo) return;
    const event = {
      sender: { id: PAGE },
      recipient: { id: psid },
      timestamp: this.#scheduler.now(),
      message: { ...message, is_echo: true, app_id: 1 },
    };
    this.underway++;
    this.#scheduler.after(this.#scheduler.random.between(echo.least, echo.most), 'an echo', () => {
      this.underway--;
      this.deliver([event], 1);
    });
  }

  #try(body: Buffer, signature: string, delivery: Delivery, count: number): void {
    const { random } = this.#scheduler;
    const loss = count > TRIES_AT_RISK ? 0 : this.#weather.loss;
    let isOver = false;
    const end = (isAnswered: boolean) => {
      if (isOver) return;
      isOver = true;
      if (isAnswered) {
        this.underway--;
        delivery.answeredAt ??= this.#scheduler.time;
      } else {
        const wait = random.between(10, 150) * Math.min(count, 4);
        this.#scheduler.after(wait, 'the platform tries again', () =>
          this.#try(body, signature, delivery, count + 1),
        );
      }
    };
    const heard = (status: number) => {
      this.#scheduler.note(`${delivery.identities.join()} is answered ${status}`);
      if (!random.chance(loss)) end(status === 200);
    };
    const process = random.pick(count === 1 ? this.#processes() : this.#awake());
    const { bot } = process;
    if (!bot || random.chance(loss)) {
      this.#scheduler.after(this.#travel(), `${process.name} cannot be reached`, () => end(false));
      return;
    }
    const arrive = () => {
      const response = {
        destroyed: false,
        writeHead: (status: number) => {
          this.#scheduler.after(this.#travel(), `${process.name} answers`, () => heard(status));
        },
        end: () => {},
      };
      bot.listener(requestOf(body, signature) as never, response as never);
    };
    this.#scheduler.after(
      this.#travel(),
      `${process.name} gets ${delivery.identities.join()}`,
      arrive,
      process,
    );
    this.#scheduler.after(this.#weather.patience, 'the platform waits no longer', () => end(false));
  }

  /** Where a second try goes: to nobody who stands still, if there is another. */
  #awake(): Process[] {
    const awake = this.#processes().filter(({ standsUntil }) => standsUntil <= this.#scheduler.time);
    return awake.length > 0 ? awake : this.#processes();
  }

  #travel(): number {
    return this.#scheduler.random.between(0, this.#weather.latency);
  }
}

/** As serverless platforms hand a request to Node: with its body already read. */
function requestOf(body: Buffer, signature: string) {
  return {
    method: 'POST',
    url: '/webhooks/messenger',
    headers: { 'x-hub-signature-256': signature, 'content-length': String(body.length) },
    rawBody: body,
    complete: true,
  };
}
