import { DISTANT_REFUSALS } from './distant-refusals.js';
import type { Refusal } from './refusal.js';

const WINDOW_POLICY = 'https://developers.facebook.com/docs/messenger-platform/policy-overview';

/** One table for validation and for faults on demand. */
export const REFUSALS = {
  internal: { code: -1, message: 'An internal error occurred.', isTransient: true },
  unknown: { code: 1, message: 'An unknown error occurred', isTransient: false },
  missingPermission: { code: 1, subcode: 99, message: 'An unknown error occurred' },
  sentButError: { code: 1, subcode: 1357046, message: 'Received Invalid JSON reply.' },
  instantForm: { code: 1, subcode: 2018382, message: 'The instant form id is wrong or not eligible.' },
  temporary: {
    code: 2,
    message: 'An unexpected error has occurred. Please retry your request later.',
    isTransient: true,
    bare: true,
  },
  labelTerms: { code: 2, subcode: 2018344, message: 'The Page has not accepted the Page Contact Terms.' },
  capability: { code: 3, message: 'Application does not have the capability to make this API call.' },
  appLimit: { code: 4, message: 'Application request limit reached', isTransient: true },
  phoneLimit: { code: 4, subcode: 2018022, message: 'Too many send requests to phone numbers' },
  tooSoon: { code: 4, subcode: 2018354, message: 'The marketing message frequency has not elapsed.' },
  optInLimit: { code: 9, subcode: 2018352, message: 'Opt-in request limit exceeded.' },
  permissionDenied: { code: 10, message: 'Application does not have permission for this action' },
  optInsRestricted: { code: 10, subcode: 1404170, message: 'This Page is restricted from opt-in requests.' },
  stoppedTopic: { code: 10, subcode: 1893015, message: 'The user has stopped notifications for this topic.' },
  pageRestricted: {
    code: 10,
    subcode: 1893063,
    message: 'This Page is temporarily restricted from sending messages.',
  },
  outsideWindowNews: {
    code: 10,
    subcode: 2018065,
    message: `This message is sent outside of allowed window. You need News Messaging permission to be able to do this. Learn more about the new policy here: ${WINDOW_POLICY}`,
  },
  notReceivingNow: {
    code: 10,
    subcode: 2018108,
    message: "This person can't receive your messages right now.",
  },
  outsideWindow: {
    code: 10,
    subcode: 2018278,
    message: `This message is sent outside of allowed window. Learn more about the new policy here: ${WINDOW_POLICY}`,
  },
  otherAppControls: {
    code: 10,
    subcode: 2018300,
    message: 'Message failed to send because another app is controlling this thread now.',
  },
  recurringEnded: {
    code: 10,
    message: 'Recurring notifications are no longer available for this Page and this person.',
  },
  marketingRegion: {
    code: 10,
    message: 'Marketing messages are not available for this Page and this person.',
  },
  userMenuBlocked: {
    code: 10,
    subcode: 2018336,
    message: 'This user is not eligible for a user level menu.',
  },
  qnaControls: {
    code: 10,
    subcode: 2018321,
    message: 'Message failed to send because the thread is owned by Messenger.',
  },
  userLimit: { code: 17, message: 'User request limit reached', isTransient: true },
  pageLimit: { code: 32, message: 'Page request limit reached', isTransient: true },
  invalidParameter: { code: 100, message: 'Invalid parameter' },
  unsupportedGet: {
    code: 100,
    subcode: 33,
    message: 'Unsupported get request.',
    type: 'GraphMethodException',
    bare: true,
  },
  noMatchingUser: { code: 100, subcode: 2018001, message: 'No matching user found' },
  fetchFailed: {
    code: 100,
    subcode: 2018008,
    message: 'Failed to fetch the file from the url.',
  },
  bothMessageAndState: {
    code: 100,
    subcode: 2018014,
    message: 'Cannot send both message and state at the same time.',
  },
  neitherMessageNorState: { code: 100, subcode: 2018015, message: 'Must send either message or state' },
  emptyMessage: {
    code: 100,
    subcode: 2018034,
    message: 'Message cannot be empty, must provide valid attachment or text',
  },
  incompleteElement: {
    code: 100,
    subcode: 2018035,
    message:
      'Incomplete element data: title and at least one other field (image url, subtitle or buttons) is required with non-empty values',
  },
  buttonPayload: { code: 100, subcode: 2018040, message: 'Payload cannot be empty for postback type button' },
  buttonUrl: { code: 100, subcode: 2018041, message: 'Web url cannot be empty for url type button' },
  uploadFailed: { code: 100, subcode: 2018047, message: 'Upload attachment failure.' },
  buttonTitle: { code: 100, subcode: 2018053, message: 'Element button title cannot be empty.' },
  receiptAmount: { code: 100, subcode: 2018055, message: 'Receipt amounts must be valid numbers.' },
  attachmentId: {
    code: 100,
    subcode: 2018074,
    message: 'Invalid attachment id, or it is owned by another Page.',
  },
  quickReplyTitle: { code: 100, subcode: 2018098, message: 'Title is required for text type quick replies' },
  quickReplyPayload: {
    code: 100,
    subcode: 2018099,
    message: 'Payload is required for text type quick replies',
  },
  tooLarge: { code: 100, subcode: 2018109, message: 'Attachment size exceeds allowable limit' },
  getStartedFirst: {
    code: 100,
    subcode: 2018145,
    message: 'You must set a Get Started button if you also wish to use persistent menu.',
  },
  appId: { code: 100, subcode: 2018164, message: 'Incorrect app id.' },
  mediaPreviewUrl: { code: 100, subcode: 2018173, message: 'The preview of the media URL failed.' },
  mediaPreview: { code: 100, subcode: 2018175, message: 'The preview of the media failed.' },
  mediaType: {
    code: 100,
    subcode: 2018182,
    message: 'Media type is not supported: it must be image or video.',
  },
  mediaIdMissing: { code: 100, subcode: 2018183, message: 'Attachment id is missing.' },
  mediaFacebookUrl: { code: 100, subcode: 2018184, message: 'This Facebook URL is not supported.' },
  mediaForeignUrl: { code: 100, subcode: 2018185, message: 'Only Facebook URLs are supported.' },
  mediaUnreachable: { code: 100, subcode: 2018186, message: 'Cannot get the media.' },
  mediaSource: { code: 100, subcode: 2018187, message: 'A url or an attachment id is required.' },
  mediaExternalUrl: { code: 100, subcode: 2018188, message: 'External URLs are not supported.' },
  videoFailed: { code: 100, subcode: 2018294, message: 'The video timed out or is corrupt.' },
  product: { code: 100, subcode: 2018320, message: 'Product id is invalid.' },
  productVersion: { code: 100, subcode: 2018328, message: 'Product templates need Graph API v8.0 or later.' },
  tooManyElements: { code: 105, message: 'param has too many elements.' },
  tooFewElements: { code: 194, message: 'param has too few elements.' },
  sessionProblem: { code: 102, message: 'Session key invalid or no longer valid', bare: true },
  tokenRequired: { code: 104, message: 'An access token is required to request this resource.', bare: true },
  tokenGarbage: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token', bare: true },
  tokenInvalid: { code: 190, message: 'Invalid OAuth access token data.', bare: true },
  appRemoved: {
    code: 190,
    subcode: 458,
    message: 'Error validating access token: The user has not authorized the application.',
    bare: true,
  },
  checkpoint: {
    code: 190,
    subcode: 459,
    message: 'Error validating access token: The session is invalid because the user is in a checkpoint.',
    bare: true,
  },
  passwordChanged: {
    code: 190,
    subcode: 460,
    message:
      'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
    bare: true,
  },
  tokenExpired: {
    code: 190,
    subcode: 463,
    message: 'Error validating access token: Session has expired.',
    bare: true,
  },
  unconfirmed: {
    code: 190,
    subcode: 464,
    message:
      'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
    bare: true,
  },
  tokenRevoked: {
    code: 190,
    subcode: 467,
    message:
      'Error validating access token: This may be because the user logged out or may be due to a system error.',
    bare: true,
  },
  tokenRole: {
    code: 190,
    subcode: 492,
    message: 'Error validating access token: The user does not have the required role on the Page.',
    bare: true,
  },
  permission: { code: 200, message: 'Permissions error' },
  personUnavailable: { code: 200, subcode: 1545041, message: "This person isn't available right now." },
  phoneFee: { code: 200, subcode: 2018021, message: 'The phone matching fee has not been paid.' },
  phonePermission: {
    code: 200,
    subcode: 2018027,
    message: 'Sending to phone numbers requires the pages_messaging_phone_number permission.',
  },
  notApproved: {
    code: 200,
    subcode: 2018028,
    message:
      'Cannot message users who are not admins, developers or testers of the app until pages_messaging permission is reviewed and the app is live.',
  },
  consentRequired: { code: 230, message: 'User consent is required to access user profile.' },
  policyBlock: {
    code: 368,
    message: 'The action attempted has been deemed abusive or is otherwise disallowed',
  },
  notReceiving: { code: 551, message: "This person isn't receiving messages from you right now." },
  unavailableNow: { code: 551, subcode: 1545041, message: "This person isn't available right now." },
  rateLimit: { code: 613, message: 'Calls to this api have exceeded the rate limit.' },
  duplicateOptIn: { code: 613, subcode: 1893016, message: 'There is already an opt-in for this topic.' },
  tagAbuse: { code: 613, subcode: 2018338, message: 'Message tags are being used outside of their purpose.' },
  temporarySend: {
    code: 1200,
    message: 'Temporary send message failure. Please try again later.',
    isTransient: true,
  },
  commerceDisabled: { code: 2022, message: 'Commerce messages are disabled for this Page.' },
  callbackFailed: { code: 2200, message: 'Callback verification failed with the following errors: ' },
  noActiveToken: {
    code: 2500,
    message: 'An active access token must be used to query information about the current user.',
    bare: true,
  },
  unknownPath: { code: 2500, message: 'Unknown path components: ', bare: true },
  linkingToken: { code: 10303, message: 'Invalid account_linking_token.' },
  alreadyReplied: { code: 10900, message: 'Activity already replied to' },
  cannotReply: { code: 10903, message: "This user can't reply to this activity" },
  pagesBucLimit: {
    code: 80001,
    message: 'There have been too many calls to this Page account. Wait a bit and try again.',
  },
  bucLimit: {
    code: 80006,
    message: 'There have been too many calls to this Messenger account. Wait a bit and try again.',
  },
  routingRoles: { code: 10, subcode: 2018171, message: 'Only available to Primary and Secondary Receivers' },
  noProfile: { code: 100, subcode: 2018218, message: 'No profile available for this user.' },
  profilePermission: {
    code: 10,
    subcode: 2018247,
    message: 'Insufficient permission to access user profile.',
  },
  secondaryVisibility: { code: 10, subcode: 2018234, message: 'Secondary receivers are not visible.' },
  messageDeleted: { code: 9000001, message: 'The message has been deleted.' },
  proofMissing: {
    code: 100,
    message: 'API calls from the server require an appsecret_proof argument',
    type: 'GraphMethodException',
    bare: true,
  },
  proofInvalid: {
    code: 100,
    message: 'Invalid appsecret_proof provided in the API argument',
    type: 'GraphMethodException',
    bare: true,
  },
  batchTooLong: {
    code: 100,
    message: 'Too many requests in batch message. Maximum batch size is 50',
  },
} as const satisfies Record<string, Refusal>;

/** Every error that a fault may ask for by its numbers. */
export const KNOWN_REFUSALS: readonly Refusal[] = [...Object.values<Refusal>(REFUSALS), ...DISTANT_REFUSALS];

export type RefusalName = keyof typeof REFUSALS;
