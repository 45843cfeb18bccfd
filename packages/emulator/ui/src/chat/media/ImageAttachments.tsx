import { useSignal } from '@preact/signals';
import { Lightbox } from './Lightbox.js';
import { type MediaPayload, nameOfMedia } from './media.js';
import { Picture } from './Picture.js';

/** More tiles than this and the rest hide behind the last. */
const MOST_TILES = 6;

/** One picture in its own shape, or several as an album; each opens large. */
export function ImageAttachments({ images }: { images: readonly MediaPayload[] }) {
  const opened = useSignal<number | null>(null);
  const tiles = images.slice(0, MOST_TILES);
  const hidden = images.length - tiles.length;
  return (
    <div class="album" data-count={tiles.length}>
      {tiles.map((image, index) => (
        <button
          key={index}
          type="button"
          class="album-tile"
          aria-label={`Open picture ${nameOfMedia(image, String(index + 1))}`}
          onClick={() => {
            opened.value = index;
          }}
        >
          <Picture src={image.url} alt="" />
          {hidden > 0 && index === tiles.length - 1 && <span class="album-more">+{hidden}</span>}
        </button>
      ))}
      <Lightbox images={images} opened={opened} />
    </div>
  );
}
