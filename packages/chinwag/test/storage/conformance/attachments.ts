import { describe, expect, it } from 'vitest';
import type { Scene } from './index.js';
import { incoming } from './place.js';

const LOGO = 'image:9f86d081884c7d65:1110001';
const DAY = 24 * 3_600_000;

export function attachments(scene: Scene): void {
  /** What every storage of ours has. */
  const ids = () => {
    const { storage } = scene;
    return {
      of: (file: string) => storage.attachmentId?.(file),
      keep: (file: string, id: string, lifetime = DAY) => storage.keepAttachmentId?.(file, id, lifetime),
      forget: (file: string, id: string) => storage.forgetAttachmentId?.(file, id),
    };
  };

  describe('ids of attachments', () => {
    it('are remembered, each by itself, until another takes their place', async () => {
      const { of, keep } = ids();
      expect(await of(LOGO)).toBeNull();
      await keep(LOGO, '1857777774821032');
      await keep('image:9f86d081884c7d65:1110002', '2');
      expect(await of(LOGO)).toBe('1857777774821032');
      await keep(LOGO, '3');
      expect(await of(LOGO)).toBe('3');
      expect(await of('image:9f86d081884c7d65:1110002')).toBe('2');
    });

    it('are forgotten when their time is over', async () => {
      const { of, keep } = ids();
      await keep(LOGO, '1', 80 * DAY);
      await keep('other', '2', DAY);
      scene.clock.pass(80 * DAY - 1);
      expect(await of(LOGO)).toBe('1');
      expect(await of('other')).toBeNull();
      scene.clock.pass(1);
      expect(await of(LOGO)).toBeNull();
      await keep(LOGO, '3');
      expect(await of(LOGO)).toBe('3');
    });

    it('are forgotten when they are no good, but not those that came since', async () => {
      const { of, keep, forget } = ids();
      await keep(LOGO, '1');
      await forget(LOGO, '0');
      expect(await of(LOGO)).toBe('1');
      await forget(LOGO, '1');
      expect(await of(LOGO)).toBeNull();
      await keep(LOGO, '2');
      await forget(LOGO, '1');
      expect(await of(LOGO)).toBe('2');
      await forget('unheard of', '1');
    });

    it.each([
      '../../etc/passwd',
      '..%2f',
      'CON',
      'a:b:{c}*?"; DROP TABLE attachments',
      'ü'.repeat(2_000),
      '__proto__',
      ' ',
    ])('may belong to any Page, whatever it calls itself: %j', async (name) => {
      const { of, keep, forget } = ids();
      expect(await of(name)).toBeNull();
      await keep(name, 'its own');
      await keep(`${name}.`, 'another');
      expect(await of(name)).toBe('its own');
      await forget(name, 'its own');
      expect(await of(name)).toBeNull();
      expect(await of(`${name}.`)).toBe('another');
    });

    it('stand in nothing else’s way', async () => {
      await ids().keep('messenger:ann', '1');
      expect(await scene.storage.accept([incoming('1')])).toEqual(['messenger:ann']);
      expect(await scene.storage.read('messenger:ann')).toBeNull();
    });
  });
}
