import { asks, says } from './step.js';

export const proof = [
  says('a text with appsecret_proof', ({ provingClient, ids }) =>
    provingClient.sendText(ids.person, 'Proven'),
  ),
  asks('sendBatch with appsecret_proof', ({ provingClient, MessengerBatch, ids }) =>
    provingClient.sendBatch([
      MessengerBatch.sendText(ids.person, 'Proven'),
      MessengerBatch.getUserProfile(ids.person),
    ]),
  ),
];
