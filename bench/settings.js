/** What the servers under test and the driver agree on. */
export const SECRET = 'bench-secret';
export const TOKEN = 'bench-token';
export const PAGE = '1110001';
export const PATH = '/webhooks/messenger';
export const graphOrigin = () => process.env.GRAPH_ORIGIN ?? '';
