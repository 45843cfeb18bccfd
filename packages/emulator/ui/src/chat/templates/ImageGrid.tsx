import { useSignal } from '@preact/signals';
import { perform } from '../../state/actions.js';
import { Lightbox } from '../media/Lightbox.js';
import { Picture } from '../media/Picture.js';
import type { GridImage, ImageGridPayload, TemplateProps } from './payloads.js';
import { openAddress } from './press.js';
import { TemplateButtons } from './TemplateButtons.js';
import './image-grid.css';

function nameOfImage(image: GridImage, index: number): string {
  const deed = image.action?.type === 'postback' ? image.action.text : image.action && 'Open link';
  return `Picture ${index + 1}${deed ? `: ${deed}` : ''}`;
}

/** Two to six pictures, one of them perhaps the hero; each may open something or say something. */
export function ImageGrid({ mid, payload }: TemplateProps<ImageGridPayload>) {
  const opened = useSignal<number | null>(null);
  const [element] = payload.elements;
  if (!element) return null;
  const { images, title, subtitle, buttons } = element;
  // The hero leads wherever it stands in the list; taps still go by the place in the list.
  const numbered = [...images.entries()];
  const heroes = numbered.filter(([, image]) => image.is_hero_image);
  const tiles = numbered.filter(([, image]) => !image.is_hero_image);
  const tap = async (image: GridImage, index: number) => {
    if (!image.action) {
      opened.value = index;
      return;
    }
    const result = await perform({ type: 'grid_image', mid, index });
    if (result?.open) openAddress(result.open.url);
  };
  return (
    <div class="card image-grid">
      <div class="grid" data-tiles={images.length - heroes.length}>
        {[...heroes, ...tiles].map(([index, image]) => (
          <button
            key={index}
            type="button"
            class="grid-image"
            data-hero={image.is_hero_image === true}
            aria-label={nameOfImage(image, index)}
            onClick={() => tap(image, index)}
          >
            <Picture src={image.url} alt="" />
          </button>
        ))}
      </div>
      {(title || subtitle) && (
        <div class="card-text">
          {title && <strong>{title}</strong>}
          {subtitle && <span>{subtitle}</span>}
        </div>
      )}
      <TemplateButtons mid={mid} buttons={buttons} />
      <Lightbox images={images} opened={opened} />
    </div>
  );
}
