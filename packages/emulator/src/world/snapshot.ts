import type { World } from './world.js';

/** Everything of a world, as JSON. */
export interface WorldSnapshot {
  version: 1;
  clockOffset: number;
  ids: Record<string, number[]>;
  collections: Record<string, unknown>;
}

const COLLECTIONS = [
  'apps',
  'pages',
  'people',
  'threads',
  'tokens',
  'personas',
  'labels',
  'attachments',
  'optIns',
  'activities',
  'linkings',
  'campaigns',
  'userRefs',
] as const;

export function saveWorld(world: World): WorldSnapshot {
  return {
    version: 1,
    clockOffset: world.clock.offset,
    ids: world.ids.save(),
    collections: Object.fromEntries(COLLECTIONS.map((name) => [name, encode(world[name])])),
  };
}

/** Puts a saved world in the place of what is there. Throws when it is none. */
export function loadWorld(world: World, saved: WorldSnapshot): void {
  if (saved?.version !== 1 || typeof saved.collections !== 'object') {
    throw new TypeError('This is no saved world: it has no version 1.');
  }
  // Everything is read before anything is replaced: half a world is worse than the old one.
  const loaded = COLLECTIONS.map((name) => {
    const collection = decode(saved.collections[name]);
    if (!(collection instanceof Map)) throw new TypeError(`The saved world has no ${name}.`);
    return [world[name] as Map<string, unknown>, collection] as const;
  });
  for (const [collection, entries] of loaded) {
    collection.clear();
    for (const [key, value] of entries) collection.set(String(key), value);
  }
  world.ids.load(saved.ids);
  world.clock.offset = saved.clockOffset;
  world.index();
  world.changes.tell({ kind: 'reset' });
}

/** Maps and sets, which JSON does not know, become objects with one telling key. */
function encode(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value].map(([key, inner]) => [key, encode(inner)]) };
  if (value instanceof Set) return { $set: [...value].map(encode) };
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, encode(inner)]));
}

function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value && Array.isArray(value.$map)) {
    return new Map(value.$map.map(([key, inner]: [unknown, unknown]) => [key, decode(inner)]));
  }
  if ('$set' in value && Array.isArray(value.$set)) return new Set(value.$set.map(decode));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decode(inner)]));
}
