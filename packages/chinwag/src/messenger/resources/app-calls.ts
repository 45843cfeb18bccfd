/** Calls in the app's name: the app's credentials come first, and a client puts in its own. */
export { logCustomEvents } from './custom-events.js';
export { getStickerPacks, getStickers, searchStickers } from './stickers.js';
export {
  createSubscription,
  deleteSubscription,
  getPageSubscription,
  getSubscriptions,
} from './subscriptions.js';
export { debugToken } from './tokens.js';
