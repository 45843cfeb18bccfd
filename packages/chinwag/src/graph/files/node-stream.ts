/** What is needed of a stream of Node's; by shape, or whoever reads our types would need all of Node's as well. */
export interface NodeStream extends AsyncIterable<unknown> {
  readonly destroyed: boolean;
  readonly errored: Error | null;
  readonly readableEnded: boolean;
  on(name: 'error', listener: (error: Error) => void): this;
  destroy(): unknown;
}
