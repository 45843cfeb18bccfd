import type { GraphError } from './error.js';
import type { Usage } from './limits.js';

/** What goes back to a caller. */
export interface GraphAnswer {
  status: number;
  body: unknown;
  error: GraphError | null;
  /** The body is a text that is no JSON. */
  html?: boolean;
  /** What the usage header says of the Page, where it is not what has been counted. */
  usage?: Usage;
  /** Nothing goes back: the connection is cut. */
  broken?: boolean;
}

export function refusalAnswer(error: GraphError, trace: string): GraphAnswer {
  return { status: error.status, body: error.body(trace), error };
}
