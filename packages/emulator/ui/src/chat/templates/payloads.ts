import type { CardState, TemplatePayload } from '../../../../src/control/protocol.js';

/** What every card is given. */
export interface TemplateProps<Payload> {
  /** The message the card belongs to; taps are told by it. */
  mid: string;
  payload: Payload;
  /** What the person has done with it. */
  card?: CardState | undefined;
}

/** A button of a template, in the platform's own words. */
export interface TemplateButton {
  type: string;
  title?: string;
  url?: string;
  payload?: string;
  webview_height_ratio?: 'compact' | 'tall' | 'full';
}

export interface GenericElement {
  title: string;
  subtitle?: string;
  image_url?: string;
  default_action?: TemplateButton;
  buttons?: TemplateButton[];
}

export interface GenericPayload {
  image_aspect_ratio?: 'horizontal' | 'square';
  elements: GenericElement[];
}

export interface ButtonPayload {
  text: string;
  buttons: TemplateButton[];
}

export interface MediaTemplatePayload {
  elements: {
    media_type: 'image' | 'video';
    url?: string;
    attachment_id?: string;
    /** Where the emulator keeps the attachment. */
    media_url?: string;
    buttons?: TemplateButton[];
  }[];
}

export interface ReceiptElement {
  title: string;
  subtitle?: string;
  quantity?: number;
  price: number;
  currency?: string;
  image_url?: string;
}

export interface ReceiptPayload {
  recipient_name: string;
  merchant_name?: string;
  order_number: string;
  currency: string;
  payment_method: string;
  order_url?: string;
  timestamp?: string;
  elements?: ReceiptElement[];
  address?: Partial<Record<'street_1' | 'street_2' | 'city' | 'postal_code' | 'state' | 'country', string>>;
  summary: { subtotal?: number; shipping_cost?: number; total_tax?: number; total_cost: number };
  adjustments?: { name?: string; amount?: number }[];
}

export interface CouponPayload {
  title: string;
  subtitle?: string;
  coupon_code?: string;
  coupon_url?: string;
  coupon_url_button_title?: string;
  coupon_pre_message?: string;
  image_url?: string;
}

export interface ProductPayload {
  elements: { id: string; title?: string; subtitle?: string; image_url?: string }[];
}

export interface GridImage {
  url: string;
  is_hero_image?: boolean;
  action?: { type: 'web_url' | 'postback'; url?: string; text?: string };
}

export interface ImageGridPayload {
  elements: { images: GridImage[]; title?: string; subtitle?: string; buttons?: TemplateButton[] }[];
}

export type ScoreOption = 'one_to_five' | 'five_stars' | 'five_emojis' | 'zero_to_ten' | 'one_to_seven';

export interface FeedbackQuestion {
  id: string;
  type: 'csat' | 'nps' | 'ces' | 'free_form';
  title?: string;
  score_label?: string;
  score_option?: ScoreOption;
  follow_up?: { type: 'free_form'; placeholder?: string };
}

export interface FeedbackPayload {
  title: string;
  subtitle: string;
  button_title: string;
  feedback_screens: { questions: FeedbackQuestion[] }[];
  business_privacy: { url: string };
}

export interface CustomerInformationPayload {
  countries?: string[];
  business_privacy?: { url: string };
}

export interface OptInPayload {
  title?: string;
  image_url?: string;
  image_aspect_ratio?: 'horizontal' | 'square';
  notification_messages_cta_text?: string;
}

const FIXED_TITLES: Record<string, string> = {
  account_link: 'Log In',
  account_unlink: 'Log Out',
  game_play: 'Play',
  audio_call: 'Call',
};

export const titleOfButton = ({ title, type }: TemplateButton) => title ?? FIXED_TITLES[type] ?? type;

const KIND_NAMES: Record<string, string> = {
  receipt: 'Receipt',
  media: 'Media',
  product: 'Product',
  image_grid: 'Pictures',
  instant_form: 'Form',
  customer_information: 'Address form',
  one_time_notif_req: 'Notification request',
  notification_messages: 'Notification request',
};

/** The words by which a card is known in a list: its own title or text, else what kind of card it is. */
export function cardTitleOf(payload: TemplatePayload): string {
  const [element] = Array.isArray(payload.elements) ? (payload.elements as { title?: unknown }[]) : [];
  const named = [payload.title, payload.text, payload.template_type === 'receipt' ? '' : element?.title];
  const title = named.find((candidate) => typeof candidate === 'string' && candidate !== '');
  return String(title ?? KIND_NAMES[payload.template_type] ?? 'Card');
}
