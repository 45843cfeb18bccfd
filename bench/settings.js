/** What the servers under test and the driver agree on. */
export const SECRET = 'bench-secret';
export const TOKEN = 'bench-token';
export const PAGE = '1110001';
export const PATH = '/webhooks/messenger';
export const graphOrigin = () => process.env.GRAPH_ORIGIN ?? '';

/** The channels of Chinwag's bots, each of which sends at most so many messages a second. */
export const channels = (messages) => ({
  messenger: {
    origin: graphOrigin(),
    pageId: PAGE,
    accessToken: TOKEN,
    appSecret: SECRET,
    verifyToken: 'bench',
    pacing: { messages },
  },
});
