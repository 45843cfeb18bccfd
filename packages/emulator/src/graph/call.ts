import type { Platform } from '../platform.js';
import type { App, Label, Message, OptIn, Page, Person, Persona, Thread } from '../world/model.js';
import type { Caller } from './caller.js';
import { refuse } from './error.js';
import { asText, Param } from './param.js';
import type { GraphRequest } from './request.js';

/** What the first piece of a path stands for. */
export type Node =
  | { kind: 'root' }
  | { kind: 'page'; page: Page }
  | { kind: 'app'; app: App }
  | { kind: 'user' }
  | { kind: 'ad-account' }
  | { kind: 'app-scoped person'; person: Person }
  | { kind: 'opt-in'; optIn: OptIn }
  | { kind: 'person'; thread: Thread }
  | { kind: 'persona'; persona: Persona }
  | { kind: 'label'; label: Label }
  | { kind: 'conversation'; thread: Thread }
  | { kind: 'message'; thread: Thread; message: Message };

/** One request to the Graph API while it is being answered. */
export class Call {
  readonly platform: Platform;
  readonly request: GraphRequest;
  readonly caller: Caller;
  readonly node: Node;
  /** Whom it is about, for the record of traffic. */
  psid: string | undefined;
  /** What is taken and yet will not look as it was meant. */
  readonly advice: string[] = [];

  constructor(platform: Platform, request: GraphRequest, caller: Caller, node: Node) {
    this.platform = platform;
    this.request = request;
    this.caller = caller;
    this.node = node;
  }

  get world() {
    return this.platform.world;
  }

  param(name: string): Param {
    return new Param(this.request.params[name], name, this.advice);
  }

  /** The Page of the token, which nearly everything here needs. */
  get page(): Page {
    if (!this.caller.page) throw refuse('permission', { message: 'This call needs a Page access token.' });
    return this.caller.page;
  }

  /** The names in `fields`; undefined when none were asked for. Nested selections (`a{b}`) keep their name only. */
  get fields(): string[] | undefined {
    const fields = this.request.params.fields;
    if (fields === undefined || fields === '') return undefined;
    const flat = Array.isArray(fields) ? fields.map(asText) : splitFields(asText(fields));
    return flat.map((field) => field.trim().replace(/[.{(].*$/s, '')).filter(Boolean);
  }
}

/** Splits at commas outside of braces and brackets. */
function splitFields(text: string): string[] {
  const fields = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '{' || char === '(') depth++;
    if (char === '}' || char === ')') depth--;
    if (char === ',' && depth === 0) fields.push('');
    else fields[fields.length - 1] += char;
  }
  return fields;
}

/** Answers a call: with a body, or by throwing a GraphError. */
export type Handler = (call: Call) => unknown;

/** Routes by method, kind of node and edge: `POST page/messages`, `GET person`. */
export type Routes = Record<string, Handler>;
