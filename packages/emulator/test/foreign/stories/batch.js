import { asks, CDN } from './step.js';

const text = (MessengerBatch, ids, words, options) => MessengerBatch.sendText(ids.person, words, options);

export const batch = [
  asks('sendBatch', ({ client, MessengerBatch, ids }) =>
    client.sendBatch([
      text(MessengerBatch, ids, 'One & two = 3? Sí, 100%'),
      MessengerBatch.sendImage(ids.person, `${CDN}/hat.png`),
      MessengerBatch.sendButtonTemplate(ids.person, 'What now?', [
        { type: 'postback', title: 'Start over', payload: 'START' },
      ]),
      MessengerBatch.getUserProfile(ids.person),
      MessengerBatch.typingOff(ids.person),
    ]),
  ),
  asks('sendBatch of dependent requests', ({ client, MessengerBatch, ids }) =>
    client.sendBatch(
      [
        text(MessengerBatch, ids, 'First', { name: 'first' }),
        text(MessengerBatch, ids, 'Second', { dependsOn: 'first' }),
        text(MessengerBatch, ids, 'Third', { name: 'third', omitResponseOnSuccess: false }),
        text(MessengerBatch, ids, 'Fourth', { dependsOn: 'third' }),
      ],
      { includeHeaders: false },
    ),
  ),
];
