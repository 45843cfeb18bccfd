import { asText, isRecord } from '../graph/param.js';
import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';
import { postback, send } from './chat.js';
import {
  type Done,
  messageOf,
  NOTHING_TO_DELIVER,
  type Performers,
  tell,
  templateOf,
  useCard,
} from './done.js';
import { openLogin, unlinkAccount } from './linking.js';
import { menuItem, profileFor } from './profile.js';
import { Impossible } from './refusal.js';
import { findButton } from './screen.js';

/** What a person taps. */
export const taps: Performers<
  'get_started' | 'ice_breaker' | 'button' | 'menu' | 'grid_image' | 'reveal_coupon'
> = {
  get_started(platform, thread) {
    const button = profileFor(platform, thread).get_started;
    if (!button) throw new Impossible('The Page has no Get Started button.');
    return postback(platform, thread, 'Get Started', button.payload);
  },
  ice_breaker(platform, thread, { index }) {
    const question = profileFor(platform, thread).ice_breakers?.[index];
    if (!question) throw new Impossible(`There is no ice breaker ${index}.`, { field: 'index' });
    return postback(platform, thread, question.question, question.payload);
  },
  button: (platform, thread, action) =>
    press(platform, thread, findButton(messageOf(platform, thread, action.mid), action)),
  menu: (platform, thread, { path }) => press(platform, thread, menuItem(profileFor(platform, thread), path)),
  grid_image(platform, thread, { mid, index }) {
    const { elements } = templateOf(messageOf(platform, thread, mid), 'image_grid');
    const [element]: unknown[] = Array.isArray(elements) ? elements : [];
    const images: unknown[] = isRecord(element) && Array.isArray(element.images) ? element.images : [];
    const image = images[index];
    if (!isRecord(image)) throw new Impossible(`The grid has no picture ${index}.`, { field: 'index' });
    if (!isRecord(image.action)) throw new Impossible('This picture does nothing.', { field: 'index' });
    const { type, text, payload } = image.action;
    // A picture that posts back says its text in the person's name.
    return type === 'postback'
      ? postback(platform, thread, asText(text), asText(payload))
      : press(platform, thread, image.action);
  },
  reveal_coupon(platform, thread, { mid }) {
    const message = messageOf(platform, thread, mid);
    const coupon = templateOf(message, 'coupon');
    useCard(platform, thread, message, 'revealed');
    const template = { type: 'coupon', payload: coupon.payload ?? '', coupon_code: coupon.coupon_code ?? '' };
    return tell(platform, thread, 'messages', { template }, { mid });
  },
};

type Press = (platform: Platform, thread: Thread, item: Record<string, unknown>) => Done;

const PRESSES: Record<string, Press> = {
  web_url: (_platform, _thread, item) => open(asText(item.url), heightOf(item.webview_height_ratio)),
  phone_number: (_platform, _thread, item) => open(`tel:${asText(item.payload)}`, 'full'),
  postback: (platform, thread, item) =>
    postback(platform, thread, asText(item.title ?? ''), asText(item.payload)),
  account_link: (platform, thread, item) => open(openLogin(platform, thread, asText(item.url)), 'full'),
  account_unlink: unlinkAccount,
  game_play: (platform, thread, item) =>
    tell(platform, thread, 'messaging_game_plays', {
      game_play: { player_id: thread.psid, context_type: 'SOLO', payload: item.payload },
    }),
  audio_call: (platform, thread) => send(platform, thread, { text: '📞' }),
};

/** Taps a button, wherever it is. */
function press(platform: Platform, thread: Thread, item: Record<string, unknown>): Done {
  const type = asText(item.type);
  const perform = Object.hasOwn(PRESSES, type) ? PRESSES[type] : undefined;
  if (!perform) throw new Impossible(`A ${type} button cannot be tapped.`);
  return perform(platform, thread, item);
}

function open(url: string, height: 'compact' | 'tall' | 'full'): Done {
  return { result: { ok: true, open: { url, height } }, delivered: NOTHING_TO_DELIVER };
}

function heightOf(ratio: unknown): 'compact' | 'tall' | 'full' {
  return ratio === 'compact' || ratio === 'tall' ? ratio : 'full';
}
