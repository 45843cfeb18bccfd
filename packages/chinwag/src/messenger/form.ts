import type { AnswerKind, AnswerValues } from '../core/dialogue/answer.js';
import type { Validated } from '../core/dialogue/question.js';
import type { MessengerAskOptions } from './asking.js';
import type { Message } from './message.js';

/** A question of a form with its options. */
type Asked<As extends AnswerKind> = MessengerAskOptions<As> & { question: string | Message };

/** A field of a form: the question, or the question and its options. */
export type AskedField =
  | string
  | (Asked<'text'> & { as?: 'text' })
  | { [As in AnswerKind]: Asked<As> & { as: As } }[AnswerKind];

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
