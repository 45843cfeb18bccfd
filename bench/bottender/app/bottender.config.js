const { STORAGE, STORAGE_PLACE } = process.env;
const { hostname: host, port } = STORAGE === 'redis' ? new URL(STORAGE_PLACE) : {};

module.exports = {
  session: {
    driver: STORAGE,
    stores: {
      memory: { maxSize: 500 },
      file: { dirname: STORAGE_PLACE },
      redis: { host, port: Number(port) },
    },
  },
  channels: {
    messenger: {
      enabled: true,
      path: '/webhooks/messenger',
      pageId: '1110001',
      accessToken: 'bench-token',
      appId: '1',
      appSecret: 'bench-secret',
      verifyToken: 'bench',
      origin: process.env.GRAPH_ORIGIN,
    },
  },
};
