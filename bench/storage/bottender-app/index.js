module.exports = async function App(context) {
  if (!context.event.isText) return;
  context.setState({ count: context.state.count + 1 });
  await context.sendText(`${context.state.count}: ${context.event.text}`);
};
