import { eventKind } from './kind.js';
import { needed, number, shape, text } from './wire.js';

/** `message_edit`. */
export interface WireMessageEdit {
  mid: string;
  text: string;
  num_edit: number;
}

/** A person changed what they had written. */
export interface MessageEdit {
  /** The message that was changed. */
  mid: string;
  /** The text it has now. */
  text: string;
  /** The how manieth edit this is; Messenger allows five. */
  numEdit: number;
}

export const edit = eventKind(
  shape<WireMessageEdit, MessageEdit>({
    mid: needed('mid', text),
    text: needed('text', text),
    numEdit: needed('num_edit', number),
  }),
  { keys: ['message_edit'], identity: ({ mid, num_edit }) => `${mid}:${num_edit}` },
);
