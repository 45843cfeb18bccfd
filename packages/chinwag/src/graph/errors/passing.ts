import type { Group } from './group.js';

/** What may be over by itself, sooner or later; and what may have gone through after all. */
export const passing: Group[] = [
  {
    retry: 'soon',
    hint: 'A passing fault of the platform: send it again with growing pauses.',
    errors: {
      '-1': 'internal error',
      '2': 'temporary fault, or the person blocked the Page',
      '1200': 'temporary failure to send',
    },
  },
  {
    retry: 'once',
    hint: 'Try once more; if it stays, check that the token has the permission this request needs.',
    errors: { '1': 'unknown error', '1/99': 'unknown error, often a missing permission' },
  },
  {
    retry: 'never',
    isUncertain: true,
    hint: 'The message may have been delivered. Wait for its echo before you send it again.',
    errors: { '1/1357046': 'the platform lost its own reply' },
  },
  {
    retry: 'later',
    isRateLimit: true,
    isThrottle: true,
    hint: 'Slow down, and go on when the x-business-use-case-usage or x-app-usage header says so.',
    errors: {
      '4': 'request limit of the app',
      '17': 'request limit of the user',
      '32': 'request limit of the Page',
      '341': 'limit reached for a while',
      '613': 'rate limit',
      '613/2534040': 'rate limit of Instagram',
      '80001': 'usage limit of the Page',
      '80002': 'usage limit of Instagram',
      '80006': 'usage limit of Messenger',
      '80008': 'usage limit of WhatsApp',
    },
  },
  {
    retry: 'later',
    isRateLimit: true,
    hint: 'Stop using message tags for what they are not meant for, and send less.',
    errors: { '613/2018338': 'warning: message tags are misused' },
  },
  {
    retry: 'later',
    isRateLimit: true,
    hint: 'Write to fewer phone numbers, and to this one later.',
    errors: { '4/2018022': 'too many sends to phone numbers' },
  },
  {
    retry: 'later',
    isRateLimit: true,
    hint: 'This person has had enough of this for now; ask or write again another day.',
    errors: {
      '4/2018354': 'the time between two marketing messages has not passed',
      '9/2018352': 'too many opt-in requests',
      '2018144': 'too many Instant Games notifications',
    },
  },
  {
    retry: 'later',
    hint: 'Wait until the Questions & Answers flow hands the conversation back.',
    errors: { '2018321': 'the conversation belongs to a Questions & Answers flow' },
  },
  {
    retry: 'muchLater',
    hint: 'Stop sending, read the notice in the Page’s support inbox or Business Support Home, and appeal there.',
    errors: {
      '10/1893063': 'the Page must not send for a while',
      '368': 'blocked for a while for violating a policy',
    },
  },
  {
    retry: 'once',
    hint: 'Make sure that the URL is public, has a valid certificate and answers within 10 seconds (video: 75), or upload the file itself.',
    errors: {
      '100/2018008': 'the platform could not fetch the URL',
      '100/2018294': 'the video took over 75 seconds or is damaged',
    },
  },
  {
    retry: 'once',
    hint: 'Check that the file is what its type says (audio must be audio/*) and whole.',
    errors: { '100/2018047': 'the attachment could not be uploaded' },
  },
];
