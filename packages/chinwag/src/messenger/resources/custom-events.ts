import type { GraphCall } from '../../graph/call.js';
import { type Field, required } from '../messages/field.js';
import { list, object } from '../messages/table.js';
import { type Success, success } from './answer.js';
import { type AppCredentials, appAccessToken, appId } from './app.js';
import { id, node, parameters } from './arguments.js';

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/analytics/app-events */

/** An event as the platform's analytics know it; keys of your own pass through untouched. */
export interface CustomEvent {
  _eventName: string;
  _valueToSum?: number;
  [parameter: string]: unknown;
}

export interface CustomEvents {
  /** Default: the client's app. */
  appId?: string;
  pageId: string;
  /** The PSID. */
  pageScopedUserId: string;
  events: CustomEvent[];
}

const event: Field<CustomEvent> = {
  write(value, findings) {
    if (typeof value?._eventName !== 'string' || value._eventName === '') {
      findings.errorAt('_eventName', 'is missing');
    }
    return value;
  },
};

const activity = object<Omit<CustomEvents, 'appId'>>({
  pageId: required(id()),
  pageScopedUserId: required(id()),
  events: required(list(event, 'event')),
});

/** Logs events about a person with the app's analytics. Tracking for advertising stays off. */
export function logCustomEvents(
  app: AppCredentials,
  { appId: ofApp = appId('logCustomEvents', app), ...activities }: CustomEvents,
): GraphCall<Success> {
  const { events, ...people } = parameters('logCustomEvents', activity, activities);
  return {
    method: 'POST',
    path: `${node('logCustomEvents', 'appId', ofApp)}/activities`,
    accessToken: appAccessToken('logCustomEvents', app),
    body: {
      event: 'CUSTOM_APP_EVENTS',
      custom_events: JSON.stringify(events),
      advertiser_tracking_enabled: 0,
      application_tracking_enabled: 0,
      extinfo: JSON.stringify(['mb1']),
      ...people,
    },
    read: success,
  };
}
