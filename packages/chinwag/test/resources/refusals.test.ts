import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/core/errors.js';
import { ArgumentError, appCalls, pageCalls, personCalls } from '../../src/messenger/resources/index.js';
import { APP, PSID } from './cases/case.js';

const { getConversation, getMessage, getPersona, deletePersona, getLabelDetails, getUserField } = pageCalls;
const { getUserProfile, associateLabel, getAssociatedLabels, getThreadOwner, unlinkAccount } = personCalls;

const hostile = [
  '',
  '.',
  '..',
  '../me',
  '1/../2',
  '1?fields=id',
  '1#x',
  '1%2f2',
  'a b',
  'a\nb',
  '\\1',
  'ü',
  '\ud800',
];
const foreign = [undefined, null, {}, ['1'], 2 ** 60, Number.NaN, true];

describe.each([...hostile, ...foreign])('the id %j', (value) => {
  const id = value as string;
  test.each<[string, () => unknown]>([
    ['getPersona', () => getPersona(id)],
    ['deletePersona', () => deletePersona(id)],
    ['getLabelDetails', () => getLabelDetails(id)],
    ['getConversation', () => getConversation(id)],
    ['getMessage', () => getMessage(id)],
    ['getUserField', () => getUserField({ userId: PSID, field: id })],
    ['getUserProfile', () => getUserProfile(id)],
    ['associateLabel', () => associateLabel(PSID, id)],
    ['associateLabel', () => associateLabel(id, '712')],
    ['getAssociatedLabels', () => getAssociatedLabels(id)],
    ['getThreadOwner', () => getThreadOwner(id)],
    ['passThreadControl', () => personCalls.passThreadControl(PSID, id)],
    ['blockUser', () => personCalls.blockUser(id)],
    ['unlinkAccount', () => unlinkAccount(id)],
    ['setUserPersistentMenu', () => personCalls.setUserPersistentMenu(id, [postback])],
    ['getStickers', () => appCalls.getStickers(APP, id)],
  ])('is refused by %s', (name, call) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(new RegExp(`^${name}: `));
  });
});

test('a number is taken for an id while it is exact', () => {
  expect(getLabelDetails(712 as never).path).toBe('712');
});

const postback = { type: 'postback' as const, title: 'Help', payload: 'HELP' };
const many = <T>(size: number, item: T): T[] => Array.from({ length: size }, () => item);
const nested = (depth: number): object =>
  depth === 0 ? postback : { type: 'nested', title: 'More', callToActions: [nested(depth - 1)] };
const hours = { question: 'Hours?', payload: 'HOURS' };
const command = { name: 'go', description: 'Go' };
const body = (text: string) => ({ name: 'n', language: 'en', components: [{ type: 'BODY' as const, text }] });

