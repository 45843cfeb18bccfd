export const times = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);
export const template = (payload: object) => ({ attachment: { type: 'template', payload } });
export const generic = (...elements: object[]) => template({ template_type: 'generic', elements });
export const buttons = (...list: unknown[]) =>
  template({ template_type: 'button', text: 'Pick', buttons: list });
export const quickReplies = (...list: unknown[]) => ({ text: 'Pick', quick_replies: list });
export const reply = { content_type: 'text', title: 'Red', payload: 'RED' };
export const postback = { type: 'postback', title: 'Go', payload: 'GO' };
export const card = { title: 'Hat', subtitle: 'Blue' };
export const media = (element: object) => template({ template_type: 'media', elements: [element] });
export const receipt = (change: object) =>
  template({
    template_type: 'receipt',
    recipient_name: 'Ana',
    order_number: '1',
    currency: 'USD',
    payment_method: 'Visa',
    summary: { total_cost: 10 },
    ...change,
  });
export const coupon = (change: object) =>
  template({ template_type: 'coupon', title: '10% off', coupon_code: 'TEN', ...change });
export const grid = (change: object) =>
  template({
    template_type: 'image_grid',
    elements: [{ images: times(2, { url: 'https://x.example/1.jpg' }), ...change }],
  });
export const feedback = (change: object, question: object = {}) =>
  template({
    template_type: 'customer_feedback',
    title: 'Rate us',
    subtitle: 'Two questions',
    button_title: 'Rate',
    feedback_screens: [{ questions: [{ id: 'q1', type: 'csat', ...question }] }],
    business_privacy: { url: 'https://x.example/privacy' },
    ...change,
  });
