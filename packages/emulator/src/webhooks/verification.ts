import { STATUS_CODES } from 'node:http';
import type { Traffic } from '../traffic/traffic.js';
import type { App, AppSubscription } from '../world/model.js';
import type { CallbackClient } from './post.js';

/** Why a callback URL was not accepted, in the words Graph error 2200 uses. */
export class VerificationFailure extends Error {
  override name = 'VerificationFailure';
}

/** The verification GET: the callback has to answer 200 with the challenge as its whole body. */
export async function verifyCallback(
  client: CallbackClient,
  traffic: Traffic,
  app: App,
  subscription: Pick<AppSubscription, 'callbackUrl' | 'verifyToken'>,
  challenge: string,
): Promise<void> {
  const url = new URL(subscription.callbackUrl);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', subscription.verifyToken);
  const headers = { 'user-agent': 'facebookplatform/1.0', accept: '*/*', 'accept-encoding': 'deflate, gzip' };
  const exchange = traffic.begin({
    kind: 'webhook',
    method: 'GET',
    url: url.href,
    requestHeaders: headers,
    topic: 'verification',
    appId: app.id,
  });
  try {
    const answer = await client.send('GET', url, headers);
    exchange.status = answer.status;
    exchange.responseHeaders = answer.headers;
    exchange.responseBody = answer.body;
    if (answer.status !== 200) {
      const words = STATUS_CODES[answer.status] ?? 'Unknown';
      throw new VerificationFailure(`HTTP Status Code = ${answer.status}; HTTP Message = ${words}`);
    }
    if (answer.body.trim() !== challenge) {
      throw new VerificationFailure(
        `the answer is not the challenge: expected "${challenge}", got "${answer.body.slice(0, 80)}"`,
      );
    }
  } catch (error) {
    const failure =
      error instanceof VerificationFailure
        ? error
        : new VerificationFailure(`curl_error = ${reason(error)}; HTTP Status Code = 0`, { cause: error });
    exchange.error = { message: failure.message };
    throw failure;
  } finally {
    traffic.end(exchange);
  }
}

/** What a socket error says, also where Node leaves its message empty. */
export function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

const ABSENCES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether an error says that nobody listens there, so that nothing has been sent. */
export function isAbsence(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isAbsence);
  if (error instanceof VerificationFailure) return isAbsence(error.cause);
  return error instanceof Error && 'code' in error && ABSENCES.has(String(error.code));
}
