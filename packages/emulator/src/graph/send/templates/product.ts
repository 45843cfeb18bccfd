import { refuse } from '../../error.js';
import { asText } from '../../param.js';
import type { TemplateCheck } from './template.js';

/** The emulator keeps no catalogue: every id that could be one is taken for a product of the Page's. */
export const product: TemplateCheck = (payload) => {
  for (const element of payload.field('elements').items({ min: 1, max: 10 })) {
    const id = element.object().field('id').required().value;
    if (!/^\d+$/.test(asText(id))) throw refuse('product');
  }
};
