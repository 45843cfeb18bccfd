/**
 * Set beside the emulator of a `chinwag dev`, where nothing may reach anybody real: the file of its campaigns, which are
 * kept nowhere else.
 */
export const DEV_LEDGER = 'CHINWAG_DEV_LEDGER';

/** Undefined in real life. */
export const devLedger = (): string | undefined => globalThis.process?.env?.[DEV_LEDGER] || undefined;
