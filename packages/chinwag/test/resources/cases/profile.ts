import type { Case } from './case.js';

const PATH = 'me/messenger_profile';

const DONE: Case['reads'] = [
  [{ result: 'success' }, { result: 'success' }],
  [{ success: 'true' }, { result: 'success' }],
];

const web = { type: 'web_url', title: 'Shop', url: 'https://x.example/' };
const help = { type: 'postback', title: 'Help', payload: 'HELP' };
const hours = { question: 'Opening hours?', payload: 'HOURS' };
const hello = { locale: 'default', text: 'Hi {{user_first_name}}!' };
const flights = { locale: 'default', commands: [{ name: 'flights', description: 'Find flights' }] };

const reading = (name: string, field: string, wire: unknown, value: unknown): Case => ({
  name,
  sends: { method: 'GET', path: PATH, query: { fields: field } },
  reads: [
    [{ data: [{ [field]: wire }] }, value],
    [{ data: [] }, null],
  ],
});

const setting = (name: string, args: unknown[], body: Record<string, unknown>): Case => ({
  name,
  args,
  sends: { method: 'POST', path: PATH, body },
  reads: DONE,
});

const deleting = (name: string, field: string): Case => ({
  name,
  sends: { method: 'DELETE', path: PATH, body: { fields: [field] } },
  reads: DONE,
});

export const profileCases: Case[] = [
  {
    name: 'getMessengerProfile',
    args: [['get_started', 'persistent_menu']],
    sends: { method: 'GET', path: PATH, query: { fields: 'get_started,persistent_menu' } },
    reads: [
      [
        {
          data: [
            {
              get_started: { payload: 'GS' },
              persistent_menu: [
                {
                  locale: 'default',
                  composer_input_disabled: false,
                  call_to_actions: [{ ...web, webview_height_ratio: 'full' }, help],
                },
              ],
              subject_to_new_eu_privacy_rules: false,
            },
          ],
        },
        [
          {
            getStarted: { payload: 'GS' },
            persistentMenu: [
              {
                locale: 'default',
                composerInputDisabled: false,
                callToActions: [{ ...web, webviewHeightRatio: 'full' }, help],
              },
            ],
            subjectToNewEuPrivacyRules: false,
          },
        ],
      ],
      [{ data: [] }, []],
    ],
  },
  setting(
    'setMessengerProfile',
    [
      {
        getStarted: { payload: 'GS' },
        greeting: [hello],
        iceBreakers: [{ locale: 'default', callToActions: [hours] }],
        persistentMenu: [{ locale: 'default', callToActions: [help] }],
        whitelistedDomains: ['https://x.example/'],
        accountLinkingUrl: 'https://x.example/link',
        commands: [flights],
      },
    ],
    {
      get_started: { payload: 'GS' },
      greeting: [hello],
      ice_breakers: [{ locale: 'default', call_to_actions: [hours] }],
      persistent_menu: [{ locale: 'default', call_to_actions: [help] }],
      whitelisted_domains: ['https://x.example/'],
      account_linking_url: 'https://x.example/link',
      commands: [flights],
    },
  ),
  // Only what is named goes out: an absent property must not become a second, empty request.
  setting('setMessengerProfile', [{ whitelistedDomains: ['https://x.example/'] }], {
    whitelisted_domains: ['https://x.example/'],
  }),
  {
    name: 'deleteMessengerProfile',
    args: [['get_started', 'greeting']],
    sends: { method: 'DELETE', path: PATH, body: { fields: ['get_started', 'greeting'] } },
    reads: DONE,
  },
  reading('getGetStarted', 'get_started', { payload: 'GS' }, { payload: 'GS' }),
  setting('setGetStarted', ['GS'], { get_started: { payload: 'GS' } }),
  deleting('deleteGetStarted', 'get_started'),
  reading(
    'getPersistentMenu',
    'persistent_menu',
    [{ locale: 'default', composer_input_disabled: false, call_to_actions: [help] }],
    [{ locale: 'default', composerInputDisabled: false, callToActions: [help] }],
  ),
  setting('setPersistentMenu', [[{ ...web, webviewHeightRatio: 'tall', messengerExtensions: true }, help]], {
    persistent_menu: [
      {
        locale: 'default',
        composer_input_disabled: false,
        call_to_actions: [{ ...web, webview_height_ratio: 'tall', messenger_extensions: true }, help],
      },
    ],
  }),
  setting(
    'setPersistentMenu',
    [
      [
        { locale: 'default', callToActions: [help] },
        { locale: 'fr_FR', composerInputDisabled: true, callToActions: [help] },
      ],
    ],
    {
      persistent_menu: [
        { locale: 'default', call_to_actions: [help] },
        { locale: 'fr_FR', composer_input_disabled: true, call_to_actions: [help] },
      ],
    },
  ),
  setting('setPersistentMenu', [[{ type: 'nested', title: 'More', callToActions: [help] }]], {
    persistent_menu: [
      {
        locale: 'default',
        composer_input_disabled: false,
        call_to_actions: [{ type: 'nested', title: 'More', call_to_actions: [help] }],
      },
    ],
  }),
  deleting('deletePersistentMenu', 'persistent_menu'),
  reading('getGreeting', 'greeting', [hello], [hello]),
  setting('setGreeting', ['Hi {{user_first_name}}!'], { greeting: [hello] }),
  setting('setGreeting', [[hello, { locale: 'fr_FR', text: 'Salut' }]], {
    greeting: [hello, { locale: 'fr_FR', text: 'Salut' }],
  }),
  deleting('deleteGreeting', 'greeting'),
  {
    name: 'getIceBreakers',
    sends: { method: 'GET', path: PATH, query: { fields: 'ice_breakers' } },
    reads: [
      // The documented form, bare; the form of the other properties; the old form without a locale.
      [
        { data: [{ call_to_actions: [hours], locale: 'fr_FR' }] },
        [{ callToActions: [hours], locale: 'fr_FR' }],
      ],
      [
        { data: [{ ice_breakers: [{ call_to_actions: [hours], locale: 'fr_FR' }] }] },
        [{ callToActions: [hours], locale: 'fr_FR' }],
      ],
      [{ data: [{ ice_breakers: [hours] }] }, [{ callToActions: [hours], locale: 'default' }]],
      [{ data: [] }, null],
    ],
  },
  setting('setIceBreakers', [[hours]], {
    ice_breakers: [{ locale: 'default', call_to_actions: [hours] }],
  }),
  setting('setIceBreakers', [[{ locale: 'default', callToActions: [hours] }]], {
    ice_breakers: [{ locale: 'default', call_to_actions: [hours] }],
  }),
  deleting('deleteIceBreakers', 'ice_breakers'),
  reading('getWhitelistedDomains', 'whitelisted_domains', ['https://x.example/'], ['https://x.example/']),
  setting('setWhitelistedDomains', [['https://x.example']], { whitelisted_domains: ['https://x.example'] }),
  deleting('deleteWhitelistedDomains', 'whitelisted_domains'),
  reading('getAccountLinkingURL', 'account_linking_url', 'https://x.example/', 'https://x.example/'),
  setting('setAccountLinkingURL', ['https://x.example/'], { account_linking_url: 'https://x.example/' }),
  deleting('deleteAccountLinkingURL', 'account_linking_url'),
  reading('getCommands', 'commands', [flights], [flights]),
  setting('setCommands', [[flights]], { commands: [flights] }),
  deleting('deleteCommands', 'commands'),
];
