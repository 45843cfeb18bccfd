import { ConfigError } from '../core/errors.js';
import type { GraphCall } from '../graph/call.js';
import type { PacingRules, RateLimit } from '../graph/pacing/rules.js';

/**
 * How many calls a Page may make; the rest wait. The defaults are the platform's limits, per Page.
 * https://developers.facebook.com/docs/messenger-platform/overview/rate-limiting
 */
export interface RateLimits {
  /** Messages other than audio and video, sender actions and reactions, per second. Default: 300. */
  messages?: number;
  /** Messages with audio or video, per second. Default: 10. */
  media?: number;
  /** Calls that read conversations and their messages, per second. Default: 2. */
  conversations?: number;
  /** Calls that read or change the messenger profile, per 10 minutes. Default: 10. */
  profile?: number;
  /** Private replies to comments and posts, per hour. Default: 750. */
  privateReplies?: number;
  /**
   * How many people the Page can write to, also by its id: the platform takes 200 messages a day for each. Default:
   * not known, and then only what the platform says of its own accord slows sends down.
   */
  engagedPeople?: number | ((pageId: string) => number | undefined);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FOR_EACH_ENGAGED = 200;

type Counted = Exclude<keyof RateLimits, 'engagedPeople'>;

/** The platform's limits of late 2026. */
const PLATFORM: Record<Counted, RateLimit> = {
  messages: { count: 300, per: SECOND },
  media: { count: 10, per: SECOND },
  conversations: { count: 2, per: SECOND },
  profile: { count: 10, per: 10 * MINUTE },
  privateReplies: { count: 750, per: HOUR },
};

const classes: PacingRules['classes'] = {
  messages: { limits: ['messages', 'day'], isSend: true },
  media: { limits: ['media', 'day'], isSend: true },
  privateReplies: { limits: ['messages', 'privateReplies', 'day'], isSend: true },
  conversations: { limits: ['conversations'] },
  profile: { limits: ['profile'] },
} satisfies Record<Counted, unknown>;

/** What Messenger allows; `false` to leave it to the platform to refuse. */
export function messengerRules(limits: RateLimits | false = {}): PacingRules | false {
  if (limits === false) return false;
  check(limits);
  const { engagedPeople } = limits;
  const ofDay = (page: string): RateLimit | undefined => {
    const people = typeof engagedPeople === 'function' ? engagedPeople(page) : engagedPeople;
    return people === undefined ? undefined : { count: people * FOR_EACH_ENGAGED, per: DAY };
  };
  const counted = Object.entries(PLATFORM).map(([name, { count, per }]): [string, RateLimit] => [
    name,
    { count: limits[name as Counted] ?? count, per },
  ]);
  return { limits: { ...Object.fromEntries(counted), day: ofDay }, classes, classOf };
}

function check(limits: RateLimits): void {
  const known = [...Object.keys(PLATFORM), 'engagedPeople'];
  for (const [name, limit] of Object.entries(limits)) {
    if (!known.includes(name)) {
      throw new ConfigError(`there is no key pacing.${name}`, { hint: `There are ${known.join(', ')}.` });
    }
    const isByPage = name === 'engagedPeople' && typeof limit === 'function';
    if (isByPage || limit === undefined || (typeof limit === 'number' && limit > 0)) continue;
    throw new ConfigError(`pacing.${name} must be a number above 0`, {
      hint: 'Infinity is no limit; pacing: false switches pacing off.',
    });
  }
}

function classOf({ method, path, body }: GraphCall): keyof typeof classes | undefined {
  if (path.endsWith('messages')) {
    // Reading the messages of a conversation is a call about conversations.
    if (method !== 'POST') return method === 'GET' ? 'conversations' : undefined;
    return path.endsWith('/messages') ? classOfSend(body ?? {}) : undefined;
  }
  if (path.endsWith('/conversations')) return 'conversations';
  return path.endsWith('/messenger_profile') ? 'profile' : undefined;
}

/** As they are on the wire. */
interface Send {
  recipient?: { comment_id?: unknown; post_id?: unknown };
  message?: { attachment?: { type?: unknown } };
}

function classOfSend({ recipient, message }: Send): keyof typeof classes {
  if (recipient?.comment_id !== undefined || recipient?.post_id !== undefined) return 'privateReplies';
  const type = message?.attachment?.type;
  return type === 'audio' || type === 'video' ? 'media' : 'messages';
}
