import { spawnSync } from 'node:child_process';

/**
 * What goes before a command so that other work on the machine is not what is measured; nothing where one may not. Not
 * for a process that computes all the time: it would stop everything else.
 */
export const ahead = spawnSync('chrt', ['-f', '10', 'true']).status === 0 ? ['chrt', '-f', '10'] : [];
