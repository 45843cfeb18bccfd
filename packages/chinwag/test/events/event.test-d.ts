import { describe, expectTypeOf, test } from 'vitest';
import type { MessengerEvent } from '../../src/messenger/event.js';
import type { ReceivedAttachment } from '../../src/messenger/events/attachment.js';
import type { EchoMessage, ReceivedMessage } from '../../src/messenger/events/message.js';
import type { OneTimeNotifOptin, Optin } from '../../src/messenger/events/optin.js';
import type { Postback } from '../../src/messenger/events/postback.js';
import type { Referral } from '../../src/messenger/events/referral.js';

declare const event: MessengerEvent;

describe('a flag tells what is there', () => {
  test('before it is asked, everything may be missing', () => {
    expectTypeOf(event.text).toEqualTypeOf<string | null>();
    expectTypeOf(event.postback).toEqualTypeOf<Postback | null>();
    expectTypeOf(event.attachments).toEqualTypeOf<ReceivedAttachment[] | null>();
    expectTypeOf(event.isStandby).toEqualTypeOf<boolean>();
    expectTypeOf(event.psid).toEqualTypeOf<string | null>();
  });

  test('isText', () => {
    if (event.isText) {
      expectTypeOf(event.text).toEqualTypeOf<string>();
      expectTypeOf(event.message).toEqualTypeOf<ReceivedMessage>();
      expectTypeOf(event.postback).toEqualTypeOf<null>();
      expectTypeOf(event.image).toEqualTypeOf<{ url: string } | null>();
      expectTypeOf(event.kind).toEqualTypeOf<'message' | 'echo'>();
    } else {
      expectTypeOf(event.text).toEqualTypeOf<null>();
      expectTypeOf(event.postback).toEqualTypeOf<Postback | null>();
    }
  });

  test('two flags at once', () => {
    if (event.isText && event.isFallback) {
      expectTypeOf(event.text).toEqualTypeOf<string>();
      expectTypeOf(event.fallback.url).toEqualTypeOf<string | undefined>();
      expectTypeOf(event.attachments).toEqualTypeOf<ReceivedAttachment[]>();
      expectTypeOf(event.image).toEqualTypeOf<null>();
    }
  });

  test('a payload is in a postback or a quick reply', () => {
    if (!event.isPayload) return;
    expectTypeOf(event.payload).toEqualTypeOf<string>();
    if (event.isPostback) expectTypeOf(event.quickReply).toEqualTypeOf<null>();
    else expectTypeOf(event.quickReply).toEqualTypeOf<{ payload: string }>();
  });

  test('a referral is anywhere', () => {
    if (!event.isReferral) return;
    expectTypeOf(event.referral).toEqualTypeOf<Referral>();
    expectTypeOf(event.kind).toEqualTypeOf<'message' | 'echo' | 'postback' | 'referral'>();
  });

  test('of the optins', () => {
    if (event.isOneTimeNotifOptin) {
      expectTypeOf(event.oneTimeNotifOptin).toEqualTypeOf<OneTimeNotifOptin>();
      expectTypeOf(event.optin).toEqualTypeOf<Optin>();
    }
  });

  test('the kind tells as much', () => {
    if (event.kind === 'echo') expectTypeOf(event.value).toEqualTypeOf<EchoMessage>();
    if (event.kind === 'reaction') {
      expectTypeOf(event.value).toEqualTypeOf(event.reaction);
      expectTypeOf(event.isReaction).toEqualTypeOf<true>();
      expectTypeOf(event.text).toEqualTypeOf<null>();
    }
  });

  test('a switch over the kinds can be complete', () => {
    const isPlain = (kind: 'unknown' | 'change') => kind;
    if (event.isUnknown || event.isChange)
      expectTypeOf(isPlain(event.kind)).toEqualTypeOf<'unknown' | 'change'>();
  });

  test('an attachment by its type', () => {
    for (const attachment of event.attachments ?? []) {
      if (attachment.type === 'sticker') expectTypeOf(attachment.payload.stickerId).toEqualTypeOf<string>();
      if (attachment.type === 'unknown') expectTypeOf(attachment.payload).toEqualTypeOf<unknown>();
    }
  });

  test('nothing can be written', () => {
    // @ts-expect-error -- an event is what it is
    event.psid = 'x';
  });
});
