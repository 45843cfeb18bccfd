/** Calls about one person, whose PSID comes first. Methods of a client, and without the PSID of a context. */
export { unlinkAccount } from './account-linking.js';
export {
  extendThreadControl,
  getThreadOwner,
  passThreadControl,
  passThreadControlToPageInbox,
  releaseThreadControl,
  requestThreadControl,
  takeThreadControl,
} from './handover.js';
export { associateLabel, dissociateLabel, getAssociatedLabels } from './labels.js';
export { banUser, blockUser, moveToSpam, unbanUser, unblockUser } from './moderation.js';
export { deleteUserPersistentMenu, getUserPersistentMenu, setUserPersistentMenu } from './user-menu.js';
export { getUserProfile } from './user-profile.js';
