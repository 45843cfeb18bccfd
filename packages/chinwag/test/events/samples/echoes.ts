import { fromPage } from '../webhook.js';
import type { Sample } from './sample.js';

export const echoes: Sample[] = [
  {
    name: 'an echo of a text',
    item: fromPage({
      message: { mid: 'm_20', is_echo: true, app_id: 1517776481860111, metadata: 'order:77', text: 'Hello' },
    }),
    kind: 'echo',
    value: { mid: 'm_20', text: 'Hello', isEcho: true, appId: '1517776481860111', metadata: 'order:77' },
    facets: {
      message: { mid: 'm_20', text: 'Hello', isEcho: true, appId: '1517776481860111', metadata: 'order:77' },
      text: 'Hello',
    },
    identity: 'echo:m_20',
  },
  {
    name: 'an echo of a template',
    item: fromPage({
      message: {
        mid: 'm_21',
        is_echo: true,
        app_id: '1517776481860111',
        attachments: [
          {
            title: '',
            url: 'https://www.facebook.com/x',
            type: 'template',
            payload: {
              template_type: 'button',
              buttons: [{ type: 'web_url', url: 'https://x', title: 'Go' }],
            },
          },
        ],
      },
    }),
    kind: 'echo',
    value: {
      mid: 'm_21',
      isEcho: true,
      appId: '1517776481860111',
      attachments: [{ type: 'template', payload: { templateType: 'button' } }],
    },
    facets: {
      message: {
        mid: 'm_21',
        isEcho: true,
        appId: '1517776481860111',
        attachments: [{ type: 'template', payload: { templateType: 'button' } }],
      },
    },
    also: { attachments: [{ type: 'template', payload: { templateType: 'button' } }], hasAttachment: true },
  },
];
