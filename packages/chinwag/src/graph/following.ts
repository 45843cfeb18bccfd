import type { Facts, Work } from '../core/telemetry.js';
import type { Priority } from './call.js';
import { GraphError, type Outcome, type RequestName } from './errors.js';
import type { Lane } from './pacing/lane.js';
import type { TransportAnswer } from './transport/transport.js';

interface Followed {
  request: RequestName;
  lane: Lane;
  priority: Priority;
}

/** A call, from the moment it is asked for to its last attempt: how long it waits shows here. */
export function callToFollow({ request, lane, priority }: Followed): Work {
  return {
    name: `call ${templateOf(request)}`,
    facts: { 'chinwag.page': lane.page.name, 'chinwag.class': lane.name, 'chinwag.priority': priority },
  };
}

export function batchToFollow(items: readonly unknown[]): Work {
  return { name: 'call batch', facts: { 'chinwag.items': items.length } };
}

/** One request. */
export function attemptToFollow({ request, lane }: Followed, origin: string, attempt: number): Work {
  const { method } = request;
  const { hostname } = new URL(origin);
  const template = templateOf(request);
  return {
    name: `${method} ${template}`,
    kind: 'client',
    facts: {
      'http.request.method': method,
      'http.request.resend_count': attempt > 1 ? attempt - 1 : undefined,
      'url.template': template,
      'server.address': hostname,
      'chinwag.page': lane.page.name,
    },
  };
}

export function answered({ status }: TransportAnswer): Facts {
  return { 'http.response.status_code': status };
}

/** What is known of a failure: the platform's own numbers, and whether it may have done what it was asked. */
export function factsOf(error: unknown): Facts {
  const outcome = (error as { outcome?: Outcome } | null)?.outcome;
  if (error instanceof GraphError) {
    const { code, subcode, fbtraceId } = error;
    const type = subcode === undefined ? `${code}` : `${code}/${subcode}`;
    return { 'error.type': type, 'chinwag.outcome': outcome, 'chinwag.fbtrace_id': fbtraceId };
  }
  return { 'error.type': error instanceof Error ? error.name : typeof error, 'chinwag.outcome': outcome };
}

/** The path without ids: those of people are nobody's business, and names are to be few. */
function templateOf({ path }: RequestName): string {
  return path === '' ? 'batch' : path.replaceAll(/[^/]*\d[^/]*/g, '{id}');
}
