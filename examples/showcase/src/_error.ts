import { reply } from './section.js';
import type { TeaHouseContext } from './visit.js';

/** Gets whatever goes wrong: the log has the details, the person a kind word. */
export default async function SomethingSpilled(context: TeaHouseContext, { error }: { error: unknown }) {
  console.error(error);
  const reason = error instanceof Error ? error.message : String(error);
  await context.sendText(`Oh dear, I spilled something: ${reason}`, {
    split: true,
    quickReplies: [reply('Menu')],
  });
}
