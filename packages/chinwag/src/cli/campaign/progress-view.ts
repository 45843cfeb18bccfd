import type { CampaignReport } from '../../campaigns/report.js';
import { drawn } from './line.js';
import { type Footer, LiveView } from './live-view.js';
import { campaignLine, campaignView } from './view.js';
import type { ProgressView } from './watching.js';

/** Files and pipes get a line this often, and at each change of state. */
const PLAIN_EVERY = 5_000;
/** How wide a page is that is read from a file. */
const PRINTED_COLUMNS = 80;

/** Redrawn in place at a terminal, plain lines elsewhere, an object a line with `--json`. */
export function progressView(options: { json: boolean; footer?: Footer }): ProgressView {
  const { stdout, env } = process;
  if (options.json) return new JsonLines();
  if (!stdout.isTTY || env.TERM === 'dumb') return new PlainLines();
  return new LiveView(stdout, { footer: options.footer, coloured: !env.NO_COLOR });
}

/** A campaign as it is, once. */
export function printView(report: CampaignReport): void {
  const { stdout, env } = process;
  const columns = (stdout.isTTY && stdout.columns) || PRINTED_COLUMNS;
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

  leave(): void {}
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

  leave(): void {}
}
