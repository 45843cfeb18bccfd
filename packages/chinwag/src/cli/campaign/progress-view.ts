import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';
import type { CampaignReport } from '../../campaigns/report.js';
import { drawn, type Line, lineColumns } from './line.js';
import { campaignLine, campaignView } from './view.js';

/** Where the progress of a campaign is told. */
export interface ProgressView {
  show(report: CampaignReport): void;
  /** The last word: what stays on the screen. */
  end(report: CampaignReport): void;
}

/** Files and pipes get a line this often, and at each change of state. */
const PLAIN_EVERY = 5_000;
/** How wide a page is that is read from a file. */
const PRINTED_COLUMNS = 80;
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';

/** Redrawn in place at a terminal, plain lines elsewhere, an object a line with `--json`. */
export function progressView(options: { json: boolean; footer?: string }): ProgressView {
  const { stdout, env } = process;
  if (options.json) return new JsonLines();
  if (!stdout.isTTY || env.TERM === 'dumb') return new PlainLines();
  return new LiveView(stdout, { footer: options.footer, coloured: !env.NO_COLOR });
}

/** A campaign as it is, once. */
export function printView(report: CampaignReport): void {
  const { stdout, env } = process;
  const columns = stdout.isTTY ? stdout.columns : PRINTED_COLUMNS;
  const coloured = Boolean(stdout.isTTY) && !env.NO_COLOR;
  for (const line of campaignView(report, columns)) console.log(drawn(line, columns, coloured));
}

class JsonLines implements ProgressView {
  #last = '';

  show(report: CampaignReport): void {
    const line = JSON.stringify(report);
    if (line !== this.#last) console.log(line);
    this.#last = line;
  }

  end(report: CampaignReport): void {
    this.show(report);
  }
}

class PlainLines implements ProgressView {
  #next = 0;
  #about = '';
  #last = '';

  show(report: CampaignReport): void {
    const now = performance.now();
    const about = `${report.state} ${report.reason}`;
    if (now < this.#next && about === this.#about) return;
    this.#next = now + PLAIN_EVERY;
    this.#about = about;
    const line = campaignLine(report);
    if (line !== this.#last) console.log(line);
    this.#last = line;
  }

  end(report: CampaignReport): void {
    this.#next = 0;
    this.show(report);
  }
}

class LiveView implements ProgressView {
  readonly #screen: WriteStream;
  readonly #coloured: boolean;
  readonly #footer: string | undefined;
  readonly #redraw = () => {
    if (this.#last) this.#draw(this.#last, this.#footer);
  };
  #lines: readonly Line[] = [];
  #last: CampaignReport | undefined;

  constructor(screen: WriteStream, options: { footer: string | undefined; coloured: boolean }) {
    this.#screen = screen;
    this.#coloured = options.coloured;
    this.#footer = options.footer;
    screen.write(HIDE_CURSOR);
    screen.on('resize', this.#redraw);
    process.once('exit', showCursor);
  }

  show(report: CampaignReport): void {
    this.#draw(report, this.#footer);
  }

  end(report: CampaignReport): void {
    this.#draw(report);
    this.#screen.off('resize', this.#redraw);
    process.off('exit', showCursor);
    showCursor();
  }

  #draw(report: CampaignReport, footer?: string): void {
    const { columns, rows } = this.#screen;
    // A terminal that has become narrower has broken the old lines into more rows.
    const above = this.#lines.reduce(
      (sum, line) => sum + Math.max(1, Math.ceil(lineColumns(line) / columns)),
      0,
    );
    const all = campaignView(report, columns, footer);
    const lines = (all.length < rows ? all : all.filter((line) => line.length > 0)).slice(0, rows - 1);
    // One write, so that nobody sees it half drawn.
    this.#screen.cork();
    moveCursor(this.#screen, 0, -Math.min(above, rows - 1));
    cursorTo(this.#screen, 0);
    clearScreenDown(this.#screen);
    this.#screen.write(lines.map((line) => `${drawn(line, columns, this.#coloured)}\n`).join(''));
    this.#screen.uncork();
    this.#lines = lines;
    this.#last = report;
  }
}

/** Also when the process ends in the middle. */
function showCursor(): void {
  process.stdout.write(SHOW_CURSOR);
}
