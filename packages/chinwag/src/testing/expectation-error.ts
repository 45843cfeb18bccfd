/**
 * A conversation went otherwise than a test expected. The message holds the whole conversation; `expected` and
 * `actual` are what test runners show the difference of.
 */
export class ExpectationError extends Error {
  // The name and code by which runners know a failed assertion from an accident.
  override readonly name = 'AssertionError';
  readonly code = 'ERR_ASSERTION';
  readonly expected: unknown;
  readonly actual: unknown;
  readonly operator: string;

  constructor(
    message: string,
    given: { expected?: unknown; actual?: unknown; operator: string; cause?: unknown },
  ) {
    super(message, given.cause === undefined ? undefined : { cause: given.cause });
    this.expected = given.expected;
    this.actual = given.actual;
    this.operator = given.operator;
  }
}

/**
 * Remembers the line of the test that asked, which is long gone from the stack when the waiting is over. `asked` is
 * the function that the test called.
 */
export function rememberCaller(asked: (...given: never[]) => unknown): (error: Error) => Error {
  const caller: { stack?: string } = {};
  Error.captureStackTrace(caller, asked);
  return (error) => {
    const frames = caller.stack?.split('\n').slice(1).join('\n') ?? '';
    error.stack = `${error.name}: ${error.message}\n${frames}`;
    return error;
  };
}
