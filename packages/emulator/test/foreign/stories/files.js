import { createReadStream, readFileSync } from 'node:fs';
import { FILES, kinds, says, TITLES, uploads } from './step.js';

export const files = kinds.flatMap((kind) => {
  const name = FILES[kind];
  const title = TITLES[kind];
  return [
    says(`${kind} by ReadStream`, ({ client, ids, media }) =>
      client[`send${title}`](ids.person, createReadStream(media(name))),
    ),
    says(`${kind} by Buffer`, ({ client, ids, media }) =>
      client[`send${title}`](ids.person, readFileSync(media(name)), { filename: name }),
    ),
    uploads(`upload of ${kind} by ReadStream`, `${kind}-stream`, ({ client, media }) =>
      client[`upload${title}`](createReadStream(media(name)), { isReusable: true }),
    ),
    says(`${kind} by the id of the ReadStream`, ({ client, ids }) =>
      client[`send${title}`](ids.person, { attachmentId: ids[`${kind}-stream`] }),
    ),
    uploads(`upload of ${kind} by Buffer`, `${kind}-buffer`, ({ client, media }) =>
      client[`upload${title}`](readFileSync(media(name)), { filename: name, isReusable: true }),
    ),
    says(`${kind} by the id of the Buffer`, ({ client, ids }) =>
      client[`send${title}`](ids.person, { attachmentId: ids[`${kind}-buffer`] }),
    ),
  ];
});
files.push(
  says('image by ReadStream with quick replies', ({ client, ids, media }) =>
    client.sendImage(ids.person, createReadStream(media('hat.png')), {
      quickReplies: [{ contentType: 'text', title: 'Buy', payload: 'BUY' }],
    }),
  ),
);
