import { abResult, abSentence } from '../../campaigns/page/ab-result.js';
import { counted, duration, percent, perSecond, whole } from '../../campaigns/page/numbers.js';
import { paceOf } from '../../campaigns/page/pace.js';
import type { CampaignReport, CampaignState } from '../../campaigns/report.js';
import { apart, columnsOf, type Line, type Span, shortened, span, type Tone } from './line.js';

const WIDEST = 100;
/** In less, lines are cut. */
const NARROWEST = 24;
const INDENT = '  ';
const LABEL = 11;
/** A narrower terminal gets numbers without bars. */
const NARROW = 56;
/** As many reasons as are read at a glance. */
const MOST_REASONS = 4;
/** What is said of a variant takes about so many columns, and its name gets the rest. */
const VARIANT_COUNTS = 48;
const SHORTEST_VARIANT = 8;

const STATE_TONES = {
  scheduled: 'accent',
  running: 'good',
  paused: 'doubt',
  waiting: 'doubt',
  stopped: 'doubt',
  cancelled: 'faint',
  finished: 'good',
  failed: 'bad',
} as const satisfies Record<CampaignState, Tone>;

/** A campaign as lines of a terminal: what it is, how far, how fast, and what became of what was sent. */
export function campaignView(report: CampaignReport, width: number, footer?: string): Line[] {
  const columns = Math.max(NARROWEST, Math.min(width, WIDEST)) - INDENT.length;
  const lines: Line[] = [
    [],
    apart(
      [span(shortened(report.name, columns - report.state.length - 4), 'strong')],
      [span('● ', STATE_TONES[report.state]), span(report.state, 'strong')],
      columns,
    ),
    ...folded(report.reason ?? '', columns).map((line) => [span(line, STATE_TONES[report.state])]),
    [],
    progressBar(report, columns),
    headline(report, columns),
    [],
    ...funnel(report, columns),
    ...apartFrom([...paceLine(report, columns), ...tallies(report, columns)]),
    ...variants(report, columns),
  ];
  if (footer) lines.push([], [span(footer, 'faint')]);
  lines.push([]);
  return lines.map((line) => (line.length > 0 ? [span(INDENT), ...line] : line));
}

/** The same in one line, for files and pipes. */
export function campaignLine(report: CampaignReport): string {
  const { name, state, reason, progress, audience, funnel } = report;
  const parts = [
    `${name}: ${state}`,
    `${whole(progress.sent)} of ${counted(audience.people, 'person', 'people')} sent`,
    ...(state === 'running' ? [perSecond(report.rate.now)] : []),
    `${whole(funnel.delivered)} delivered`,
    `${whole(funnel.read)} read`,
    `${whole(funnel.answered)} answered`,
    ...(progress.failed > 0 ? [`${whole(progress.failed)} failed (${reasons(report.failures)})`] : []),
    ...(progress.doubtful > 0 ? [`${whole(progress.doubtful)} doubtful`] : []),
    ...(progress.skipped > 0 ? [`${whole(progress.skipped)} skipped`] : []),
    ...(state === 'running' && report.secondsLeft !== undefined
      ? [`about ${duration(report.secondsLeft)} left`]
      : []),
  ];
  return `${parts.join(', ')}${reason ? `. ${reason}` : ''}`;
}

function progressBar({ progress, audience }: CampaignReport, columns: number): Line {
  const { sent, failed, doubtful, skipped } = progress;
  const done = percent(sent + failed + doubtful + skipped, audience.people);
  const width = columns - 9;
  const line: Span[] = [];
  let reached = 0;
  let drawn = 0;
  for (const [count, tone] of [
    [sent, 'good'],
    [failed, 'bad'],
    [doubtful, 'doubt'],
    [skipped, 'plain'],
  ] as const) {
    reached += count;
    const end = audience.people > 0 ? Math.floor((reached / audience.people) * width) : 0;
    line.push(span('━'.repeat(Math.max(0, end - drawn)), tone));
    drawn = Math.max(drawn, end);
  }
  return [...line, span('─'.repeat(width - drawn), 'faint'), span(done.padStart(9), 'strong')];
}

function headline(report: CampaignReport, columns: number): Line {
  const { progress, audience, rate, secondsLeft, state } = report;
  const done = progress.sent + progress.failed + progress.doubtful + progress.skipped;
  const left = [span(`${whole(done)} of ${counted(audience.people, 'person', 'people')}`)];
  if (state === 'running') {
    const rest = secondsLeft === undefined ? '' : ` · about ${duration(secondsLeft)} left`;
    return apart(left, [span(perSecond(rate.now), 'strong'), span(rest, 'faint')], columns);
  }
  const { startedAt, endedAt } = report;
  if (startedAt === undefined || endedAt === undefined) return left;
  const took = duration((endedAt - startedAt) / 1000);
  return apart(left, [span(`took ${took}`, 'faint')], columns);
}

