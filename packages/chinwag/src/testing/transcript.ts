import type { GraphRequestRecord } from '@chinwag/emulator';
import type { Failure } from './failures.js';
import type { SeenMessage } from './seen-message.js';

/** What a conversation is told from. */
export interface Told {
  person: string;
  messages: SeenMessage[];
  requests: GraphRequestRecord[];
  failures: Failure[];
  /** The last message the test has seen; what is looked for has to come after it. */
  seenUpTo: string | undefined;
}

interface Line {
  at: number;
  who: string;
  said: string[];
}

/** A conversation for people to read: who said what, what could be tapped, what was refused, what went wrong. */
export function transcript({ person, messages, requests, failures, seenUpTo }: Told): string {
  const lines: Line[] = [
    ...messages.map((message) => messageLine(message, person)),
    ...requests.flatMap(refusalLine),
    ...failures.map(failureLine),
  ].toSorted((one, other) => one.at - other.at);
  if (lines.length === 0) return '  (nothing has been said)';
  const width = Math.max(...lines.map(({ who }) => who.length));
  return lines
    .flatMap(({ who, said }) => said.map((words, index) => `  ${(index ? '' : who).padEnd(width)}  ${words}`))
    .join('\n');

  function messageLine(message: SeenMessage, name: string): Line {
    const said = contentOf(message);
    if (message.mid === seenUpTo) said.push('· · · seen up to here · · ·');
    return { at: message.at, who: message.from === 'person' ? name : (message.persona ?? 'Page'), said };
  }
}

function contentOf({ kind, text, titles, files, buttons, quickReplies }: SeenMessage): string[] {
  const label = kind === 'text' ? '' : `[${[kind, ...files].join(' ')}]`;
  const [first = '', ...more] = [text, ...titles]
    .filter((words) => words !== '')
    .join('\n')
    .split('\n');
  return [
    `${label} ${first}`.trim(),
    ...more,
    ...(buttons.length > 0 ? [buttons.map((title) => `[ ${title} ]`).join(' ')] : []),
    ...(quickReplies.length > 0 ? [quickReplies.map((title) => `( ${title} )`).join(' ')] : []),
  ];
}

function refusalLine({ at, method, path, status, error }: GraphRequestRecord): Line[] {
  if (!error) return [];
  const code = [error.code, error.subcode].filter((part) => part !== undefined).join('/');
  const reason = code === '' ? error.message : `${error.message} (${code})`;
  return [{ at, who: 'refused', said: [`${method} ${path} ${status ?? ''} ${reason}`] }];
}

function failureLine({ at, error, isHandled }: Failure): Line {
  const who = isHandled ? 'handled' : 'failed';
  return { at, who, said: describeFailure(error).split('\n') };
}

/** An error and where it was thrown, without the inside of the framework. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inside = error instanceof AggregateError ? error.errors.map(describeFailure) : [];
  const place = error.stack
    ?.split('\n')
    .find((line) => /^\s+at /.test(line) && !/node:|node_modules/.test(line));
  return [`${error.name}: ${error.message}`, ...inside, ...(place ? [place.trim()] : [])].join('\n');
}
