import type { ChatMessage } from '../../../src/control/protocol.js';
import { LinkedText } from './LinkedText.js';

/** One to three emoji and nothing else are shown large. */
const FEW_EMOJI = /^(?:\p{RGI_Emoji}\s*){1,3}$/v;

export function Bubble({ message }: { message: ChatMessage }) {
  const text = message.text ?? '';
  if (FEW_EMOJI.test(text)) return <p class="emoji-only">{text}</p>;
  return (
    <p class="bubble" dir="auto">
      <LinkedText text={text} />
    </p>
  );
}
