// Bottender 1.5.5 with its Express server and sessions in memory, as its documentation sets it up.
const { createServer } = require('node:http');
const { join } = require('node:path');
const peers = join(__dirname, '..', 'peers', 'node_modules');
const express = require(join(peers, 'express'));
const bodyParser = require(join(peers, 'body-parser'));
process.chdir(join(__dirname, 'app'));
const { bottender } = require(join(peers, 'bottender'));

const app = bottender({ dev: false });
const handle = app.getRequestHandler();
app.prepare().then(() => {
  const server = express();
  server.use(
    bodyParser.json({
      verify: (request, _, buffer) => {
        request.rawBody = buffer.toString();
      },
    }),
  );
  server.all('*', (request, response) => handle(request, response));
  const listening = createServer(server).listen(0, '127.0.0.1', () => {
    process.send?.({ port: listening.address().port, path: '/webhooks/messenger' });
  });
});
