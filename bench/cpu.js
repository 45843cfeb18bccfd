// Loaded into each server under test: tells the CPU time it has used, in microseconds, whenever it is asked.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpu: user + system });
});
