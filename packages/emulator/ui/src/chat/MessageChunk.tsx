import { Component } from 'preact';
import type { ChatMessage } from '../../../src/control/protocol.js';
import type { Conversation } from '../state/conversations.js';
import { MessageGuard } from './MessageGuard.js';
import type { Placement } from './MessageRow.js';

/** Messages closer than this, of one sender, stand together. */
const RUN_GAP = 3 * 60_000;
const DATE_GAP = 20 * 60_000;

interface Props {
  /** Which one it is, from the oldest. */
  chunk: number;
  messages: readonly ChatMessage[];
  /** The neighbours of the chunk, which decide where its outer runs begin and end. */
  before: ChatMessage | undefined;
  after: ChatMessage | undefined;
  /** Of one that is out of sight: it keeps this place, in pixels, and is not drawn. */
  height: number | undefined;
  conversation: Conversation;
}

const sameRun = (one: ChatMessage | undefined, other: ChatMessage | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  one.from === other.from &&
  one.persona?.id === other.persona?.id &&
  one.inbox === other.inbox &&
  other.at - one.at < RUN_GAP;

function placementOf(message: ChatMessage, before?: ChatMessage, after?: ChatMessage): Placement {
  return {
    first: !sameRun(before, message),
    last: !sameRun(message, after),
    dated: !before || message.at - before.at > DATE_GAP,
  };
}

/**
 * A stretch of the chat that is drawn, left out and measured as one. It draws itself again only when one of its own
 * messages changes, so a chat of thousands costs no more than its last stretch.
 */
export class MessageChunk extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { messages, before, after, height } = this.props;
    if (height !== undefined && next.height !== undefined) return next.height !== height;
    return (
      next.height !== height ||
      next.before !== before ||
      next.after !== after ||
      next.messages.length !== messages.length ||
      next.messages.some((message, index) => message !== messages[index])
    );
  }

  override render({ chunk, messages, before, after, height, conversation }: Props) {
    const drawn = height === undefined ? messages : [];
    return (
      <div
        class="message-chunk"
        data-chunk={chunk}
        style={{ height: height === undefined ? undefined : `${height}px` }}
      >
        {drawn.map((message, index) => (
          <MessageGuard
            key={message.mid}
            message={message}
            conversation={conversation}
            {...placementOf(message, messages[index - 1] ?? before, messages[index + 1] ?? after)}
          />
        ))}
      </div>
    );
  }
}
