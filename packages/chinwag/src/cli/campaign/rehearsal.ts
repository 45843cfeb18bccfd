import type { RemoteEmulator } from '@chinwag/emulator';
import { campaigns, SqliteLedger } from '../../campaigning.js';
import type { Audience, Person } from '../../campaigns/audience.js';
import type { Campaign, Campaigns } from '../../campaigns/campaign.js';
import { whole } from '../../campaigns/page/numbers.js';
import { REHEARSE, type Rehearsable } from '../../campaigns/rehearsal.js';
import { ConfigError } from '../../core/errors.js';
import type { MessengerClient } from '../../messenger/client.js';
import { getClient } from '../../project.js';
import { devEnvironment, type RunningDev, runningDevs } from '../running-dev.js';
import { nameOf } from './names.js';

/** The emulator keeps them in memory; to see what a campaign does, nobody needs more. */
const MOST = 10_000;
/** People who are let in at the same time. */
const AT_ONCE = 50;
/** How often it is looked whether the emulator is still there, in milliseconds. */
const LOOK = 1_000;

/**
 * A campaign before the people of an emulator, that of the `chinwag dev` which runs in the same project. It is kept
 * beside that emulator and ends with it.
 */
export class Rehearsal {
  readonly #dev: RunningDev;
  #isOver = false;

  private constructor(dev: RunningDev) {
    this.#dev = dev;
  }

  /**
   * Whatever is read of the project from now on is told that the emulator is Messenger.
   *
   * @param port Which one, where several run: the port of its chat page.
   * @throws {ConfigError} where there is none, or it is not said which.
   */
  static async in(folder: string, port: number | undefined): Promise<Rehearsal> {
    const dev = chosen(await runningDevs(folder), folder, port);
    Object.assign(process.env, devEnvironment(dev.emulator, dev.files));
    return new Rehearsal(dev);
  }

  /** Whether it was seen that the `chinwag dev` has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The chat page. */
  get address(): string {
    return this.#dev.emulator.origin.replace('127.0.0.1', 'localhost');
  }

  /** @param arrive Whether its people come to be in the emulator. */
  of(campaign: Campaign, { arrive }: { arrive: boolean }): Campaign {
    if (!isRehearsable(campaign)) {
      throw new ConfigError(`the campaign is of another version of chinwag, which knows no --dev`, {
        hint: 'Nothing was sent. Run the command that is installed in the project: `npx chinwag campaign`.',
      });
    }
    return campaign[REHEARSE]({
      ledger: async () => this.#ledger(),
      client: () => this.#client(),
      audience: (audience) => (arrive ? this.#arriving(audience) : audience),
    });
  }

  campaigns(): Campaigns {
    return campaigns({ ledger: this.#ledger() });
  }

  /** Lets people be in the emulator, by the PSIDs and the names that they have. */
  async admit(people: readonly Person[]): Promise<void> {
    for (let from = 0; from < people.length; from += AT_ONCE) {
      await Promise.all(people.slice(from, from + AT_ONCE).map((person) => this.#admitOne(person)));
    }
  }

  /** Somebody who is in the emulator already; undefined when nobody is. */
  async somebody(): Promise<string | undefined> {
    const { origin, page } = this.#dev.emulator;
    const answer = await fetch(`${origin}/_emulator/world`);
    const { people } = (await answer.json()) as { people: { psids: Record<string, string> }[] };
    return people[0]?.psids[page.id];
  }

  /** Resolves when the `chinwag dev` has ended, and says so. */
  async ended(): Promise<void> {
    while (await this.#isThere()) await new Promise((resolve) => setTimeout(resolve, LOOK).unref());
    this.#isOver = true;
    console.error('`chinwag dev` has ended, and with it this rehearsal.');
  }

  async #isThere(): Promise<boolean> {
    const { origin } = this.#dev.emulator;
    // One that is busy answers late.
    const answer = await fetch(`${origin}/_emulator/clock`).catch(() => undefined);
    await answer?.body?.cancel();
    return answer !== undefined;
  }

  #ledger(): SqliteLedger {
    return new SqliteLedger({ path: this.#dev.files.ledger });
  }

  async #client(): Promise<MessengerClient> {
    const client = await getClient('messenger');
    if (client.graph.origin === this.#dev.emulator.origin) return client;
    await client.close();
    throw new ConfigError(`what is sent would go to ${client.graph.origin}, and not to the emulator`, {
      hint: 'Nothing was sent.',
    });
  }

  #arriving<P extends Person>(audience: Audience<P>): Audience<P> {
    const rows = () => this.#rows(audience);
    return { name: audience.name, rows };
  }

  async *#rows<P extends Person>(audience: Audience<P>) {
    let people = 0;
    let waiting = [];
    let isCut = false;
    for await (const row of audience.rows()) {
      if ('person' in row && people++ === MOST) {
        isCut = true;
        break;
      }
      waiting.push(row);
      if (waiting.length < AT_ONCE) continue;
      await this.admit(waiting.flatMap((each) => ('person' in each ? each.person : [])));
      yield* waiting;
      waiting = [];
    }
    await this.admit(waiting.flatMap((each) => ('person' in each ? each.person : [])));
    yield* waiting;
    if (isCut) console.error(`The first ${whole(MOST)} people of the audience take part.`);
  }

  async #admitOne(person: Person): Promise<void> {
    const { emulator } = this.#dev;
    const admitted = await personIn(emulator, person);
    if (admitted.psid !== person.psid) {
      throw new ConfigError('the emulator is older than chinwag: it lets nobody in by their PSID', {
        hint: 'Run `npm install --save-dev @chinwag/emulator@latest`, and start `chinwag dev` again.',
      });
    }
  }
}

async function personIn(emulator: RemoteEmulator, person: Person) {
  try {
    return await emulator.person({ psid: person.psid, name: nameOf(person) });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError(`the emulator does not let ${person.psid} in: ${why}`, { cause });
  }
}

function isRehearsable(campaign: Campaign): campaign is Campaign & Rehearsable {
  return REHEARSE in campaign;
}

function chosen(running: RunningDev[], folder: string, port: number | undefined): RunningDev {
  const wanted = port === undefined ? running : running.filter((dev) => dev.port === port);
  const [dev, ...others] = wanted;
  if (!dev) {
    const at = port === undefined ? '' : ` with its chat page at port ${port}`;
    throw new ConfigError(`no \`chinwag dev\` is running in this project${at}`, {
      hint: `Start it first, in another terminal, and leave it running. It was looked for in ${folder}; --folder names another bot.`,
    });
  }
  if (others.length === 0) return dev;
  const ports = wanted.map((each) => each.port);
  throw new ConfigError(`several \`chinwag dev\` run in this project, at the ports ${ports.join(' and ')}`, {
    hint: `Say which by the port of its chat page: --emulator-port ${dev.port}.`,
  });
}
