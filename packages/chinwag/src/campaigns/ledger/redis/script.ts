import { createHash } from 'node:crypto';
import { PRELUDE } from './prelude.js';

/** One atomic step on one campaign. */
export class Script {
  readonly text: string;
  readonly hash: string;

  constructor(body: string) {
    this.text = PRELUDE + body;
    this.hash = createHash('sha1').update(this.text).digest('hex');
  }
}
