import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 in lower-case hex. */
export function hmacSha256(secret: string, data: string | Uint8Array): string {
  return createHmac('sha256', secret).update(data).digest('hex');
}

/** Whether the data was signed with the secret; the signature is 64 hex digits. */
export function isSigned(secret: string, data: Uint8Array, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(data).digest();
  return sameBytes(expected, Buffer.from(signature, 'hex'));
}

/** Compares in a time that does not tell how much is alike. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
