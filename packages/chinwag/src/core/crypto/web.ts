const encoder = new TextEncoder();

/** HMAC-SHA256 in lower-case hex. */
export async function hmacSha256(secret: string, data: string | Uint8Array): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const bytes = typeof data === 'string' ? encoder.encode(data) : new Uint8Array(data);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether the data was signed with the secret; the signature is 64 hex digits. */
export async function isSigned(secret: string, data: Uint8Array, signature: string): Promise<boolean> {
  const expected = await hmacSha256(secret, data);
  return sameBytes(encoder.encode(expected), encoder.encode(signature));
}

/** Compares in a time that does not tell how much is alike. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false;
  let difference = 0;
  for (let index = 0; index < one.byteLength; index++) {
    difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  }
  return difference === 0;
}
