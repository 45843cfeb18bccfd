import type { Emulator, StreamEvent } from '../src/index.js';

export interface Told<T> {
  status: number;
  body: T;
}

/** Calls the control API over HTTP, as the chat page does. */
export function controlOf(emulator: Emulator) {
  const call = async <T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Told<T>> => {
    const response = await fetch(`${emulator.origin}/_emulator/${path}`, {
      method,
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  return {
    call,
    get: <T = Record<string, unknown>>(path: string) => call<T>('GET', path),
    post: <T = Record<string, unknown>>(path: string, body?: unknown) => call<T>('POST', path, body),
    /** Listens from now on. `told` resolves with everything it heard, as soon as that is enough. */
    async stream(isEnough: (events: StreamEvent[]) => boolean) {
      const response = await fetch(`${emulator.origin}/_emulator/stream`);
      return { type: response.headers.get('content-type'), told: hear(response, isEnough) };
    },
  };
}

async function hear(response: Response, isEnough: (events: StreamEvent[]) => boolean) {
  const events: StreamEvent[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString('utf8');
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) events.push(JSON.parse(part.split('data: ')[1] ?? 'null'));
    if (isEnough(events)) break;
  }
  return events;
}
