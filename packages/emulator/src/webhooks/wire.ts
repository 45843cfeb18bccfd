import { createHmac } from 'node:crypto';

/**
 * The bytes of a webhook as Messenger writes them: every character outside ASCII as `\uXXXX` with lower-case
 * digits, and `/` as `\/`. The signature is over exactly these bytes.
 */
export function webhookBytes(body: unknown): Buffer {
  const json = JSON.stringify(body)
    .replace(/\//g, '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(json, 'ascii');
}

/** Both signature headers of a webhook. */
export function signatures(bytes: Buffer, appSecret: string): Record<string, string> {
  const hex = (algorithm: string) => createHmac(algorithm, appSecret).update(bytes).digest('hex');
  return { 'x-hub-signature': `sha1=${hex('sha1')}`, 'x-hub-signature-256': `sha256=${hex('sha256')}` };
}
