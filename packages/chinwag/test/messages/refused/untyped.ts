/** Messages as untyped code writes them, right but for what is put in. */
export const template = (payload: unknown) => ({ attachment: { type: 'template', payload } });
export const generic = (element: unknown) => template({ templateType: 'generic', elements: [element] });
export const button = (button: unknown) =>
  template({ templateType: 'button', text: 'Pick', buttons: [button] });
export const replies = (...quickReplies: unknown[]) => ({ text: 'Pick', quickReplies });
export const picture = (payload: unknown) => ({ attachment: { type: 'image', payload } });
export const grid = (changes: object) =>
  template({
    templateType: 'image_grid',
    elements: [{ images: [{ url: 'https://x/1' }, { url: 'https://x/2' }], ...changes }],
  });
export const receipt = (changes: object) =>
  template({
    templateType: 'receipt',
    recipientName: 'Ana',
    orderNumber: '1',
    currency: 'USD',
    paymentMethod: 'Cash',
    summary: { totalCost: 1 },
    ...changes,
  });

/** What untyped code may pass as a message, and what is said of it. */
export type Refused = [what: string, message: unknown, said: string];
