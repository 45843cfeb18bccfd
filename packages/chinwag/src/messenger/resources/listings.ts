/** What takes several requests: the way to make one comes first, and a client puts in its own. */
export { getAllPersonas } from './personas.js';
