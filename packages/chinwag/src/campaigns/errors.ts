import { ChinwagError } from '../core/errors.js';

/** A campaign cannot do what it was asked. */
export class CampaignError extends ChinwagError {
  constructor(message: string, options: { hint?: string; cause?: unknown; code?: string } = {}) {
    super(options.code ?? 'campaign', message, options);
  }
}

/** Another process runs the campaign. Nothing was sent by this one. */
export class CampaignRunningError extends CampaignError {
  /** Who runs it: host and process. */
  readonly owner: string;

  constructor(name: string, owner: string) {
    super(`the campaign ${JSON.stringify(name)} is being run by ${owner}`, {
      code: 'running',
      hint: 'Nothing was sent from here. It can be watched and steered from any terminal: see `chinwag campaign --help`. When that process has ended, start it again; it goes on where it was.',
    });
    this.owner = owner;
  }
}

/** A message for one of the first people cannot be sent as it is. Nothing was sent to anybody. */
export class CampaignMessageError extends CampaignError {
  /** Where the audience names the person. */
  readonly line: number;
  readonly psid: string;
  readonly variant: string | undefined;

  constructor(
    where: { line: number; psid: string; variant?: string | undefined },
    why: string,
    cause?: unknown,
  ) {
    const variant = where.variant ? ` (variant ${where.variant})` : '';
    super(`the message for line ${where.line}${variant} cannot be sent: ${why}`, {
      code: 'message',
      hint: 'Nothing was sent to anybody. Mend the message or the row, and start the campaign again.',
      cause,
    });
    this.line = where.line;
    this.psid = where.psid;
    this.variant = where.variant;
  }
}
