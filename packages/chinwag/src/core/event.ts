/** An event as core sees it: whose it is, and what makes it the same event when it comes twice. */
export interface ChannelEvent {
  readonly platform: string;
  /** What it is: `message`, `postback`, … */
  readonly kind?: string;
  /** Two deliveries of one event have the same identity. */
  readonly identity: string;
  /** The conversation it belongs to; null for events that belong to nobody, which run side by side. */
  readonly conversationId: string | null;
  /** The Page, or whatever it is on this platform, that it came to: one has no part in what holds up another. */
  readonly pageId?: string;
  /** When it happened, in milliseconds since 1970. */
  readonly timestamp: number;
}
