import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colour for people only: not in files and pipes, not where NO_COLOR says so. */
const coloured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const style = (format: Format) => (text: string) => (coloured ? styleText(format, text) : text);

export const bold = style('bold');
export const dim = style('dim');
export const green = style('green');
export const red = style('red');
export const yellow = style('yellow');
