import { expect } from 'vitest';
import { fromPerson, PAGE } from '../webhook.js';
import type { Sample } from './sample.js';

const shortLink = { ref: 'camp1', source: 'SHORTLINK', type: 'OPEN_THREAD' };

export const taps: Sample[] = [
  {
    name: 'Get Started by an m.me link',
    item: fromPerson({
      postback: { mid: 'm_22', title: 'Get Started', payload: 'GS', referral: shortLink },
    }),
    kind: 'postback',
    value: { mid: 'm_22', title: 'Get Started', payload: 'GS', referral: shortLink },
    facets: { payload: 'GS', referral: shortLink },
    also: { ref: 'camp1' },
    identity: 'postback:m_22',
  },
  {
    name: "a tap on another app's button, without its payload",
    item: fromPerson({ postback: { mid: 'm_23', title: 'Go' } }),
    kind: 'postback',
    value: { mid: 'm_23', title: 'Go' },
    identity: 'postback:m_23',
  },
  {
    name: 'a referral',
    item: fromPerson({ referral: { ...shortLink, referer_uri: 'https://site' } }),
    kind: 'referral',
    value: { ...shortLink, refererUri: 'https://site' },
    also: { ref: 'camp1' },
  },
  {
    name: 'a lead ad filled in',
    item: fromPerson({
      referral: { source: 'ADS', type: 'LEAD_COMPLETE', ad_id: 6045 },
      lead: { data: [{ question: 'Your size?', answer: 'M' }] },
    }),
    kind: 'referral',
    value: { source: 'ADS', type: 'LEAD_COMPLETE', adId: '6045' },
    also: { lead: [{ question: 'Your size?', answer: 'M' }] },
  },
  {
    name: 'the Send to Messenger plugin',
    item: fromPerson({ optin: { ref: 'signup-form' } }),
    kind: 'optin',
    value: { ref: 'signup-form' },
    also: { ref: 'signup-form' },
  },
  {
    name: 'the checkbox plugin: nobody yet',
    item: {
      recipient: { id: PAGE },
      timestamp: 1790000000800,
      optin: { ref: 'cart', user_ref: 'UNIQUE_REF' },
    },
    kind: 'optin',
    value: { ref: 'cart', userRef: 'UNIQUE_REF' },
    also: { ref: 'cart', userRef: 'UNIQUE_REF', psid: null, conversationId: null },
  },
  {
    name: 'a one-time notification',
    item: fromPerson({
      optin: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', one_time_notif_token: '3817' },
    }),
    kind: 'optin',
    value: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', oneTimeNotifToken: '3817' },
    facets: {
      oneTimeNotifOptin: { type: 'one_time_notif_req', payload: 'BACK_IN_STOCK', oneTimeNotifToken: '3817' },
    },
  },
  {
    name: 'a subscription stopped, its word with a space',
    item: fromPerson({
      optin: {
        type: 'notification_messages',
        title: 'Deals',
        payload: 'X',
        notification_messages_token: '6214',
        notification_messages_timezone: 'America/Lima',
        token_expiry_timestamp: 1820000000,
        user_token_status: 'NOT_REFRESHED',
        notification_messages_status: 'STOP NOTIFICATIONS',
      },
    }),
    kind: 'optin',
    value: {
      type: 'notification_messages',
      title: 'Deals',
      payload: 'X',
      notificationMessagesToken: '6214',
      notificationMessagesTimezone: 'America/Lima',
      tokenExpiryTimestamp: 1820000000,
      userTokenStatus: 'NOT_REFRESHED',
      notificationMessagesStatus: 'STOP_NOTIFICATIONS',
    },
    facets: {
      notificationMessagesOptin: expect.objectContaining({ notificationMessagesToken: '6214' }),
    },
  },
  {
    name: 'an account linked',
    item: fromPerson({ account_linking: { status: 'linked', authorization_code: 'CODE' } }),
    kind: 'accountLinking',
    value: { status: 'linked', authorizationCode: 'CODE' },
  },
  {
    name: 'an account unlinked',
    item: fromPerson({ account_linking: { status: 'unlinked' } }),
    kind: 'accountLinking',
    value: { status: 'unlinked' },
  },
];
