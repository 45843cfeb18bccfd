import { type Case, CLEAN_PAGING, PAGING, PSID, SUCCESS } from './case.js';

const insight = (name: string): Case['reads'] => [
  [
    { data: [{ name, period: 'day', values: [{ value: 42, end_time: '2026-10-01T07:00:00+0000' }] }] },
    { name, period: 'day', values: [{ value: 42, endTime: '2026-10-01T07:00:00+0000' }] },
  ],
  [{ data: [] }, null],
];

const insightOf = (name: string, metric: string): Case => ({
  name,
  args: [{ since: 1, until: 2 }],
  sends: { method: 'GET', path: 'me/insights', query: { metric, since: 1, until: 2 } },
  reads: insight(metric),
});

const owner = { category: 'Business', link: 'https://x.example', name: 'My App', id: '77' };

const uploaded: Case['reads'] = [
  [{ attachment_id: '1857777774821032' }, { attachmentId: '1857777774821032' }],
];

const upload = (name: string, type: string): Case => ({
  name,
  args: ['https://cdn.example.com/v'],
  sends: {
    method: 'POST',
    path: 'me/message_attachments',
    body: {
      message: { attachment: { type, payload: { url: 'https://cdn.example.com/v', is_reusable: true } } },
    },
  },
  reads: uploaded,
});

