import type { TransportAnswer } from '../transport/transport.js';

/** What the platform says of its own accord about how much has been used. */
export interface Usage {
  /** Of the most that is used: 100 and more is refused. */
  percent: number;
  /** Milliseconds until it works again; 0 where nothing is said. */
  regain: number;
}

const MINUTE = 60_000;
/** Of several uses 32 at most are told; what is longer is not what it should be. */
const LONGEST = 16_384;

const NAMES = ['x-business-use-case-usage', 'x-page-usage', 'x-app-usage'] as const;

/** Undefined where nothing is said, or nothing that can be used. `page`: who asked, where others are told of too. */
export function readUsage(headers: TransportAnswer['headers'], page: { name: string }): Usage | undefined {
  let usage: Usage | undefined;
  for (const name of NAMES) {
    const header = headers[name];
    if (header === undefined) continue;
    for (const text of Array.isArray(header) ? header : [header]) {
      for (const said of usesIn(text, page.name)) {
        usage ??= { percent: 0, regain: 0 };
        usage.percent = Math.max(usage.percent, said.percent);
        usage.regain = Math.max(usage.regain, said.regain);
      }
    }
  }
  return usage;
}

function usesIn(text: string, page: string): Usage[] {
  if (text.length > LONGEST) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!isRecord(value)) return [];
  // Numbers for the app and the Page as such; for the uses of several businesses a list under the id of each.
  if (!Object.values(value).some(Array.isArray)) return [useOf(value)];
  const uses = Array.isArray(value[page]) ? value[page] : Object.values(value).flat();
  return uses.filter(isRecord).map(useOf);
}

function useOf(said: Record<string, unknown>): Usage {
  return {
    percent: Math.max(amount(said.call_count), amount(said.total_time), amount(said.total_cputime)),
    regain: amount(said.estimated_time_to_regain_access) * MINUTE,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function amount(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : 0;
}
