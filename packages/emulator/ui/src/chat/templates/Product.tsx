import { Icon } from '../../design/Icon.js';
import { Picture } from '../media/Picture.js';
import { Carousel } from './Carousel.js';
import type { ProductPayload, TemplateProps } from './payloads.js';

type ProductElement = ProductPayload['elements'][number];

/** The bot names a product by its id; name, price and picture are the catalogue's, which is not here. */
function Card({ element }: { element: ProductElement }) {
  return (
    <div class="card generic">
      {element.image_url ? (
        <Picture class="card-picture square" src={element.image_url} alt="" />
      ) : (
        <span class="card-medium square">
          <Icon name="tag" size={32} />
        </span>
      )}
      <div class="card-text">
        <strong>{element.title ?? `Product ${element.id}`}</strong>
        <span>{element.subtitle ?? 'From the catalogue'}</span>
      </div>
    </div>
  );
}

export function Product({ payload }: TemplateProps<ProductPayload>) {
  const cards = payload.elements.map((element) => <Card key={element.id} element={element} />);
  return cards.length > 1 ? <Carousel label={`${cards.length} products`}>{cards}</Carousel> : cards[0];
}
