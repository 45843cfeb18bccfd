import { unlinkAccount } from '../../people/linking.js';
import type { Call, Routes } from '../call.js';
import { refuse } from '../error.js';
import { select } from '../paging.js';

function readPage(call: Call): unknown {
  const { page } = call;
  return select(
    call,
    {
      id: () => page.id,
      name: () => page.name,
      username: () => page.username,
      category: () => page.category,
      link: () => `https://www.facebook.com/${page.username}`,
      picture: () => ({
        data: { url: `${call.platform.origin}/_emulator/pictures/${page.id}.svg`, is_silhouette: false },
      }),
      messaging_feature_status: () => ({
        hop_v2: page.defaultAppId !== null,
        msgr_multi_app: true,
        ig_multi_app: false,
      }),
      recipient: () => linkedRecipient(call),
    },
    ['name'],
  );
}

/** Whose account is being linked, by the token that the login page was opened with. */
function linkedRecipient(call: Call): string {
  const token = call.world.linkings.get(call.param('account_linking_token').text());
  if (!token || token.expiresAt <= call.world.clock.now() || token.pageId !== call.page.id)
    throw refuse('linkingToken');
  return token.psid;
}

function unlink(call: Call): unknown {
  const psid = call.param('psid').id();
  call.psid = psid;
  const thread = call.world.threadOf(call.page, psid);
  if (!thread) throw refuse('noMatchingUser');
  unlinkAccount(call.platform, thread);
  return { result: 'unlink account success' };
}

export const pages: Routes = {
  'GET page': readPage,
  'POST page/unlink_accounts': unlink,
  'GET user': (call) => select(call, { id: () => '100000000000001', name: () => 'Page Admin' }, ['name']),
  'GET app': (call) =>
    select(call, { id: () => call.caller.app.id, name: () => call.caller.app.name }, ['name']),
};
