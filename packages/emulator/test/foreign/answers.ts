import { expect } from 'vitest';

/** What the platform answers, and how many messages the person then sees. */
interface Answer {
  body(names: Record<string, string>): unknown;
  messages?: number;
}

const ITEMS = [
  { type: 'postback', title: 'Help', payload: 'HELP' },
  { type: 'web_url', title: 'Shop', url: 'https://shop.example.com/', webview_height_ratio: 'tall' },
];
const menu = (composer_input_disabled: boolean) => [
  { locale: 'default', composer_input_disabled, call_to_actions: ITEMS },
];
const cursors = { cursors: { before: expect.any(String), after: expect.any(String) } };
const list = (item: unknown) => ({ data: [item], paging: cursors });
const label = (names: Record<string, string>) => ({ page_label_name: 'Regular', id: names.label });
const sent = (names: Record<string, string>) => ({
  recipient_id: names.person,
  message_id: expect.stringMatching(/^m_[\w-]{40,}$/),
});
const user = (names: Record<string, string>) => ({
  id: names.person,
  name: expect.stringMatching(/\S \S/),
  first_name: expect.any(String),
  last_name: expect.any(String),
  profile_pic: expect.stringMatching(/^http/),
});
const persona = (names: Record<string, string>) => ({
  id: names.persona,
  name: 'Kim',
  profile_picture_url: expect.stringMatching(/^http/),
});

const slot = (body: unknown, headers: object = {}) => ({ code: 200, ...headers, body });
const withHeaders = {
  headers: expect.arrayContaining([{ name: 'Content-Type', value: expect.any(String) }]),
};

/** By the kind of answer that the recording names. */
const ANSWERS: Record<string, Answer> = {
  message: { body: sent, messages: 1 },
  reusable: {
    body: (names) => ({ ...sent(names), attachment_id: expect.stringMatching(/^\d{15,16}$/) }),
    messages: 1,
  },
  upload: { body: () => ({ attachment_id: expect.stringMatching(/^\d{15,16}$/) }) },
  action: { body: (names) => ({ recipient_id: names.person }) },
  set: { body: () => ({ result: 'success' }) },
  success: { body: () => ({ success: true }) },
  id: { body: () => ({ id: expect.stringMatching(/^\d+$/) }) },

  getGetStarted: { body: () => ({ data: [{ get_started: { payload: 'GET_STARTED' } }] }) },
  getGreeting: {
    body: () => ({ data: [{ greeting: [{ locale: 'default', text: 'Hi {{user_first_name}}!' }] }] }),
  },
  getPersistentMenu: { body: () => ({ data: [{ persistent_menu: menu(false) }] }) },
  getIceBreakers: {
    body: () => ({ data: [{ ice_breakers: [{ question: 'Opening hours?', payload: 'HOURS' }] }] }),
  },
  getWhitelistedDomains: {
    body: () => ({ data: [{ whitelisted_domains: ['https://shop.example.com/'] }] }),
  },
  getAccountLinkingURL: {
    body: () => ({ data: [{ account_linking_url: 'https://shop.example.com/login' }] }),
  },
  getUserPersistentMenu: {
    body: () => ({
      data: [{ user_level_persistent_menu: menu(true), page_level_persistent_menu: menu(false) }],
    }),
  },

  getPersona: { body: persona },
  getPersonas: { body: (names) => list(persona(names)) },
  getUserProfile: { body: user },
  'getUserProfile of other fields': {
    body: (names) => ({ locale: expect.any(String), timezone: expect.any(Number), id: names.person }),
  },
  getAssociatedLabels: { body: (names) => list(label(names)) },
  getLabelList: { body: (names) => list(label(names)) },
  getLabelDetails: { body: label },
  getPageInfo: { body: (names) => ({ id: names.page, name: expect.any(String) }) },
  debugToken: {
    body: (names) => ({
      data: expect.objectContaining({
        app_id: names.app,
        type: 'PAGE',
        is_valid: true,
        profile_id: names.page,
      }),
    }),
  },
  getIdsForPages: {
    body: (names) => list({ id: names.person, page: expect.objectContaining({ id: names.page }) }),
  },
  getThreadOwner: { body: () => ({ data: [] }) },

  sendBatch: {
    body: (names) => [
      ...[1, 2, 3].map(() => slot(sent(names), withHeaders)),
      slot(user(names), withHeaders),
      slot({ recipient_id: names.person }, withHeaders),
    ],
    messages: 3,
  },
  'sendBatch of dependent requests': {
    body: (names) => [null, slot(sent(names)), slot(sent(names)), slot(sent(names))],
    messages: 4,
  },
  'sendBatch with appsecret_proof': {
    body: (names) => [slot(sent(names), withHeaders), slot(user(names), withHeaders)],
    messages: 1,
  },
};

const nameless = { code: 100, error_subcode: 2018047, message: '(#100) Upload attachment failure.' };
const deadTemplate = { code: 100, message: '(#100) Invalid template type' };
const deadTag = (tag: string) => ({ code: 100, message: `(#100) Tag ${tag} is no longer supported` });
const noSuchField = { code: 100, message: '(#100) Tried accessing nonexisting field (name)' };

/** What the library still sends and the platform no longer takes, or never did: by call. */
const REFUSALS: Record<string, { code: number; message: string; error_subcode?: number }> = {
  createLabel: { code: 100, message: '(#100) The parameter page_label_name is required' },
  'getLabelList of names': noSuchField,
  'getLabelDetails of a name': noSuchField,
  'getAssociatedLabels of names': noSuchField,
  'a text tagged ACCOUNT_UPDATE': deadTag('ACCOUNT_UPDATE'),
  'a text tagged CONFIRMED_EVENT_UPDATE': deadTag('CONFIRMED_EVENT_UPDATE'),
  'a text tagged POST_PURCHASE_UPDATE': deadTag('POST_PURCHASE_UPDATE'),
  'a text of type NON_PROMOTIONAL_SUBSCRIPTION': {
    code: 100,
    message:
      '(#100) Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY} - got "NON_PROMOTIONAL_SUBSCRIPTION".',
  },
  'airline BoardingPass template': deadTemplate,
  'airline Checkin template': deadTemplate,
  'airline Itinerary template': deadTemplate,
  'airline Update template': deadTemplate,
  'image by Buffer without a name': nameless,
  'audio by Buffer without a name': nameless,
  'video by Buffer without a name': nameless,
  'file by Buffer without a name': nameless,
};

export const answerOf = (kind: string) => known(ANSWERS, kind);
export const refusalOf = (call: string) => known(REFUSALS, call);

function known<T>(table: Record<string, T>, key: string): T {
  const found = table[key];
  if (!found) throw new Error(`No answer is expected for "${key}".`);
  return found;
}

/** One answer of a batch, its body, which travels as a text, read. */
export function readSlot(answer: { body: string } | null): unknown {
  return answer && { ...answer, body: JSON.parse(answer.body) };
}
