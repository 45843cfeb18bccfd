/** Calls in the Page's name. A client's method of the same name makes the call. */
export { getAccountLinkingRecipient } from './account-linking.js';
export { getConversation, getConversations, getMessage, getMessages } from './conversations.js';
export { getSecondaryReceivers } from './handover.js';
export { getIdsForApps, getIdsForPages, getUserField } from './ids.js';
export {
  getBlockedConversations,
  getInsights,
  getNewConversations,
  getReportedConversations,
  getTotalMessagingConnections,
} from './insights.js';
export { createLabel, deleteLabel, getLabelDetails, getLabelList } from './labels.js';
export { moderateConversations } from './moderation.js';
export { disableNLP, enableNLP, setNLPConfigs } from './nlp.js';
export { enableFollowUpMessage, getNotificationMessageTokens } from './notification-tokens.js';
export { getMessagingFeatureReview, getMessagingFeatureStatus, getPageInfo } from './page.js';
export { createPersona, deletePersona, getPersona, getPersonas } from './personas.js';
export {
  deleteAccountLinkingURL,
  deleteCommands,
  deleteGetStarted,
  deleteGreeting,
  deleteIceBreakers,
  deleteMessengerProfile,
  deletePersistentMenu,
  deleteWhitelistedDomains,
  getAccountLinkingURL,
  getCommands,
  getGetStarted,
  getGreeting,
  getIceBreakers,
  getMessengerProfile,
  getPersistentMenu,
  getWhitelistedDomains,
  setAccountLinkingURL,
  setCommands,
  setGetStarted,
  setGreeting,
  setIceBreakers,
  setMessengerProfile,
  setPersistentMenu,
  setWhitelistedDomains,
} from './profile.js';
export { getSubscribedApps, subscribePage, unsubscribePage } from './subscriptions.js';
export { getAccounts } from './tokens.js';
export { uploadAttachment, uploadAudio, uploadFile, uploadImage, uploadVideo } from './uploads.js';
export {
  createUtilityTemplate,
  deleteUtilityTemplate,
  getUtilityTemplateLibrary,
  getUtilityTemplates,
} from './utility-templates.js';
