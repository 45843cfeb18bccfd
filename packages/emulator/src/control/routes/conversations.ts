import { readMultipart } from '../../media/multipart.js';
import { attachmentType } from '../../media/type.js';
import { act } from '../../people/actions.js';
import { sendAttachments } from '../../people/chat.js';
import type { Done } from '../../people/done.js';
import { actInInbox } from '../../people/inbox.js';
import { closeLogin } from '../../people/linking.js';
import { Impossible } from '../../people/refusal.js';
import type { Platform } from '../../platform.js';
import type { Attachment, Thread } from '../../world/model.js';
import { type Routes, readJson, threadOf, wholeNumber } from '../context.js';
import type { ActionResult, MessagePlace } from '../protocol.js';
import { readAction, readInboxAction } from '../read-action.js';
import { conversationGlance, conversationView } from '../views.js';

/** What a person sees and does. */
export const conversationRoutes: Routes = (app, platform) => {
  const { media } = platform;

  app.get('/_emulator/conversations/:pageId', (context) => {
    const pageId = context.req.param('pageId');
    if (!platform.world.pages.has(pageId)) throw new Impossible('There is no such Page.', { status: 404 });
    const psids = context.req.query('psids');
    const limit = wholeNumber(context.req.query('limit'), 'limit', 100);
    const before = wholeNumber(context.req.query('before'), 'before', Number.POSITIVE_INFINITY);
    const threads =
      psids === undefined
        ? newest(platform, pageId, before).slice(0, limit)
        : psids.split(',').map((psid) => threadOf(platform, pageId, psid));
    return context.json(threads.map((thread) => conversationGlance(platform, thread)));
  });

  app.get('/_emulator/messages/:mid', (context) => {
    const thread = platform.world.threadsByMid.get(context.req.param('mid'));
    if (!thread) throw new Impossible('There is no such message, or no longer.', { status: 404 });
    return context.json({ pageId: thread.pageId, psid: thread.psid } satisfies MessagePlace);
  });

  app.get('/_emulator/conversations/:pageId/:psid', (context) => {
    const { pageId, psid } = context.req.param();
    return context.json(conversationView(platform, threadOf(platform, pageId, psid)));
  });

  app.post('/_emulator/conversations/:pageId/:psid/actions', async (context) => {
    const { pageId, psid } = context.req.param();
    const thread = threadOf(platform, pageId, psid);
    const done = act(platform, thread, readAction(await readJson(context.req.raw)));
    return context.json(await settled(done, context.req.query('delivered')));
  });

  app.post('/_emulator/conversations/:pageId/:psid/uploads', async (context) => {
    const { pageId, psid } = context.req.param();
    const thread = threadOf(platform, pageId, psid);
    const { incoming } = context.env;
    const { files } = await readMultipart(incoming, incoming.headers, media);
    const received = files.get('file') ?? [];
    if (received.length === 0) throw new Impossible('There is no part named "file".', { field: 'file' });
    const tooLarge = received.find((file) => file.truncated);
    if (tooLarge) {
      for (const file of received) await media.discard(file);
      throw new Impossible(`${tooLarge.filename} is ${tooLarge.size} bytes; Messenger takes 25 MB.`, {
        status: 413,
      });
    }
    const attachments = received.map((file): Attachment => {
      const kept = media.keep(file);
      return { type: attachmentType(kept.type), mediaId: kept.id };
    });
    const done = sendAttachments(platform, thread, attachments);
    return context.json(await settled(done, context.req.query('delivered')));
  });

  app.post('/_emulator/conversations/:pageId/:psid/inbox', async (context) => {
    const { pageId, psid } = context.req.param();
    const thread = threadOf(platform, pageId, psid);
    return context.json(actInInbox(platform, thread, readInboxAction(await readJson(context.req.raw))));
  });

  app.get('/_emulator/account-linking', (context) => {
    const { account_linking_token = '', authorization_code } = context.req.query();
    const linked = closeLogin(platform, account_linking_token, authorization_code) !== null;
    return context.text(
      linked ? 'Your account is linked. You can go back to the chat.' : 'Your account is not linked.',
    );
  });
};

/** The conversations of a Page in which something was said before a moment, the newest first. */
function newest({ world }: Platform, pageId: string, before: number): Thread[] {
  const lastOf = ({ messages }: Thread) => messages.at(-1)?.at ?? Number.POSITIVE_INFINITY;
  return [...world.threads.values()]
    .filter((thread) => thread.pageId === pageId && lastOf(thread) < before)
    .sort((one, other) => lastOf(other) - lastOf(one));
}

/** What came of an action: at once for the page, or, for who asks so, when every subscribed app has answered. */
async function settled({ result, delivered }: Done, wait: string | undefined): Promise<ActionResult> {
  if (wait === 'true') await delivered;
  return result;
}
