import { APP, APP_TOKEN, type Case, PSID, SUCCESS } from './case.js';

const subscriptions = `${APP.appId}/subscriptions`;

const webhook = (object: string) => ({
  object,
  callback_url: 'https://bot.example/hook',
  active: true,
  fields: [{ name: 'messages', version: 'v26.0' }],
});

const readWebhook = (object: string) => ({
  object,
  callbackUrl: 'https://bot.example/hook',
  active: true,
  fields: [{ name: 'messages', version: 'v26.0' }],
});

const wireSticker = {
  id: '9',
  name: 'Wave',
  image_url: 'https://x.example/9',
  width: 2,
  height: 3,
  is_animated: true,
};
const sticker = {
  id: '9',
  name: 'Wave',
  imageUrl: 'https://x.example/9',
  width: 2,
  height: 3,
  isAnimated: true,
};
const stickers: Case['reads'] = [
  [[wireSticker], [sticker]],
  [{ data: [wireSticker] }, [sticker]],
];

export const appCases: Case[] = [
  {
    name: 'debugToken',
    sends: {
      method: 'GET',
      path: 'debug_token',
      query: { input_token: 'PAGE_TOKEN' },
      accessToken: APP_TOKEN,
    },
    reads: [
      [
        {
          data: {
            app_id: '1517776481860111',
            type: 'PAGE',
            application: 'My App',
            data_access_expires_at: 0,
            expires_at: 0,
            is_valid: true,
            issued_at: 1,
            profile_id: '1110001',
            scopes: ['pages_messaging'],
            granular_scopes: [{ scope: 'pages_messaging', target_ids: ['1110001'] }],
            user_id: '42',
          },
        },
        {
          appId: '1517776481860111',
          type: 'PAGE',
          application: 'My App',
          dataAccessExpiresAt: 0,
          expiresAt: 0,
          isValid: true,
          issuedAt: 1,
          profileId: '1110001',
          scopes: ['pages_messaging'],
          granularScopes: [{ scope: 'pages_messaging', targetIds: ['1110001'] }],
          userId: '42',
        },
      ],
      [
        { data: { is_valid: false, error: { code: 190, message: 'Expired', subcode: 463 }, scopes: [] } },
        { isValid: false, error: { code: 190, message: 'Expired', subcode: 463 }, scopes: [] },
      ],
    ],
  },
  {
    name: 'debugToken',
    args: [{ inputToken: 'OTHER' }],
    sends: { method: 'GET', path: 'debug_token', query: { input_token: 'OTHER' }, accessToken: APP_TOKEN },
    reads: [],
  },
  {
    name: 'createSubscription',
    args: [{ callbackUrl: 'https://bot.example/hook', verifyToken: 'V' }],
    sends: {
      method: 'POST',
      path: subscriptions,
      accessToken: APP_TOKEN,
      body: {
        object: 'page',
        callback_url: 'https://bot.example/hook',
        fields:
          'messages,messaging_postbacks,messaging_optins,messaging_referrals,messaging_handovers,messaging_policy_enforcement',
        verify_token: 'V',
      },
    },
    reads: SUCCESS,
  },
  {
    name: 'createSubscription',
    args: [
      {
        object: 'page',
        callbackUrl: 'https://bot.example/hook',
        fields: ['messages'],
        includeValues: true,
        verifyToken: 'V',
        accessToken: 'A|B',
      },
    ],
    sends: {
      method: 'POST',
      path: subscriptions,
      accessToken: 'A|B',
      body: {
        object: 'page',
        callback_url: 'https://bot.example/hook',
        fields: 'messages',
        include_values: true,
        verify_token: 'V',
      },
    },
    reads: [],
  },
  {
    name: 'getSubscriptions',
    sends: { method: 'GET', path: subscriptions, accessToken: APP_TOKEN },
    reads: [
      [{ data: [webhook('user'), webhook('page')] }, [readWebhook('user'), readWebhook('page')]],
      [{ data: [] }, []],
    ],
  },
  {
    name: 'getPageSubscription',
    sends: { method: 'GET', path: subscriptions, accessToken: APP_TOKEN },
    reads: [
      [{ data: [webhook('user'), webhook('page')] }, readWebhook('page')],
      [{ data: [webhook('user')] }, null],
    ],
  },
  {
    name: 'deleteSubscription',
    args: [{ fields: ['messages'] }],
    sends: {
      method: 'DELETE',
      path: subscriptions,
      accessToken: APP_TOKEN,
      body: { object: 'page', fields: 'messages' },
    },
    reads: SUCCESS,
  },
  {
    name: 'getStickerPacks',
    args: [{ locale: 'fr_FR' }],
    sends: { method: 'GET', path: 'sticker_packs', query: { locale: 'fr_FR' }, accessToken: APP_TOKEN },
    reads: [
      [
        { data: [{ id: '1', name: 'Cats', preview_image_url: 'https://x.example/1', sticker_count: 4 }] },
        [{ id: '1', name: 'Cats', previewImageUrl: 'https://x.example/1', stickerCount: 4 }],
      ],
    ],
  },
  {
    name: 'getStickers',
    args: ['1'],
    sends: { method: 'GET', path: 'sticker_packs/1/stickers', accessToken: APP_TOKEN },
    reads: stickers,
  },
  {
    name: 'searchStickers',
    args: ['hi', { locale: 'en_US' }],
    sends: {
      method: 'GET',
      path: 'sticker_search',
      query: { q: 'hi', locale: 'en_US' },
      accessToken: APP_TOKEN,
    },
    reads: stickers,
  },
  {
    name: 'logCustomEvents',
    args: [
      {
        appId: '77',
        pageId: '1110001',
        pageScopedUserId: PSID,
        events: [{ _eventName: 'bought', _valueToSum: 9, myCustomKEY: 'x' }],
      },
    ],
    sends: {
      method: 'POST',
      path: '77/activities',
      accessToken: APP_TOKEN,
      body: {
        event: 'CUSTOM_APP_EVENTS',
        custom_events: '[{"_eventName":"bought","_valueToSum":9,"myCustomKEY":"x"}]',
        advertiser_tracking_enabled: 0,
        application_tracking_enabled: 0,
        extinfo: '["mb1"]',
        page_id: '1110001',
        page_scoped_user_id: PSID,
      },
    },
    reads: SUCCESS,
  },
];
