import type { MediaPayload } from './media.js';
import { Picture } from './Picture.js';

export function Sticker({ media }: { media: MediaPayload }) {
  return <Picture class="sticker" src={media.url} alt={media.name ?? 'Sticker'} />;
}
