import type { ChatMessage, TemplatePayload } from '../../../src/control/protocol.js';
import { senderOf } from './sender.js';
import { summaryOf } from './summary.js';
import { type GenericElement, titleOfButton } from './templates/payloads.js';

const cardsOf = ({ elements }: TemplatePayload): GenericElement[] =>
  Array.isArray(elements) ? (elements as GenericElement[]) : [];

/** What there is to press: of one card its buttons, of several what each is called. */
function offersOf(payload: TemplatePayload): string {
  const cards = cardsOf(payload);
  if (payload.template_type === 'generic' && cards.length > 1) {
    return `${cards.length} cards: ${cards.map(({ title }) => title).join(', ')}`;
  }
  const buttons = [payload, ...cards].flatMap(({ buttons: own }) => (Array.isArray(own) ? own : []));
  if (buttons.length === 0) return '';
  return `${buttons.length === 1 ? 'Button' : 'Buttons'}: ${buttons.map(titleOfButton).join(', ')}`;
}

/** Puts sentences together, whether or not they came with a full stop. */
export const together = (parts: readonly string[]) =>
  parts.reduce((text, part) => `${text}${text === '' ? '' : /[.!?:…]$/.test(text) ? ' ' : '. '}${part}`, '');

/** A message as it is told to somebody who does not see it: who says what, and what it offers. */
export function spokenOf(message: ChatMessage): string {
  const [template] = (message.attachments ?? []).filter(({ type }) => type === 'template');
  const offers = template?.type === 'template' ? offersOf(template.payload) : '';
  // Several cards are known by all their titles, not by the first.
  const said = /^\d+ cards/.test(offers) ? [offers] : [summaryOf(message), ...(offers ? [offers] : [])];
  return `${senderOf(message)}: ${together(said)}`;
}
