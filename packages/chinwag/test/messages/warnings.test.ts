import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/messenger/message.js';
import * as build from '../../src/messenger/messages/index.js';
import { warnings } from './encoding.js';
import { element, grid, letters, postback, reply } from './sized.js';

/** What the platform is only suspected to cut is sent on, and told. */
const SUSPECTED: Record<string, [make: (size: number) => Message, limit: number, field: string]> = {
  'button title': [
    (n) => build.buttonTemplate('Pick', [postback({ title: letters(n) })]),
    20,
    'buttons[0].title',
  ],
  'quick reply title': [
    (n) => build.text('Hi', { quickReplies: [reply({ title: letters(n) })] }),
    20,
    'quickReplies[0].title',
  ],
  'generic title': [
    (n) => build.genericTemplate([{ ...element, title: letters(n) }]),
    80,
    'elements[0].title',
  ],
  'generic subtitle': [
    (n) => build.genericTemplate([{ ...element, subtitle: letters(n) }]),
    80,
    'elements[0].subtitle',
  ],
  'coupon title': [(n) => build.couponTemplate({ title: letters(n), couponCode: 'X' }), 80, 'title'],
  'coupon subtitle': [
    (n) => build.couponTemplate({ title: 'Half', subtitle: letters(n), couponCode: 'X' }),
    80,
    'subtitle',
  ],
  'image grid subtitle': [(n) => grid({ subtitle: letters(n) }), 80, 'elements[0].subtitle'],
};

describe.each(Object.entries(SUSPECTED))('suspected: %s', (_name, [make, limit, field]) => {
  it(`says nothing of ${limit}`, () => {
    expect(warnings(make(limit))).toEqual([]);
  });

  it(`warns of ${limit + 1} and sends it on`, () => {
    const message = `${field}: ${limit + 1} characters; Messenger may cut it after ${limit}`;
    expect(warnings(make(limit + 1))).toMatchObject([{ field, message, size: limit + 1, limit }]);
    expect(JSON.stringify(build.encodeMessage(make(limit + 1)).wire)).toContain(letters(limit + 1));
  });
});
