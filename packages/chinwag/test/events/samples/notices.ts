import { fromPerson } from '../webhook.js';
import type { Sample } from './sample.js';

export const notices: Sample[] = [
  {
    name: 'a delivery',
    item: fromPerson({ delivery: { mids: ['m_20'], watermark: 1790000000350 } }),
    kind: 'delivery',
    value: { mids: ['m_20'], watermark: 1790000000350 },
    identity: 'delivery:1790000000350',
  },
  {
    name: 'a delivery that names no messages',
    item: fromPerson({ delivery: { watermark: 1790000000350 } }),
    kind: 'delivery',
    value: { mids: [], watermark: 1790000000350 },
    identity: 'delivery:1790000000350',
  },
  {
    name: 'a read',
    item: fromPerson({ read: { watermark: 1790000000450 } }),
    kind: 'read',
    value: { watermark: 1790000000450 },
    identity: 'read:1790000000450',
  },
  {
    name: 'an edit',
    item: fromPerson({ message_edit: { mid: 'm_1', text: 'new text', num_edit: 1 } }),
    kind: 'edit',
    value: { mid: 'm_1', text: 'new text', numEdit: 1 },
    identity: 'edit:m_1:1',
  },
  {
    name: 'a reaction',
    item: fromPerson({ reaction: { reaction: 'love', emoji: '\u2764\ufe0f', action: 'react', mid: 'm_20' } }),
    kind: 'reaction',
    value: { reaction: 'love', emoji: '\u2764\ufe0f', action: 'react', mid: 'm_20' },
    identity: 'reaction:m_20:react:1790000000001',
  },
  {
    name: 'a reaction taken back',
    item: fromPerson({ reaction: { action: 'unreact', mid: 'm_20' } }),
    kind: 'reaction',
    value: { action: 'unreact', mid: 'm_20' },
    identity: 'reaction:m_20:unreact:1790000000001',
  },
];
