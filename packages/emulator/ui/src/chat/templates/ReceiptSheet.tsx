import type { ComponentChildren } from 'preact';
import { Dialog } from '../../design/Dialog.js';
import { Icon } from '../../design/Icon.js';
import { calendarDate } from '../../design/time.js';
import { safeAddress } from '../addresses.js';
import { Picture } from '../media/Picture.js';
import { money } from './money.js';
import type { ReceiptElement, ReceiptPayload } from './payloads.js';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Item({ element, currency }: { element: ReceiptElement; currency: string }) {
  return (
    <li class="receipt-item">
      {element.image_url && <Picture src={element.image_url} alt="" />}
      <span class="card-text">
        <strong>{element.title}</strong>
        {element.subtitle && <span>{element.subtitle}</span>}
        {element.quantity !== undefined && <small>Qty {element.quantity}</small>}
      </span>
      <span>{money(element.price, element.currency ?? currency)}</span>
    </li>
  );
}

function Amount({ name, amount, currency }: { name: string; amount: number | undefined; currency: string }) {
  if (amount === undefined) return null;
  return <Fact name={name}>{money(amount, currency)}</Fact>;
}

function addressLines(address: NonNullable<ReceiptPayload['address']>): string[] {
  const town = [address.city, address.state, address.postal_code].filter(Boolean).join(', ');
  return [address.street_1, address.street_2, town, address.country].filter(
    (line) => line !== undefined && line !== '',
  ) as string[];
}

export function ReceiptSheet({ payload, onClose }: { payload: ReceiptPayload; onClose: () => void }) {
  const { currency, summary, elements = [], adjustments = [], address } = payload;
  const order = safeAddress(payload.order_url);
  return (
    <Dialog title="Receipt" shape="sheet" onClose={onClose}>
      <div class="receipt-sheet">
        <p class="receipt-total">{money(summary.total_cost, currency)}</p>
        {payload.merchant_name && <p class="receipt-merchant">{payload.merchant_name}</p>}
        {elements.length > 0 && (
          <ul>
            {elements.map((element, index) => (
              <Item key={`${index}/${element.title}`} element={element} currency={currency} />
            ))}
          </ul>
        )}
        <dl>
          <Amount name="Subtotal" amount={summary.subtotal} currency={currency} />
          <Amount name="Shipping" amount={summary.shipping_cost} currency={currency} />
          <Amount name="Estimated tax" amount={summary.total_tax} currency={currency} />
          {adjustments.map(({ name, amount }, index) => (
            <Amount
              key={`${index}/${name}`}
              name={name ?? 'Adjustment'}
              amount={amount === undefined ? undefined : -amount}
              currency={currency}
            />
          ))}
          <div class="fact total">
            <dt>Total</dt>
            <dd>{money(summary.total_cost, currency)}</dd>
          </div>
        </dl>
        <dl>
          <Fact name="Order">{payload.order_number}</Fact>
          {payload.timestamp && (
            <Fact name="Ordered on">{calendarDate(Number(payload.timestamp) * 1000)}</Fact>
          )}
          <Fact name="Paid with">{payload.payment_method}</Fact>
          <Fact name={address ? 'Ship to' : 'Customer'}>
            {[payload.recipient_name, ...(address ? addressLines(address) : [])].map((line) => (
              <span key={line}>{line}</span>
            ))}
          </Fact>
        </dl>
        {order && (
          <a class="button" href={order} target="_blank" rel="noopener noreferrer">
            View order
            <Icon name="open" size={16} />
          </a>
        )}
      </div>
    </Dialog>
  );
}
