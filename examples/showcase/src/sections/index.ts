import { cards } from './cards.js';
import { forms } from './forms.js';
import { gestures } from './gestures.js';
import { media } from './media.js';
import { notifications } from './notifications.js';
import { personas } from './personas.js';
import { quickReplies } from './quick-replies.js';
import { texts } from './texts.js';
import { till } from './till.js';

/** Every part of the showcase, in the order of the menu. */
export const sections = [texts, media, cards, till, quickReplies, personas, gestures, forms, notifications];
