export { RedisLedger, type RedisLedgerOptions } from './ledger.js';
