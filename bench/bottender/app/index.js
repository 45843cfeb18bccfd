const echoes = async (context) => {
  if (context.event.isText) await context.sendText(context.event.text);
};

const counts = async (context) => {
  if (!context.event.isText) return;
  const { count = 0 } = context.state;
  context.setState({ count: count + 1 });
  await context.sendText(`${context.state.count}: ${context.event.text}`);
};

module.exports = process.env.STORAGE === 'memory' ? echoes : counts;
