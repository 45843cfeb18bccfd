import { Avatar } from '../design/Avatar.js';
import type { Conversation } from '../state/conversations.js';
import { currentPage } from '../state/world.js';

export function TypingDots({ conversation }: { conversation: Conversation }) {
  const { typing } = conversation.state.value;
  if (!typing) return null;
  const page = currentPage.value;
  const name = typing.persona?.name ?? page?.name ?? 'Page';
  return (
    <div class="typing" role="status" aria-label={`${name} is typing`}>
      <Avatar name={name} picture={typing.persona?.profile_picture_url ?? page?.picture} size={28} />
      <span class="typing-dots">
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}
