/** What a person said in answer to a question, as plain data. */
export interface Answer {
  /** What was written, or stands on the button; null when there are no words. */
  text: string | null;
  /** What the tapped button or quick reply carries; null when nothing was tapped. */
  payload: string | null;
  /** Whether a button of some message or of the menu was tapped, which need not have to do with the question. */
  isPostback: boolean;
  attachments: { type: string; payload: unknown }[];
  /** The id of the message, for a reaction or a reply to it. */
  messageId: string | null;
}

/** A medium that a person sent. Its address stops working after a while. */
interface AnsweredMedia {
  url: string;
}

/** What `as` makes of an answer. */
export interface AnswerValues {
  /** The words; of a tap what it carries. */
  text: string;
  /** What the tapped button or quick reply carries; words alone are no answer. */
  payload: string;
  image: AnsweredMedia;
  audio: AnsweredMedia;
  video: AnsweredMedia;
  file: AnsweredMedia;
  location: { coordinates: { lat: number; long: number } };
  /** All that was said. */
  answer: Answer;
}

/** What kind of answer is asked for. */
export type AnswerKind = keyof AnswerValues;

/** A choice that is offered with the question. */
export interface Offer {
  title: string;
  value: string;
}

/** What the answer comes to; undefined when it is not of the kind that is asked for. */
export function valueIn(
  answer: Answer,
  kind: AnswerKind,
  offers: readonly Offer[],
): AnswerValues[AnswerKind] | undefined {
  if (kind === 'answer') return answer;
  const tapped = answer.payload ?? offers.find(({ title }) => isSame(title, answer.text))?.value;
  if (kind === 'payload') return tapped;
  if (kind === 'text') return tapped ?? answer.text ?? undefined;
  const attachment = answer.attachments.find(({ type }) => type === kind);
  return attachment?.payload as AnswerValues[AnswerKind] | undefined;
}

/** Whether somebody said one of these words, or tapped what carries it. */
export function isOneOf(words: readonly string[] | undefined, { text, payload }: Answer): boolean {
  return words?.some((word) => word === payload || isSame(word, text)) ?? false;
}

/** People write `m`, `M` and ` M `, and mean the same. */
function isSame(word: string, said: string | null): boolean {
  return said !== null && word.trim().toLowerCase() === said.trim().toLowerCase();
}
