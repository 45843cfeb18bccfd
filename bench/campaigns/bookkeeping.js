/** A million people through the ledger and nothing else: in, handed out, begun, sent. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { SqliteLedger } from 'chinwag/campaigns';

const [folder, people] = [process.argv[2], Number(process.argv[3])];
const path = join(folder, 'bookkeeping.sqlite');
const CHUNK = 5_000;
const GROUP = 50;

const ledger = new SqliteLedger({ path });
let peak = process.memoryUsage().rss;
const start = peak;
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);

await ledger.enter({ id: 'bench', name: 'bench', variants: [''], rate: null });
const lease = await ledger.hold('bench', 'bench');
await ledger.empty(lease);
await ledger.setState(lease, { state: 'running', reason: null, startedAt: Date.now() });

const began = performance.now();
for (let line = 1; line <= people; line += CHUNK) {
  const some = Array.from({ length: Math.min(CHUNK, people - line + 1) }, (_, index) => ({
    line: line + index,
    // In no order, as the ids of people are.
    person: { psid: String(2e15 + (((line + index) * 7_919_777_777) % 1e15)), name: 'Ann Miller' },
    variant: 0,
  }));
  await ledger.add(lease, some, { invalid: {}, unreachable: {} });
}
await ledger.fill(lease);
const filled = performance.now();

let sent = 0;
for (;;) {
  const claimed = await ledger.claim(lease, 500);
  if (claimed.length === 0) break;
  for (let at = 0; at < claimed.length; at += GROUP) {
    const group = claimed.slice(at, at + GROUP);
    const now = Date.now();
    await ledger.write(
      lease,
      group.map((recipient) => ({ recipient, from: 'queued', to: 'sending', at: now })),
    );
    await ledger.write(
      lease,
      group.map((recipient) => ({
        recipient,
        from: 'sending',
        to: 'sent',
        at: now,
        messageId: `m_${sent++}_0123456789abcdef0123456789abcdef`,
      })),
    );
  }
}
const ended = performance.now();
clearInterval(watching);
const { progress } = await ledger.look('bench');
await ledger.close();
rmSync(path);
process.send({
  intake: (filled - began) / 1000,
  sends: (ended - filled) / 1000,
  sent: progress.sent,
  peak,
  start,
});
