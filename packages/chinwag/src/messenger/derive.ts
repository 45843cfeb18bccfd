import type { GraphCall } from '../graph/call.js';

/**
 * Methods made from methods. A client's `sendText(psid, …)` and a context's `sendText(…)` are the conversation's
 * `sendText(…)`, with somebody to send it to put in; writing each of them out would only invite differences.
 */

type Method = (...args: never[]) => unknown;

/** The names of a class's public methods. */
export type MethodName<T> = { [K in keyof T]: T[K] extends Method ? K : never }[keyof T] & string;

/** The same methods with one more argument in front. */
export type WithFirst<First, T> = {
  [K in MethodName<T>]: T[K] extends (...args: infer Arguments) => infer Result
    ? (first: First, ...args: Arguments) => Result
    : never;
};

/**
 * Functions that describe calls, as methods that make them; with `'first put in'` without the first argument, which
 * the object knows.
 */
export type MadeCalls<Functions, Arguments extends 'as they are' | 'first put in' = 'as they are'> = {
  [K in keyof Functions]: Functions[K] extends (first: infer First, ...rest: infer Rest) => infer Call
    ? Arguments extends 'first put in'
      ? (...args: Rest) => Promise<ResultOf<Call>>
      : Functions[K] extends (...args: infer All) => unknown
        ? (...args: All) => Promise<ResultOf<Call>>
        : First
    : never;
};

/** What making a call gives. */
export type ResultOf<Call> = Awaited<Call> extends GraphCall<infer Result> ? Result : Awaited<Call>;

/** The names of a prototype's methods, those it inherits left out. */
export function methodNames(prototype: object): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
    return name !== 'constructor' && typeof value === 'function';
  });
}

/** Puts a method of each name on a prototype. */
export function defineMethods<Self extends object>(
  prototype: Self,
  names: Iterable<string>,
  make: (name: string) => (this: Self, ...args: unknown[]) => unknown,
): void {
  for (const name of names) {
    Object.defineProperty(prototype, name, { value: make(name), writable: true, configurable: true });
  }
}

/** Calls a method by its name. */
export function invoke(target: object, name: string, args: unknown[]): unknown {
  return (target as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
}

/** The call that a function describes; what it refuses is a rejection, as it is for every method. */
export async function described(functions: object, name: string, args: () => unknown[]): Promise<GraphCall> {
  return (await invoke(functions, name, args())) as GraphCall;
}
