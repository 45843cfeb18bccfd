import { hostOf } from '../addresses.js';
import { Picture } from '../media/Picture.js';
import { Carousel } from './Carousel.js';
import type { GenericElement, GenericPayload, TemplateProps } from './payloads.js';
import { press } from './press.js';
import { TemplateButtons } from './TemplateButtons.js';

interface CardProps {
  mid: string;
  index: number;
  element: GenericElement;
  ratio: GenericPayload['image_aspect_ratio'];
}

function Card({ mid, index, element, ratio = 'horizontal' }: CardProps) {
  const { title, subtitle, image_url: image, default_action: action, buttons } = element;
  const face = (
    <>
      {image && <Picture class={`card-picture ${ratio}`} src={image} alt="" />}
      <span class="card-text">
        <strong>{title}</strong>
        {subtitle && <span>{subtitle}</span>}
        {action?.url && <small>{hostOf(action.url)}</small>}
      </span>
    </>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card is no set of fields; the name tells its buttons from the next card's
    <div class="card generic" role="group" aria-label={title}>
      {action ? (
        <button
          type="button"
          class="card-face"
          aria-label={`Open ${title}`}
          onClick={() => press({ mid, element: index, button: 'default_action' }, action)}
        >
          {face}
        </button>
      ) : (
        <div class="card-face">{face}</div>
      )}
      <TemplateButtons mid={mid} element={index} buttons={buttons} />
    </div>
  );
}

export function Generic({ mid, payload }: TemplateProps<GenericPayload>) {
  const cards = payload.elements.map((element, index) => (
    <Card key={index} mid={mid} index={index} element={element} ratio={payload.image_aspect_ratio} />
  ));
  return cards.length > 1 ? <Carousel label={`${cards.length} cards`}>{cards}</Carousel> : cards[0];
}
