import { refuse } from '../../error.js';
import { asText } from '../../param.js';
import type { TemplateCheck } from './template.js';

/** Products of the Page's catalogue; while that is empty, every id that could be one. */
export const product: TemplateCheck = (payload, { page: { products } }) => {
  for (const element of payload.field('elements').items({ min: 1, max: 10 })) {
    const id = element.object().field('id').required().value;
    const known = products.size === 0 ? /^\d+$/.test(asText(id)) : products.has(asText(id));
    if (!known) throw refuse('product');
  }
};
