import type { Fault, FaultEffect, PlatformError } from '../../../src/control/protocol.js';

/** What is most often worth a try, by the value of its option. */
export const COMMON: Readonly<Record<string, { name: string; effect: FaultEffect }>> = {
  temporary: { name: 'Temporary failure, 1200', effect: { type: 'error', code: 1200 } },
  sent: {
    name: 'Sent, yet an error, 1/1357046',
    effect: { type: 'error', code: 1, subcode: 1_357_046, taken: true },
  },
  throttled: { name: 'Throttled, 613', effect: { type: 'error', code: 613 } },
  late: { name: 'Late answer', effect: { type: 'delay', milliseconds: 3000 } },
  lost: { name: 'Connection breaks before', effect: { type: 'drop' } },
  unheard: { name: 'Connection breaks after', effect: { type: 'drop', taken: true } },
  html: { name: 'HTML instead of JSON', effect: { type: 'html', status: 502 } },
  expired: { name: 'Access token expires', effect: { type: 'expire_token' } },
};

export const codeOf = ({ code, subcode }: Pick<PlatformError, 'code' | 'subcode'>) =>
  subcode === undefined ? String(code) : `${code}/${subcode}`;

/** The effect that an option stands for: a common one, or an error of the platform by its codes. */
export function effectOf(choice: string): FaultEffect {
  const common = COMMON[choice];
  if (common) return common.effect;
  const [code, subcode] = choice.split('/').map(Number);
  return { type: 'error', code: code ?? 1, ...(subcode === undefined ? {} : { subcode }) };
}

/** The edges that bots call, by the word that the traffic lists them under. */
export const TOPICS = [
  'messages',
  'message_attachments',
  'messenger_profile',
  'personas',
  'pass_thread_control',
  'batch',
] as const;

export function nameOf(effect: FaultEffect, errors: readonly PlatformError[]): string {
  switch (effect.type) {
    case 'error': {
      const known = errors.find(({ code, subcode }) => code === effect.code && subcode === effect.subcode);
      return [codeOf(effect), effect.message ?? known?.message].filter(Boolean).join(' ');
    }
    case 'delay':
      return `Answers ${effect.milliseconds.toLocaleString()} ms late`;
    case 'drop':
      return effect.taken ? 'Connection breaks after the request is taken' : 'Connection breaks before';
    case 'html':
      return `HTML instead of JSON, HTTP ${effect.status ?? 502}`;
    case 'expire_token':
      return 'Access token expires';
  }
}

/** When a fault strikes: `messages · Ana · from the 3rd on · twice at most · 50 % of the time`. */
export function conditionsOf(fault: Fault, personOf: (psid: string) => string): string {
  const { topic, psid, after, times, probability, effect } = fault;
  return [
    topic ?? 'every request',
    psid && personOf(psid),
    after && `after ${after} ${after === 1 ? 'request' : 'requests'}`,
    times !== undefined && (times === 1 ? 'once' : `${times} times`),
    probability !== undefined && probability < 1 && `${Math.round(probability * 100)} % of the time`,
    effect.type === 'error' && effect.taken && 'carried out first',
  ]
    .filter(Boolean)
    .join(' · ');
}
