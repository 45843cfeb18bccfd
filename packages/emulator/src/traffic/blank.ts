const SECRET_NAMES = new Set([
  'access_token',
  'oauth_token',
  'input_token',
  'fb_exchange_token',
  'client_secret',
  'appsecret_proof',
  'authorization',
  'verify_token',
  'hub.verify_token',
]);
const IN_QUERY =
  /\b(access_token|oauth_token|input_token|fb_exchange_token|client_secret|appsecret_proof|verify_token)=[^&\s"]+/g;

export const BLANK = '•••';

/** A text without the secrets that addresses and form bodies carry. */
export function blankText(text: string): string {
  return text.includes('=') ? text.replace(IN_QUERY, `$1=${BLANK}`) : text;
}

/** A copy of a value without tokens, secrets and proofs, however deep they are. */
export function blank(value: unknown): unknown {
  if (typeof value === 'string') return blankText(value);
  if (Array.isArray(value)) return value.map(blank);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    copy[name] = SECRET_NAMES.has(name.toLowerCase()) && typeof inner === 'string' ? BLANK : blank(inner);
  }
  return copy;
}
