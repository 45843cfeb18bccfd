import { Component } from 'preact';
import { MessageRow, type MessageRowProps } from './MessageRow.js';

/**
 * Stands before each message. It draws it again only when something of it has changed, and one that cannot be drawn
 * does not take the chat with it.
 */
export class MessageGuard extends Component<MessageRowProps, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override shouldComponentUpdate(next: MessageRowProps, { failed }: { failed: boolean }): boolean {
    const { message, first, last, dated } = this.props;
    return (
      next.message !== message ||
      next.first !== first ||
      next.last !== last ||
      next.dated !== dated ||
      failed !== this.state.failed
    );
  }

  override render(props: MessageRowProps) {
    return this.state.failed ? (
      <p class="message-date">A message here has a shape this page cannot draw. See it in the inspector.</p>
    ) : (
      <MessageRow {...props} />
    );
  }
}