/** What breaks a limit, and what the error says: the field, the size and the limit. */
const broken: [call: () => unknown, says: string][] = [
  [
    () => pageCalls.createPersona({ name: 'x'.repeat(51), profilePictureUrl: 'https://x.example' }),
    'createPersona: name: 51 characters, at most 50',
  ],
  [
    () => pageCalls.createPersona({ name: 'Ana', profilePictureUrl: 'nowhere' }),
    'createPersona: profilePictureUrl is no http(s) address',
  ],
  [() => pageCalls.createPersona({ name: 'Ana' } as never), 'createPersona: profilePictureUrl is missing'],
  [
    () =>
      pageCalls.createPersona({
        name: 'Ana',
        profilePictureUrl: 'https://x.example',
        profile_pic: 1,
      } as never),
    'createPersona: profile_pic is no field',
  ],
  [() => pageCalls.getPersonas(undefined, { limit: 0 }), 'getPersonas: limit: 0, at least 1'],
  [() => pageCalls.createLabel(''), 'createLabel: pageLabelName is empty'],
  [() => pageCalls.setGetStarted('x'.repeat(1001)), 'getStarted.payload: 1,001 characters, at most 1,000'],
  [() => pageCalls.setGetStarted(''), 'setGetStarted: getStarted.payload is empty'],
  [() => pageCalls.setGreeting('x'.repeat(161)), 'greeting[0].text: 161 characters, at most 160'],
  [() => pageCalls.setGreeting([{ locale: 'fr_FR', text: 'Salut' }]), 'nothing for the locale "default"'],
  [() => pageCalls.setGreeting([]), '0 greetings, at least 1'],
  [() => pageCalls.setIceBreakers(many(5, hours)), '5 questions, at most 4'],
  [
    () => pageCalls.setIceBreakers([{ ...hours, question: 'x'.repeat(81) }]),
    'callToActions[0].question: 81 characters, at most 80',
  ],
  [() => pageCalls.setIceBreakers([{ locale: 'fr_FR', callToActions: [hours] }]), 'locale "default"'],
  [
    () => pageCalls.setIceBreakers([hours, { locale: 'default', callToActions: [hours] }] as never),
    'setIceBreakers: iceBreakers[0].locale is missing',
  ],
  [() => pageCalls.setPersistentMenu(many(21, postback)), '21 items, at most 20'],
  [() => pageCalls.setPersistentMenu([]), '0 items, at least 1'],
  [
    () => pageCalls.setPersistentMenu([{ ...postback, title: 'x'.repeat(31) }]),
    'callToActions[0].title: 31 characters, at most 30',
  ],
  [
    () => pageCalls.setPersistentMenu([{ type: 'web_url', title: 'x'.repeat(31), url: 'https://x.example' }]),
    'callToActions[0].title: 31 characters, at most 30',
  ],
  [
    () => pageCalls.setPersistentMenu([{ type: 'phone_number', title: 'Call', payload: '+1' }] as never),
    'callToActions[0].type "phone_number" is none of',
  ],
  [() => pageCalls.setPersistentMenu([nested(3)] as never), 'is below level 3'],
  [
    () => pageCalls.setPersistentMenu([{ locale: 'default', composerInputDisabled: true }]),
    'callToActions is missing, and the composer is off',
  ],
  [() => pageCalls.setPersistentMenu('menu' as never), 'persistentMenu is no array but a string'],
  [() => pageCalls.setPersistentMenu([null] as never), 'callToActions[0] is missing'],
  [() => pageCalls.setIceBreakers([null] as never), 'callToActions[0] is missing'],
  [() => pageCalls.setGreeting(null as never), 'setGreeting'],
  [() => pageCalls.setWhitelistedDomains(many(51, 'https://x.example')), '51 domains, at most 50'],
  [() => pageCalls.setWhitelistedDomains(['http://x.example']), 'whitelistedDomains[0] is no https address'],
  [() => pageCalls.setWhitelistedDomains(['https://127.0.0.1']), 'must be a public domain'],
  [() => pageCalls.setWhitelistedDomains(['https://[::1]']), 'must be a public domain'],
  [() => pageCalls.setAccountLinkingURL('x'), 'accountLinkingUrl is no http(s) address'],
  [
    () => pageCalls.setCommands([{ locale: 'default', commands: many(101, command) }]),
    '101 commands, at most 100',
  ],
  [
    () => pageCalls.setCommands([{ locale: 'default', commands: [{ ...command, name: '/go' }] }]),
    'commands[0].commands[0].name starts with a slash',
  ],
  [
    () => pageCalls.setCommands([{ locale: 'default', commands: [{ ...command, name: 'x'.repeat(33) }] }]),
    'name: 33 characters, at most 32',
  ],
  [
    () =>
      pageCalls.setCommands([{ locale: 'default', commands: [{ ...command, description: 'x'.repeat(65) }] }]),
    'description: 65 characters, at most 64',
  ],
  [() => pageCalls.setMessengerProfile({}), 'setMessengerProfile is an empty profile'],
  [() => pageCalls.setMessengerProfile({ homeUrl: {} } as never), 'homeUrl is no field'],
  [() => pageCalls.deleteMessengerProfile([]), '0 fields, at least 1'],
  [() => pageCalls.moderateConversations([], ['block_user']), 'moderateConversations: 0 users, at least 1'],
  [() => pageCalls.moderateConversations(many(11, PSID), ['block_user']), '11 users, at most 10'],
  [() => pageCalls.moderateConversations([PSID], ['mute'] as never), '"mute" is none of'],
  [() => personCalls.takeThreadControl(PSID, 'x'.repeat(1001)), 'metadata: 1,001 characters, at most 1,000'],
  [() => personCalls.extendThreadControl(PSID, 604_801), 'duration: 604801, at most 604800'],
  [() => personCalls.extendThreadControl(PSID, undefined as never), 'duration is missing'],
  [() => pageCalls.getInsights([]), 'getInsights: 0 metrics, at least 1'],
  [() => pageCalls.setNLPConfigs({ model: 'KLINGON' } as never), '"KLINGON" is none of'],
  [() => pageCalls.createUtilityTemplate({ name: 'n', language: 'en' }), 'components is missing, and so is'],
  [() => pageCalls.createUtilityTemplate(body('{{1}} is here.')), 'may not begin or end with a parameter'],
  [() => pageCalls.createUtilityTemplate(body('Order {{1}} of {{3}}.')), 'without a gap'],
  [() => appCalls.searchStickers(APP, 'h'), 'q: 1 character, at least 2'],
  [
    () => appCalls.createSubscription(APP, { callbackUrl: 'x', verifyToken: 'V' }),
    'callbackUrl is no http(s)',
  ],
  [
    () => appCalls.createSubscription(APP, { callbackUrl: 'https://x.example' } as never),
    'verifyToken is missing',
  ],
  [
    () => appCalls.logCustomEvents(APP, { pageId: '1', pageScopedUserId: PSID, events: [{}] as never }),
    'events[0]._eventName is missing',
  ],
  [() => pageCalls.getAccounts({} as never), 'accessToken is missing'],
];

test.each(broken)('%# is refused', (call, says) => {
  expect(call).toThrow(ArgumentError);
  expect(call).toThrow(says);
});

test('an error carries every problem, with size and limit, and none of the values', () => {
  const call = () =>
    pageCalls.createPersona({ name: 'secret'.repeat(10), profilePictureUrl: 'ftp://secret' });
  const error = (() => {
    try {
      return call();
    } catch (error) {
      return error as ArgumentError;
    }
  })() as ArgumentError;
  expect(error.code).toBe('argument');
  expect(error.call).toBe('createPersona');
  expect(error.problems.map(({ field, size, limit }) => ({ field, size, limit }))).toEqual([
    { field: 'name', size: 60, limit: 50 },
    { field: 'profilePictureUrl', size: undefined, limit: undefined },
  ]);
  expect(JSON.stringify(error) + error.message).not.toContain('secret');
});

test.each<[keyof typeof APP, string, () => unknown]>([
  ['appId', 'MESSENGER_APP_ID', () => appCalls.getSubscriptions({ appSecret: 's' })],
  ['appSecret', 'MESSENGER_APP_SECRET', () => appCalls.getStickerPacks({ appId: '1' })],
  ['accessToken', 'MESSENGER_ACCESS_TOKEN', () => appCalls.debugToken({ appId: '1', appSecret: 's' })],
])('without %s the error names %s', (key, variable, call) => {
  expect(call).toThrow(ConfigError);
  expect(call).toThrow(key);
  try {
    call();
  } catch (error) {
    expect((error as ConfigError).hint).toContain(variable);
  }
});
