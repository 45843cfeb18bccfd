import type { GraphCall } from '../../graph/call.js';
import { boolean, number, oneOf, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { type Success, success } from './answer.js';
import { parameters } from './arguments.js';

/** The built-in language understanding. https://developers.facebook.com/docs/graph-api/reference/page/nlp_configs */

const MODELS = [
  'ARABIC',
  'CHINESE',
  'CROATIAN',
  'CUSTOM',
  'DANISH',
  'DUTCH',
  'ENGLISH',
  'FRENCH_STANDARD',
  'GEORGIAN',
  'GERMAN_STANDARD',
  'GREEK',
  'HEBREW',
  'HUNGARIAN',
  'IRISH',
  'ITALIAN_STANDARD',
  'KOREAN',
  'NORWEGIAN_BOKMAL',
  'POLISH',
  'PORTUGUESE',
  'ROMANIAN',
  'SPANISH',
  'SWEDISH',
  'VIETNAMESE',
] as const;

export interface NLPConfig {
  nlpEnabled?: boolean;
  /** The language, or `CUSTOM` with a `customToken`. */
  model?: (typeof MODELS)[number];
  /** The server token of a Wit.ai app. */
  customToken?: string;
  /** Adds details about what was found to the webhook. */
  verbose?: boolean;
  /** How many intents and traits to return besides the best one. */
  nBest?: number;
}

const config = object<NLPConfig>({
  nlpEnabled: boolean(),
  model: oneOf(MODELS),
  customToken: string(),
  verbose: boolean(),
  nBest: number({ min: 0, whole: true }),
});

/** Sets up built-in NLP for the Page. Needs `pages_messaging`. */
export function setNLPConfigs(settings: NLPConfig = {}): GraphCall<Success> {
  const body = parameters('setNLPConfigs', config, settings);
  return { method: 'POST', path: 'me/nlp_configs', body, read: success };
}

/** Turns built-in NLP on: messages come with what was understood under `nlp`. */
export function enableNLP(): GraphCall<Success> {
  return setNLPConfigs({ nlpEnabled: true });
}

/** Turns built-in NLP off. */
export function disableNLP(): GraphCall<Success> {
  return setNLPConfigs({ nlpEnabled: false });
}
