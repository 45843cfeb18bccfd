import { attachments } from './attachments.js';
import { echoes } from './echoes.js';
import { forms } from './forms.js';
import { messages } from './messages.js';
import { notices } from './notices.js';
import { forPage } from './page.js';
import type { Sample } from './sample.js';
import { taps } from './taps.js';

/** Every event of the platform's documentation, and the odd ones among them. */
export const samples: Sample[] = [
  ...messages,
  ...attachments,
  ...echoes,
  ...notices,
  ...taps,
  ...forPage,
  ...forms,
];
