const BLANK = '…';

/** What secrets look like, wherever they turn up. */
const shapes: readonly [RegExp, string][] = [
  [/\bEAA[\w-]{12,}/g, BLANK],
  [/\bIG[A-Z]{2}[\w-]{20,}/g, BLANK],
  [/\b\d{6,}(?:\||%7C)[\w-]{12,}/gi, BLANK],
  [/\b(Bearer|OAuth)\s+[\w|%.~+/=-]{12,}/gi, `$1 ${BLANK}`],
  [
    /\b(access_token|input_token|oauth_token|fb_exchange_token|client_secret|appsecret_proof)\b((?:\\?["'])?\s*(?:[=:]|%3D)\s*(?:\\?["'])?)[^\s&"'\\<>,}]+/gi,
    `$1$2${BLANK}`,
  ],
];

/**
 * Blanks whatever is, or looks like, a token or a secret. `secrets` are the ones known to the caller; they are
 * found in their URL-encoded form too.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    clean = clean.replaceAll(secret, BLANK).replaceAll(encodeURIComponent(secret), BLANK);
  }
  for (const [shape, blank] of shapes) clean = clean.replace(shape, blank);
  return clean;
}
