/** Has the file it is told of for itself, as long as it is told to. */
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';

const builtin = process.getBuiltinModule('node:sqlite');
const Driver = builtin ? builtin.DatabaseSync : createRequire(import.meta.url)('libsql');

process.on('message', async ({ path, milliseconds }) => {
  const db = new Driver(path);
  db.exec('PRAGMA busy_timeout = 5000');
  db.exec('BEGIN EXCLUSIVE');
  process.send('locked');
  await setTimeout(milliseconds);
  db.exec('COMMIT');
  db.close();
  process.send('released');
});
process.send('ready');
