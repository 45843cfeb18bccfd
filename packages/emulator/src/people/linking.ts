import type { Platform } from '../platform.js';
import type { Linking, Thread } from '../world/model.js';
import { type Done, tell } from './done.js';
import { Impossible } from './refusal.js';

const TOKEN_LIFE = 5 * 60 * 1000;

/** The login page's address with the token that says who is logging in, and the way back. */
export function openLogin(platform: Platform, thread: Thread, loginUrl: string): string {
  const { world, origin } = platform;
  const token = world.ids.text('linking', 40);
  world.linkings.set(token, {
    token,
    pageId: thread.pageId,
    psid: thread.psid,
    expiresAt: world.clock.now() + TOKEN_LIFE,
  });
  const url = new URL(loginUrl);
  url.searchParams.set('account_linking_token', token);
  // The way back already has a query, since the bot's site adds `&authorization_code=…` to it.
  url.searchParams.set('redirect_uri', `${origin}/_emulator/account-linking?account_linking_token=${token}`);
  return url.href;
}

/** The login page sent the person back: with a code they are linked, without one they are not. */
export function closeLogin(platform: Platform, token: string, code: string | undefined): Done | null {
  const linking = openLinking(platform, token);
  const thread = platform.world.threads.get(linking.psid);
  if (!thread) throw new Impossible('The person is gone.', { status: 404 });
  platform.world.linkings.delete(token);
  if (!code) return null;
  return tell(platform, thread, 'messaging_account_linking', {
    account_linking: { status: 'linked', authorization_code: code },
  });
}

export function unlinkAccount(platform: Platform, thread: Thread): Done {
  return tell(platform, thread, 'messaging_account_linking', { account_linking: { status: 'unlinked' } });
}

function openLinking(platform: Platform, token: string): Linking {
  const linking = platform.world.linkings.get(token);
  if (!linking || linking.expiresAt <= platform.world.clock.now()) {
    throw new Impossible('This login has expired: it is good for five minutes.', { status: 410 });
  }
  return linking;
}
