import { useSignal } from '@preact/signals';
import { Dialog } from '../../design/Dialog.js';
import { Icon } from '../../design/Icon.js';
import { IconButton } from '../../design/IconButton.js';
import { type MediaPayload, nameOfMedia } from './media.js';
import { Picture } from './Picture.js';
import './lightbox.css';

interface Props {
  images: readonly MediaPayload[];
  start: number;
  onClose: () => void;
}

/** Pictures at full size, one at a time; arrow keys turn the page. */
export function Lightbox({ images, start, onClose }: Props) {
  const index = useSignal(start);
  const image = images[index.value];
  if (!image) return null;
  const name = nameOfMedia(image, 'Picture');
  const turn = (step: number) => {
    index.value = (index.value + step + images.length) % images.length;
  };
  const download = (
    <a class="icon-button" href={image.url} download={name} aria-label="Download" title="Download">
      <Icon name="download" />
    </a>
  );
  return (
    <Dialog
      title={images.length > 1 ? `${name} (${index.value + 1} of ${images.length})` : name}
      shape="stage"
      class="lightbox"
      onClose={onClose}
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
