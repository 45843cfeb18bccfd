/** The root of every error Chinwag throws on purpose. `code` is stable; `hint` says what to do next. */
export class ChinwagError extends Error {
  /** Stable, for `switch`: `'config'`, `'message'`, `'file'`, …; of a `GraphError` the platform's number. */
  readonly code: string | number;
  /** What to do next, in a sentence. */
  readonly hint: string | undefined;

  constructor(
    code: string | number,
    message: string,
    options: { hint?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = options.hint;
  }
}

/** A key of the configuration is missing, misspelled or of the wrong type. */
export class ConfigError extends ChinwagError {
  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super('config', message, options);
  }
}
