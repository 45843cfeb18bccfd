import type {
  ActionResult,
  ControlError,
  ConversationGlance,
  ConversationView,
  Fault,
  InboxAction,
  MessagePlace,
  NewFault,
  NewPerson,
  PersonAction,
  PersonChange,
  PersonView,
  PlatformError,
  TrafficEntry,
  WebhookDelivery,
  WorldView,
} from '../../../src/control/protocol.js';

/** The emulator said no, or could not be reached. The message is fit to be shown. */
export class ControlProblem extends Error {
  override readonly name = 'ControlProblem';
}

/** Relative, so that the page also works behind a prefix. */
export const CONTROL_ROOT = './_emulator';

async function call<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(CONTROL_ROOT + path, init);
  } catch {
    throw new ControlProblem('The emulator does not answer. Is it still running?');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const refusal = body as ControlError | null;
    throw new ControlProblem(refusal?.error?.message ?? `The emulator answered ${response.status}.`);
  }
  return body as Answer;
}

function send<Answer>(path: string, body: unknown, method = 'POST'): Promise<Answer> {
  return call(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const chat = (pageId: string, psid: string) =>
  `/conversations/${encodeURIComponent(pageId)}/${encodeURIComponent(psid)}`;

export const readWorld = () => call<WorldView>('/world');

export const readConversation = (pageId: string, psid: string) => call<ConversationView>(chat(pageId, psid));

export const readNewest = (pageId: string, limit: number, before?: number) =>
  call<ConversationGlance[]>(
    `/conversations/${encodeURIComponent(pageId)}?limit=${limit}${before === undefined ? '' : `&before=${before}`}`,
  );

export const readGlances = (pageId: string, psids: readonly string[]) =>
  call<ConversationGlance[]>(
    `/conversations/${encodeURIComponent(pageId)}?psids=${psids.map(encodeURIComponent).join()}`,
  );

export const findMessage = (mid: string) => call<MessagePlace>(`/messages/${encodeURIComponent(mid)}`);

export const readTraffic = (limit: number) => call<TrafficEntry[]>(`/traffic?limit=${limit}`);

export const createPerson = (person: NewPerson) => send<PersonView>('/people', person);

export const changePerson = (id: string, change: PersonChange) =>
  send<PersonView>(`/people/${encodeURIComponent(id)}`, change, 'PATCH');

export const actInInbox = (pageId: string, psid: string, action: InboxAction) =>
  send<ActionResult>(`${chat(pageId, psid)}/inbox`, action);

export const moveClock = (by: number) => send<{ now: number }>('/clock', { by });

export const limitRates = (enabled: boolean) => send<{ ok: boolean }>('/rate-limits', { enabled });

export const readErrors = () => call<PlatformError[]>('/errors');

export const readFaults = () => call<Fault[]>('/faults');

export const addFault = (fault: NewFault) => send<Fault>('/faults', fault);

export const removeFault = (id: string) =>
  call<{ ok: boolean }>(`/faults/${encodeURIComponent(id)}`, { method: 'DELETE' });

export const readDelivery = () => call<WebhookDelivery>('/delivery');

export const changeDelivery = (change: Partial<WebhookDelivery>) =>
  send<WebhookDelivery>('/delivery', change);

export const replay = (id: number) => send<{ ok: boolean; failure?: string }>(`/traffic/${id}/replay`, {});

export const resetWorld = () => send<{ ok: boolean }>('/reset', {});

export const saveWorld = () => call<unknown>('/state');

export const loadWorld = (saved: unknown) => send<{ ok: boolean }>('/state', saved, 'PUT');

export const act = (pageId: string, psid: string, action: PersonAction) =>
  send<ActionResult>(`${chat(pageId, psid)}/actions`, action);

export function upload(pageId: string, psid: string, files: readonly File[]): Promise<ActionResult> {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name);
  return call(`${chat(pageId, psid)}/uploads`, { method: 'POST', body: form });
}