export const pageCases: Case[] = [
  {
    name: 'getPageInfo',
    sends: { method: 'GET', path: 'me', query: {} },
    reads: [
      [
        { name: 'Page', id: '1110001' },
        { name: 'Page', id: '1110001' },
      ],
    ],
  },
  {
    name: 'getPageInfo',
    args: [{ fields: ['id', 'fan_count'] }],
    sends: { method: 'GET', path: 'me', query: { fields: 'id,fan_count' } },
    reads: [
      [
        { id: '1110001', fan_count: 7 },
        { id: '1110001', fanCount: 7 },
      ],
    ],
  },
  {
    name: 'getMessagingFeatureStatus',
    sends: { method: 'GET', path: 'me', query: { fields: 'messaging_feature_status' } },
    reads: [
      [
        { messaging_feature_status: { hop_v2: false, msgr_multi_app: true, ig_multi_app: false }, id: '1' },
        { hopV2: false, msgrMultiApp: true, igMultiApp: false },
      ],
      [{ id: '1' }, {}],
    ],
  },
  {
    name: 'getMessagingFeatureReview',
    sends: { method: 'GET', path: 'me/messaging_feature_review' },
    reads: [
      [{ data: [{ feature: 'locale', status: 'APPROVED' }] }, [{ feature: 'locale', status: 'approved' }]],
      [{ data: [] }, []],
    ],
  },
  {
    name: 'getAccountLinkingRecipient',
    args: ['ARQ_token'],
    sends: { method: 'GET', path: 'me', query: { fields: 'recipient', account_linking_token: 'ARQ_token' } },
    reads: [
      [
        { id: '1110001', recipient: PSID },
        { id: '1110001', recipient: PSID },
      ],
    ],
  },
  {
    name: 'createPersona',
    args: [{ name: 'Ana', profilePictureUrl: 'https://x.example/ana.png' }],
    sends: {
      method: 'POST',
      path: 'me/personas',
      body: { name: 'Ana', profile_picture_url: 'https://x.example/ana.png' },
    },
    reads: [[{ id: '5550001' }, { id: '5550001' }]],
  },
  {
    name: 'getPersona',
    args: ['5550001'],
    sends: { method: 'GET', path: '5550001' },
    reads: [
      [
        { id: '5550001', name: 'Ana', profile_picture_url: 'https://x.example/ana.png' },
        { id: '5550001', name: 'Ana', profilePictureUrl: 'https://x.example/ana.png' },
      ],
    ],
  },
  {
    name: 'getPersonas',
    args: ['QVFJ', { limit: 5 }],
    sends: { method: 'GET', path: 'me/personas', query: { after: 'QVFJ', limit: 5 } },
    reads: [
      [
        { data: [{ id: '5550001', name: 'Ana' }], paging: PAGING },
        { data: [{ id: '5550001', name: 'Ana' }], paging: CLEAN_PAGING },
      ],
    ],
  },
  { name: 'deletePersona', args: ['5550001'], sends: { method: 'DELETE', path: '5550001' }, reads: SUCCESS },
  {
    name: 'createLabel',
    args: ['VIP'],
    sends: { method: 'POST', path: 'me/custom_labels', body: { page_label_name: 'VIP' } },
    reads: [[{ id: 712 }, { id: '712' }]],
  },
  {
    name: 'getLabelList',
    sends: { method: 'GET', path: 'me/custom_labels', query: { fields: 'page_label_name' } },
    reads: [
      [
        { data: [{ page_label_name: 'VIP', id: '712' }] },
        { data: [{ pageLabelName: 'VIP', id: '712' }], paging: {} },
      ],
    ],
  },
  {
    name: 'getLabelDetails',
    args: ['712', { fields: ['id'] }],
    sends: { method: 'GET', path: '712', query: { fields: 'id' } },
    reads: [[{ id: '712' }, { id: '712' }]],
  },
  { name: 'deleteLabel', args: ['712'], sends: { method: 'DELETE', path: '712' }, reads: SUCCESS },
  {
    name: 'getSecondaryReceivers',
    sends: { method: 'GET', path: 'me/secondary_receivers', query: { fields: 'id,name' } },
    reads: [[{ data: [{ id: '77', name: 'Desk' }] }, [{ id: '77', name: 'Desk' }]]],
  },
  {
    name: 'moderateConversations',
    args: [
      [PSID, '24810002'],
      ['block_user', 'move_to_spam'],
    ],
    sends: {
      method: 'POST',
      path: 'me/moderate_conversations',
      body: { user_ids: [{ id: PSID }, { id: '24810002' }], actions: ['block_user', 'move_to_spam'] },
    },
    reads: SUCCESS,
  },
  {
    name: 'getUserField',
    args: [{ field: 'ids_for_apps', userId: PSID }],
    sends: { method: 'GET', path: `${PSID}/ids_for_apps`, query: {} },
    reads: [[{ data: [{ some_key: 1 }] }, { data: [{ some_key: 1 }] }]],
  },
  {
    name: 'getIdsForApps',
    args: [{ userId: PSID, app: '77' }],
    sends: { method: 'GET', path: `${PSID}/ids_for_apps`, query: { app: '77' } },
    reads: [[{ data: [{ id: '9', app: owner }] }, { data: [{ id: '9', app: owner }], paging: {} }]],
  },
  {
    name: 'getIdsForPages',
    args: [{ userId: PSID, page: '88' }],
    sends: { method: 'GET', path: `${PSID}/ids_for_pages`, query: { page: '88' } },
    reads: [[{ data: [{ id: '9', page: owner }] }, { data: [{ id: '9', page: owner }], paging: {} }]],
  },
  {
    name: 'getInsights',
    args: [['a', 'b'], { since: 1, until: 2, period: 'total_over_range' }],
    sends: {
      method: 'GET',
      path: 'me/insights',
      query: { metric: 'a,b', since: 1, until: 2, period: 'total_over_range' },
    },
    reads: [
      [
        { data: [{ name: 'a', period: 'day', values: [{ value: { like: 1 } }, { value: '0' }] }] },
        [{ name: 'a', period: 'day', values: [{ value: { like: 1 } }, { value: '0' }] }],
      ],
    ],
  },
  insightOf('getBlockedConversations', 'page_messages_blocked_conversations_unique'),
  insightOf('getReportedConversations', 'page_messages_reported_conversations_unique'),
  insightOf('getTotalMessagingConnections', 'page_messages_total_messaging_connections'),
  insightOf('getNewConversations', 'page_messages_new_conversations_unique'),
  {
    name: 'setNLPConfigs',
    args: [{ nlpEnabled: true, model: 'ENGLISH', customToken: 'C', verbose: true, nBest: 2 }],
    sends: {
      method: 'POST',
      path: 'me/nlp_configs',
      body: { nlp_enabled: true, model: 'ENGLISH', custom_token: 'C', verbose: true, n_best: 2 },
    },
    reads: SUCCESS,
  },
  {
    name: 'enableNLP',
    sends: { method: 'POST', path: 'me/nlp_configs', body: { nlp_enabled: true } },
    reads: SUCCESS,
  },
  {
    name: 'disableNLP',
    sends: { method: 'POST', path: 'me/nlp_configs', body: { nlp_enabled: false } },
    reads: SUCCESS,
  },
  {
    name: 'subscribePage',
    args: [{ fields: ['messages', 'messaging_postbacks'] }],
    sends: {
      method: 'POST',
      path: 'me/subscribed_apps',
      body: { subscribed_fields: 'messages,messaging_postbacks' },
    },
    reads: [...SUCCESS, [{ success: 'true' }, { success: true }]],
  },
  { name: 'unsubscribePage', sends: { method: 'DELETE', path: 'me/subscribed_apps' }, reads: SUCCESS },
  {
    name: 'getSubscribedApps',
    sends: { method: 'GET', path: 'me/subscribed_apps' },
    reads: [
      [
        { data: [{ ...owner, subscribed_fields: ['messages'] }] },
        [{ ...owner, subscribedFields: ['messages'] }],
      ],
      [{ data: [] }, []],
    ],
  },
  {
    name: 'getAccounts',
    args: [{ accessToken: 'USER_TOKEN', limit: 2 }],
    sends: { method: 'GET', path: 'me/accounts', query: { limit: 2 }, accessToken: 'USER_TOKEN' },
    reads: [
      [
        { data: [{ id: '1110001', name: 'Page', access_token: 'P', tasks: ['MESSAGING'] }] },
        { data: [{ id: '1110001', name: 'Page', accessToken: 'P', tasks: ['MESSAGING'] }], paging: {} },
      ],
    ],
  },
  {
    name: 'getNotificationMessageTokens',
    args: [{ limit: 10, hasReceivedMarketingMessage: false }],
    sends: {
      method: 'GET',
      path: 'me/notification_message_tokens',
      query: { limit: 10, has_received_marketing_message: false },
    },
    reads: [
      [
        { data: [{ notification_messages_token: 'T', recipient_id: PSID, token_expiry_timestamp: 9 }] },
        {
          data: [{ notificationMessagesToken: 'T', recipientId: PSID, tokenExpiryTimestamp: 9 }],
          paging: {},
        },
      ],
    ],
  },
  {
    name: 'enableFollowUpMessage',
    args: ['T'],
    sends: {
      method: 'POST',
      path: 'me/notification_messages_dev_support',
      body: { recipient: { notification_messages_token: 'T' }, developer_action: 'ENABLE_FOLLOWUP_MESSAGE' },
    },
    reads: SUCCESS,
  },
  {
    ...upload('uploadAttachment', 'video'),
    args: ['video', 'https://cdn.example.com/v'],
  },
  upload('uploadImage', 'image'),
  upload('uploadAudio', 'audio'),
  upload('uploadVideo', 'video'),
  upload('uploadFile', 'file'),
];
