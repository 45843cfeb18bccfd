import type { Receipt, ReceiptElement } from 'chinwag/messenger';
import { payload, route } from 'chinwag/router';
import { mediaUrl } from '../media.js';
import { backTo, reply, section } from '../section.js';
import type { TeaHouseContext } from '../visit.js';
import { findWare, type Ware } from '../wares.js';

export const till = section(
  'Till',
  'What comes with paying:',
  {
    async Receipt(context, { quickReplies }) {
      const { basket } = context.state;
      const wares = (basket.length > 0 ? basket : ['Oolong', 'Scone', 'Scone']).flatMap(
        (name) => findWare(name) ?? [],
      );
      const { name = 'Guest' } = await context.getUserProfile();
      await context.sendReceiptTemplate(receipt(name, wares), { quickReplies });
      context.setState({ basket: [] });
    },

    async Coupon(context, { quickReplies }) {
      await context.sendCouponTemplate(
        {
          title: 'A pot on the house',
          subtitle: 'With any cake, until Friday.',
          couponCode: 'CHINWAG',
          couponPreMessage: 'We saved something for you:',
          imageUrl: mediaUrl('storefront.jpg'),
          payload: 'A pot on the house',
        },
        { quickReplies },
      );
    },
  },
  [payload(/^Order: (.+)$/, Order), route(({ event }: TeaHouseContext) => event.isTemplate, CouponRevealed)],
);

/** Somebody tapped "Order" on a card: it goes into their basket. */
async function Order(context: TeaHouseContext, { match }: { match: RegExpExecArray }) {
  const [, name = ''] = match;
  context.setState({ basket: [...context.state.basket, name] });
  const { length } = context.state.basket;
  await context.sendText(`${name}, with pleasure. That makes ${length} in your basket.`, {
    quickReplies: [reply('Receipt'), reply('Carousel'), reply('Square carousel'), reply('Menu')],
  });
}

async function CouponRevealed(context: TeaHouseContext) {
  await context.sendText('Say it at the till, and the tea is on us.', { quickReplies: backTo('Till') });
}

const SHIPPING = 2.5;
const TAX = 0.08;

function receipt(recipientName: string, wares: Ware[]): Receipt {
  const subtotal = wares.reduce((sum, { price }) => sum + price, 0);
  const totalTax = cents(subtotal * TAX);
  return {
    recipientName,
    merchantName: 'Chinwag Tea House',
    orderNumber: `T-${Date.now()}`,
    currency: 'USD',
    paymentMethod: 'Visa 2345',
    timestamp: new Date(),
    address: {
      street1: '1 Kettle Lane',
      city: 'Menlo Park',
      postalCode: '94025',
      state: 'CA',
      country: 'US',
    },
    elements: [...new Set(wares)].map((ware) => line(ware, wares.filter((other) => other === ware).length)),
    summary: {
      subtotal: cents(subtotal),
      shippingCost: SHIPPING,
      totalTax,
      totalCost: cents(subtotal + SHIPPING + totalTax),
    },
  };
}

function line({ name, about, price, picture }: Ware, quantity: number): ReceiptElement {
  return {
    title: name,
    subtitle: about,
    quantity,
    price: cents(price * quantity),
    imageUrl: mediaUrl(picture),
  };
}

const cents = (amount: number) => Math.round(amount * 100) / 100;
