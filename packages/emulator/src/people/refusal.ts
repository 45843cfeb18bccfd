/** Something that cannot be done: what a person tried, or what the control API was asked for. */
export class Impossible extends Error {
  override name = 'Impossible';
  readonly field: string | undefined;
  readonly status: number;

  constructor(message: string, options: { field?: string; status?: number } = {}) {
    super(message);
    this.field = options.field;
    this.status = options.status ?? 400;
  }
}
