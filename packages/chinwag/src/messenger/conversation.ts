import { ChinwagError } from '../core/errors.js';
import { pause } from '../core/time/clock.js';
import type { GraphCall } from '../graph/call.js';
import { defineMethods, described, type MadeCalls } from './derive.js';
import type { Message, Recipient, SendOptions, SendResult } from './message.js';
import * as build from './messages/index.js';
import { personCalls } from './resources/index.js';
import type { Outbox } from './sending/outbox.js';

/** The calls about one person, with the person put in. */
export interface Conversation extends MadeCalls<typeof personCalls, 'first put in'> {}

/**
 * Everything one can do towards one person. `bot.to(psid)` gives one; a context has all of it for the person
 * whose event it holds; a client has all of it with the recipient as first argument.
 *
 * Sends keep the order in which they were called, awaited or not. Each is checked before anything goes out and
 * fails with a `MessageError` (what to mend is in it), a `FileError`, a `GraphError` (the platform said no) or a
 * `ConnectionError` (it could not be asked).
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: defineMethods, below, puts the methods there
export class Conversation {
  readonly recipient: Recipient;
  #outbox: Outbox;
  #wait: (milliseconds: number) => Promise<unknown>;

  constructor(
    outbox: Outbox,
    recipient: Recipient,
    wait: (milliseconds: number) => Promise<unknown> = pause,
  ) {
    this.#outbox = outbox;
    this.#wait = wait;
    this.recipient = recipient;
  }

  /** Sends any message that a builder made, or that is written out as data. */
  sendMessage(message: Message, options?: SendOptions): Promise<SendResult> {
    return this.#outbox.send(this.recipient, message, options);
  }

  /**
   * Sends a text of at most 2,000 characters. A longer one is refused, or with `{ split: true }` goes out in
   * parts, cut at paragraphs, sentences or words; quick replies then come with the last part, whose result is
   * returned.
   */
  sendText(text: string, options: SendOptions & { split?: boolean } = {}): Promise<SendResult> {
    if (!options.split) return this.sendMessage(build.text(text), options);
    const parts = build.splitText(text);
    // All are handed over at once, so that nothing else slips in between them.
    const sent = parts.map((part, index) =>
      this.sendMessage(
        build.text(part),
        index < parts.length - 1 ? { ...options, quickReplies: undefined } : options,
      ),
    );
    return Promise.all(sent).then((results) => results.at(-1) ?? {});
  }

  /** Sends an attachment written out: `{ type: 'image', payload: { url } }`. */
  sendAttachment(attachment: build.Attachment, options?: SendOptions): Promise<SendResult> {
    return this.sendMessage({ attachment }, options);
  }

  /** Sends a picture (PNG, JPEG, GIF; at most 8 MB): a URL, `{ url, isReusable }`, `{ attachmentId }`, an asset or a file. */
  sendImage(source: build.MediaSource, options?: SendOptions & build.FileOptions): Promise<SendResult> {
    return this.#built(build.image(source, options), options);
  }

  /** Sends a sound (at most 25 MB): a URL, `{ url, isReusable }`, `{ attachmentId }`, an asset or a file. */
  sendAudio(source: build.MediaSource, options?: SendOptions & build.FileOptions): Promise<SendResult> {
    return this.#built(build.audio(source, options), options);
  }

  /** Sends a video (at most 25 MB): a URL, `{ url, isReusable }`, `{ attachmentId }`, an asset or a file. */
  sendVideo(source: build.MediaSource, options?: SendOptions & build.FileOptions): Promise<SendResult> {
    return this.#built(build.video(source, options), options);
  }

  /** Sends any file (at most 25 MB): a URL, `{ url, isReusable }`, `{ attachmentId }`, an asset or a file. */
  sendFile(source: build.MediaSource, options?: SendOptions & build.FileOptions): Promise<SendResult> {
    return this.#built(build.file(source, options), options);
  }

  /** Sends 1 to 30 pictures as one message. */
  sendImages(sources: build.ImagesSource[], options?: SendOptions): Promise<SendResult> {
    return this.#built(build.images(sources, options), options);
  }

  /** Sends a sticker of the platform's catalogue, inside the 24-hour window. */
  sendSticker(stickerId: string | number, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.sticker(stickerId, options), options);
  }

  /** Sends a template written out: `{ templateType: 'button', text, buttons }`. */
  sendTemplate(payload: build.TemplatePayload, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.template(payload, options), options);
  }

  /** Sends 1 to 10 cards, side by side. */
  sendGenericTemplate(
    elements: build.GenericElement[],
    options?: SendOptions & build.GenericOptions,
  ): Promise<SendResult> {
    return this.#built(build.genericTemplate(elements, options), options);
  }

  /** Sends a text of at most 640 characters with 1 to 3 buttons. */
  sendButtonTemplate(
    text: string,
    buttons: build.Button[],
    options?: SendOptions & build.ButtonTemplateOptions,
  ): Promise<SendResult> {
    return this.#built(build.buttonTemplate(text, buttons, options), options);
  }

  /** Sends a picture or video, with up to 3 buttons under it. */
  sendMediaTemplate(
    elements: build.MediaElement[],
    options?: SendOptions & build.MediaTemplateOptions,
  ): Promise<SendResult> {
    return this.#built(build.mediaTemplate(elements, options), options);
  }

  /** Sends the confirmation of an order. */
  sendReceiptTemplate(receipt: build.Receipt, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.receiptTemplate(receipt, options), options);
  }

  /** Sends a coupon. */
  sendCouponTemplate(coupon: build.Coupon, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.couponTemplate(coupon, options), options);
  }

  /** Sends 1 to 10 products of the Page's catalogue. */
  sendProductTemplate(
    products: (string | build.ProductElement)[],
    options?: SendOptions,
  ): Promise<SendResult> {
    return this.#built(build.productTemplate(products, options), options);
  }

  /** Sends a grid of 2 to 6 pictures. */
  sendImageGridTemplate(grid: build.ImageGrid, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.imageGridTemplate(grid, options), options);
  }

  /** Asks how it was. Outside the 24-hour window with the tag `CUSTOMER_FEEDBACK`, up to 7 days. */
  sendCustomerFeedbackTemplate(feedback: build.CustomerFeedback, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.customerFeedbackTemplate(feedback, options), options);
  }

  /** Asks for the person's address. */
  sendCustomerInformationTemplate(
    information: build.CustomerInformation,
    options?: SendOptions,
  ): Promise<SendResult> {
    return this.#built(build.customerInformationTemplate(information, options), options);
  }

  /** Offers to notify the person once; the token comes with the `optin` event. */
  sendOneTimeNotifReqTemplate(request: build.OneTimeNotifReq, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.oneTimeNotifReqTemplate(request, options), options);
  }

  /** Offers marketing messages; the token comes with the `optin` event. */
  sendNotificationMessagesTemplate(
    request: build.NotificationMessages,
    options?: SendOptions,
  ): Promise<SendResult> {
    return this.#built(build.notificationMessagesTemplate(request, options), options);
  }

  /** Sends a utility template that the platform has approved; the way to write outside the 24-hour window. */
  sendUtilityTemplate(template: build.UtilityTemplate, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.utilityTemplate(template, options), options);
  }

  /** Sends the lead form of this id. */
  sendInstantFormTemplate(formId: string, options?: SendOptions): Promise<SendResult> {
    return this.#built(build.instantFormTemplate(formId, options), options);
  }

  /** Shows `typing_on`, `typing_off` or `mark_seen`. */
  sendSenderAction(action: build.SenderActionName, options?: build.ActionOptions): Promise<SendResult> {
    return this.#outbox.act(this.recipient, { action }, options);
  }

  /** Shows the typing dots, for 20 seconds at most. */
  typingOn(options?: build.ActionOptions): Promise<SendResult> {
    return this.sendSenderAction('typing_on', options);
  }

  /** Takes the typing dots away. */
  typingOff(options?: build.ActionOptions): Promise<SendResult> {
    return this.sendSenderAction('typing_off', options);
  }

  /** Shows the typing dots for a while: `await context.typing(1000)`. */
  async typing(milliseconds: number, options?: build.ActionOptions): Promise<void> {
    if (!(milliseconds > 0)) return;
    await this.typingOn(options);
    await this.#wait(milliseconds);
    await this.typingOff(options);
  }

  /** Tells the person that the Page has seen their messages. */
  markSeen(options?: build.ActionOptions): Promise<SendResult> {
    return this.sendSenderAction('mark_seen', options);
  }

  /** Puts an emoji on a message; a second one replaces the first. */
  react(messageId: string, reaction: string, options?: build.ActionOptions): Promise<SendResult> {
    return this.#outbox.act(this.recipient, { action: 'react', messageId, reaction }, options);
  }

  /** Takes the emoji off again. */
  unreact(messageId: string, options?: build.ActionOptions): Promise<SendResult> {
    return this.#outbox.act(this.recipient, { action: 'unreact', messageId }, options);
  }

  /** Makes a call about this person. */
  call<Result>(call: GraphCall<Result> | Promise<GraphCall<Result>>, name?: string): Promise<Result> {
    return this.#outbox.call(call, name);
  }

  #built(message: Message, options: SendOptions | undefined): Promise<SendResult> {
    return this.sendMessage(message, options);
  }
}

defineMethods(Conversation.prototype, Object.keys(personCalls), (name) => {
  return function (...args) {
    return this.call(
      described(personCalls, name, () => [psidOf(this.recipient), ...args]),
      name,
    );
  };
});

function psidOf(recipient: Recipient): string {
  if (typeof recipient === 'string') return recipient;
  if ('id' in recipient) return recipient.id;
  throw new ChinwagError('recipient', 'this needs a person whose PSID is known', {
    hint: 'The PSID is in the answer to the first message and in every event the person causes.',
  });
}
