import type { Signal } from '@preact/signals';
import { Dialog } from '../../design/Dialog.js';
import { Icon } from '../../design/Icon.js';
import { IconButton } from '../../design/IconButton.js';
import { type MediaPayload, nameOfMedia } from './media.js';
import { Picture } from './Picture.js';
import './lightbox.css';

interface Props {
  images: readonly MediaPayload[];
  /** Which of them is open; null when none is. */
  opened: Signal<number | null>;
}

/** Pictures at full size, one at a time; arrow keys turn the page. */
export function Lightbox({ images, opened }: Props) {
  const index = opened.value;
  const image = index === null ? undefined : images[index];
  if (index === null || !image) return null;
  const name = nameOfMedia(image, 'Picture');
  const turn = (step: number) => {
    opened.value = (index + step + images.length) % images.length;
  };
  const download = (
    <a class="icon-button" href={image.url} download={name} aria-label="Download" title="Download">
      <Icon name="download" />
    </a>
  );
  return (
    <Dialog
      title={images.length > 1 ? `${name} (${index + 1} of ${images.length})` : name}
      shape="stage"
      class="lightbox"
      onClose={() => {
        opened.value = null;
      }}
      tools={download}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step && images.length > 1) turn(step);
      }}
    >
      <div class="lightbox-stage">
        {images.length > 1 && <IconButton icon="back" label="Previous picture" onClick={() => turn(-1)} />}
        <Picture key={image.url} src={image.url} alt={name} />
        {images.length > 1 && <IconButton icon="next" label="Next picture" onClick={() => turn(1)} />}
      </div>
    </Dialog>
  );
}
