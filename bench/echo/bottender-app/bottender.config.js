module.exports = {
  session: { driver: 'memory', stores: { memory: { maxSize: 500 } } },
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
