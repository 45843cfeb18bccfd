import type { GraphCall } from '../../graph/call.js';
import { object } from '../messages/table.js';
import { count, id, type OtherFields, openRecord, text } from './answer.js';
import { names, node, parameters } from './arguments.js';

/** https://developers.facebook.com/docs/messenger-platform/identity/user-profile */

/**
 * A field of the profile. The first five need the feature Business Asset User Profile Access; `locale`,
 * `timezone` and `gender` need `pages_user_locale`, `pages_user_timezone` and `pages_user_gender`.
 */
export type UserProfileField =
  | 'id'
  | 'name'
  | 'first_name'
  | 'last_name'
  | 'profile_pic'
  | 'locale'
  | 'timezone'
  | 'gender';

/** What the person and the platform let the Page see; anything may be missing. */
export interface UserProfile {
  /** The PSID. */
  id?: string;
  name?: string;
  firstName?: string;
  lastName?: string;
  /** An address that expires. */
  profilePic?: string;
  /** `en_US`. */
  locale?: string;
  /** Hours from GMT. */
  timezone?: number;
  gender?: string;
}

const DEFAULT_FIELDS: UserProfileField[] = ['id', 'name', 'first_name', 'last_name', 'profile_pic'];

const options = object<{ fields?: UserProfileField[] }>({ fields: names('field') });

const profile = openRecord<UserProfile>({
  id,
  name: text,
  firstName: text,
  lastName: text,
  profilePic: text,
  locale: text,
  timezone: count,
  gender: text,
});

/**
 * Reads a person's profile. Who wrote to the Page, tapped Get Started or accepted a message request can be
 * read; of others the platform gives an empty profile or refuses (100/33, 2018218, 2018247).
 */
export function getUserProfile(
  psid: string,
  { fields = DEFAULT_FIELDS }: { fields?: UserProfileField[] } = {},
): GraphCall<UserProfile & OtherFields> {
  const query = parameters('getUserProfile', options, { fields });
  return { method: 'GET', path: node('getUserProfile', 'psid', psid), query, read: profile };
}
