import { eventKind } from './kind.js';
import { fallingBack, from, id, list, record, type Shape, shape, text } from './wire.js';

/** `pass_thread_control` and `take_thread_control`. */
export interface WireThreadControl {
  previous_owner_app_id?: string | number | null;
  new_owner_app_id?: string | number | null;
  metadata?: string;
}

/** A conversation got another owner. */
export interface ThreadControl {
  /** Null when nobody had the conversation. */
  previousOwnerAppId: string | null;
  newOwnerAppId: string | null;
  /** What the app that passed or took it said. */
  metadata?: string;
}

/** `request_thread_control`. */
export interface WireThreadControlRequest {
  requested_owner_app_id?: string | number | null;
  metadata?: string;
}

/** Another app asks for the conversation. */
export interface ThreadControlRequest {
  /** The Page's inbox is `263902037430900`. */
  requestedOwnerAppId: string | null;
  metadata?: string;
}

/** App ids and their roles: `{ '123': ['primary_receiver'] }`. Legacy. */
export type AppRoles = Record<string, string[]>;

const threadControl = shape<WireThreadControl, ThreadControl>({
  previousOwnerAppId: fallingBack('previous_owner_app_id', id, null),
  newOwnerAppId: fallingBack('new_owner_app_id', id, null),
  metadata: from('metadata', text),
});

const threadControlRequest = shape<WireThreadControlRequest, ThreadControlRequest>({
  requestedOwnerAppId: fallingBack('requested_owner_app_id', id, null),
  metadata: from('metadata', text),
});

const readRoles = record(list(text));
const roles: Shape<AppRoles> = { accepts: (wire) => readRoles(wire) !== undefined, read: readRoles };

export const passThreadControl = eventKind(threadControl, {
  keys: ['pass_thread_control'],
  person: 'anyone',
});
export const takeThreadControl = eventKind(threadControl, {
  keys: ['take_thread_control'],
  person: 'anyone',
});
export const requestThreadControl = eventKind(threadControlRequest, {
  keys: ['request_thread_control'],
  person: 'anyone',
});
export const appRoles = eventKind(roles, { keys: ['app_roles'], person: 'anyone' });
