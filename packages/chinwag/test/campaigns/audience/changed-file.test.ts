import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Audience, csv, jsonLines, type Person } from 'chinwag/campaigns';
import { expect, onTestFinished, test } from 'vitest';
import { addsUp, stage } from '../engine/stage.js';

/** Longer than what is read of a file at once, so that there is something left to be read. */
const PADDING = 'x'.repeat(4_000);

const YESTERDAY = new Date(Date.now() - 86_400_000);

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'chinwag-changed-'));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const kinds = {
  csv: {
    read: (path: string): Audience<Person> => csv(path),
    write: (ids: string[]) => ['psid,note', ...ids.map((id) => `${id},${PADDING}`)].join('\n'),
  },
  jsonLines: {
    read: (path: string): Audience<Person> => jsonLines(path),
    write: (ids: string[]) => ids.map((psid) => JSON.stringify({ psid, note: PADDING })).join('\n'),
  },
};
const ids = (from: number) => Array.from({ length: 100 }, (_, index) => `${from + index}`);

const changes = {
  'cut short': (path: string) => truncateSync(path, 200_017),
  'cut to nothing': (path: string) => truncateSync(path, 0),
  'appended to': (path: string, text: string) => appendFileSync(path, text),
  'written anew, shorter': (path: string, text: string) =>
    writeFileSync(path, text.slice(0, text.length / 2)),
  'written anew, as long as it was': (path: string, text: string) => writeFileSync(path, text),
};

for (const [kind, { read, write }] of Object.entries(kinds)) {
  test.each(Object.entries(changes))(
    `${kind}: a file that is %s while it is read is refused`,
    async (_, change) => {
      const path = join(folder(), 'people.txt');
      writeFileSync(path, write(ids(1_000)));
      // Yesterday's: some disks do not tell apart what is written within a moment.
      utimesSync(path, YESTERDAY, YESTERDAY);
      const reading = async () => {
        let rows = 0;
        for await (const _row of read(path).rows()) if (++rows === 10) change(path, write(ids(2_000)));
      };
      await expect(reading()).rejects.toThrow(
        /^people\.txt was .* while it was read: it had [\d,]+ bytes, and has/,
      );
    },
  );

  test(`${kind}: a file that another one takes the place of is read as it was`, async () => {
    const place = folder();
    const path = join(place, 'people.txt');
    writeFileSync(path, write(ids(1_000)));
    writeFileSync(join(place, 'new.txt'), write(ids(2_000)));
    const psids: unknown[] = [];
    for await (const row of read(path).rows()) {
      if ('person' in row) psids.push(row.person.psid);
      if (psids.length === 10) renameSync(join(place, 'new.txt'), path);
    }
    expect(psids).toEqual(ids(1_000));
  });
}

test('a campaign whose file is cut short while it is read sends to nobody and says why; then to each once', async () => {
  const { define, people, received } = await stage();
  const psids = await people(100);
  const path = join(folder(), 'people.csv');
  const write = () => writeFileSync(path, kinds.csv.write(psids));
  write();
  let rows = 0;
  const sending = define({
    audience: csv(path),
    lastUserAction: () => {
      // In the middle of somebody's id.
      if (++rows === 10) truncateSync(path, kinds.csv.write(psids).indexOf(psids[70] ?? '') + 3);
      return undefined;
    },
  });
  await expect(sending.start()).rejects.toThrow(/people\.csv was cut short while it was read/);
  expect(await sending.report()).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('people.csv was cut short while it was read'),
    progress: { sent: 0 },
  });
  expect(received().size).toBe(0);
  write();
  const report = await define({ audience: csv(path) }).start();
  expect(report).toMatchObject({ state: 'finished', progress: { sent: 100 } });
  expect(addsUp(report)).toBe(true);
  expect([...received().values()].map(({ length }) => length)).toEqual(psids.map(() => 1));
});
