import type { ControlError } from '../control/protocol.js';

/** What the control API does not do, and why. */
export class ControlRefusal extends Error {
  override name = 'ControlRefusal';
  /** The HTTP status. */
  readonly status: number;
  /** What of the request was wrong, if it was one thing. */
  readonly field: string | undefined;

  constructor(message: string, status: number, field: string | undefined) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

/** Calls the control API at an origin; throws {@link ControlRefusal} for whatever it refuses. */
export class ControlRequests {
  readonly origin: string;

  constructor(origin: string) {
    this.origin = origin;
  }

  get<T>(path: string): Promise<T> {
    return this.#call(path, { method: 'GET' });
  }

  post<T>(path: string, body: object = {}): Promise<T> {
    return this.#call(path, { method: 'POST', body: body instanceof FormData ? body : JSON.stringify(body) });
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.#call(path, { method: 'PUT', body: JSON.stringify(body) });
  }

  delete<T>(path: string): Promise<T> {
    return this.#call(path, { method: 'DELETE' });
  }

  /** Calls back whenever anything has happened, and once at the start; ends with the signal. */
  async watch(onChange: () => void, signal: AbortSignal): Promise<void> {
    const response = await fetch(`${this.origin}/_emulator/stream`, { signal });
    if (!response.body) return;
    for await (const _ of response.body) onChange();
  }

  async #call<T>(path: string, init: RequestInit): Promise<T> {
    const response = await fetch(`${this.origin}/_emulator/${path}`, init);
    const body: unknown = await response.json();
    if (response.ok) return body as T;
    const { message, field } = (body as ControlError).error;
    throw new ControlRefusal(message, response.status, field);
  }
}