function funnel({ funnel }: CampaignReport, columns: number): Line[] {
  const steps = [
    ['Sent', funnel.sent],
    ['Delivered', funnel.delivered],
    ['Read', funnel.read],
    ['Answered', funnel.answered],
  ] as const;
  const numbers = Math.max(...steps.map(([, count]) => whole(count).length));
  return steps.map(([label, count]) => {
    const cells = [labelled(label), span(whole(count).padStart(numbers), 'strong')];
    const share = percent(count, funnel.sent).padStart(9);
    const width = columns - LABEL - numbers - 9 - 3;
    if (columns < NARROW) return [...cells, span(share, 'faint')];
    return [...cells, span(share, 'faint'), span('   '), span(bar(count, funnel.sent, width), 'accent')];
  });
}

function paceLine({ timeline, rate, state }: CampaignReport, columns: number): Line[] {
  const now = state === 'running' ? perSecond(rate.now) : '';
  const limit = rate.limit === null ? '' : `at most ${perSecond(rate.limit)}`;
  const words = [now, limit].filter(Boolean).join(' of ');
  const room = Math.max(8, Math.min(48, columns - LABEL - columnsOf(words) - 3));
  const pace = paceOf(timeline, room);
  if (pace.length < 2) return [];
  return [[labelled('Rate'), span(sparkline(pace), 'accent'), span(`  ${words}`, 'faint')]];
}

function tallies(report: CampaignReport, columns: number): Line[] {
  const { progress, failures, audience } = report;
  const left = leftOut(audience);
  const leftCount = Object.values(left).reduce((sum, count) => sum + count, 0);
  const rows = [
    ['Failed', progress.failed, 'bad', reasons(failures)],
    ['Doubtful', progress.doubtful, 'doubt', 'may have been sent or not'],
    ['Skipped', progress.skipped, 'strong', 'not sent to: the campaign was cancelled'],
    ['Left out', leftCount, 'strong', reasons(left)],
  ] as const;
  const shown = rows.filter(([, count]) => count > 0);
  const numbers = Math.max(
    whole(report.funnel.sent).length,
    ...shown.map(([, count]) => whole(count).length),
  );
  return shown.flatMap(([label, count, tone, why]) => {
    const [first = '', ...others] = folded(why, columns - LABEL - numbers - 3);
    return [
      [labelled(label), span(whole(count).padStart(numbers), tone), span(`   ${first}`, 'faint')],
      ...others.map((line) => [labelled(''), span(`${' '.repeat(numbers + 3)}${line}`, 'faint')]),
    ];
  });
}

/** The rows of an audience that nobody is sent to for, by reason. */
export function leftOut({
  duplicates,
  invalid,
  unreachable,
}: CampaignReport['audience']): Record<string, number> {
  return {
    ...(duplicates > 0 ? { duplicates } : {}),
    ...Object.fromEntries(Object.entries(invalid).map(([reason, { count }]) => [reason, count])),
    ...unreachable,
  };
}

function variants({ variants }: CampaignReport, columns: number): Line[] {
  if (!variants) return [];
  const room = Math.max(SHORTEST_VARIANT, columns - LABEL - VARIANT_COUNTS);
  const widest = Math.min(room, Math.max(...Object.keys(variants).map(columnsOf)));
  const lines = Object.entries(variants).map(([variant, counts]): Line => {
    const name = shortened(variant, widest);
    const said = `${whole(counts.sent)} sent · ${percent(counts.read, counts.sent)} read`;
    return [
      span('Variant'.padEnd(LABEL), 'faint'),
      span(`${name}${' '.repeat(widest - columnsOf(name))}`, 'strong'),
      span(`  ${said} · `),
      span(`${percent(counts.answered, counts.sent)} answered`, 'strong'),
    ];
  });
  const result = abResult(variants);
  const sentence = result ? folded(abSentence(result), columns - LABEL) : [];
  return [[], ...lines, ...sentence.map((line): Line => [labelled(''), span(line, 'faint')])];
}

/** The most frequent first, and how many more there are. */
export function reasons(counts: Readonly<Record<string, number>>): string {
  const all = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  // One more takes no more room than the words that there are others.
  const most = all.length === MOST_REASONS + 1 ? all.length : MOST_REASONS;
  const named = all.slice(0, most).map(([reason, count]) => `${whole(count)} ${reason}`);
  const others = all.slice(most).reduce((sum, [, count]) => sum + count, 0);
  return [...named, ...(others > 0 ? [`${whole(others)} others`] : [])].join(' · ');
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function bar(part: number, all: number, width: number): string {
  const eighths = all > 0 ? Math.round((Math.min(part, all) / all) * width * 8) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

const STEPS = '▁▂▃▄▅▆▇█';

function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, Number.MIN_VALUE);
  return values.map((value) => STEPS[Math.round((value / most) * (STEPS.length - 1))]).join('');
}

function folded(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** With an empty line above, where there is something. */
const apartFrom = (lines: Line[]): Line[] => (lines.length > 0 ? [[], ...lines] : []);

const labelled = (text: string): Span => span(text.padEnd(LABEL), 'faint');
