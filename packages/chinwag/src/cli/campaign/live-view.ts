import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { format } from 'node:util';
import type { CampaignReport } from '../../campaigns/report.js';
import { drawn, type Line, lineColumns } from './line.js';
import { campaignView } from './view.js';
import type { ProgressView } from './watching.js';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** The last line while it is watched, by how it stands. */
export type Footer = (report: CampaignReport) => string;

/** A campaign at a terminal: drawn again in its place whenever something has changed. */
export class LiveView implements ProgressView {
  readonly #screen: WriteStream;
  readonly #coloured: boolean;
  readonly #footer: Footer | undefined;
  readonly #redraw = () => {
    if (this.#last) this.show(this.#last);
  };
  readonly #stopListening: () => void;
  #lines: readonly Line[] = [];
  #last: CampaignReport | undefined;

  constructor(screen: WriteStream, options: { footer: Footer | undefined; coloured: boolean }) {
    this.#screen = screen;
    this.#coloured = options.coloured;
    this.#footer = options.footer;
    screen.write(HIDE_CURSOR);
    screen.on('resize', this.#redraw);
    process.once('exit', showCursor);
    this.#stopListening = whatIsSaid((words) => this.#sayAbove(words));
  }

  show(report: CampaignReport): void {
    this.#draw(report, this.#footer?.(report));
  }

  end(report: CampaignReport): void {
    this.leave();
    this.#draw(report);
  }

  leave(): void {
    this.#stopListening();
    this.#screen.off('resize', this.#redraw);
    process.off('exit', showCursor);
    showCursor();
  }

  #sayAbove(words: string): void {
    this.#clear();
    this.#screen.write(`${words}\n`);
    this.#lines = [];
    this.#redraw();
  }

  #draw(report: CampaignReport, footer?: string): void {
    const { columns, rows } = sizeOf(this.#screen);
    const all = campaignView(report, columns, footer);
    const lines = (all.length < rows ? all : all.filter((line) => line.length > 0)).slice(0, rows - 1);
    // One write, so that nobody sees it half drawn.
    this.#screen.cork();
    this.#clear();
    this.#screen.write(lines.map((line) => `${drawn(line, columns, this.#coloured)}\n`).join(''));
    this.#screen.uncork();
    this.#lines = lines;
    this.#last = report;
  }

  #clear(): void {
    const { columns, rows } = sizeOf(this.#screen);
    // A terminal that has become narrower has broken the old lines into more rows.
    const above = this.#lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(lineColumns(line) / columns)),
      0,
    );
    moveCursor(this.#screen, 0, -Math.min(above, rows - 1));
    cursorTo(this.#screen, 0);
    clearScreenDown(this.#screen);
  }
}

/** Some terminals, of build servers and editors, do not tell, and say 0. */
const sizeOf = ({ columns, rows }: WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

/** Also when the process ends in the middle. */
function showCursor(): void {
  process.stdout.write(SHOW_CURSOR);
}

/** Hears what is logged meanwhile, which would run through the view: each time a line, of errors what they say. */
function whatIsSaid(hear: (words: string) => void): () => void {
  const { log, info, warn, error } = console;
  const listen = (...said: unknown[]) =>
    hear(format(...said.map((each) => (each instanceof Error ? `${each.name}: ${each.message}` : each))));
  Object.assign(console, { log: listen, info: listen, warn: listen, error: listen });
  return () => Object.assign(console, { log, info, warn, error });
}
