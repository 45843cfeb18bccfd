import { ChinwagError } from '../../core/errors.js';
import { AudienceError } from '../audience/error.js';
import type { Audience, AudienceRow, Person, PersonRow } from '../audience.js';
import type { CampaignOptions } from '../campaign.js';
import type { Lease, Ledger, NewRecipient, RowCount } from '../ledger.js';
import type { Messages } from '../messages/messages.js';
import { variantOf } from '../messages/variants.js';
import { countInvalid, countUnreachable, noRows } from '../reporting/row-count.js';
import { reasonOf } from '../verdict.js';

/** People that go into the ledger as one write. */
const AT_ONCE = 5_000;
/** The messages of so many people are made before anybody is sent to. */
const CHECKED = 100;

export interface Intake<P extends Person> {
  audience: Audience<P>;
  messages: Messages<P>;
  lastUserAction: CampaignOptions<P>['lastUserAction'] | undefined;
  /** When the first message goes out, in milliseconds since 1970: what is reachable then counts. */
  at: number;
  /** Stops between two rows. */
  signal: AbortSignal;
  /** Hears how many rows there were so far, each time some of them went into the ledger. */
  onRows?: ((rows: number) => void) | undefined;
  /** Only counts: an audience of nothing but faults is told as it is. */
  isDry?: boolean;
}

/**
 * Reads an audience into the ledger: who can be sent to, who comes twice, which rows say nothing. An intake that was
 * cut short begins again, so that what an audience says counts as it is read from beginning to end.
 *
 * @throws {CampaignMessageError} when a message for one of the first people cannot be sent.
 * @throws {AudienceError} when not one row of it can be used: the campaign would end before it began.
 */
export async function takeIn<P extends Person>(
  ledger: Ledger,
  lease: Lease,
  intake: Intake<P>,
): Promise<void> {
  await ledger.empty(lease);
  let people: NewRecipient[] = [];
  let counted = noRows();
  let pending = 0;
  let rows = 0;
  let usable = 0;
  const faults: Record<string, number> = {};
  for await (const row of intake.audience.rows()) {
    intake.signal.throwIfAborted();
    const person = await readRow(row, intake, counted);
    if (person) {
      people.push(person);
      if (usable++ < CHECKED) await intake.messages.check(asKept(person));
    }
    if ('invalid' in row) faults[row.invalid] = (faults[row.invalid] ?? 0) + 1;
    else if (!person) usable++;
    if (++pending < AT_ONCE) continue;
    await add(ledger, lease, people, counted);
    rows += pending;
    intake.onRows?.(rows);
    people = [];
    counted = noRows();
    pending = 0;
  }
  await add(ledger, lease, people, counted);
  if (usable === 0 && !intake.isDry) refuseUnusable(intake.audience.name, faults);
  await ledger.fill(lease);
}

/** Looks for who it is only when somebody cannot be kept. */
async function add(ledger: Ledger, lease: Lease, people: NewRecipient[], counted: RowCount): Promise<void> {
  try {
    await ledger.add(lease, people, counted);
  } catch (error) {
    for (const person of people) asKept(person);
    throw error;
  }
}

/** @throws {AudienceError} */
function refuseUnusable(audience: string, faults: Record<string, number>): never {
  const counts = Object.entries(faults).sort(([, one], [, other]) => other - one);
  if (counts.length === 0) {
    throw new AudienceError(`${audience} has nobody in it`, {
      hint: 'Nothing was sent. Start the campaign again when somebody is.',
    });
  }
  const told = counts.slice(0, 3).map(([fault, count]) => `${count.toLocaleString('en')} × ${fault}`);
  throw new AudienceError(`no row of ${audience} can be used: ${told.join(', ')}`, {
    hint: '`chinwag campaign check` shows examples, with their lines.',
  });
}

/** The ledger keeps data: what is no data must show before anybody is sent to. @throws {AudienceError} */
function asKept(recipient: NewRecipient): NewRecipient {
  try {
    return { ...recipient, person: JSON.parse(JSON.stringify(recipient.person)) as Person };
  } catch (cause) {
    throw new AudienceError(`the person of line ${recipient.line} cannot be kept: ${reasonOf(cause)}`, {
      hint: 'A person is data: texts, numbers, true and false, and arrays and objects of those.',
      cause,
    });
  }
}

function readRow<P extends Person>(
  row: AudienceRow<P>,
  intake: Intake<P>,
  counted: ReturnType<typeof noRows>,
): NewRecipient | undefined | Promise<NewRecipient | undefined> {
  if ('invalid' in row) {
    countInvalid(counted, row.invalid, { line: row.line, value: row.value });
    return undefined;
  }
  if (row.unreachable !== undefined) {
    countUnreachable(counted, row.unreachable);
    return undefined;
  }
  const { line, person } = row;
  const recipient = { line, person, variant: variantOf(person.psid, intake.messages.variants.length) };
  if (row.lastUserAction === undefined && !intake.lastUserAction) return recipient;
  return reachable(recipient, row, intake).then((reason) => {
    if (reason === undefined) return recipient;
    countUnreachable(counted, reason);
    return undefined;
  });
}

async function reachable<P extends Person>(
  recipient: NewRecipient,
  row: PersonRow<P>,
  { messages, lastUserAction, at }: Intake<P>,
): Promise<string | undefined> {
  const last = row.lastUserAction ?? (await asked(row, lastUserAction));
  return last === undefined ? undefined : messages.refusal(recipient, last, at);
}

async function asked({ line, person }: PersonRow, lastUserAction: Intake<Person>['lastUserAction']) {
  try {
    return await lastUserAction?.(person.psid);
  } catch (cause) {
    if (cause instanceof ChinwagError) throw cause;
    throw new AudienceError(`lastUserAction failed for line ${line}: ${reasonOf(cause)}`, {
      hint: 'Nothing was sent. Let it give undefined for whom it does not know.',
      cause,
    });
  }
}
