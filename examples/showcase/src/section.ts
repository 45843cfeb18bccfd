import { type Action, withProps } from 'chinwag';
import type { QuickReply } from 'chinwag/messenger';
import { payload, type Route, text } from 'chinwag/router';
import type { TeaHouseContext } from './visit.js';

/** One thing to try. Its last message carries the quick replies that lead on. */
export type Sample = Action<TeaHouseContext, { quickReplies: QuickReply[] }>;

/** A part of the showcase: what it is called on the menu, and the way to everything in it. */
export interface Section {
  title: string;
  routes: Route<TeaHouseContext>[];
}

/** An invitation, samples by their names, and routes for what people answer to the samples. */
export function section(
  title: string,
  invitation: string,
  samples: Record<string, Sample>,
  answers: Route<TeaHouseContext>[] = [],
): Section {
  const quickReplies = [...Object.keys(samples), 'Menu'].map((name) => reply(name));
  return {
    title,
    routes: [
      ...named(title, (context) => context.sendText(invitation, { quickReplies })),
      ...Object.entries(samples).flatMap(([name, sample]) =>
        named(name, withProps(sample, { quickReplies })),
      ),
      ...answers,
    ],
  };
}

/** The way to an action: a tap on its name, or the name typed in capitals or not. */
export function named(name: string, action: Action<TeaHouseContext>): Route<TeaHouseContext>[] {
  return [payload(name, action), text(new RegExp(`^\\s*${name}\\s*$`, 'i'), action)];
}

/** A quick reply whose payload is its title. */
export function reply(title: string, imageUrl?: string): QuickReply {
  return { contentType: 'text', title, payload: title, ...(imageUrl && { imageUrl }) };
}

/** The quick replies after an answer: back to its section, or to the menu. */
export function backTo(title: string): QuickReply[] {
  return [reply(title), reply('Menu')];
}
