/** What a bot does whose storage is measured: it counts what each person says, and answers with one send. */
export async function count(context) {
  if (!context.event.isText) return;
  context.setState({ count: context.state.count + 1 });
  await context.sendText(`${context.state.count}: ${context.event.text}`);
}
