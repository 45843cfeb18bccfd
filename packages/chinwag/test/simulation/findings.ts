import { type Expected, expectedOf } from './expectations.js';
import type { Done } from './ledger.js';
import type { Plan } from './plan.js';
import type { Delivery, Taken } from './platform.js';
import type { World } from './world.js';

/** Everything there is about one person's conversation at the end. */
interface Conversation {
  psid: string;
  plan: Plan;
  done: Done[];
  expected: Expected;
  /** What the platform took for them. */
  taken: Taken[];
  deliveries: Delivery[];
}

/** What does not hold at the end of a seed: nothing lost, nothing doubled, order, and state. */
export async function findingsOf(world: World, plan: Plan): Promise<string[]> {
  const { ledger, platform } = world;
  const findings = [...ledger.findings];
  if (!world.isOver) {
    findings.push(`standstill: ${ledger.open} events not done, ${platform.underway} webhooks not answered`);
  }
  for (const psid of world.people) {
    const done = ledger.done.get(`messenger:${psid}`) ?? [];
    const conversation: Conversation = {
      psid,
      plan,
      done,
      expected: expectedOf(done),
      taken: platform.taken.filter((send) => send.psid === psid),
      deliveries: platform.deliveries.filter(({ identities }) => identities[0]?.startsWith(`in_${psid}_`)),
    };
    findings.push(
      ...lost(conversation),
      ...outOfTurn(conversation),
      ...(await wrongState(conversation, world)),
      ...missing(conversation),
      ...doubled(conversation),
      ...unexpected(conversation),
      ...outOfOrder(conversation),
    );
  }
  return findings;
}

/** Every event that was answered with 200 was done, once. */
function lost({ done, deliveries }: Conversation): string[] {
  return deliveries.flatMap(({ identities, answeredAt }) =>
    identities.flatMap((mid) => {
      const times = done.filter(({ identity }) => identity.endsWith(`:${mid}`)).length;
      if (answeredAt === undefined) return [`unanswered: ${mid}`];
      return times === 1 ? [] : [`lost or doubled: ${mid} was answered with 200 and done ${times} times`];
    }),
  );
}

/** What was answered before another was sent is done before it, and so is what happened before in one POST. */
function outOfTurn({ done, deliveries }: Conversation): string[] {
  const places = new Map(
    done.flatMap(({ identity, wasParked }, place): [string, number][] =>
      wasParked ? [] : [[identity.slice(identity.lastIndexOf(':') + 1), place]],
    ),
  );
  const findings: string[] = [];
  const check = (first: string, second: string) => {
    if ((places.get(first) ?? 0) > (places.get(second) ?? Number.POSITIVE_INFINITY)) {
      findings.push(`order: ${second} was done before ${first}`);
    }
  };
  for (const one of deliveries) {
    one.identities.forEach((mid, index) => {
      const next = one.identities[index + 1];
      if (next) check(mid, next);
    });
    for (const other of deliveries) {
      if (one.answeredAt === undefined || one.answeredAt >= other.sentAt) continue;
      for (const first of one.identities) for (const second of other.identities) check(first, second);
    }
  }
  return findings;
}

/** The state is what the events say. */
async function wrongState({ psid, expected }: Conversation, world: World): Promise<string[]> {
  const { count, heard } = (await world.session(psid))?.state ?? { count: 0, heard: [] };
  if (count === expected.heard.length && heard.join() === expected.heard.join()) return [];
  return [`state: ${psid} has ${count} [${heard}], the events say [${expected.heard}]`];
}

function missing({ psid, plan, expected, taken }: Conversation): string[] {
  if (plan.promised === 'atMostOnce' && isRough(plan)) return [];
  const said = new Set(taken.map(({ text }) => text));
  return expected.replies
    .filter(({ text }) => !said.has(text))
    .map(({ text }) => `missing: ${psid} never got “${text}”`);
}

/** Whether something happens in which a send can end without anybody knowing how. */
function isRough({ weather, crashes, pauses, outages, jumps }: Plan): boolean {
  return weather.loss > 0 || crashes + pauses + outages + jumps > 0;
}

function doubled({ psid, plan, expected, taken }: Conversation): string[] {
  const findings: string[] = [];
  const before = new Map<string, Taken>();
  for (const send of taken) {
    const { text, key, at } = send;
    const first = before.get(text);
    before.set(text, first ?? send);
    if (!first || mayRepeat(text, expected, plan)) continue;
    if (plan.promised !== 'atLeastOnce') findings.push(`doubled: “${text}” went to ${psid} again`);
    else if (first.key === key && at - first.at < plan.echoWait - plan.weather.latency) {
      findings.push(`doubled: “${text}” went to ${psid} again before its echo could be late`);
    }
  }
  return findings;
}

/** What was put aside is tried again: without a journal it says again what it had said. */
function mayRepeat(text: string, expected: Expected, { kind }: Plan): boolean {
  if (isOfOpenQuestion(text, expected)) return true;
  return kind === 'memory' && expected.replies.some((reply) => reply.text === text && !reply.isInOrder);
}

/** An answer that was put aside leaves its question open for another. */
function isOfOpenQuestion(text: string, { begun }: Expected): boolean {
  return text.startsWith('ask') && begun.length > 0;
}

function unexpected({ psid, expected, taken }: Conversation): string[] {
  const wanted = new Set(expected.replies.map(({ text }) => text));
  return taken
    .filter(({ text }) => !wanted.has(text) && !text.startsWith('outside'))
    .filter(({ text }) => !expected.begun.some((said) => text.startsWith(said)))
    .filter(({ text }) => !isOfOpenQuestion(text, expected))
    .map(({ text }) => `unexpected: ${psid} got “${text}”`);
}

/** What was said came in the order of the events. */
function outOfOrder({ psid, expected, taken }: Conversation): string[] {
  const wanted = expected.replies.filter(({ isInOrder }) => isInOrder).map(({ text }) => text);
  const said = [...new Set(taken.map(({ text }) => text))].filter((text) => wanted.includes(text));
  const inOrder = wanted.filter((text) => said.includes(text));
  return said.join() === inOrder.join() ? [] : [`order: ${psid} got [${said}] instead of [${inOrder}]`];
}
