import { asks, CDN, says, succeeds } from './step.js';

export const people = [
  {
    call: 'createPersona',
    answers: 'id',
    keeps: 'persona',
    run: ({ client }) => client.createPersona({ name: 'Kim', profilePictureUrl: `${CDN}/hat.png` }),
  },
  asks('getPersona', ({ client, ids }) => client.getPersona(ids.persona)),
  asks('getPersonas', ({ client }) => client.getPersonas()),
  says('a text of a persona', ({ client, ids }) =>
    client.sendText(ids.person, 'Kim here', { personaId: ids.persona }),
  ),
  {
    call: 'typingOn of a persona',
    answers: 'action',
    run: ({ client, ids }) => client.typingOn(ids.person, { personaId: ids.persona }),
  },
  succeeds('deletePersona', ({ client, ids }) => client.deletePersona(ids.persona)),
  asks('getUserProfile', ({ client, ids }) => client.getUserProfile(ids.person)),
  asks('getUserProfile of other fields', ({ client, ids }) =>
    client.getUserProfile(ids.person, { fields: ['locale', 'timezone'] }),
  ),
  succeeds('associateLabel', ({ client, ids }) => client.associateLabel(ids.person, ids.label)),
  asks('getAssociatedLabels', ({ client, ids }) =>
    client.getAssociatedLabels(ids.person, { fields: ['page_label_name'] }),
  ),
  asks('getLabelList', ({ client }) => client.getLabelList({ fields: ['page_label_name'] })),
  asks('getLabelDetails', ({ client, ids }) =>
    client.getLabelDetails(ids.label, { fields: ['page_label_name'] }),
  ),
  succeeds('dissociateLabel', ({ client, ids }) => client.dissociateLabel(ids.person, ids.label)),
  succeeds('deleteLabel', ({ client, ids }) => client.deleteLabel(ids.label)),
  asks('getPageInfo', ({ client }) => client.getPageInfo({ fields: ['id', 'name'] })),
  asks('debugToken', ({ appClient }) => appClient.debugToken()),
  asks('getIdsForPages', ({ client, ids, secret }) =>
    client.getIdsForPages({ userId: ids.person, appSecret: secret, page: ids.page }),
  ),
  asks('getThreadOwner', ({ client, ids }) => client.getThreadOwner(ids.person)),
  succeeds('passThreadControlToPageInbox', ({ client, ids }) =>
    client.passThreadControlToPageInbox(ids.person, 'needs a human'),
  ),
  succeeds('requestThreadControl', ({ client, ids }) => client.requestThreadControl(ids.person, 'done?')),
];
