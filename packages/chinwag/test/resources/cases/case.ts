import type { GraphCall } from '../../../src/graph/call.js';

export const PSID = '24810001';

export const APP = { appId: '1517776481860111', appSecret: 's3cret', accessToken: 'PAGE_TOKEN' };

export const APP_TOKEN = '1517776481860111|s3cret';

/** One call: what it is given, what goes out, and what is made of the platform's answers. */
export interface Case {
  name: string;
  /** Without the PSID or the app's credentials that come first. */
  args?: unknown[];
  sends: Omit<GraphCall, 'read' | 'file'>;
  /** Wire answers and what the caller gets. */
  reads: [answer: unknown, result: unknown][];
}

export const SUCCESS: Case['reads'] = [[{ success: true }, { success: true }]];

export const PAGING = {
  cursors: { before: 'QVFI', after: 'QVFJ' },
  next: 'https://graph.facebook.com/v26.0/1110001/personas?access_token=PAGE_TOKEN&limit=25&after=QVFJ',
};

export const CLEAN_PAGING = {
  cursors: { before: 'QVFI', after: 'QVFJ' },
  next: 'https://graph.facebook.com/v26.0/1110001/personas?limit=25&after=QVFJ',
};
