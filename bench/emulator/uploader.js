/** Uploads 25 MB whenever it is told to, from a process of its own: reading the file must not slow who measures. */
const [origin, token] = process.argv.slice(2);
const file = new Blob([Buffer.alloc(25 * 2 ** 20 - 1024, 7)]);

process.on('message', async () => {
  const form = new FormData();
  form.set('message', '{"attachment":{"type":"file","payload":{"is_reusable":true}}}');
  form.set('filedata', file, 'large.bin');
  const response = await fetch(`${origin}/me/message_attachments?access_token=${token}`, {
    method: 'POST',
    body: form,
  });
  process.send?.({ status: response.status });
});
