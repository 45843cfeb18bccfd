import { hmacSha256 } from '#crypto';
import { ConfigError } from '../core/errors.js';

/** All that a token adds to a request, made once. */
export interface Credentials {
  readonly token: string;
  /** HMAC-SHA256 of the token under the app secret, if it is to be sent. */
  readonly proof: string | undefined;
  /** What must not show in any error of a request with this token. */
  readonly secrets: readonly string[];
  /** For a request with a JSON body, and one without. */
  readonly headers: {
    readonly json: Readonly<Record<string, string>>;
    readonly plain: Readonly<Record<string, string>>;
  };
}

/** More Pages than one process serves; beyond, all are made anew rather than kept for ever. */
const MOST = 1000;

/** Makes and remembers the credentials of each token. */
export class Keyring {
  #appSecret: string | undefined;
  #proves: boolean;
  #known = new Map<string, Credentials>();

  /** Without an `appSecret` nothing can be proved. */
  constructor(appSecret: string | undefined, proves: boolean) {
    this.#appSecret = appSecret;
    this.#proves = proves;
  }

  /** Undefined until {@link make} has been called for this token. */
  find(token: string): Credentials | undefined {
    return this.#known.get(token);
  }

  /** At once where the platform's crypto answers at once, so that no later call overtakes the first. */
  make(token: string | undefined): Credentials | Promise<Credentials> {
    checkToken(token);
    const secret = this.#proves ? this.#appSecret : undefined;
    if (secret === undefined) return this.#keep(token, undefined);
    const proof = hmacSha256(secret, token) as string | Promise<string>;
    return typeof proof === 'string'
      ? this.#keep(token, proof)
      : proof.then((made) => this.#keep(token, made));
  }

  #keep(token: string, proof: string | undefined): Credentials {
    const plain = { authorization: `Bearer ${token}` };
    const json = { ...plain, 'content-type': 'application/json' };
    const secrets = [token, this.#appSecret, proof].filter((secret) => secret !== undefined);
    const credentials = { token, proof, secrets, headers: { json, plain } };
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(token, credentials);
    return credentials;
  }
}

/** Printable ASCII: anything else could not travel in a header, or would begin another one. */
const TOKEN = /^[\x21-\x7e]+$/;

/** Says what is wrong with a token, never what it is. */
export function checkToken(token: string | undefined): asserts token is string {
  if (token === undefined || token === '') {
    throw new ConfigError('There is no access token.', {
      hint: 'Set accessToken: on Messenger the token of the Page (MESSENGER_ACCESS_TOKEN).',
    });
  }
  if (typeof token !== 'string' || !TOKEN.test(token)) {
    throw new ConfigError('accessToken holds characters that no token has: blanks, line ends or the like.', {
      hint: 'Copy the token again, without quotes and line breaks.',
    });
  }
}
