import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { asset } from 'chinwag/assets';
import { describe, expectTypeOf, it } from 'vitest';
import type { Message, MessageExtras, SendOptions } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';

const element: build.GenericElement = { title: 'Hat', subtitle: 'Blue' };
const postback: build.Button = { type: 'postback', title: 'Buy', payload: 'BUY' };

describe('a message', () => {
  it('is what every builder makes', () => {
    expectTypeOf<ReturnType<typeof build.text>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.image>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.images>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.sticker>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.template>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.genericTemplate>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.receiptTemplate>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.couponTemplate>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.mediaTemplate>>().toExtend<Message>();
    expectTypeOf<ReturnType<typeof build.utilityTemplate>>().toExtend<Message>();
    expectTypeOf<Message['text']>().toEqualTypeOf<string | undefined>();
  });

  it('holds one content only', () => {
    expectTypeOf({ text: 'Hi' }).toExtend<Message>();
    expectTypeOf({ text: 'Hi', stickerId: '1' }).not.toExtend<Message>();
    expectTypeOf<{ metadata: string }>().not.toExtend<Message>();
    // @ts-expect-error a text and an attachment exclude each other
    const both: Message = { text: 'Hi', attachment: { type: 'image', payload: { url: 'https://x/1' } } };
    // @ts-expect-error wire names are not ours
    const wire: Message = { text: 'Hi', quick_replies: [] };
    // @ts-expect-error a template of the past
    const list: build.TemplatePayload = { templateType: 'list', elements: [] };
    expectTypeOf([both, wire]).toExtend<Message[]>();
    expectTypeOf(list).toExtend<build.TemplatePayload>();
  });
});

describe('builders', () => {
  it('take the options of a send as their own', () => {
    expectTypeOf<SendOptions>().toExtend<MessageExtras>();
    expectTypeOf(build.genericTemplate).toBeCallableWith([element], {
      imageAspectRatio: 'square',
      sharable: true,
    });
    expectTypeOf(build.buttonTemplate).toBeCallableWith('Pick', [postback], {
      sharable: true,
      metadata: 'm',
    });
  });

  it('take every source of a medium', () => {
    expectTypeOf(build.image).toBeCallableWith('https://x/1');
    expectTypeOf(build.image).toBeCallableWith({ url: 'https://x/1', isReusable: true });
    expectTypeOf(build.image).toBeCallableWith({ attachmentId: '1' });
    expectTypeOf(build.image).toBeCallableWith(createReadStream('a.png'));
    expectTypeOf(build.image).toBeCallableWith(Readable.from([]));
    expectTypeOf(build.image).toBeCallableWith(Buffer.from(''), { filename: 'a.png' });
    expectTypeOf(build.image).toBeCallableWith(new Uint8Array());
    expectTypeOf(build.image).toBeCallableWith(new Blob([]));
    expectTypeOf(build.image).toBeCallableWith(asset('a.png'));
    expectTypeOf(build.image).toBeCallableWith({ attachmentId: asset('a.png') });
    expectTypeOf(build.images).toBeCallableWith([asset('a.png'), 'https://x/1', { attachmentId: '1' }]);
    expectTypeOf(build.mediaTemplate).toBeCallableWith([
      { mediaType: 'image', attachmentId: asset('a.png') },
    ]);
    // @ts-expect-error a card has its picture by its address
    build.genericTemplate([{ title: 'Hat', imageUrl: asset('a.png') }]);
    // @ts-expect-error one or the other
    build.image({ url: 'https://x/1', attachmentId: asset('a.png') });
    // @ts-expect-error one or the other
    build.image({ url: 'https://x/1', attachmentId: '1' });
    // @ts-expect-error ids are strings
    build.image({ attachmentId: 1857777774821032 });
    // @ts-expect-error the platform takes one upload a message
    build.images([Buffer.from('')]);
  });

  it('refuse a wrong template', () => {
    // @ts-expect-error no title
    build.genericTemplate([{ subtitle: 'Blue' }]);
    // @ts-expect-error a wire name
    build.genericTemplate([{ title: 'Hat', image_url: 'https://x/1' }]);
    // @ts-expect-error an unknown ratio
    build.genericTemplate([element], { imageAspectRatio: 'round' });
    // @ts-expect-error no payload
    build.buttonTemplate('Pick', [{ type: 'postback', title: 'Buy' }]);
    // @ts-expect-error a button of the past
    build.buttonTemplate('Pick', [{ type: 'element_share' }]);
    // @ts-expect-error a field of another kind of button
    build.buttonTemplate('Pick', [{ type: 'postback', title: 'Buy', payload: 'B', url: 'https://x' }]);
    // @ts-expect-error neither
    build.mediaTemplate([{ mediaType: 'image' }]);
    // @ts-expect-error both
    build.mediaTemplate([{ mediaType: 'image', url: 'https://facebook.com/1', attachmentId: '1' }]);
    // @ts-expect-error no sound
    build.mediaTemplate([{ mediaType: 'audio', attachmentId: '1' }]);
    // @ts-expect-error no sum
    const summary: build.ReceiptSummary = {};
    expectTypeOf<build.Receipt['summary']>().toEqualTypeOf(summary);
    // @ts-expect-error neither a code nor an address
    build.couponTemplate({ title: 'Half' });
    // @ts-expect-error no calls from a grid
    build.imageGridTemplate({ images: [], buttons: [{ type: 'account_unlink' }] });
    // @ts-expect-error a component of WhatsApp
    build.utilityTemplate({ name: 'n', language: 'en', components: [{ type: 'button', parameters: [] }] });
    // @ts-expect-error a button's parameter in a body
    const body: build.UtilityComponent = { type: 'body', parameters: [{ type: 'URL', url: 'x' }] };
    expectTypeOf(body).toExtend<build.UtilityComponent>();
  });

  it('refuse a wrong quick reply', () => {
    // @ts-expect-error no title
    build.text('Pick', { quickReplies: [{ contentType: 'text', payload: 'RED' }] });
    // @ts-expect-error removed in 2019
    build.text('Pick', { quickReplies: [{ contentType: 'location' }] });
    // @ts-expect-error the platform fills it in
    build.text('Pick', { quickReplies: [{ contentType: 'user_email', title: 'Mail' }] });
  });
});

describe('a send', () => {
  it('knows the tags of today only', () => {
    // @ts-expect-error dead since 2026-04-27
    build.encodeSend('1', build.text('Hi'), { tag: 'ACCOUNT_UPDATE' });
    // @ts-expect-error ids are strings
    build.encodeSend(24810001, build.text('Hi'));
    // @ts-expect-error no reaction
    build.encodeAction('1', { action: 'react', messageId: 'm_1' });
  });
});
