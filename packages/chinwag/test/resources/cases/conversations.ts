import { type Case, PSID } from './case.js';

const wireMessage = {
  id: 'm_1',
  created_time: '2026-05-01T10:00:00+0000',
  from: { name: 'Ana', email: `${PSID}@facebook.com`, id: PSID },
  to: { data: [{ name: 'Page', id: '1110001' }] },
  message: 'Hi',
  reply_to: { mid: 'm_0', is_self_reply: false },
  attachments: {
    data: [
      { id: 'a1', mime_type: 'image/png', size: 9, image_data: { url: 'https://x.example/1', width: 4 } },
    ],
  },
  shares: { data: [{ link: 'https://x.example' }] },
};

const message = {
  id: 'm_1',
  createdTime: '2026-05-01T10:00:00+0000',
  from: { name: 'Ana', email: `${PSID}@facebook.com`, id: PSID },
  to: [{ name: 'Page', id: '1110001' }],
  message: 'Hi',
  replyTo: { mid: 'm_0', isSelfReply: false },
  attachments: [
    { id: 'a1', mimeType: 'image/png', size: 9, imageData: { url: 'https://x.example/1', width: 4 } },
  ],
  shares: { data: [{ link: 'https://x.example' }] },
};

const MESSAGE_FIELDS = 'id,created_time,from,to,message,attachments,sticker,reply_to';

export const conversationCases: Case[] = [
  {
    name: 'getConversations',
    args: [{ userId: PSID, folder: 'inbox', tags: ['a', 'b'], fields: ['participants'] }],
    sends: {
      method: 'GET',
      path: 'me/conversations',
      query: { platform: 'messenger', user_id: PSID, folder: 'inbox', tags: 'a,b', fields: 'participants' },
    },
    reads: [
      [
        {
          data: [
            {
              id: 't_10224',
              updated_time: '2026-05-01T10:00:00+0000',
              participants: { data: [{ name: 'Ana', id: PSID }] },
              can_reply: true,
            },
          ],
        },
        {
          data: [
            {
              id: 't_10224',
              updatedTime: '2026-05-01T10:00:00+0000',
              participants: [{ name: 'Ana', id: PSID }],
              canReply: true,
            },
          ],
          paging: {},
        },
      ],
    ],
  },
  {
    name: 'getConversation',
    args: ['t_10224', { fields: ['messages'] }],
    sends: { method: 'GET', path: 't_10224', query: { fields: 'messages' } },
    reads: [
      [
        { messages: { data: [wireMessage] }, id: 't_10224' },
        { messages: [message], id: 't_10224' },
      ],
    ],
  },
  {
    name: 'getMessages',
    args: ['t_10224', { limit: 5 }],
    sends: { method: 'GET', path: 't_10224/messages', query: { fields: MESSAGE_FIELDS, limit: 5 } },
    reads: [[{ data: [wireMessage] }, { data: [message], paging: {} }]],
  },
  {
    name: 'getMessage',
    args: ['m_Ab-c_1=='],
    sends: { method: 'GET', path: 'm_Ab-c_1==', query: { fields: MESSAGE_FIELDS } },
    reads: [[wireMessage, message]],
  },
];
