import { badParameter, refuse } from '../error.js';
import type { Param } from '../param.js';

const BUTTON_TYPES = [
  'web_url',
  'postback',
  'phone_number',
  'account_link',
  'account_unlink',
  'game_play',
  'audio_call',
] as const;
export type ButtonType = (typeof BUTTON_TYPES)[number];

const HEIGHTS = ['compact', 'tall', 'full'] as const;
export const LONGEST_PAYLOAD = 1_000;

/** The buttons of a template: one to three, each of a type that is allowed there. */
export function checkButtons(
  buttons: Param,
  options: { types?: readonly ButtonType[]; required?: boolean } = {},
): void {
  if (!buttons.given && !options.required) return;
  for (const button of buttons.items({ min: 1, max: 3 })) checkButton(button, options.types ?? BUTTON_TYPES);
}

export function checkButton(given: Param, types: readonly ButtonType[] = BUTTON_TYPES): void {
  const button = given.object();
  const type = button.field('type').oneOf(types);
  if (type !== 'account_link' && type !== 'account_unlink') {
    const title = button.field('title');
    if (!title.given || title.value === '') throw refuse('buttonTitle');
    title.shownUpTo(20).text();
  }
  CHECKS[type](button);
}

const CHECKS: Record<ButtonType, (button: Param) => void> = {
  web_url: checkWebUrl,
  postback: checkPayload,
  phone_number: checkPhoneNumber,
  account_link: (button) => void button.field('url').required().url({ https: true }),
  account_unlink: () => {},
  game_play: checkOptionalPayload,
  audio_call: checkOptionalPayload,
};

/** A web address to open; also what a card's `default_action` is, which has no title. */
export function checkWebUrl(button: Param): void {
  const url = button.field('url');
  if (!url.given || url.value === '') throw refuse('buttonUrl');
  const extensions = button.field('messenger_extensions').flag();
  url.url({ https: extensions });
  const height = button.field('webview_height_ratio');
  if (height.given) height.oneOf(HEIGHTS);
  const fallback = button.field('fallback_url');
  if (!fallback.given) return;
  if (!extensions) throw badParameter(`${fallback.name} is only allowed together with messenger_extensions`);
  fallback.url();
}

export function checkDefaultAction(given: Param): void {
  if (!given.given) return;
  const action = given.object();
  action.field('type').oneOf(['web_url']);
  if (action.field('title').given) throw badParameter(`${action.name} must not have a title`);
  checkWebUrl(action);
}

function checkPayload(button: Param): void {
  const payload = button.field('payload');
  if (!payload.given || payload.value === '') throw refuse('buttonPayload');
  payload.text({ max: LONGEST_PAYLOAD });
}

function checkOptionalPayload(button: Param): void {
  button.field('payload').optionalText({ max: LONGEST_PAYLOAD });
}

function checkPhoneNumber(button: Param): void {
  const payload = button.field('payload');
  if (!/^\+\d{4,20}$/.test(payload.text().replaceAll(/[\s()-]/g, ''))) {
    throw badParameter(`Param ${payload.name} must be a valid phone number: +<country code><number>`);
  }
}
