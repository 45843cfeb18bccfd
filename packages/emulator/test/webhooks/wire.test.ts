import { describe, expect, it } from 'vitest';
import { signatures, webhookBytes } from '../../src/webhooks/wire.js';

describe('the bytes of a webhook', () => {
  it.each([
    [{ t: 'ä/' }, '{"t":"\\u00e4\\/"}'],
    [{ t: 'äöå' }, '{"t":"\\u00e4\\u00f6\\u00e5"}'],
    [{ t: '😀' }, '{"t":"\\ud83d\\ude00"}'],
    [{ t: '\u2028\u007f"\\' }, '{"t":"\\u2028\\u007f\\"\\\\"}'],
    [{ t: '\n\u0001' }, '{"t":"\\n\\u0001"}'],
  ])('of %j are %s', (value, bytes) => {
    expect(webhookBytes(value).toString('latin1')).toBe(bytes);
    expect(JSON.parse(bytes)).toEqual(value);
  });

  it('sign to what the platform signs them to', () => {
    const bytes = webhookBytes({ t: 'ä/' });
    expect(bytes).toHaveLength(16);
    expect(signatures(bytes, 'test_secret')).toEqual({
      'x-hub-signature-256': 'sha256=6bb82754733c1fbde38c6e3def52ad4f02f10d31c55820b3dce32a06856b1743',
      'x-hub-signature': 'sha1=85311bfd6a92b623727f0f1f1383f1cecc3d1c37',
    });
  });
});
