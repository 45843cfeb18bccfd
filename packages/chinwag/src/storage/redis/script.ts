import { createHash } from 'node:crypto';
import { PRELUDE } from './prelude.js';

/** One atomic step on the server: sent by its hash, and as text when the server does not know it yet. */
export class Script {
  readonly text: string;
  readonly hash: string;

  constructor(body: string, prelude = PRELUDE) {
    this.text = prelude + body;
    this.hash = createHash('sha1').update(this.text).digest('hex');
  }
}
