import { asks, reads, sets, setting } from './step.js';

const MENU = [
  { type: 'postback', title: 'Help', payload: 'HELP' },
  { type: 'web_url', title: 'Shop', url: 'https://shop.example.com/', webviewHeightRatio: 'tall' },
];

export const profile = [
  sets('setGetStarted', 'GET_STARTED'),
  sets('setGreeting', 'Hi {{user_first_name}}!'),
  sets('setPersistentMenu', MENU),
  sets('setIceBreakers', [{ question: 'Opening hours?', payload: 'HOURS' }]),
  sets('setWhitelistedDomains', ['https://shop.example.com/']),
  sets('setAccountLinkingURL', 'https://shop.example.com/login'),
  reads('getGetStarted'),
  reads('getGreeting'),
  reads('getPersistentMenu'),
  reads('getIceBreakers'),
  reads('getWhitelistedDomains'),
  reads('getAccountLinkingURL'),
  setting('setUserPersistentMenu', ({ client, ids }) =>
    client.setUserPersistentMenu(ids.person, MENU, { composerInputDisabled: true }),
  ),
  asks('getUserPersistentMenu', ({ client, ids }) => client.getUserPersistentMenu(ids.person)),
  setting('deleteUserPersistentMenu', ({ client, ids }) => client.deleteUserPersistentMenu(ids.person)),
  sets('deletePersistentMenu'),
  sets('deleteGetStarted'),
  sets('deleteGreeting'),
  sets('deleteIceBreakers'),
  sets('deleteWhitelistedDomains'),
  sets('deleteAccountLinkingURL'),
];
