import { messenger } from 'chinwag/messenger';
import { payload, router, text } from 'chinwag/router';
import { Echo, NoteTheEdit, ThankForReaction } from './echo.js';
import { Menu, Welcome } from './menu.js';
import { named } from './section.js';
import { sections } from './sections/index.js';
import type { TeaHouseContext } from './visit.js';

/** Every event takes the first route that fits it. */
export default router<TeaHouseContext>([
  payload('GET_STARTED', Welcome),
  text(/^(hi|hello|hey)\b/i, Welcome),
  ...named('Menu', Menu),
  ...sections.flatMap(({ routes }) => routes),
  messenger.message(Echo),
  messenger.edit(NoteTheEdit),
  messenger.reaction.react(ThankForReaction),
]);
