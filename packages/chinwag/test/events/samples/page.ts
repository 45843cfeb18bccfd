import { fromPerson, PAGE } from '../webhook.js';
import type { Sample } from './sample.js';

export const forPage: Sample[] = [
  ...['policy_enforcement', 'policy-enforcement'].map(
    (key): Sample => ({
      name: `${key}: the Page blocked`,
      item: { recipient: { id: PAGE }, timestamp: 1790000000900, [key]: { action: 'block', reason: 'spam' } },
      kind: 'policyEnforcement',
      value: { action: 'block', reason: 'spam' },
      also: { psid: null, conversationId: null },
    }),
  ),
  {
    name: 'a thread passed, from nobody',
    item: fromPerson({
      pass_thread_control: { previous_owner_app_id: null, new_owner_app_id: '123', metadata: 'x' },
    }),
    kind: 'passThreadControl',
    value: { previousOwnerAppId: null, newOwnerAppId: '123', metadata: 'x' },
  },
  {
    name: 'a thread taken',
    item: fromPerson({
      take_thread_control: { previous_owner_app_id: '123', new_owner_app_id: 456, metadata: 'x' },
    }),
    kind: 'takeThreadControl',
    value: { previousOwnerAppId: '123', newOwnerAppId: '456', metadata: 'x' },
  },
  ...[263902037430900, '263902037430900'].map(
    (requested_owner_app_id): Sample => ({
      name: `a thread asked for by the inbox, its id a ${typeof requested_owner_app_id}`,
      item: fromPerson({ request_thread_control: { requested_owner_app_id, metadata: 'x' } }),
      kind: 'requestThreadControl',
      value: { requestedOwnerAppId: '263902037430900', metadata: 'x' },
      also: { isRequestThreadControlFromPageInbox: true },
    }),
  ),
  {
    name: 'a thread asked for by another app',
    item: fromPerson({ request_thread_control: { requested_owner_app_id: 123 } }),
    kind: 'requestThreadControl',
    value: { requestedOwnerAppId: '123' },
  },
  {
    name: 'app roles',
    item: { recipient: { id: PAGE }, timestamp: 1, app_roles: { 123: ['primary_receiver'] } },
    kind: 'appRoles',
    value: { 123: ['primary_receiver'] },
    also: { psid: null, conversationId: null },
  },
];
