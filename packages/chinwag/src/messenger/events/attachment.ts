import { from, id, isObject, list, needed, number, type Reader, shape, text, word } from './wire.js';

/** `message.attachments[]`. */
export interface WireAttachment {
  type: string;
  title?: string;
  url?: string;
  payload?: Record<string, unknown> | null;
}

/** A medium a person sent. The address stops working after a while: fetch what is to be kept. */
export interface ReceivedMedia {
  url: string;
}

export interface StickerPayload {
  stickerId: string;
  /** A picture of it. */
  url?: string;
}

export interface LocationPayload {
  coordinates: { lat: number; long: number };
}

/** A link with its preview, or something Messenger cannot hand over. */
export interface FallbackPayload {
  title?: string;
  url?: string;
}

/** A shared reel. */
export interface ReelPayload {
  title?: string;
  url?: string;
  reelVideoId?: string;
}

/** A shared post. */
export interface PostPayload {
  title?: string;
  url?: string;
  id?: string;
}

export interface AppointmentBookingPayload {
  bookingId: string;
  status: 'requested' | 'confirmed' | 'declined' | 'cancelled' | (string & Record<never, never>);
  /** Seconds since 1970. */
  startTime?: number;
  /** Seconds since 1970. */
  endTime?: number;
  /** `America/Los_Angeles`. */
  timezone?: string;
}

/** A template, in an echo; or products of the shop that a person asks about. All of it is in `event.raw`. */
export interface ReceivedTemplate {
  templateType?: string;
  product?: { elements: SharedProduct[] };
}

export interface SharedProduct {
  id: string;
  retailerId?: string;
  imageUrl?: string;
  title?: string;
  subtitle?: string;
}

/** Attachments by their `type`. */
export interface AttachmentPayloads {
  image: ReceivedMedia;
  audio: ReceivedMedia;
  video: ReceivedMedia;
  file: ReceivedMedia;
  sticker: StickerPayload;
  location: LocationPayload;
  fallback: FallbackPayload;
  reel: ReelPayload;
  ig_reel: ReelPayload;
  post: PostPayload;
  ig_post: PostPayload;
  appointment_booking: AppointmentBookingPayload;
  template: ReceivedTemplate;
}

/** An attachment of a type, or of a shape, that is not known here. */
export interface UnknownAttachment {
  type: 'unknown';
  /** What the platform calls it. */
  wireType: string | null;
  /** As it came. */
  payload: unknown;
}

/** What a person sent beside, or instead of, text. */
export type ReceivedAttachment =
  | {
      [Type in keyof AttachmentPayloads]: { type: Type; payload: AttachmentPayloads[Type] };
    }[keyof AttachmentPayloads]
  | UnknownAttachment;

const media = shape<ReceivedMedia, ReceivedMedia>({ url: needed('url', text) });

const sticker = shape<{ sticker_id: unknown; url?: unknown }, StickerPayload>({
  stickerId: needed('sticker_id', id),
  url: from('url', text),
});

const coordinates = shape<{ lat: number; long: number }, LocationPayload['coordinates']>({
  lat: needed('lat', number),
  long: needed('long', number),
});

const location = shape<{ coordinates: unknown }, LocationPayload>({
  coordinates: needed('coordinates', coordinates.read),
});

const fallback = shape<FallbackPayload, FallbackPayload>({
  title: from('title', text),
  url: from('url', text),
});

const reel = shape<{ title?: unknown; url?: unknown; reel_video_id?: unknown }, ReelPayload>({
  title: from('title', text),
  url: from('url', text),
  reelVideoId: from('reel_video_id', id),
});

const post = shape<PostPayload, PostPayload>({
  title: from('title', text),
  url: from('url', text),
  id: from('id', id),
});

const appointmentBooking = shape<
  { booking_id: unknown; status: unknown; start_time?: unknown; end_time?: unknown; timezone?: unknown },
  AppointmentBookingPayload
>({
  bookingId: needed('booking_id', id),
  status: needed('status', word()),
  startTime: from('start_time', number),
  endTime: from('end_time', number),
  timezone: from('timezone', text),
});

const sharedProduct = shape<
  { id: unknown; retailer_id?: unknown; image_url?: unknown; title?: unknown; subtitle?: unknown },
  SharedProduct
>({
  id: needed('id', id),
  retailerId: from('retailer_id', id),
  imageUrl: from('image_url', text),
  title: from('title', text),
  subtitle: from('subtitle', text),
});

const product = shape<{ elements: unknown }, { elements: SharedProduct[] }>({
  elements: needed('elements', list(sharedProduct.read)),
});

const template = shape<{ template_type?: unknown; product?: unknown }, ReceivedTemplate>({
  templateType: from('template_type', text),
  product: from('product', product.read),
});

const payloads: { [Type in keyof AttachmentPayloads]: Reader<AttachmentPayloads[Type]> } = {
  image: media.read,
  audio: media.read,
  video: media.read,
  file: media.read,
  sticker: sticker.read,
  location: location.read,
  fallback: fallback.read,
  reel: reel.read,
  ig_reel: reel.read,
  post: post.read,
  ig_post: post.read,
  appointment_booking: appointmentBooking.read,
  template: template.read,
};
const readers = new Map<string, Reader<unknown>>(Object.entries(payloads));

/** Reads one attachment; null, texts and the like are none. */
export function readAttachment(wire: unknown): ReceivedAttachment | undefined {
  if (!isObject(wire)) return undefined;
  const type = typeOf(wire);
  const payload = readers.get(type ?? '')?.(payloadOf(wire));
  if (payload === undefined) return { type: 'unknown', wireType: type ?? null, payload: wire.payload };
  return { type, payload } as ReceivedAttachment;
}

/** Until August 2026 a sticker came as an image with a `sticker_id`. */
function typeOf({ type, payload }: Record<string, unknown>): string | undefined {
  const isSticker = type === 'image' && isObject(payload) && payload.sticker_id !== undefined;
  return isSticker ? 'sticker' : text(type);
}

/** A fallback may have its title and address beside a payload that is null. */
function payloadOf({ type, payload, title, url }: Record<string, unknown>): unknown {
  return type === 'fallback' ? { title, url, ...(isObject(payload) ? payload : {}) } : payload;
}
