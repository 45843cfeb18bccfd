import type { Person } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';
import { expect, test } from 'vitest';
import { addsUp, stage } from './stage.js';

test('everybody of a list is sent to once, and the report says so', async () => {
  const { define, people, received } = await stage();
  const psids = await people(120);
  const campaign = define({
    audience: [...psids, psids[3], 'no id'],
    message: ({ psid }: Person) => text(`Half price for ${psid}!`),
  });
  const report = await campaign.start();
  expect(report).toMatchObject({
    name: 'black-friday',
    state: 'finished',
    audience: { rows: 122, people: 120, duplicates: 1, invalid: { 'not a psid': { count: 1 } } },
    progress: { queued: 0, sending: 0, sent: 120, failed: 0, doubtful: 0, skipped: 0 },
    funnel: { sent: 120 },
    failures: {},
    doubtful: [],
  });
  expect(addsUp(report)).toBe(true);
  expect(report.timeline.at(-1)).toMatchObject({ sent: 120, failed: 0 });
  expect(received()).toEqual(new Map(psids.map((psid) => [psid, [`Half price for ${psid}!`]])));
});

test('a campaign that has ended is not begun again', async () => {
  const { define, people, received } = await stage();
  const audience = await people(3);
  const first = await define({ audience }).start();
  expect(await define({ audience: [...audience, ...(await people(2))] }).start()).toEqual(first);
  expect(received().size).toBe(3);
});
