import { Component } from 'preact';
import type { ChatMessage } from '../../../src/control/protocol.js';
import type { Conversation } from '../state/conversations.js';
import { MessageGuard } from './MessageGuard.js';
import { MessageRow, type Placement } from './MessageRow.js';

/** Messages closer than this, of one sender, stand together. */
const RUN_GAP = 3 * 60_000;
const DATE_GAP = 20 * 60_000;

interface Props {
  messages: readonly ChatMessage[];
  /** The neighbours of the chunk, which decide where its outer runs begin and end. */
  before: ChatMessage | undefined;
  after: ChatMessage | undefined;
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
 * A stretch of the chat that is drawn, skipped and measured as one. It draws itself again only when one of its own
 * messages changes, so a chat of thousands costs no more than its last stretch.
 */
export class MessageChunk extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { messages, before, after } = this.props;
    return (
      next.before !== before ||
      next.after !== after ||
      next.messages.length !== messages.length ||
      next.messages.some((message, index) => message !== messages[index])
    );
  }

  override render({ messages, before, after, conversation }: Props) {
    return (
      <div class="message-chunk">
        {messages.map((message, index) => (
          <MessageGuard key={message.mid}>
            <MessageRow
              message={message}
              conversation={conversation}
              {...placementOf(message, messages[index - 1] ?? before, messages[index + 1] ?? after)}
            />
          </MessageGuard>
        ))}
      </div>
    );
  }
}
