import type { FaultEffect } from '../faults/fault.js';
import type { Platform } from '../platform.js';
import { type GraphAnswer, refusalAnswer } from './answer.js';
import { GraphError } from './error.js';
import { asText, isRecord } from './param.js';
import type { Refusal } from './refusal.js';
import { KNOWN_REFUSALS } from './refusals.js';
import type { GraphRequest } from './request.js';

const SORRY =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>';

/** Answers a request that faults have struck; `carryOut` does what it asks for. */
export async function struck(
  platform: Platform,
  effects: FaultEffect[],
  request: GraphRequest,
  trace: string,
  carryOut: () => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  for (const effect of effects) {
    if (effect.type === 'delay') await new Promise((resolve) => setTimeout(resolve, effect.milliseconds));
    if (effect.type === 'expire_token') {
      const token = platform.world.tokens.get(request.token?.value ?? '');
      if (token) token.expiresAt = platform.world.clock.now();
    }
  }
  const failure = effects.find(
    (effect) => effect.type === 'error' || effect.type === 'drop' || effect.type === 'html',
  );
  if (!failure) return carryOut();
  if (failure.taken) {
    const answer = await carryOut();
    // What the platform itself refuses was not taken, and its own words are the better ones.
    if (answer.error) return answer;
  }
  if (failure.type === 'drop') return { status: 0, body: null, error: null, broken: true };
  if (failure.type === 'html') return { status: failure.status ?? 502, body: SORRY, error: null, html: true };
  const answer = refusalAnswer(new GraphError(refusalOf(failure)), trace);
  const { minutesToRegain } = failure;
  return minutesToRegain === undefined ? answer : { ...answer, usage: { percent: 100, minutesToRegain } };
}

function refusalOf({ code, subcode, message }: Extract<FaultEffect, { type: 'error' }>): Refusal {
  const known = KNOWN_REFUSALS.find((refusal) => refusal.code === code && refusal.subcode === subcode);
  return { ...known, code, subcode, message: message ?? known?.message ?? 'An error that was asked for.' };
}

/** Whom a send goes to, as far as that can be told before it is checked. */
export function addressee({ params }: GraphRequest): string | undefined {
  const { recipient } = params;
  if (isRecord(recipient) && recipient.id !== undefined) return asText(recipient.id);
  return typeof recipient === 'string' ? /\d{5,}/.exec(recipient)?.[0] : undefined;
}
