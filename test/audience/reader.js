// Reads an audience that is made up as it is read, and tells how much memory that took.
import { csv } from 'chinwag/campaigns';

const rows = Number(process.env.ROWS);

async function* file() {
  let text = 'psid,name,city,note\n';
  for (let index = 0; index < rows; index++) {
    const psid = index % 10_000 === 9_999 ? '2.48E+16' : 24_810_000_000_000_000n + BigInt(index);
    text += `${psid},Person ${index},Oslo,"hello, ""you"""\n`;
    if (text.length < 64 * 1024) continue;
    yield text;
    text = '';
  }
  yield text;
}

const told = { people: 0, invalid: 0, early: 0, most: 0 };
for await (const row of csv(file).rows()) {
  if ('person' in row) told.people++;
  else told.invalid++;
  // Not the peak that the system keeps: it begins with what the process had that started this one.
  if (told.people % 1_000 === 0) told.most = Math.max(told.most, process.memoryUsage.rss());
  if (told.people === rows / 10) told.early = told.most;
}
process.send?.(told);
process.disconnect?.();
