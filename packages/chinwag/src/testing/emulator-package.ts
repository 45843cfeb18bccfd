import { ConfigError } from '../core/errors.js';

/** The emulator, loaded when it is needed: a bot in production does without it. */
export async function loadEmulator(): Promise<typeof import('@chinwag/emulator')> {
  try {
    return await import('@chinwag/emulator');
  } catch (cause) {
    throw new ConfigError('@chinwag/emulator is not installed', {
      hint: 'Run `npm install --save-dev @chinwag/emulator`.',
      cause,
    });
  }
}
