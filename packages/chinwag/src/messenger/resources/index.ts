/**
 * All of the platform that is not a send. Each function only describes a request, under the name that the client's
 * method has; what comes first (nothing, a person, the app, a way to make requests) says which set it is in.
 */

export type { AccountLinkingRecipient } from './account-linking.js';
export type { OtherFields, Paged, Paging, Success } from './answer.js';
export type { AppCredentials } from './app.js';
export * as appCalls from './app-calls.js';
export type { ListOptions } from './arguments.js';
export type {
  ConversationAttachment,
  ConversationFilter,
  ConversationMedium,
  ConversationMessage,
  ConversationThread,
  Participant,
} from './conversations.js';
export type { CustomEvent, CustomEvents } from './custom-events.js';
export { ArgumentError } from './error.js';
export type { SecondaryReceiver, ThreadOwner } from './handover.js';
export { PAGE_INBOX_APP_ID } from './handover.js';
export type { IdForApp, IdForPage, IdMatch, IdOwner } from './ids.js';
export type { Insight, InsightOptions, InsightValue } from './insights.js';
export type { Label } from './labels.js';
export * as listings from './listings.js';
export type {
  MenuItem,
  MenuOptions,
  NestedMenuItem,
  PersistentMenu,
  PostbackMenuItem,
  WebUrlMenuItem,
} from './menu.js';
export type { ModerationAction } from './moderation.js';
export type { NLPConfig } from './nlp.js';
export type { NotificationMessageToken } from './notification-tokens.js';
export type { MessagingFeatureReview, MessagingFeatureStatus, PageInfo } from './page.js';
export * as pageCalls from './page-calls.js';
export type { MakeCall } from './paging.js';
export * as personCalls from './person-calls.js';
export type { Persona, PersonaProfile } from './personas.js';
export type { ProfileResult } from './profile.js';
export type {
  Command,
  Commands,
  Greeting,
  IceBreaker,
  IceBreakers,
  MessengerProfile,
  StoredMessengerProfile,
} from './profile-properties.js';
export type { Sticker, StickerPack } from './stickers.js';
export type { SubscribedApp, Subscription, SubscriptionObject } from './subscriptions.js';
export { DEFAULT_SUBSCRIPTION_FIELDS } from './subscriptions.js';
export type { PageAccount, TokenInfo } from './tokens.js';
export type { UploadOptions } from './uploads.js';
export type { UserProfile, UserProfileField } from './user-profile.js';
export type {
  BodyComponent,
  ButtonsComponent,
  HeaderComponent,
  NamedExample,
  NewUtilityTemplate,
  UtilityTemplateButton,
  UtilityTemplateComponent,
} from './utility-template.js';
export type {
  CreatedUtilityTemplate,
  StoredUtilityTemplate,
  UtilityTemplateFilter,
  UtilityTemplateStatus,
} from './utility-templates.js';
