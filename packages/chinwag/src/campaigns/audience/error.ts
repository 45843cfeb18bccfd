import { ChinwagError } from '../../core/errors.js';

/** An audience cannot be used as a whole: no file, no column of PSIDs, an unknown encoding. Nobody was sent to. */
export class AudienceError extends ChinwagError {
  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('audience', message, options);
  }
}
