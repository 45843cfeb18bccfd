import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AccessToken, App, Page } from '../world/model.js';
import type { World } from '../world/world.js';
import { refuse } from './error.js';
import { asText } from './param.js';
import type { GraphRequest } from './request.js';

/** Who is calling, by their token. */
export interface Caller {
  token: AccessToken;
  app: App;
  /** The Page a Page token speaks for. */
  page: Page | null;
}

/** A proof made together with `appsecret_time` is good for five minutes. */
const PROOF_LIFE = 5 * 60;

/** Finds out who is calling; refuses tokens that are missing, unknown, expired or invalidated. */
export function authenticate(world: World, request: GraphRequest): Caller {
  if (!request.token) throw refuse(request.path[0] === 'me' ? 'noActiveToken' : 'tokenRequired');
  const token = lookUp(world, request.token.value);
  const app = world.apps.get(token.appId);
  if (!app) throw refuse('appRemoved');
  checkProof(world, app, request);
  return { token, app, page: token.pageId === null ? null : (world.pages.get(token.pageId) ?? null) };
}

/** A token that is known and good; anything else is an error 190. */
export function lookUp(world: World, value: string): AccessToken {
  const token = world.tokens.get(value);
  if (!token) throw refuse(/^[\w|.-]{20,}$/.test(value) ? 'tokenInvalid' : 'tokenGarbage');
  if (token.expiresAt !== null && token.expiresAt <= world.clock.now()) {
    const when = new Date(token.expiresAt).toUTCString();
    throw refuse('tokenExpired', {
      message: `Error validating access token: Session has expired on ${when}.`,
    });
  }
  if (token.invalid !== null) throw refuse(token.invalid === 460 ? 'passwordChanged' : 'tokenRevoked');
  return token;
}

function checkProof(world: World, app: App, request: GraphRequest): void {
  const proof = request.params.appsecret_proof;
  if (proof === undefined) {
    if (app.requireAppSecretProof) throw refuse('proofMissing');
    return;
  }
  const time = request.params.appsecret_time;
  const age = time === undefined ? 0 : Math.abs(world.clock.now() / 1000 - Number(time));
  const signed = time === undefined ? request.token?.value : `${request.token?.value}|${time}`;
  const expected = createHmac('sha256', app.secret).update(asText(signed)).digest();
  const given = /^[0-9a-f]{64}$/.test(asText(proof)) ? Buffer.from(asText(proof), 'hex') : null;
  const right = given !== null && timingSafeEqual(given, expected);
  if (!right || !(age <= PROOF_LIFE)) throw refuse('proofInvalid');
}
