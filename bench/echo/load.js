export { stubGraph } from '../graph-stub.js';
