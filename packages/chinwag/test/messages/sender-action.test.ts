import { describe, expect, it } from 'vitest';
import * as build from '../../src/messenger/messages/index.js';
import { refused } from './encoding.js';

const PSID = '24810001';

describe('the request of a sender action', () => {
  it.each<[string, build.SenderAction, object]>([
    ['typing_on', 'typing_on', { sender_action: 'typing_on' }],
    ['typing_off', { action: 'typing_off' }, { sender_action: 'typing_off' }],
    ['mark_seen', 'mark_seen', { sender_action: 'mark_seen' }],
    [
      'react',
      { action: 'react', messageId: 'm_x', reaction: '😊' },
      { sender_action: 'react', payload: { message_id: 'm_x', reaction: '😊' } },
    ],
    [
      'unreact',
      { action: 'unreact', messageId: 'm_x' },
      { sender_action: 'unreact', payload: { message_id: 'm_x' } },
    ],
  ])('%s', (_name, action, wire) => {
    expect(build.encodeAction(PSID, action)).toEqual({
      method: 'POST',
      path: 'me/messages',
      body: { recipient: { id: PSID }, ...wire },
      read: expect.any(Function),
    });
  });

  it('carries a persona and a token', () => {
    const call = build.encodeAction(PSID, 'typing_on', { personaId: '5550001', accessToken: 'EAAB-other' });
    expect(call).toMatchObject({ accessToken: 'EAAB-other', body: { persona_id: '5550001' } });
  });

  it.each<[string, unknown, unknown, unknown, string]>([
    [
      'an unknown action',
      PSID,
      'dance',
      undefined,
      'sender action: action "dance" is none of "typing_on", "typing_off", "mark_seen", "react", "unreact"',
    ],
    ['no action', PSID, undefined, undefined, 'sender action is no object but undefined'],
    [
      'a reaction without an emoji',
      PSID,
      { action: 'react', messageId: 'm' },
      undefined,
      'sender action: reaction is missing',
    ],
    ['a reaction to nothing', PSID, 'react', undefined, 'sender action: messageId is missing'],
    ['no recipient', '', 'typing_on', undefined, 'sender action: recipient is empty'],
    [
      'an unknown option',
      PSID,
      'typing_on',
      { persona_id: '1' },
      'sender action: persona_id is no field; did you mean personaId?',
    ],
  ])('is refused for %s', (_what, recipient, action, options, said) => {
    const { message } = refused(() =>
      build.encodeAction(recipient as never, action as never, options as never),
    );
    expect(message.slice(0, said.length)).toBe(said);
  });
});
