import { each, type MessageExtras } from './extras.js';
import { id, oneOf, required } from './field.js';
import { list, object } from './table.js';
import { type TemplateContent, templateContent } from './template.js';

export interface ProductElement {
  /** Of a product in the Page's catalogue. */
  id: string;
}

/** https://developers.facebook.com/docs/messenger-platform/send-messages/template/product */
export interface ProductTemplate {
  templateType: 'product';
  /** 1 to 10. */
  elements: ProductElement[];
}

const element = object<ProductElement>({ id: required(id()) });

export const productTemplateField = object<ProductTemplate>({
  templateType: required(oneOf(['product'])),
  elements: required(list(element, 'element', { max: 10 })),
});

/** 1 to 10 products of the Page's catalogue, by their ids; the platform fills in the rest. */
export function productTemplate(
  products: (string | ProductElement)[],
  options?: MessageExtras,
): TemplateContent<ProductTemplate> & MessageExtras {
  const elements = each(products, (product) => (typeof product === 'string' ? { id: product } : product));
  return templateContent({ templateType: 'product', elements }, options);
}
