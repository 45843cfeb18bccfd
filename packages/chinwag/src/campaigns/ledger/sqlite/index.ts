export { LEDGER_FILE, SqliteLedger, type SqliteLedgerOptions } from './ledger.js';
