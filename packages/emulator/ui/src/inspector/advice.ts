import type { TrafficEntry } from '../../../src/control/protocol.js';

const LATER = 'Slow down and try again later; the usage headers climb before this happens.';
const NEW_TOKEN = 'No retry helps: the bot needs a new access token.';
const ONCE_MORE = 'It passes by itself: try again after a moment, a few times at most.';

/** What to do about an error of the platform, by code and subcode, or by code alone. */
const GRAPH_ADVICE: Readonly<Record<string, string>> = {
  '-1': ONCE_MORE,
  '1/1357046': 'The message may have been sent all the same. Sending it again could show it twice.',
  '1/99': 'Often a permission that is missing. Check what the token may do.',
  '2': ONCE_MORE,
  '1200': ONCE_MORE,
  '4': LATER,
  '17': LATER,
  '32': LATER,
  '613': LATER,
  '80001': LATER,
  '80006': LATER,
  '10/2018278':
    'More than 24 hours have passed since the person’s last action. Send with the tag HUMAN_AGENT when a person answers, a utility template, or a notification token; or wait until they write.',
  '10/2018300':
    'Another app, or the Page inbox, has the thread. Stand by until it is handed back, or ask with request_thread_control.',
  '10/1893015': 'The person has stopped these notifications. Wait until they resume them.',
  '100/2018001': 'A PSID belongs to one Page: check that recipient.id and the token are of the same one.',
  '100/2018008': 'The address must answer without a login, in time, and with the right content type.',
  '100/2018074': 'Upload the file again, with is_reusable, under the token of this Page.',
  '100/2018109': 'Pictures, sound, video and files may have 25 MB.',
  '100/2018145': 'Set get_started in the same call, or before the menu.',
  '100/33': 'The id is wrong, or the token does not reach it.',
  '104': 'Send the access token in the query, the body, or an Authorization header.',
  '105': 'Send fewer of them, or split the message.',
  '190': NEW_TOKEN,
  '200/2018028': 'Only people with a role in the app can be written to until it is live.',
  '368': 'The Page broke a rule. Stop sending for a long while.',
  '551': 'The person has blocked the Page, or is gone. Do not try again.',
  '2500': 'Check the path, and that the token is a Page’s.',
  '10900': 'A comment can be answered privately only once.',
  '10903': 'A comment can be answered privately for seven days.',
};

const WEBHOOK_ADVICE: Readonly<Record<number, string>> = {
  403: 'A bot answers 403 when the signature does not match: check its app secret.',
  404: 'Something answers there, but not at this path: check the webhook address.',
};

/** What to look at, or to do next; empty when there is nothing to add. */
export function adviceOn({ kind, status, url, error }: TrafficEntry): string {
  if (kind === 'graph') {
    const { code, subcode } = error ?? {};
    return GRAPH_ADVICE[`${code}/${subcode}`] ?? GRAPH_ADVICE[String(code)] ?? '';
  }
  if (status === null) return `The bot did not answer at ${url}. Is it running?`;
  return (
    WEBHOOK_ADVICE[status] ??
    'Messenger takes anything but 200 for a failure, sends the webhook again, and gives up after an hour.'
  );
}
