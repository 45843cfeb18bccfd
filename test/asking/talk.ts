import { type Action, type ChinwagConfig, MemoryStorage, type Storage } from 'chinwag';
import type { MessengerContext } from 'chinwag/messenger';
import { onTestFinished } from 'vitest';
import { listeningBot, PERSON, post, stubGraph, textEvent, webhook } from '../bot.js';

export type State = Record<string, unknown>;
type Graph = Awaited<ReturnType<typeof stubGraph>>;
export type App = Action<MessengerContext<State>>;

/** A conversation with a bot that may be replaced by another process with the same storage. */
export async function talk(
  app: App,
  {
    storage: shared = new MemoryStorage() as Storage,
    ...config
  }: ChinwagConfig<State> & { storage?: Storage } = {},
) {
  const graph = await stubGraph();
  onTestFinished(() => graph.close());
  const logged: string[] = [];
  const errors: unknown[] = [];
  const log = (...words: unknown[]) => logged.push(words.map(String).join(' '));
  const start = async (action: App, storage: Storage) => {
    const started = await listeningBot(graph.origin, action as never, {
      storage,
      logger: { debug: log, info: log, warn: log, error: log },
      onError: (_, { error }) => {
        errors.push(error);
      },
      ...(config as object),
    });
    onTestFinished(() => started.bot.close());
    return started;
  };
  let storage = shared;
  let running = await start(app, storage);
  const event = async (what: object) => {
    const before = graph.requests.length;
    await post(running.url, webhook(what));
    await running.bot.drained();
    return said(graph, before);
  };
  return {
    graph,
    get storage() {
      return storage;
    },
    logged,
    errors,
    get bot() {
      return running.bot;
    },
    /** Hands in an event; answers what the person is told. */
    event,
    says: (text: string) => event(textEvent(text)),
    taps: (title: string, payload: string) =>
      event({ message: { mid: `m_${Math.random()}`, text: title, quick_reply: { payload } } }),
    presses: (payload: string) =>
      event({ postback: { mid: `m_${Math.random()}`, title: 'A button', payload } }),
    /** Another process with other code, which finds what the first has kept. */
    async deploy(action: App, found: Storage = storage) {
      await running.bot.close();
      storage = found;
      running = await start(action, storage);
    },
    async state() {
      return (await storage.read(`messenger:${PERSON}`))?.state;
    },
    /** Lets time pass for what is scheduled; answers what the person is told then. */
    async after(milliseconds: number, count: number) {
      const before = graph.requests.length;
      await storage.promote(Date.now() + milliseconds);
      await graph.received(before + count);
      await running.bot.drained();
      return said(graph, before);
    },
  };
}

/** What the requests from this one on tell the person. */
export function said(graph: Graph, from: number) {
  return graph.requests.slice(from).map(({ json }) => {
    const message = json.message as { text?: string; attachment?: object } | undefined;
    return message?.text ?? (message ? 'a template' : String(json.sender_action));
  });
}
