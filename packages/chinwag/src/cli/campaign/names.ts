import type { Person } from '../../campaigns/audience.js';

const WHOLE = ['name', 'fullname', 'displayname'];
const PARTS = [
  ['firstname', 'givenname', 'forename'],
  ['lastname', 'familyname', 'surname'],
];

/** What a row of an audience calls its person: columns are named in many ways. Undefined where it says nothing. */
export function nameOf(person: Person): string | undefined {
  const values = new Map(
    Object.entries(person).map(([key, value]) => [key.toLowerCase().replaceAll(/[^a-z]/g, ''), value]),
  );
  const first = (keys: string[]) => keys.map((key) => text(values.get(key))).find(Boolean);
  return first(WHOLE) ?? (PARTS.flatMap((keys) => first(keys) ?? []).join(' ') || undefined);
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
