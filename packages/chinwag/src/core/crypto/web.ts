const encoder = new TextEncoder();

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** HMAC-SHA256 in lower-case hex. */
export async function hmacSha256(secret: string, data: string | Uint8Array): Promise<string> {
  return sign(await importKey(secret), typeof data === 'string' ? encoder.encode(data) : data);
}

/** Tells whether data was signed with the secret; a signature is 64 hex digits. */
export function verifier(secret: string): (data: Uint8Array, signature: string) => Promise<boolean> {
  let key: Promise<Key> | undefined;
  return async (data, signature) => {
    key ??= importKey(secret);
    return sameBytes(encoder.encode(await sign(await key, data)), encoder.encode(signature));
  };
}

function importKey(secret: string): Promise<Key> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
}

async function sign(key: Key, data: Uint8Array): Promise<string> {
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, new Uint8Array(data)));
  return Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('');
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
