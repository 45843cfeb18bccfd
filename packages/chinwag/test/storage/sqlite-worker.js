import { SqliteStorage } from 'chinwag/sqlite';

// Accepts and finishes without end, and tells of each only when it is promised; the test kills it.
const [path, run] = process.argv.slice(2);
const storage = new SqliteStorage({ path, owner: 'worker' });
await storage.open();

const CONVERSATIONS = 8;
let count = 0;

function event(conversationId) {
  const identity = `${run}.${count++}`;
  return {
    platform: 'messenger',
    identity,
    conversationId,
    timestamp: 1,
    event: {},
    serialize: () => JSON.stringify({ text: identity }),
  };
}

async function work(conversationId) {
  while (true) {
    const events = Array.from({ length: 1 + (count % 3) }, () => event(conversationId));
    await storage.accept(events);
    for (const { identity } of events) console.log(`accepted ${identity}`);
    let turn = await storage.take(conversationId);
    for (let left = events.length; turn && left > 0; left--) {
      const { identity, session, kept } = turn;
      await storage.begin(turn, `${identity}.0`);
      const done = [...(session?.state.done ?? []), JSON.parse(kept.serialized).text];
      const next = {
        id: conversationId,
        platform: 'messenger',
        user: { id: 'u' },
        page: { id: 'p' },
        lastActivity: 1,
        state: { done },
      };
      turn = await storage.finish(turn, next);
      console.log(`done ${identity}`);
    }
    if (turn) await storage.giveBack(turn, 0);
  }
}

await Promise.all(Array.from({ length: CONVERSATIONS }, (_, index) => work(`messenger:${index}`)));
