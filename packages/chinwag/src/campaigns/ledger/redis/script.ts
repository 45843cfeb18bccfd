import { Script as ServerScript } from '../../../storage/redis/script.js';
import { PRELUDE } from './prelude.js';

/** One atomic step on one campaign. */
export class Script extends ServerScript {
  constructor(body: string) {
    super(body, PRELUDE);
  }
}
