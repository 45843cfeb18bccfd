import type { Done } from './ledger.js';

/** What a conversation must have come to. */
export interface Expected {
  heard: string[];
  /** What the bot has said, by event, in order; an event that was put aside before may have spoken earlier. */
  replies: { text: string; isInOrder: boolean }[];
  /** What was put aside may have begun to say something that its second time gave it no reason for. */
  begun: string[];
}

interface Question {
  text: string;
  timer: string | undefined;
}

/** Goes through what was done in a conversation, as the bot's author would with paper and pencil. */
export function expectedOf(done: readonly Done[]): Expected {
  const heard: string[] = [];
  const replies: Expected['replies'] = [];
  const begun: string[] = [];
  let open: Question | undefined;

  for (const { identity, text: kept, session, wasParked } of done) {
    const say = (...texts: string[]) =>
      replies.push(...texts.map((text) => ({ text, isInOrder: !wasParked })));
    if (identity === '') {
      // What was done from outside: without a session it failed, and keeps nothing.
      const label = (session?.state.heard as string[] | undefined)?.at(-1);
      if (label) heard.push(label);
      continue;
    }
    if (kept.startsWith('scheduled:')) {
      const { say: said, timeout } = JSON.parse(kept.slice('scheduled:'.length));
      if (said) say(said.message.text);
      else if (open && open.timer === timeout) {
        heard.push(`${open.text} timed out`);
        say(`${open.text} timed out`);
        open = undefined;
      }
      continue;
    }
    if (kept === '') continue;
    const [{ message }] = JSON.parse(kept).entry[0].messaging;
    if (message.is_echo) continue;
    const text: string = message.text;
    if (wasParked) begun.push(text);
    if (open) {
      heard.push(`${open.text}=${text}`);
      say(`${open.text} answered`);
      open = undefined;
      continue;
    }
    heard.push(text);
    switch (text.split(' ')[0]) {
      case 'burst':
        say(`${text} a`, `${text} b`, `${text} c`);
        break;
      case 'ask':
        say(`${text}?`);
        open = { text, timer: session?.dialogue?.open.timer };
        break;
      case 'later':
        say(`${text} soon`);
        break;
      default:
        say(`${text} a`, `${text} b`);
    }
  }
  return { heard, replies, begun };
}
