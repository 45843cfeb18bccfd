export { fetchHandler } from './fetch.js';
export { createNodeServer, nodeListener, type Receive } from './node.js';
