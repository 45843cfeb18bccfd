import { readFileSync } from 'node:fs';
import { FILES, kinds, refused, succeeds, TITLES } from './step.js';

export const outdated = [
  refused('createLabel', ({ client }) => client.createLabel('VIP')),
  refused('getLabelList of names', ({ client }) => client.getLabelList()),
  refused('getLabelDetails of a name', ({ client, ids }) => client.getLabelDetails(ids.label)),
  succeeds('associateLabel', ({ client, ids }) => client.associateLabel(ids.person, ids.label)),
  refused('getAssociatedLabels of names', ({ client, ids }) => client.getAssociatedLabels(ids.person)),
  ...['ACCOUNT_UPDATE', 'CONFIRMED_EVENT_UPDATE', 'POST_PURCHASE_UPDATE'].map((tag) =>
    refused(`a text tagged ${tag}`, ({ client, ids }) => client.sendText(ids.person, 'News', { tag })),
  ),
  refused('a text of type NON_PROMOTIONAL_SUBSCRIPTION', ({ client, ids }) =>
    client.sendText(ids.person, 'News', { messagingType: 'NON_PROMOTIONAL_SUBSCRIPTION' }),
  ),
  ...['BoardingPass', 'Checkin', 'Itinerary', 'Update'].map((kind) =>
    refused(`airline ${kind} template`, ({ client, ids }) =>
      client[`sendAirline${kind}Template`](ids.person, { introMessage: 'Ready', locale: 'en_US' }),
    ),
  ),
  ...kinds.map((kind) =>
    refused(`${kind} by Buffer without a name`, ({ client, ids, media }) =>
      client[`send${TITLES[kind]}`](ids.person, readFileSync(media(FILES[kind]))),
    ),
  ),
];
