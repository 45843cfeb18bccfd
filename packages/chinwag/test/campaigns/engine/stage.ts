import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type PersonHandle, startEmulator } from '@chinwag/emulator';
import { type CampaignOptions, type CampaignReport, campaign, SqliteLedger } from 'chinwag/campaigns';
import { MessengerClient, text } from 'chinwag/messenger';
import { onTestFinished } from 'vitest';

/** Also what no type allows, for campaigns meet it too. */
type Given = { [Option in keyof CampaignOptions]?: unknown } & { audience: unknown };

/** Messenger on localhost, a ledger of its own, and people who can be written to. */
export async function stage(options: Parameters<typeof startEmulator>[0] = {}) {
  const emulator = await startEmulator({ history: { traffic: 100_000 }, ...options });
  const folder = await mkdtemp(join(tmpdir(), 'chinwag-campaign-'));
  const path = join(folder, 'campaigns.sqlite');
  const ledger = new SqliteLedger({ path });
  const clients: MessengerClient[] = [];
  const handles: PersonHandle[] = [];
  const client = (given: { accessToken?: string; timeout?: number } = {}) => {
    const made = new MessengerClient({
      origin: emulator.origin,
      accessToken: emulator.page.accessToken,
      ...given,
    });
    clients.push(made);
    return made;
  };
  const own = client();
  onTestFinished(async () => {
    await ledger.close();
    await Promise.all(clients.map((each) => each.close()));
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    emulator,
    ledger,
    path,
    client,
    handles,
    /** The PSIDs of so many new people, whose windows are open. */
    async people(count: number): Promise<string[]> {
      const psids: string[] = [];
      for (let index = 0; index < count; index++) {
        const person = await emulator.person({ name: `Person ${index}` });
        handles.push(person);
        psids.push(person.psid);
      }
      return psids;
    },
    /** A campaign with what a test is about; the rest is the stage's. */
    define(given: Given) {
      return campaign({
        name: 'black-friday',
        message: () => text('Half price!'),
        client: own,
        ledger,
        ...given,
      } as unknown as CampaignOptions);
    },
    /** What each person has got, in order. */
    received: () =>
      new Map(
        handles.flatMap((person) => {
          const { psid } = person;
          const texts = person.screen().messages.map(({ text }) => text);
          return texts.length > 0 ? [[psid, texts]] : [];
        }),
      ),
  };
}

/** What a bot needs to be this emulator's. */
export function accessTo({ origin, page, app }: Emulator) {
  return {
    origin,
    pageId: page.id,
    accessToken: page.accessToken,
    appSecret: app.secret,
    verifyToken: app.verifyToken,
  };
}

/** As one gets a token that lives longer for the one that one has. */
export async function anotherToken({ origin, app, page }: Emulator): Promise<string> {
  const url = new URL('/oauth/access_token', origin);
  const query = { client_id: app.id, client_secret: app.secret, fb_exchange_token: page.accessToken };
  for (const [name, value] of Object.entries({ grant_type: 'fb_exchange_token', ...query })) {
    url.searchParams.set(name, value);
  }
  const answer = (await (await fetch(url)).json()) as { access_token: string };
  return answer.access_token;
}

/** Whatever happens, nobody is missing from a report. */
export function addsUp({ audience, progress }: CampaignReport): boolean {
  const { rows, people, duplicates, invalid, unreachable } = audience;
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
  const invalidRows = Object.values(invalid).reduce((all, { count }) => all + count, 0);
  return rows === people + duplicates + invalidRows + sum(unreachable) && people === sum({ ...progress });
}
