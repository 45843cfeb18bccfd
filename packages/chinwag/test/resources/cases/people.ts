import { type Case, PSID, SUCCESS } from './case.js';

const handover = (name: string, path: string, args: unknown[], details: object): Case => ({
  name,
  args,
  sends: { method: 'POST', path: `me/${path}`, body: { recipient: { id: PSID }, ...details } },
  reads: SUCCESS,
});

const moderation = (name: string, action: string): Case => ({
  name,
  sends: {
    method: 'POST',
    path: 'me/moderate_conversations',
    body: { user_ids: [{ id: PSID }], actions: [action] },
  },
  reads: SUCCESS,
});

const menu = [{ type: 'postback', title: 'Help', payload: 'HELP' }];

export const personCases: Case[] = [
  {
    name: 'getUserProfile',
    sends: { method: 'GET', path: PSID, query: { fields: 'id,name,first_name,last_name,profile_pic' } },
    reads: [
      [
        { first_name: 'Ana', last_name: 'Lopez', profile_pic: 'https://x.example/p', id: PSID },
        { firstName: 'Ana', lastName: 'Lopez', profilePic: 'https://x.example/p', id: PSID },
      ],
      [{}, {}],
    ],
  },
  {
    name: 'getUserProfile',
    args: [{ fields: ['locale', 'timezone'] }],
    sends: { method: 'GET', path: PSID, query: { fields: 'locale,timezone' } },
    reads: [
      [
        { locale: 'en_US', timezone: -3, id: PSID },
        { locale: 'en_US', timezone: -3, id: PSID },
      ],
    ],
  },
  {
    name: 'associateLabel',
    args: ['712'],
    sends: { method: 'POST', path: '712/label', body: { user: PSID } },
    reads: SUCCESS,
  },
  {
    name: 'dissociateLabel',
    args: ['712'],
    sends: { method: 'DELETE', path: '712/label', body: { user: PSID } },
    reads: SUCCESS,
  },
  {
    name: 'getAssociatedLabels',
    args: [{ limit: 3 }],
    sends: { method: 'GET', path: `${PSID}/custom_labels`, query: { fields: 'page_label_name', limit: 3 } },
    reads: [
      [
        { data: [{ page_label_name: 'VIP', id: '712' }] },
        { data: [{ pageLabelName: 'VIP', id: '712' }], paging: {} },
      ],
    ],
  },
  handover('passThreadControl', 'pass_thread_control', ['77', 'why'], {
    target_app_id: '77',
    metadata: 'why',
  }),
  handover('passThreadControlToPageInbox', 'pass_thread_control', [], { target_app_id: '263902037430900' }),
  handover('takeThreadControl', 'take_thread_control', ['why'], { metadata: 'why' }),
  handover('requestThreadControl', 'request_thread_control', [], {}),
  handover('releaseThreadControl', 'release_thread_control', [], {}),
  handover('extendThreadControl', 'extend_thread_control', [604_800], { duration: 604_800 }),
  {
    name: 'getThreadOwner',
    sends: { method: 'GET', path: 'me/thread_owner', query: { recipient: PSID } },
    reads: [
      [
        { data: [{ thread_owner: { app_id: 123, expiration: 1790000000 } }] },
        { appId: '123', expiration: 1790000000 },
      ],
      [{ data: [{ thread_owner: { expiration: 1790000000 } }] }, { expiration: 1790000000 }],
      [{ data: [{ thread_owner: {} }] }, null],
      [{ data: [] }, null],
    ],
  },
  moderation('blockUser', 'block_user'),
  moderation('unblockUser', 'unblock_user'),
  moderation('banUser', 'ban_user'),
  moderation('unbanUser', 'unban_user'),
  moderation('moveToSpam', 'move_to_spam'),
  {
    name: 'unlinkAccount',
    sends: { method: 'POST', path: 'me/unlink_accounts', body: { psid: PSID } },
    reads: [[{ result: 'unlink account success' }, { result: 'unlink account success' }]],
  },
  {
    name: 'getUserPersistentMenu',
    sends: { method: 'GET', path: 'me/custom_user_settings', query: { psid: PSID } },
    reads: [
      [
        {
          data: [
            {
              user_level_persistent_menu: [
                { locale: 'default', composer_input_disabled: true, call_to_actions: menu },
              ],
              page_level_persistent_menu: [],
            },
          ],
        },
        [{ locale: 'default', composerInputDisabled: true, callToActions: menu }],
      ],
      [{ data: [{ page_level_persistent_menu: [] }] }, null],
      [{ data: [] }, null],
    ],
  },
  {
    name: 'setUserPersistentMenu',
    args: [menu, { composerInputDisabled: true }],
    sends: {
      method: 'POST',
      path: 'me/custom_user_settings',
      body: {
        psid: PSID,
        persistent_menu: [{ locale: 'default', composer_input_disabled: true, call_to_actions: menu }],
      },
    },
    reads: [[{ result: 'success' }, { result: 'success' }]],
  },
  {
    name: 'deleteUserPersistentMenu',
    sends: {
      method: 'DELETE',
      path: 'me/custom_user_settings',
      query: { psid: PSID, params: ['persistent_menu'] },
    },
    reads: [[{ result: 'success' }, { result: 'success' }]],
  },
];
