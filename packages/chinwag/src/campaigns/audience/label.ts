import { GraphError } from '../../graph/errors.js';
import type { MessengerClient } from '../../messenger/client.js';
import { getConversations } from '../../messenger/resources/conversations.js';
import { getAssociatedLabels, getLabelList, type Label } from '../../messenger/resources/labels.js';
import { everyItem, type MakeCall } from '../../messenger/resources/paging.js';
import type { Audience, AudienceRow, AudienceSource, Person } from '../audience.js';
import { AudienceError } from './error.js';
import { audienceOf } from './list.js';

export interface LabelOptions<P extends Person = Person> {
  /** Who asks, and for which Page. Default: the client of the project in this folder. */
  client?: MessengerClient;
  /**
   * Whose labels are looked at: `sessions()`, or any other audience. Default: everybody who has a conversation with
   * the Page.
   */
  among?: AudienceSource<P>;
}

/** Labels that are asked for at the same time. */
const AT_ONCE = 20;
/** The platform's “invalid parameter”, which is also what it says of a PSID it does not know. */
const NO_SUCH_PERSON = 100;
const CONVERSATIONS_A_PAGE = 100;

/** @param openProjects Makes the project's own, for where no client is given. */
export function labelAudience<P extends Person>(
  nameOrId: string,
  options: LabelOptions<P>,
  openProjects: () => Promise<MessengerClient>,
): Audience<P> {
  return { name: `label ${nameOrId}`, rows: () => readLabelled(nameOrId, options, openProjects) };
}

async function* readLabelled<P extends Person>(
  nameOrId: string,
  { client, among }: LabelOptions<P>,
  openProjects: () => Promise<MessengerClient>,
): AsyncGenerator<AudienceRow<P>> {
  const asking = client ?? (await openProjects());
  const make: MakeCall = (call) => asking.outbox.call(call);
  try {
    const wanted = await findLabel(make, nameOrId);
    const people = among === undefined ? peopleOfConversations<P>(asking, make) : audienceOf(among).rows();
    let line = 0;
    for await (const group of inGroups(people)) {
      const rows = await Promise.all(group.map((row) => ifLabelled(make, row, wanted.id)));
      for (const row of rows) if (row) yield { ...row, line: ++line };
    }
  } finally {
    if (asking !== client) await asking.close();
  }
}

async function findLabel(make: MakeCall, nameOrId: string): Promise<Label> {
  const labels: Label[] = [];
  for await (const each of everyItem(make, (after) => getLabelList({ after }))) {
    if (each.id === nameOrId || sameName(each.pageLabelName, nameOrId)) return each;
    labels.push(each);
  }
  const known = labels.slice(0, 20).map(({ pageLabelName }) => JSON.stringify(pageLabelName));
  throw new AudienceError(`the Page has no label ${JSON.stringify(nameOrId)}`, {
    hint: known.length === 0 ? 'It has no labels at all.' : `It has ${known.join(', ')}.`,
  });
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** In a conversation there are two: the Page, and a person. */
async function* peopleOfConversations<P extends Person>(
  client: MessengerClient,
  make: MakeCall,
): AsyncGenerator<AudienceRow<P>> {
  const { id: page } = await client.getPageInfo();
  const conversations = everyItem(make, (after) =>
    getConversations({ fields: ['participants'], limit: CONVERSATIONS_A_PAGE, after }),
  );
  for await (const { participants = [] } of conversations) {
    for (const { id } of participants) {
      if (id !== page) yield { line: 0, person: { psid: id } as P };
    }
  }
}

async function* inGroups<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < AT_ONCE) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** The row, when the person has the label; also when it cannot be told, which is then the reason to leave them out. */
async function ifLabelled<P extends Person>(
  make: MakeCall,
  row: AudienceRow<P>,
  labelId: string,
): Promise<AudienceRow<P> | undefined> {
  if ('invalid' in row) return row;
  try {
    const labels = everyItem(make, (after) => getAssociatedLabels(row.person.psid, { after }));
    for await (const { id } of labels) if (id === labelId) return row;
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphError) || error.code !== NO_SUCH_PERSON) throw error;
    return { ...row, unreachable: 'labels cannot be read' };
  }
}
