import { ChinwagError } from '../core/errors.js';
import type { Session } from '../core/storage/session.js';
import type { Clock } from '../core/time/clock.js';
import { GraphError } from '../graph/errors.js';
import type { UserProfile, UserProfileField } from './resources/index.js';

declare module '../core/storage/session.js' {
  interface Session<State = Record<string, unknown>> {
    /** What was last asked about the person, and until when that answer holds. */
    userProfile?: KeptProfile;
  }
}

/** The person of a conversation: always the PSID, and of the profile what is known. */
export type User = { id: string } & Omit<UserProfile, 'id'>;

export interface UserProfileOptions {
  /** What is asked for. Default `id`, `name`, `first_name`, `last_name`, `profile_pic`. */
  fields?: UserProfileField[];
  /** Minutes an answer holds. Default 24 hours; the addresses of pictures expire. */
  expiresIn?: number;
}

interface KeptProfile {
  /** The fields that were asked for; none where the default was. */
  fields?: UserProfileField[];
  /** Absent where the platform refused. */
  profile?: Omit<UserProfile, 'id'>;
  refused?: Refused;
  /** Milliseconds since 1970. */
  expires: number;
}

interface Refused {
  reason: UserProfileError['reason'];
  /** In the platform's words. */
  message: string;
}

const MINUTE = 60_000;
const DEFAULT_EXPIRY = 24 * 60;
/** A refusal holds for less: somebody may be granting the permission right now. */
const REFUSAL_EXPIRY = 60;

const HINTS: Record<UserProfileError['reason'], string> = {
  permission:
    'Names and pictures need the feature Business Asset User Profile Access; locale, timezone and gender need pages_user_locale, pages_user_timezone and pages_user_gender.',
  unavailable:
    'Of people without a profile, and of those who have not written to the Page, there is nothing to read. Go on without a name.',
};

/** The platform does not let the Page see the person's profile. Asked again in an hour at the earliest. */
export class UserProfileError extends ChinwagError {
  /** `permission`: the app or token may not; `unavailable`: this person has nothing to see. */
  readonly reason: 'permission' | 'unavailable';

  constructor({ reason, message }: Refused, cause?: unknown) {
    super('userProfile', `the person's profile cannot be read: ${message}`, { hint: HINTS[reason], cause });
    this.reason = reason;
  }
}

type Ask = (options: { fields?: UserProfileField[] }) => Promise<UserProfile>;

/** A conversation's person: what is known of them, asked for at most once. */
export class UserProfiles {
  #session: Session<object> | null;
  #options: UserProfileOptions;
  #clock: Clock;
  #asking = new Map<string, Promise<User>>();

  constructor(session: Session<object> | null, options: UserProfileOptions | undefined, clock: Clock) {
    this.#session = session;
    this.#options = options ?? {};
    this.#clock = clock;
  }

  /** What is known without asking; null for events that belong to nobody. */
  get known(): User | null {
    if (!this.#session) return null;
    const kept = this.#session.userProfile;
    return { ...(this.#isFresh(kept) ? kept?.profile : {}), id: this.#session.user.id };
  }

  /** Asks the platform, unless its last answer still holds. */
  get(ask: Ask, { fields, expiresIn }: UserProfileOptions): Promise<User> {
    const wanted = { ...this.#options, ...(fields ? { fields } : {}), ...(expiresIn ? { expiresIn } : {}) };
    const key = String(wanted.fields);
    const session = this.#session;
    const kept = session?.userProfile;
    if (session && kept && this.#isFresh(kept) && String(kept.fields) === key) return answered(session, kept);
    let asking = this.#asking.get(key);
    if (!asking) {
      asking = this.#ask(ask, wanted).finally(() => this.#asking.delete(key));
      this.#asking.set(key, asking);
    }
    return asking;
  }

  #isFresh(kept: KeptProfile | undefined): boolean {
    return kept !== undefined && kept.expires > this.#clock.now();
  }

  async #ask(ask: Ask, { fields, expiresIn = DEFAULT_EXPIRY }: UserProfileOptions): Promise<User> {
    const keep = (minutes: number, answer: Pick<KeptProfile, 'profile' | 'refused'>) => {
      if (!this.#session) return;
      const expires = this.#clock.now() + minutes * MINUTE;
      this.#session.userProfile = { ...(fields ? { fields } : {}), ...answer, expires };
    };
    try {
      const { id, ...profile } = await ask(fields ? { fields } : {});
      const psid = this.#session?.user.id ?? id ?? '';
      if (Object.keys(profile).length === 0 && !isOnlyId(fields)) throw new UserProfileError(NOTHING);
      keep(expiresIn, { profile });
      return { ...profile, id: psid };
    } catch (error) {
      const refused = error instanceof UserProfileError ? NOTHING : refusalOf(error);
      if (!refused) throw error;
      keep(REFUSAL_EXPIRY, { refused });
      throw error instanceof UserProfileError ? error : new UserProfileError(refused, error);
    }
  }
}

/** An empty profile is the platform's documented way of saying that it has no leave to show one. */
const NOTHING: Refused = { reason: 'permission', message: 'the platform answered with an empty profile' };

/** https://developers.facebook.com/docs/messenger-platform/identity/user-profile */
function refusalOf(error: unknown): Refused | undefined {
  if (!(error instanceof GraphError)) return undefined;
  const { code, subcode = code, message } = error;
  if (code === 2018218 || subcode === 2018218) return { reason: 'unavailable', message };
  if (code === 100 && subcode === 33) return { reason: 'unavailable', message };
  const isPermission = code === 10 || code === 3 || (code >= 200 && code < 300);
  if (isPermission || code === 2018247 || subcode === 2018247) return { reason: 'permission', message };
  return undefined;
}

async function answered(session: Session<object>, { profile, refused }: KeptProfile): Promise<User> {
  if (refused) throw new UserProfileError(refused);
  return { ...profile, id: session.user.id };
}

function isOnlyId(fields: UserProfileField[] | undefined): boolean {
  return fields?.every((field) => field === 'id') ?? false;
}
