export type * from './control/protocol.js';
