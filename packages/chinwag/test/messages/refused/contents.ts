import * as build from '../../../src/messenger/messages/index.js';
import { generic, picture, type Refused, replies, template } from './untyped.js';

/** Whole messages, attachments, quick replies. */
export const CONTENTS: Refused[] = [
  ['nothing', undefined, 'message is no object but undefined'],
  ['null', null, 'message is no object but null'],
  ['a bare string', 'Hi!', 'message is no object but a string'],
  ['a list', [{ text: 'Hi!' }], 'message is no object but an array'],
  ['an empty object', {}, 'message needs text or attachment or attachments or stickerId or template'],
  [
    'a text and a picture',
    { text: 'Hi', ...picture({ url: 'https://x/1' }) },
    'text has text and attachment, which exclude each other',
  ],
  ['an empty text', { text: '' }, 'text is empty'],
  ['a blank text', { text: ' \n\u00a0' }, 'text is blank'],
  ['a number for a text', { text: 5 }, 'text is no string but a number'],
  ['a String object for a text', { text: Object('Hi') }, 'text is no string but an object'],
  ['a symbol for a text', { text: Symbol('x') }, 'text is no string but a symbol'],
  [
    'metadata that is no string',
    { text: 'Hi', metadata: { a: 1 } },
    'text: metadata is no string but an object',
  ],

  [
    'an unknown key',
    { text: 'Hi', colour: 'red' },
    'text: colour is no field; there are text, attachment, attachments, stickerId, template, quickReplies, metadata',
  ],
  [
    'a key in snake case',
    { text: 'Hi', quick_replies: [] },
    'text: quick_replies is no field; did you mean quickReplies?',
  ],
  [
    'a key deep down in snake case',
    generic({ title: 'Hat', subtitle: 'Blue', image_url: 'https://x/1' }),
    'generic template: elements[0].image_url is no field; did you mean imageUrl?',
  ],
  [
    'a key that pollutes prototypes',
    JSON.parse('{"text":"Hi","__proto__":{"polluted":1}}'),
    'text: __proto__ is no field',
  ],
  ['a template in snake case', template({ template_type: 'generic' }), 'template: templateType is missing'],

  ['an attachment of no kind', { attachment: {} }, 'attachment: type is missing'],
  [
    'an attachment of an unknown kind',
    { attachment: { type: 'hologram', payload: {} } },
    'attachment: type "hologram" is none of "image", "audio", "video", "file", "template"',
  ],
  ['an attachment with neither', { attachment: { type: 'image' } }, 'image is missing'],
  ['an attachment that is a list', { attachment: [] }, 'attachment is no object but an array'],
  ['a medium of nothing', picture({}), 'image needs url or attachmentId or source'],
  [
    'a medium of two',
    picture({ url: 'https://x/1', attachmentId: '1' }),
    'image has url and attachmentId, which exclude each other',
  ],
  [
    'an attachment id that is a number',
    picture({ attachmentId: 1857777774821032 }),
    'image: attachmentId is a number; write ids as strings, for a number may lose digits',
  ],
  ['an empty attachment id', picture({ attachmentId: '' }), 'image: attachmentId is empty'],
  [
    'a source that is no file',
    picture({ source: { path: 'a.png' } }),
    'image: source is no file; pass a stream, a Buffer or a Blob',
  ],
  [
    'isReusable that is no boolean',
    picture({ url: 'https://x/1', isReusable: 'yes' }),
    'image: isReusable is no boolean but a string',
  ],
  [
    'several pictures of which one is a file',
    { attachments: [{ type: 'image', payload: { source: Buffer.from('x') } }] },
    'images: [0].source is no field; there are url, attachmentId',
  ],
  [
    'several videos',
    { attachments: [{ type: 'video', payload: { url: 'https://x/1' } }] },
    'images: [0].type "video" is none of "image"',
  ],
  ['no pictures at all', build.images(undefined as never), 'message needs text or'],
  ['a sticker with a name', { stickerId: 'like' }, 'sticker: stickerId is no number of a sticker'],
  [
    'a sticker beyond 2^53',
    { stickerId: 2 ** 60 },
    'sticker: stickerId is no whole number below 2^53; write it as a string',
  ],

  [
    'quick replies that are no list',
    { text: 'Hi', quickReplies: { contentType: 'user_email' } },
    'text: quickReplies is no array but an object',
  ],
  [
    'a quick reply without a content type',
    replies({ title: 'Red', payload: 'RED' }),
    'text: quickReplies[0].contentType is missing',
  ],
  [
    'a quick reply that asks for a place',
    replies({ contentType: 'location' }),
    'text: quickReplies[0].contentType "location" was removed from the platform in 2019',
  ],
  [
    'a quick reply without a title',
    replies({ contentType: 'text', payload: 'X' }),
    'text: quickReplies[0].title is missing',
  ],
  [
    'a quick reply of an empty title',
    replies({ contentType: 'text', title: '', payload: 'X' }),
    'text: quickReplies[0].title is empty; only a quick reply with an imageUrl may go without',
  ],
  [
    'a quick reply of an empty payload',
    replies({ contentType: 'text', title: 'Red', payload: '' }),
    'text: quickReplies[0].payload is empty; only a quick reply with an imageUrl may go without',
  ],
  [
    'a quick reply for the e-mail address with a title',
    replies({ contentType: 'user_email', title: 'Mail' }),
    'text: quickReplies[0].title is no field; there are contentType',
  ],
];
