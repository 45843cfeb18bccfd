import type { AnswerKind, AnswerValues } from '../core/dialogue/answer.js';
import type { Validated } from '../core/dialogue/question.js';
import type { MessengerAskOptions } from './asking.js';
import type { Message } from './message.js';

/** A question of a form with its options. */
interface Asked<As extends AnswerKind> extends Omit<MessengerAskOptions<As>, 'as'> {
  question: string | Message;
}

/** One that asks for words, as questions do when they do not say otherwise. */
interface AskedWords extends Asked<'text'> {
  as?: undefined;
}

type AskedFor<As extends AnswerKind> = As extends As ? Asked<As> & { as: As } : never;

/** A field of a form: the question, or the question and its options. */
export type AskedField = Words | AskedWords | AskedFor<AnswerKind>;

/** Any text. That it has no `as` either tells TypeScript which of the fields an object is, and so types `validate`. */
type Words = string & { as?: undefined; readonly length: number };

/** What all questions of a form have in common; a field's own options come first. */
export type FormOptions = Pick<
  MessengerAskOptions,
  'cancel' | 'interrupts' | 'retries' | 'timeout' | 'retry' | 'personaId' | 'tag'
>;

/** What a field comes to. */
type FieldValue<Field> = Field extends string
  ? string
  : OtherwiseOf<Field> | Validated<GivenOf<Field>, ResultOf<Field>>;

type GivenOf<Field> = Field extends { as: infer As extends AnswerKind } ? AnswerValues[As] : string;
type ResultOf<Field> = Field extends { validate: (...args: never[]) => infer Result }
  ? Awaited<Result>
  : true;
type OtherwiseOf<Field> = Field extends { otherwise: infer Otherwise } ? Otherwise : never;

/** What a form comes to: a value for each of its fields. */
export type FormValues<Fields> = { [Name in keyof Fields]: FieldValue<Fields[Name]> };

/** Asks one field after the other. A field's name is its question's id, so its words may change. */
export async function askForm<Fields extends Record<string, AskedField>>(
  fields: Fields,
  common: FormOptions,
  ask: (question: string | Message, options: MessengerAskOptions) => Promise<unknown>,
): Promise<FormValues<Fields>> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { question, ...options } = typeof field === 'string' ? { question: field } : field;
    values[name] = await ask(question, { id: name, ...common, ...options } as MessengerAskOptions);
  }
  return values as FormValues<Fields>;
}
