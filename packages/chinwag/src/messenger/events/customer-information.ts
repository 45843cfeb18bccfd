import { eventKind } from './kind.js';
import { from, list, needed, shape, text } from './wire.js';

/** `messaging_customer_information`. */
export interface WireCustomerInformation {
  screens: { screen_id?: string; responses: { key: string; value: string }[] }[];
}

/** A person filled in a customer information template. */
export interface ReceivedCustomerInformation {
  screens: ReceivedCustomerInformationScreen[];
}

export interface ReceivedCustomerInformationScreen {
  screenId?: string;
  responses: { key: string; value: string }[];
}

const response = shape<{ key: unknown; value: unknown }, { key: string; value: string }>({
  key: needed('key', text),
  value: needed('value', text),
});

const screen = shape<{ screen_id?: unknown; responses: unknown }, ReceivedCustomerInformationScreen>({
  screenId: from('screen_id', text),
  responses: needed('responses', list(response.read)),
});

export const customerInformation = eventKind(
  shape<WireCustomerInformation, ReceivedCustomerInformation>({
    screens: needed('screens', list(screen.read)),
  }),
  { keys: ['messaging_customer_information'] },
);
