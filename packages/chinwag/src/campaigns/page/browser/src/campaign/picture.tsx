import { render } from 'preact';
import type { CampaignReport } from '../../../../report.js';
import { counted, duration, percent } from '../../../numbers.js';
import { clock } from './clock.js';
import { FUNNEL_HEIGHT, FunnelDrawing } from './FunnelDrawing.js';
import { stateWord } from './state-words.js';
import { TIMELINE_HEIGHT, TimelineDrawing } from './TimelineDrawing.js';

const WIDTH = 1200;
const MARGIN = 48;
const HEAD = 112;
const GAP = 40;
const HEIGHT = HEAD + FUNNEL_HEIGHT + GAP + TIMELINE_HEIGHT + MARGIN;
/** Pixels of the picture for each of the drawing, so that it stays sharp on any screen. */
const SHARPNESS = 2;
/** What a style sheet gives to a drawing, and a picture must bring itself. */
const INLINED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
] as const;

/** Saves the campaign's two drawings as a PNG, in the colours the page has now. */
export async function savePicture(report: CampaignReport): Promise<void> {
  const host = document.createElement('div');
  host.className = 'unseen';
  host.setAttribute('aria-hidden', 'true');
  document.body.append(host);
  try {
    render(<Poster report={report} />, host);
    const drawing = host.querySelector('svg');
    if (!drawing) return;
    fit(drawing.querySelector('.poster-title'), WIDTH - 2 * MARGIN);
    save(await painted(withStyles(drawing)), `${report.name}.png`);
  } finally {
    render(null, host);
    host.remove();
  }
}

function Poster({ report }: { report: CampaignReport }) {
  const { name, state, startedAt, endedAt, audience, progress, funnel, timeline } = report;
  const took = startedAt && endedAt ? `, took ${duration((endedAt - startedAt) / 1000)}` : '';
  const done = percent(progress.sent, audience.people);
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="poster"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
    >
      <title>{name}</title>
      <rect class="poster-paper" width={WIDTH} height={HEIGHT} />
      <text class="poster-title" x={MARGIN} y={58}>
        {name}
      </text>
      <text class="poster-about" x={MARGIN} y={84}>
        {`${stateWord(state)} · sent to ${done} of ${counted(audience.people, 'person', 'people')}${startedAt ? ` · ${clock(startedAt)}${took}` : ''}`}
      </text>
      <g transform={`translate(${MARGIN} ${HEAD})`}>
        <FunnelDrawing funnel={funnel} width={WIDTH - 2 * MARGIN} />
      </g>
      {timeline.length > 1 && (
        <g transform={`translate(${MARGIN} ${HEAD + FUNNEL_HEIGHT + GAP})`}>
          <TimelineDrawing timeline={timeline} width={WIDTH - 2 * MARGIN} />
        </g>
      )}
    </svg>
  );
}

/** Outside the page there is no style sheet: each part takes what it looks like along. */
function withStyles(drawing: SVGSVGElement): SVGSVGElement {
  for (const part of drawing.querySelectorAll('rect, path, line, circle, text')) {
    const style = getComputedStyle(part);
    for (const name of INLINED) part.setAttribute(name, style.getPropertyValue(name));
    part.setAttribute('font-family', withoutEmoji(style.fontFamily));
  }
  return drawing;
}

/** The page's face for emoji is declared in its style sheet; without that, its digits would be taken for all. */
const withoutEmoji = (families: string) =>
  families
    .split(',')
    .filter((family) => !/^\s*["']?Emoji["']?\s*$/.test(family))
    .join(',');

/** Cuts a text that is too long for its line. */
function fit(text: SVGTextElement | null, width: number): void {
  const letters = [...(text?.textContent ?? '')];
  while (text && letters.length > 1 && text.getComputedTextLength() > width) {
    letters.pop();
    text.textContent = `${letters.join('').trimEnd()}…`;
  }
}

async function painted(drawing: SVGSVGElement): Promise<Blob> {
  const source = new Blob([new XMLSerializer().serializeToString(drawing)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(source);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH * SHARPNESS;
    canvas.height = HEIGHT * SHARPNESS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser could not make a picture of this size.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has to take hold of it first.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
