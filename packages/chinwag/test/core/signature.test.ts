import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import * as node from '../../src/core/crypto/node.js';
import * as web from '../../src/core/crypto/web.js';

const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
const ofNode = (secret: string, data: Uint8Array) => createHmac('sha256', secret).update(data).digest('hex');

const secrets = ['s', 'an app secret', 'x'.repeat(63), 'x'.repeat(64), 'x'.repeat(65), 'ключ'.repeat(40)];
const cases = secrets.flatMap((secret) =>
  [0, 1, 55, 64, 4_096, 100_000].map((length) => ({ secret, length })),
);

test.each(cases)('knows its signature of $length bytes, with “$secret”', async ({ secret, length }) => {
  const data = bytes(length);
  const signature = ofNode(secret, data);
  const other = ofNode(`${secret}!`, data);
  for (const { verifier, hmacSha256 } of [node, web]) {
    const isSigned = verifier(secret);
    expect(await isSigned(data, signature)).toBe(true);
    expect(await isSigned(data, other)).toBe(false);
    expect(await isSigned(bytes(length + 1), signature)).toBe(false);
    expect(await isSigned(data, signature.slice(1))).toBe(false);
    expect(await isSigned(data, signature)).toBe(true);
    expect(await hmacSha256(secret, data)).toBe(signature);
  }
});
