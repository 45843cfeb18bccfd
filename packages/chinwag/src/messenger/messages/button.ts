import type { Exclusive } from './exclusive.js';
import { boolean, type Field, id, number, oneOf, required, string, url, words } from './field.js';
import { list, object, type Rule, variants } from './table.js';

/** How much of the screen a web page takes: half, three quarters, or all of it (the default). */
export type WebviewHeightRatio = 'compact' | 'tall' | 'full';

/** A web page that opens when a card is tapped. */
export interface DefaultAction {
  type: 'web_url';
  url: string;
  webviewHeightRatio?: WebviewHeightRatio;
  /** The page uses Messenger Extensions; its `url` must then be https and on a whitelisted domain. */
  messengerExtensions?: boolean;
  /** Instead of `url` where Messenger Extensions are not supported. */
  fallbackUrl?: string;
  /** Takes the share button away. */
  webviewShareButton?: 'hide';
}

/** Opens a web page. */
export interface WebUrlButton extends DefaultAction {
  /** Over 20 characters Messenger may cut it. */
  title: string;
}

/** Sends its payload to the bot, and its title as the person's words. */
export interface PostbackButton {
  type: 'postback';
  /** Over 20 characters Messenger may cut it. */
  title: string;
  /** At most 1,000 characters. */
  payload: string;
}

/** Calls a telephone number. */
export interface PhoneNumberButton {
  type: 'phone_number';
  /** Over 20 characters Messenger may cut it. */
  title: string;
  /** `+` and the digits, country first: `+15105551234`. */
  payload: string;
}

/** "Log in": begins account linking. */
export interface AccountLinkButton {
  type: 'account_link';
  /** https. */
  url: string;
}

/** "Log out": ends account linking. */
export interface AccountUnlinkButton {
  type: 'account_unlink';
}

/** Starts the Page's Instant Game. */
export interface GamePlayButton {
  type: 'game_play';
  /** Over 20 characters Messenger may cut it. */
  title: string;
  payload?: string;
  /** Against a player, or in a context they both know. */
  gameMetadata?: Exclusive<{ playerId: string } | { contextId: string }>;
}

/** Calls the Page over Messenger's Calling API. In generic and button templates. */
export interface AudioCallButton {
  type: 'audio_call';
  /** Over 20 characters Messenger may cut it. */
  title: string;
  /** How long it can be tapped: 1 to 7 (default). */
  expiresInDays?: number;
}

/** https://developers.facebook.com/docs/messenger-platform/send-messages/buttons */
export type Button =
  | WebUrlButton
  | PostbackButton
  | PhoneNumberButton
  | AccountLinkButton
  | AccountUnlinkButton
  | GamePlayButton
  | AudioCallButton;

export const BUTTONS_LIMIT = 3;

const title = required(words({ suspected: 20 }));
const postbackPayload = string({ max: 1000 });

const extensions: Rule<DefaultAction> = ({ url, messengerExtensions, fallbackUrl }, findings) => {
  if (messengerExtensions && !url.startsWith('https:')) {
    findings.errorAt('url', 'must be https where messengerExtensions is true');
  }
  if (fallbackUrl != null && !messengerExtensions) {
    findings.errorAt('fallbackUrl', 'is only for a button whose messengerExtensions is true');
  }
};

const webPage = {
  type: required(oneOf(['web_url'])),
  url: required(url()),
  webviewHeightRatio: oneOf(['compact', 'tall', 'full']),
  messengerExtensions: boolean(),
  fallbackUrl: url(),
  webviewShareButton: oneOf(['hide']),
};

export const defaultActionField = object<DefaultAction>(webPage, extensions);

const webUrl = object<WebUrlButton>({ ...webPage, title }, extensions);

const postback = object<PostbackButton>({
  type: required(oneOf(['postback'])),
  title,
  payload: required(postbackPayload),
});

const phoneNumber = object<PhoneNumberButton>({
  type: required(oneOf(['phone_number'])),
  title,
  payload: required(
    string({ rule: (value) => (/^\+\d/.test(value) ? undefined : 'is no number of the form +15105551234') }),
  ),
});

const gamePlay = object<GamePlayButton>({
  type: required(oneOf(['game_play'])),
  title,
  payload: postbackPayload,
  gameMetadata: object({ playerId: id(), contextId: id() }),
});

const gone = {
  element_share: 'is no longer on the platform; a web_url button may lead to a page to share',
  payment: 'is no longer on the platform; a web_url button may lead to a page to pay on',
};

export const buttonField: Field<Button> = variants<Button, 'type'>(
  'type',
  {
    web_url: webUrl,
    postback,
    phone_number: phoneNumber,
    account_link: object<AccountLinkButton>({
      type: required(oneOf(['account_link'])),
      url: required(url({ https: true })),
    }),
    account_unlink: object<AccountUnlinkButton>({ type: required(oneOf(['account_unlink'])) }),
    game_play: gamePlay,
    audio_call: object<AudioCallButton>({
      type: required(oneOf(['audio_call'])),
      title,
      expiresInDays: number({ min: 1, max: 7, whole: true }),
    }),
  },
  gone,
);

/** Up to three buttons of any kind. */
export const buttonsField = list(buttonField, 'button', { max: BUTTONS_LIMIT });

/** Up to three buttons where the platform takes only links and postbacks. */
export const plainButtonsField = list(
  variants<WebUrlButton | PostbackButton, 'type'>('type', { web_url: webUrl, postback }, gone),
  'button',
  { max: BUTTONS_LIMIT },
);
