import { each, type Group, range } from './group.js';

/** What fails again until something is changed. */
export const lasting: Group[] = [
  {
    retry: 'never',
    hint: 'Get a new access token and configure it; this one does not work any more.',
    errors: {
      '102': 'session or token problem',
      '190': 'invalid or expired access token',
      '190/458': 'the app was removed',
      '190/459': 'the person must pass a checkpoint',
      '190/460': 'the password was changed',
      '190/463': 'the token has expired',
      '190/464': 'the account is not confirmed',
      '190/467': 'the token was invalidated',
      '190/492': 'the session’s person has no role on the Page',
    },
  },
  {
    retry: 'never',
    hint: 'Send an access token that belongs to this Page or app, and check the path.',
    errors: { '104': 'no access token', '2500': 'no active token for `me`, or an unknown path' },
  },
  {
    retry: 'never',
    hint: 'Give the token the permission this request needs (pages_messaging to send), with Advanced Access for people who have no role in the app.',
    errors: {
      '3': 'the app cannot call this method',
      '10': 'permission denied',
      '200': 'permission missing, or the app is not live and the person has no role in it',
      '200/2018027': 'no permission to write to phone numbers',
      '200/2018028': 'pages_messaging is not approved',
      '230': 'pages_messaging or the person’s consent is missing',
      '2018247': 'not enough permission',
    },
  },
  {
    retry: 'never',
    hint: 'Agree to the phone number fee in the Page’s settings first.',
    errors: { '200/2018021': 'the fee for phone numbers is not agreed to' },
  },
  {
    retry: 'never',
    hint: 'An admin of the Page must accept the Page Contact Terms first.',
    errors: { '2/2018344': 'the terms for custom labels are not accepted' },
  },
  {
    retry: 'never',
    hint: 'The 24 hours since the person’s last message are over: wait for a message, or use the HUMAN_AGENT tag or a utility template if it fits.',
    errors: {
      '10/2018065': 'outside the window',
      '10/2018278': 'outside the window',
      '10/2534022': 'outside the window on Instagram',
    },
  },
  {
    retry: 'never',
    hint: 'Do not send to this person until they write to the Page again.',
    errors: {
      '10/1893015': 'the person stopped this topic',
      '10/2018108': 'the person cannot receive messages right now',
      '200/1545041': 'the person is not available right now',
      '551': 'the person is not available: blocked the Page or deactivated the account',
      '551/1545041': 'the person is not available right now',
    },
  },
  {
    retry: 'never',
    hint: 'Check the recipient: ids are scoped to a Page and valid with its token only.',
    errors: {
      '100/33': 'the object does not exist, or the token may not see it',
      '100/2018001': 'no such person for this Page',
      '2018218': 'this person has no profile to read',
    },
  },
  {
    retry: 'never',
    hint: 'Another app has the conversation: take or request control (Conversation Routing), then send.',
    errors: {
      '10/2018300': 'another app controls this conversation',
      '100/2534037': 'another app controls this Instagram conversation',
      '2018171': 'only for the primary or a secondary receiver',
      '2018234': 'not visible to a secondary receiver',
    },
  },
  {
    retry: 'never',
    hint: 'Correct the named parameter. Since 2026-04-27 all message tags but HUMAN_AGENT and CUSTOMER_FEEDBACK are refused this way.',
    errors: {
      '100': 'invalid parameter',
      '100/2018014': 'both a message and a state',
      '100/2018015': 'neither a message nor a sender action',
      '100/2018034': 'the message is empty',
      '100/2018035': 'an element lacks a field',
      '100/2018040': 'a postback button lacks its payload',
      '100/2018041': 'a URL button lacks its URL',
      '100/2018053': 'a button lacks its title',
      '100/2018055': 'a receipt’s amounts are wrong',
      '100/2018098': 'a quick reply lacks its title',
      '100/2018099': 'a quick reply lacks its payload',
      '100/2018164': 'wrong app id',
      '105': 'a parameter has too many elements',
      '194': 'a parameter has too few elements',
    },
  },
  {
    retry: 'never',
    hint: 'Upload the file again: attachment ids belong to one Page and expire after 90 days.',
    errors: { '100/2018074': 'the attachment id is invalid or another Page’s' },
  },
  {
    retry: 'never',
    hint: 'Send a smaller file: pictures up to 8 MB, all else up to 25 MB.',
    errors: { '100/2018109': 'the attachment is too large', '36000': 'the picture is too large' },
  },
  {
    retry: 'never',
    hint: 'Set the get-started button before, or together with, the persistent menu.',
    errors: { '100/2018145': 'a persistent menu needs a get-started button' },
  },
  {
    retry: 'never',
    hint: 'Check the product ids in the catalogue that is connected to the Page.',
    errors: { '100/2018320': 'invalid product id', '2022': 'messages for commerce are switched off' },
  },
  {
    retry: 'never',
    hint: 'Use a newer version of the Graph API.',
    errors: { '100/2018328': 'product templates need version 8 or newer' },
  },
  {
    retry: 'never',
    hint: 'Check the form’s id and that the Page may use forms.',
    errors: { '1/2018382': 'the instant form is wrong or not eligible' },
  },
  {
    retry: 'never',
    hint: 'Do not ask this person again for the same topic.',
    errors: {
      '10/1404170': 'the Page must not send opt-in requests',
      '613/1893016': 'this person was asked for this topic before',
    },
  },
  {
    retry: 'never',
    hint: 'Menus for single people do not work here; use the Page’s own menu.',
    errors: { '10/2018336': 'menus for single people are not available in Europe' },
  },
  {
    retry: 'never',
    hint: 'Check in the Page’s settings that the Instagram account is a linked professional one and allows access to messages.',
    errors: {
      '10/2534077': 'the Instagram link or its two-factor login is missing',
      '100/2534013': 'no Instagram account is linked to the Page',
      '100/2534014': 'no such Instagram user',
      '100/2534015': 'invalid data in an Instagram message',
      '100/2534025': 'a private reply to this comment is not possible',
      '100/2534029': 'this Instagram business is blocked',
      '200/2534041': 'the owner switched off access to messages',
      '2534068': 'several images are not available for this Instagram account yet',
      '36103': 'this Instagram account is not eligible',
    },
  },
  {
    retry: 'never',
    hint: 'Check that the callback URL can be reached from outside and answers the verification with the challenge and the right verify token.',
    errors: { '2200': 'the callback could not be verified' },
  },
  {
    retry: 'never',
    hint: 'Begin account linking anew: the token works once and only for a short time.',
    errors: { '10303': 'invalid account linking token' },
  },
  {
    retry: 'never',
    hint: 'A comment or post can be answered privately once, and within 7 days.',
    errors: { '10900': 'already answered privately', '10903': 'cannot be answered privately' },
  },
  {
    retry: 'never',
    hint: 'Leave this out: the platform does not offer it to bots any more.',
    errors: {
      '24001': 'payments are not available',
      '24002': 'payments are not available',
      '24005': 'payments are not available',
      ...each([2018154, 2018163, 2018166], 'Messenger Extensions error'),
      ...range(2071010, 2071025, 'Messenger Extensions error'),
    },
  },
  {
    retry: 'never',
    hint: 'Check the call’s state and permissions in the Calling API’s documentation.',
    errors: range(2018389, 2018396, 'Calling API error'),
  },
  {
    retry: 'never',
    hint: 'Leave the message alone: it was deleted.',
    errors: { '9000001': 'the message was deleted' },
  },
];
