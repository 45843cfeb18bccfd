import { fromPerson } from '../webhook.js';
import type { Sample } from './sample.js';

const image = { type: 'image', payload: { url: 'https://x/1.jpg' } };
const booking = {
  bookingId: 'B1',
  status: 'requested',
  startTime: 1739612400,
  endTime: 1739616000,
  timezone: 'America/Los_Angeles',
};

/** A message of one attachment, of this type and payload. */
const attached = (...attachments: object[]) => fromPerson({ message: { mid: 'm_6', attachments } });
const attachedValue = (...attachments: object[]) => ({ mid: 'm_6', attachments });

function attachmentSample(
  name: string,
  wire: object,
  read: object,
  facets: Record<string, unknown> = {},
): Sample {
  return {
    name,
    item: attached(wire),
    kind: 'message',
    value: attachedValue(read),
    facets,
    also: { attachments: [read], hasAttachment: true },
  };
}

export const attachments: Sample[] = [
  {
    name: 'an album',
    item: attached(image, { type: 'image', payload: { url: 'https://x/2.jpg' } }),
    kind: 'message',
    value: attachedValue(image, { type: 'image', payload: { url: 'https://x/2.jpg' } }),
    facets: { image: { url: 'https://x/1.jpg' } },
    also: {
      attachments: [image, { type: 'image', payload: { url: 'https://x/2.jpg' } }],
      hasAttachment: true,
      images: [{ url: 'https://x/1.jpg' }, { url: 'https://x/2.jpg' }],
    },
  },
  ...(['audio', 'video', 'file'] as const).map((type): Sample => {
    const attachment = { type, payload: { url: `https://x/1.${type}` } };
    return {
      name: `${type}`,
      item: attached(attachment),
      kind: 'message',
      value: attachedValue(attachment),
      facets: { [type]: attachment.payload },
      also: { attachments: [attachment], hasAttachment: true, [`${type}s`]: [attachment.payload] },
    };
  }),
  {
    name: 'the like sticker',
    item: attached({ type: 'sticker', payload: { url: 'https://x/s.png', sticker_id: 369239263222822 } }),
    kind: 'message',
    value: attachedValue({
      type: 'sticker',
      payload: { stickerId: '369239263222822', url: 'https://x/s.png' },
    }),
    facets: { sticker: '369239263222822' },
    also: {
      attachments: [{ type: 'sticker', payload: { stickerId: '369239263222822', url: 'https://x/s.png' } }],
      hasAttachment: true,
      isLikeSticker: true,
    },
  },
  attachmentSample(
    'a sticker that is no like, its id as text',
    { type: 'sticker', payload: { sticker_id: '12', url: 'https://x/s.png' } },
    { type: 'sticker', payload: { stickerId: '12', url: 'https://x/s.png' } },
    { sticker: '12' },
  ),
  attachmentSample(
    'a sticker in the form of before August 2026',
    { type: 'image', payload: { sticker_id: '12', url: 'https://x/s.png' } },
    { type: 'sticker', payload: { stickerId: '12', url: 'https://x/s.png' } },
    { sticker: '12' },
  ),
  {
    name: 'a text with a link',
    item: fromPerson({
      message: {
        mid: 'm_8',
        text: 'see https://y.be/1',
        attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
      },
    }),
    kind: 'message',
    value: {
      mid: 'm_8',
      text: 'see https://y.be/1',
      attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
    },
    facets: { text: 'see https://y.be/1', fallback: { url: 'https://y.be/1', title: 'Video' } },
    also: {
      attachments: [{ type: 'fallback', payload: { url: 'https://y.be/1', title: 'Video' } }],
      hasAttachment: true,
    },
  },
  attachmentSample(
    'a fallback without a payload',
    { title: 'Legacy Attachment', url: 'https://x', type: 'fallback', payload: null },
    { type: 'fallback', payload: { title: 'Legacy Attachment', url: 'https://x' } },
    { fallback: { title: 'Legacy Attachment', url: 'https://x' } },
  ),
  attachmentSample(
    'a share that Messenger cannot hand over',
    { type: 'fallback' },
    { type: 'fallback', payload: {} },
    {
      fallback: {},
    },
  ),
  attachmentSample(
    'a reel',
    { type: 'reel', payload: { url: 'https://x', title: 'cap', reel_video_id: 123 } },
    { type: 'reel', payload: { url: 'https://x', title: 'cap', reelVideoId: '123' } },
    { reel: { url: 'https://x', title: 'cap', reelVideoId: '123' } },
  ),
  attachmentSample(
    'a reel from Instagram',
    { type: 'ig_reel', payload: { url: 'https://x' } },
    { type: 'ig_reel', payload: { url: 'https://x' } },
    { reel: { url: 'https://x' } },
  ),
  attachmentSample(
    'a post',
    { type: 'post', payload: { url: 'https://x', title: 'cap', id: 456 } },
    { type: 'post', payload: { url: 'https://x', title: 'cap', id: '456' } },
    { post: { url: 'https://x', title: 'cap', id: '456' } },
  ),
  attachmentSample(
    'an appointment',
    {
      type: 'appointment_booking',
      payload: {
        booking_id: 'B1',
        status: 'requested',
        start_time: 1739612400,
        end_time: 1739616000,
        timezone: 'America/Los_Angeles',
      },
    },
    { type: 'appointment_booking', payload: booking },
    { appointmentBooking: booking },
  ),
  attachmentSample(
    'products of the shop',
    {
      type: 'template',
      payload: {
        product: {
          elements: [{ id: '1', retailer_id: 'sku', image_url: 'https://x', title: 'Hat', subtitle: '$40' }],
        },
      },
    },
    {
      type: 'template',
      payload: {
        product: {
          elements: [{ id: '1', retailerId: 'sku', imageUrl: 'https://x', title: 'Hat', subtitle: '$40' }],
        },
      },
    },
  ),
  attachmentSample(
    'a place',
    { type: 'location', payload: { coordinates: { lat: 1.1, long: 2.2 } } },
    { type: 'location', payload: { coordinates: { lat: 1.1, long: 2.2 } } },
    { location: { coordinates: { lat: 1.1, long: 2.2 } } },
  ),
  attachmentSample(
    'an attachment of a type nobody has heard of',
    { type: 'hologram', payload: { deep_key: 1 } },
    { type: 'unknown', wireType: 'hologram', payload: { deep_key: 1 } },
  ),
  attachmentSample(
    'an image without an address',
    { type: 'image', payload: {} },
    { type: 'unknown', wireType: 'image', payload: {} },
  ),
];
