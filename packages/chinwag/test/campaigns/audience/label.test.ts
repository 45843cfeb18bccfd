import { type Emulator, startEmulator } from '@chinwag/emulator';
import { MessengerClient } from 'chinwag/messenger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { label } from '../../../src/audiences.js';
import { AudienceError } from '../../../src/campaigns/audience/index.js';
import { told } from './read.js';

let emulator: Emulator;
let client: MessengerClient;
let people: string[];

beforeEach(async () => {
  emulator = await startEmulator();
  const { origin, page } = emulator;
  client = new MessengerClient({ accessToken: page.accessToken, appSecret: emulator.app.secret, origin });
  people = [];
  for (let index = 0; index < 130; index++) {
    const person = await emulator.person();
    await client.sendText(person.psid, 'Welcome!');
    people.push(person.psid);
  }
  const { id } = await client.createLabel('VIP');
  await client.createLabel('Other');
  for (const psid of [people[0], people[70], people[129]]) await client.associateLabel(String(psid), id);
});

afterEach(async () => {
  await client.close();
  await emulator.close();
});

const psids = (lines: string[]) => lines.map((line) => line.split(' ')[1]).sort();

test('who has the label, of everybody the Page talks with', async () => {
  const expected = [people[0], people[70], people[129]].sort();
  expect(psids(await told(label('VIP', { client })))).toEqual(expected);
  expect(label('VIP').name).toBe('label VIP');
  const { data } = await client.getLabelList();
  const id = String(data.find(({ pageLabelName }) => pageLabelName === 'VIP')?.id);
  expect(psids(await told(label(id, { client })))).toEqual(expected);
  expect(psids(await told(label(' vip', { client })))).toEqual(expected);
  expect(await told(label('Other', { client }))).toEqual([]);
});

test('who has the label, of some; who cannot be asked about is left out and told', async () => {
  const among = [
    { psid: String(people[0]), name: 'Ann' },
    { psid: String(people[1]), name: 'Bo' },
    { psid: '999999', name: 'Nobody' },
    { psid: 'x', name: 'No id' },
  ];
  const rows = [];
  for await (const row of label('VIP', { client, among }).rows()) rows.push(row);
  expect(rows).toEqual([
    { line: 1, person: { psid: people[0], name: 'Ann' } },
    { line: 2, person: { psid: '999999', name: 'Nobody' }, unreachable: 'labels cannot be read' },
    { line: 3, invalid: 'not a psid', value: 'x' },
  ]);
});

test('a label there is none of', async () => {
  const reading = told(label('Vipp', { client }));
  await expect(reading).rejects.toThrow(AudienceError);
  await expect(reading).rejects.toThrow('the Page has no label "Vipp"');
  await expect(reading).rejects.toHaveProperty('hint', 'It has "VIP", "Other".');
});
