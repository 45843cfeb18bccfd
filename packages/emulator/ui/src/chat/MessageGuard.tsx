import { Component, type ComponentChildren } from 'preact';

/** One message that cannot be drawn must not take the chat with it. */
export class MessageGuard extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  static override getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? (
      <p class="message-date">A message here has a shape this page cannot draw. See it in the inspector.</p>
    ) : (
      this.props.children
    );
  }
}
