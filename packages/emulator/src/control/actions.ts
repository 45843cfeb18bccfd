/** `POST /_emulator/conversations/{pageId}/{psid}/actions`: what a person does. */
export type PersonAction =
  /** `/name …` runs a command of the profile; `product_id` is the product whose page the person writes from. */
  | { type: 'say'; text: string; reply_to?: { mid: string }; product_id?: string }
  | { type: 'sticker'; sticker_id: string }
  /** Shares something from elsewhere. A `location` has `coordinates`, a `template` a `product` with its `elements`. */
  | {
      type: 'share';
      attachment: {
        type:
          | 'fallback'
          | 'location'
          | 'reel'
          | 'ig_reel'
          | 'post'
          | 'ig_post'
          | 'appointment_booking'
          | 'template';
        payload: Record<string, unknown>;
      };
      text?: string;
    }
  | { type: 'like' }
  | { type: 'get_started' }
  | { type: 'ice_breaker'; index: number }
  | { type: 'quick_reply'; mid: string; index: number }
  /** A button of a template. `element` counts carousel cards from 0; `button: 'default_action'` is the card itself. */
  | { type: 'button'; mid: string; element?: number; button: number | 'default_action' }
  /** Whatever has this title: the newest quick reply, button or ice breaker of that name. */
  | { type: 'tap'; title: string }
  /** An item of the persistent menu by its title, however deep it is. */
  | { type: 'pick_menu'; title: string }
  /** An item of the persistent menu, by its way down: `[1]`, or `[1, 0]` inside a nested item. */
  | { type: 'menu'; path: number[] }
  | { type: 'react'; mid: string; emoji: string }
  | { type: 'unreact'; mid: string }
  | { type: 'read' }
  /** Changes a text the person has sent, at most five times. */
  | { type: 'edit'; mid: string; text: string }
  /** A picture of an image grid; what it opens or says is in its `action`. */
  | { type: 'grid_image'; mid: string; index: number }
  | { type: 'reveal_coupon'; mid: string }
  /** Says yes to a one-time notification request or to a topic. */
  | { type: 'opt_in'; mid: string }
  | { type: 'stop_notifications'; mid: string }
  | { type: 'resume_notifications'; mid: string }
  /** Submits a feedback form: by question id what was chosen, and the free text below it. */
  | { type: 'feedback'; mid: string; answers: Record<string, { payload: string; follow_up?: string }> }
  /** Submits an address form. */
  | { type: 'customer_information'; mid: string; responses: { key: string; value: string }[] }
  /** A thumb under one of the Page's messages. */
  | { type: 'rate'; mid: string; good: boolean }
  /** Opens the chat by a link such as `m.me/page?ref=…`. */
  | { type: 'referral'; ref: string; source?: 'SHORTLINK' | 'ADS'; ad_id?: string }
  /** Answers the questions of a lead ad, all of them or not. */
  | { type: 'lead_ad'; ad_id: string; answers: { question: string; answer: string }[]; complete?: boolean }
  /** Sends the lead form of an instant form template. */
  | { type: 'submit_form'; mid: string }
  /** Taps the Send to Messenger plugin on a web site. */
  | { type: 'send_to_messenger'; ref: string }
  /** Ticks the checkbox plugin on a web site: the bot may write to the `user_ref`. */
  | { type: 'checkbox'; user_ref: string; ref?: string }
  /** Sends a shopping cart. */
  | { type: 'send_cart'; products: Record<string, unknown>[]; note?: string }
  /** Writes on the Page's wall, which the bot may answer privately, once. */
  | { type: 'post'; text: string }
  /** Comments on a post of the Page's, which the bot may answer privately, once. */
  | { type: 'comment'; text: string }
  | { type: 'block' }
  | { type: 'unblock' };

/**
 * `POST /_emulator/conversations/{pageId}/{psid}/inbox`: what a human agent does in the Page inbox. Saying something
 * takes the thread; until it is handed back, or for 24 hours, the bot is on standby.
 */
export type InboxAction =
  | { type: 'take' }
  | { type: 'say'; text: string }
  /** To an app, or to the default app, or to the first. */
  | { type: 'hand_back'; app_id?: string };

/** The answer to an action. `open` is an address the browser should open (web_url buttons). */
export interface ActionResult {
  ok: true;
  mid?: string;
  /** Of a comment: what a private reply names. */
  comment_id?: string;
  /** Of a post on the Page's wall: the same. */
  post_id?: string;
  open?: { url: string; height: 'compact' | 'tall' | 'full' };
}
