import { styleText } from 'node:util';

/** What a piece of a line means; what it looks like is said once, here. */
export type Tone = 'plain' | 'strong' | 'faint' | 'good' | 'bad' | 'doubt' | 'accent';

export interface Span {
  text: string;
  tone: Tone;
}

/** A line of a terminal, before it has colours. */
export type Line = readonly Span[];

const STYLES = {
  plain: [],
  strong: ['bold'],
  faint: ['dim'],
  good: ['green'],
  bad: ['red'],
  doubt: ['yellow'],
  accent: ['cyan'],
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

const ZERO_WIDTH = /^[\p{Mark}\p{Cf}]$/u;
const DOUBLE_WIDTH =
  /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]$/u;

/** How many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const sign of text) columns += ZERO_WIDTH.test(sign) ? 0 : DOUBLE_WIDTH.test(sign) ? 2 : 1;
  return columns;
}

export const lineColumns = (line: Line) => line.reduce((sum, { text }) => sum + columnsOf(text), 0);

/** The left and the right end of a line, apart by as much as the width has. */
export function apart(left: Line, right: Line, width: number): Line {
  const gap = Math.max(2, width - lineColumns(left) - lineColumns(right));
  return [...left, span(' '.repeat(gap)), ...right];
}

/** A line as a terminal takes it: cut to the width, since one that wraps could not be redrawn in place. */
export function drawn(line: Line, width: number, coloured: boolean): string {
  const isCut = lineColumns(line) > width;
  let left = isCut ? width - 1 : width;
  let text = '';
  for (const { text: whole, tone } of line) {
    const part = head(whole, left);
    left -= columnsOf(part);
    text +=
      coloured && part && tone !== 'plain'
        ? styleText([...STYLES[tone]], part, { validateStream: false })
        : part;
    if (left <= 0) break;
  }
  return isCut ? `${text}…` : text.trimEnd();
}

/** A text that takes no more than so many columns. */
export const shortened = (text: string, columns: number) =>
  columnsOf(text) > columns ? `${head(text, columns - 1)}…` : text;

function head(text: string, columns: number): string {
  let taken = '';
  let left = columns;
  for (const sign of text) {
    left -= columnsOf(sign);
    if (left < 0) break;
    taken += sign;
  }
  return taken;
}
