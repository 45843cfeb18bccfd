import type { Routes } from './call.js';
import { messages } from './resources/messages.js';
import { pages } from './resources/pages.js';

/** Every route of the Graph API that the emulator answers. */
export const ROUTES: Routes = {
  ...messages,
  ...pages,
};
