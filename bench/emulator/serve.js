/** An emulator in a process of its own; says where it is and, when asked, what it has used. */
const options = JSON.parse(process.argv[2] ?? '{}');
const began = performance.now();
const { startEmulator } = await import('@chinwag/emulator');
const loaded = performance.now();
const emulator = await startEmulator(options);
const ready = performance.now();
const people = await Promise.all(Array.from({ length: 200 }, () => emulator.person()));
process.send?.({
  origin: emulator.origin,
  token: emulator.page.accessToken,
  pageId: emulator.page.id,
  psids: people.map(({ psid }) => psid),
  loading: loaded - began,
  starting: ready - loaded,
});
process.on('message', async (order) => {
  if (order === 'usage') {
    globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ heap: process.memoryUsage().heapUsed, cpu: user + system });
  }
  // Everybody speaks at once, as often as was asked for; answers when the bot has heard all of it.
  if (typeof order === 'object') {
    const start = performance.now();
    let said = 0;
    await Promise.all(
      people.map(async (person) => {
        while (said++ < order.say) await person.says('Hello there');
      }),
    );
    process.send?.({ milliseconds: performance.now() - start });
  }
});
