import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Message, SendOptions } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';

/** What people and bots write: text that looks like fields, JSON, forms, batch references, wire names. */
const words = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.constantFrom(
      'x&access_token=ATTACKER',
      '{"recipient":{"id":"1"}}',
      '","text":"',
      '{result=one:$.message_id}',
      '__proto__',
      'constructor',
      'image_url',
      'imageUrl',
      '\r\nContent-Disposition: form-data; name="recipient"\r\n\r\n{}',
      '<script>alert(1)</script>',
      '%26%3D',
      '\ud83d',
      'a\0b',
    ),
  )
  .filter((value) => value.trim() !== '');

/** Each place in a message where somebody's own words go: the message with them, and where they end up. */
const PLACES: Record<string, [make: (value: string) => Message, path: string]> = {
  text: [(value) => build.text(value), 'message.text'],
  metadata: [(metadata) => build.text('Hi', { metadata }), 'message.metadata'],
  'quick reply title': [(title) => quickReply({ title }), 'message.quick_replies.0.title'],
  'quick reply payload': [(payload) => quickReply({ payload }), 'message.quick_replies.0.payload'],
  'generic title': [(title) => generic({ title }), 'message.attachment.payload.elements.0.title'],
  'generic subtitle': [(subtitle) => generic({ subtitle }), 'message.attachment.payload.elements.0.subtitle'],
  'button title': [
    (title) => generic({ buttons: [{ type: 'postback', title, payload: 'P' }] }),
    'message.attachment.payload.elements.0.buttons.0.title',
  ],
  'button payload': [
    (payload) => generic({ buttons: [{ type: 'postback', title: 'T', payload }] }),
    'message.attachment.payload.elements.0.buttons.0.payload',
  ],
  'button template text': [
    (text) => build.buttonTemplate(text, [{ type: 'account_unlink' }]),
    'message.attachment.payload.text',
  ],
  'receipt name': [
    (recipientName) => receipt({ recipientName }),
    'message.attachment.payload.recipient_name',
  ],
  'receipt order': [(orderNumber) => receipt({ orderNumber }), 'message.attachment.payload.order_number'],
  'coupon payload': [
    (payload) => build.couponTemplate({ title: 'Half', couponCode: 'X', payload }),
    'message.attachment.payload.payload',
  ],
  'utility parameter': [
    (text) =>
      build.utilityTemplate({
        name: 'n',
        language: 'en',
        components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
      }),
    'message.template.components.0.parameters.0.text',
  ],
};

describe.each(Object.entries(PLACES))('whatever stands in %s', (_place, [make, path]) => {
  it('arrives there unchanged, and nothing else changes', () => {
    const before = leaves(body(make('MARK')));
    expect(before.get(path)).toBe('MARK');
    fc.assert(
      fc.property(words, (value) => {
        // What goes over the wire is JSON, alone or in a form's fields.
        const wire = JSON.parse(JSON.stringify(body(make(value))));
        expect(leaves(wire)).toEqual(new Map(before).set(path, value));
      }),
    );
  });
});

it('a key of one’s own is refused wherever it stands, never renamed or passed on', () => {
  const keys = words.filter((key) => !Object.hasOwn(wholeElement(), key) && key !== '__proto__');
  fc.assert(
    fc.property(keys, (key) => {
      const message = build.genericTemplate([{ ...wholeElement(), [key]: 'x' } as build.GenericElement]);
      expect(() => build.encodeMessage(message)).toThrow('is no field');
      const options = { [key]: 'x' } as SendOptions;
      expect(() => build.encodeSend('1', build.text('Hi'), options)).toThrow(build.MessageError);
    }),
  );
});

it('whatever is passed as a message is sent or refused with a MessageError, and stays as it was', () => {
  const anything = fc.anything({
    key: fc.constantFrom(
      'text',
      'attachment',
      'type',
      'payload',
      'templateType',
      'elements',
      'title',
      'buttons',
      'url',
      'quickReplies',
      '__proto__',
    ),
    values: [
      fc.string(),
      fc.constantFrom('template', 'generic', 'image', 'postback', 'button'),
      fc.integer(),
      fc.constant(null),
    ],
    maxDepth: 6,
  });
  fc.assert(
    fc.property(fc.oneof(anything, fc.object()), (message) => {
      const before = fc.stringify(message);
      try {
        JSON.stringify(build.encodeMessage(message as unknown as Message).wire);
      } catch (error) {
        expect(error).toBeInstanceOf(build.MessageError);
      }
      expect(fc.stringify(message)).toBe(before);
    }),
    { numRuns: 500 },
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

function body(message: Message): unknown {
  const call = build.encodeSend('24810001', message, { personaId: '1', metadata: message.metadata ?? 'm' });
  if (call instanceof Promise) throw new Error('a promise, though there is no file');
  return call.body;
}

function quickReply(changes: Partial<build.TextQuickReply>): Message {
  return build.text('Pick', {
    quickReplies: [{ contentType: 'text', title: 'Red', payload: 'RED', ...changes }],
  });
}

function generic(changes: Partial<build.GenericElement>): Message {
  return build.genericTemplate([{ title: 'Hat', subtitle: 'Blue', ...changes }]);
}

function wholeElement(): build.GenericElement {
  return {
    title: 'Hat',
    subtitle: 'Blue',
    imageUrl: 'https://x/1',
    defaultAction: { type: 'web_url', url: 'https://x/1' },
    buttons: [{ type: 'account_unlink' }],
  };
}

function receipt(changes: Partial<build.Receipt>): Message {
  return build.receiptTemplate({
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'USD',
    paymentMethod: 'Cash',
    summary: { totalCost: 1 },
    ...changes,
  });
}

/** Every value by the path that leads to it. */
function leaves(value: unknown, path = ''): Map<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...leaves(inner, path === '' ? key : `${path}.${key}`)]),
  );
}
