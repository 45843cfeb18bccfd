export { type CsvOptions, type CsvPerson, csv } from './csv.js';
export { AudienceError } from './error.js';
export { type JsonLinesOptions, jsonLines } from './json-lines.js';
export type { LabelOptions } from './label.js';
export type { RowFault } from './row.js';
export type { SessionPerson, SessionQuery, SessionsOptions } from './sessions.js';
export type { Source } from './source.js';
