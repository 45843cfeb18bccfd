import { eventKind } from './kind.js';
import { from, id, list, needed, number, shape, text } from './wire.js';

/** `order`, of the subscription `send_cart`. */
export interface WireOrder {
  products: {
    id: string | number;
    retailer_id?: string;
    name?: string;
    unit_price?: number;
    currency?: string;
    quantity?: number;
  }[];
  note?: string;
}

/** A person sent their shopping cart. */
export interface Order {
  products: OrderedProduct[];
  /** What they wrote along with it. */
  note?: string;
}

export interface OrderedProduct {
  id: string;
  retailerId?: string;
  name?: string;
  unitPrice?: number;
  /** `THB`. */
  currency?: string;
  quantity?: number;
}

const product = shape<WireOrder['products'][number], OrderedProduct>({
  id: needed('id', id),
  retailerId: from('retailer_id', id),
  name: from('name', text),
  unitPrice: from('unit_price', number),
  currency: from('currency', text),
  quantity: from('quantity', number),
});

export const order = eventKind(
  shape<WireOrder, Order>({ products: needed('products', list(product.read)), note: from('note', text) }),
  { keys: ['order'] },
);
