import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { Impossible } from '../people/refusal.js';
import type { Platform } from '../platform.js';
import type { Thread } from '../world/model.js';

export { optionalText } from '../pages/values.js';

export type ControlApp = Hono<{ Bindings: HttpBindings }>;

/** Adds the routes of one subject. */
export type Routes = (app: ControlApp, platform: Platform) => void;

/** The conversation that an address names. */
export function threadOf(platform: Platform, pageId: string, psid: string): Thread {
  const thread = platform.world.threads.get(psid);
  if (thread?.pageId !== pageId) {
    throw new Impossible(`Page ${pageId} has no conversation with ${psid}.`, { status: 404 });
  }
  return thread;
}

/** The body as an object; an empty one is an empty object. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === '') return {};
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body))
      return body as Record<string, unknown>;
  } catch {
    // What is wrong with it is the same: it is no JSON object.
  }
  throw new Impossible('The body must be a JSON object.');
}

export function optionalNumber(body: Record<string, unknown>, field: string): number | undefined {
  const value = body[field];
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new Impossible(`${field} must be a number.`, { field });
}

export function wholeNumber(text: string | undefined, field: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,15}$/.test(text)) throw new Impossible(`${field} must be a whole number.`, { field });
  return Number(text);
}
