import { Impossible } from '../people/refusal.js';

/** What was given, by name, not looked at yet. */
export type Values = Record<string, unknown>;

export function optionalText(values: Values, field: string): string | undefined {
  const value = values[field];
  if (value === undefined || typeof value === 'string') return value;
  throw new Impossible(`${field} must be a text.`, { field });
}
