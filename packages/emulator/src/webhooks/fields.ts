/** The webhook fields of a Page that have to do with messaging, as the platform lists them. */
export const WEBHOOK_FIELDS = [
  'messages',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_optouts',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_mention',
  'message_context',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'messaging_account_linking',
  'messaging_fblogin_account_linking',
  'messaging_feedback',
  'messaging_customer_information',
  'messaging_in_thread_lead_form_submit',
  'messaging_game_plays',
  'messaging_payments',
  'messaging_pre_checkouts',
  'messaging_checkout_updates',
  'messaging_appointments',
  'messaging_direct_sends',
  'messaging_integrity',
  'message_template_status_update',
  'response_feedback',
  'send_cart',
  'standby',
  'inbox_labels',
  'conversations',
  'agent_messages',
  'agent_questions',
  'calls',
  'call_permission_reply',
  'call_settings_update',
  'business_integrity',
  'marketing_message_clicks',
  'marketing_message_deliveries',
  'marketing_message_delivery_failed',
  'marketing_message_echoes',
  'marketing_message_reads',
  'marketing_messages_subscriber_upload_status',
  'feed',
  'mention',
  'group_feed',
  'leadgen',
] as const;

export type WebhookField = (typeof WEBHOOK_FIELDS)[number];

export function isWebhookField(value: unknown): value is WebhookField {
  const known: readonly unknown[] = WEBHOOK_FIELDS;
  return known.includes(value);
}

/** What a Page is subscribed to when the emulator is started with a webhook URL. */
export const DEFAULT_FIELDS: WebhookField[] = [
  'messages',
  'messaging_postbacks',
  'messaging_optins',
  'messaging_optouts',
  'message_deliveries',
  'message_reads',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'messaging_referrals',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'messaging_account_linking',
  'messaging_feedback',
  'messaging_customer_information',
  'messaging_in_thread_lead_form_submit',
  'messaging_game_plays',
  'response_feedback',
  'send_cart',
  'standby',
  'inbox_labels',
  'message_template_status_update',
  'feed',
];

/** The events that an app on standby hears of; `standby` is subscribed as a field of its own. */
export const STANDBY_FIELDS: ReadonlySet<WebhookField> = new Set([
  'messages',
  'messaging_postbacks',
  'message_echoes',
  'message_deliveries',
  'message_reads',
]);
