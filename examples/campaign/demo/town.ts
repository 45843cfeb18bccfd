import { mkdirSync, writeFileSync } from 'node:fs';
import type { Emulator, PersonHandle } from '@chinwag/emulator';
import { chance } from './chance.js';

const NAMES = ['Ana', 'Ben', 'Chidi', 'Dana', 'Emre', 'Fatou', 'Grace', 'Hugo', 'Ines', 'Jun', 'Kofi', 'Lea'];
const TEAS = ['Assam', 'Darjeeling', 'Earl Grey', 'Oolong', 'Sencha'];

/** How the people of the town differ, in shares of all. */
const STRANGERS = 0.015;
const BLOCKERS = 0.01;
/** Hours. */
const AWAY = 30;
/** Of those who were away, as many as have no date in the file: only the platform knows. */
const UNNOTED = 0.3;

/** Fills the emulator with people, and writes the file that names them: with the faults that such files have. */
export async function fillTown(emulator: Emulator, count: number, file: string): Promise<PersonHandle[]> {
  const rows: string[] = [];
  const people: PersonHandle[] = [];
  const add = async (lastSeen: number | '') => {
    const name = NAMES[people.length % NAMES.length] ?? '';
    const person = await emulator.person({ name });
    people.push(person);
    rows.push([person.psid, name, TEAS[people.length % TEAS.length], lastSeen].join(','));
    return person;
  };

  // Some came more than a day ago: their window has shut.
  emulator.moveClock({ hours: -AWAY });
  const strangers = Math.round(count * STRANGERS);
  while (people.length < strangers) await add(chance() < UNNOTED ? '' : emulator.now());
  emulator.moveClock({ hours: AWAY });
  while (people.length < count) {
    const person = await add(emulator.now());
    if (chance() < BLOCKERS) await person.does({ type: 'block' });
  }

  const twice = rows.slice(-Math.ceil(count / 100));
  const broken = ['not-an-id,Tom,Sencha,', ',Mei,Assam,', '123'];
  mkdirSync('.chinwag', { recursive: true });
  writeFileSync(file, ['psid,name,favourite,last_seen', ...rows, ...twice, ...broken, ''].join('\n'));
  return people;
}
