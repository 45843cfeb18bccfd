import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 in lower-case hex. */
export function hmacSha256(secret: string, data: string | Uint8Array): string {
  return createHmac('sha256', secret).update(data).digest('hex');
}

/** Bytes that SHA-256 takes at a time. */
const BLOCK = 64;

/**
 * Tells whether data was signed with the secret; a signature is 64 hex digits. Two digests, which is what an HMAC is:
 * an object of `createHmac`, a stream with memory of its own, takes more than twice as long.
 */
export function verifier(secret: string): (data: Uint8Array, signature: string) => boolean {
  const bytes = Buffer.from(secret);
  const key = Buffer.alloc(BLOCK, 0);
  key.set(bytes.byteLength > BLOCK ? hash('sha256', bytes, 'buffer') : bytes);
  const inner = key.map((byte) => byte ^ 0x36);
  const outer = Buffer.alloc(BLOCK + 32);
  outer.set(key.map((byte) => byte ^ 0x5c));
  return (data, signature) => {
    outer.write(hash('sha256', Buffer.concat([inner, data]), 'hex'), BLOCK, 'hex');
    return sameBytes(Buffer.from(hash('sha256', outer, 'hex'), 'latin1'), Buffer.from(signature, 'latin1'));
  };
}

/** Compares in a time that does not tell how much is alike. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
