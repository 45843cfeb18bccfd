import type { TrafficEntry } from '../../../src/control/protocol.js';

interface Attachment {
  type?: unknown;
  payload?: { template_type?: unknown };
}

interface Content {
  text?: unknown;
  title?: unknown;
  emoji?: unknown;
  attachment?: Attachment;
  attachments?: Attachment[];
}

interface WebhookBody {
  entry?: { messaging?: MessagingEvent[]; standby?: MessagingEvent[] }[];
}

interface MessagingEvent {
  message?: Content;
  postback?: Content;
  reaction?: Content;
}

interface SendBody {
  message?: Content | string;
  sender_action?: unknown;
}

function kindOf(attachment: Attachment | undefined): string {
  return String(attachment?.payload?.template_type ?? attachment?.type ?? '');
}

function gistOfContent({ text, title, emoji, attachment, attachments = [] }: Content): string {
  const words = text ?? title ?? emoji;
  if (typeof words === 'string') return words;
  if (attachments.length > 1) return `${attachments.length} attachments`;
  return kindOf(attachment ?? attachments[0]);
}

/** In a form the message is a JSON text of its own. */
function messageOf({ message }: SendBody): Content {
  if (typeof message !== 'string') return message ?? {};
  try {
    return (JSON.parse(message) as Content | null) ?? {};
  } catch {
    return {};
  }
}

/** What was said or tapped, in a few words, so that a row can be told from its neighbours. */
export function gistOf(entry: TrafficEntry): string {
  const body = entry.requestBody;
  if (typeof body !== 'object' || body === null) return '';
  if (entry.kind === 'graph') {
    const { sender_action: action } = body as SendBody;
    return typeof action === 'string' ? action : gistOfContent(messageOf(body));
  }
  const { messaging, standby } = (body as WebhookBody).entry?.[0] ?? {};
  const [event] = messaging ?? standby ?? [];
  const gist = gistOfContent(event?.message ?? event?.postback ?? event?.reaction ?? {});
  return standby ? `on standby ${gist}` : gist;
}
