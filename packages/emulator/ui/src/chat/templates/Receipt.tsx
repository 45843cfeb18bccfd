import { useSignal } from '@preact/signals';
import { Icon } from '../../design/Icon.js';
import { money } from './money.js';
import type { ReceiptPayload, TemplateProps } from './payloads.js';
import { ReceiptSheet } from './ReceiptSheet.js';
import './receipt.css';

/** The card shows what matters; the whole receipt opens from it. */
export function Receipt({ payload }: TemplateProps<ReceiptPayload>) {
  const open = useSignal(false);
  const { elements = [], currency, summary } = payload;
  const things = elements.reduce((sum, element) => sum + (element.quantity ?? 1), 0);
  return (
    <div class="card receipt">
      <button
        type="button"
        class="card-face"
        aria-label={`Open receipt ${payload.order_number}`}
        onClick={() => {
          open.value = true;
        }}
      >
        <span class="card-head">
          <span class="card-badge">
            <Icon name="receipt" size={18} />
          </span>
          <span class="card-text">
            <strong>{payload.merchant_name ?? 'Order confirmation'}</strong>
            <span>Order {payload.order_number}</span>
          </span>
        </span>
        {elements.slice(0, 3).map((element, index) => (
          <span class="receipt-line" key={`${index}/${element.title}`}>
            <span>
              {element.title}
              {(element.quantity ?? 1) > 1 && ` × ${element.quantity}`}
            </span>
            <span>{money(element.price, element.currency ?? currency)}</span>
          </span>
        ))}
        {elements.length > 3 && <span class="receipt-line">and {elements.length - 3} more</span>}
        <span class="receipt-line total">
          <span>{things > 0 ? `Total (${things} ${things === 1 ? 'item' : 'items'})` : 'Total'}</span>
          <span>{money(summary.total_cost, currency)}</span>
        </span>
      </button>
      {open.value && (
        <ReceiptSheet
          payload={payload}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </div>
  );
}
