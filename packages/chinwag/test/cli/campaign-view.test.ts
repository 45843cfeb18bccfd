import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { columnsOf, drawn, lineColumns } from '../../src/cli/campaign/line.js';
import { campaignLine, campaignView, reasons } from '../../src/cli/campaign/view.js';
import { exampleReport } from '../campaigns/page/example-report.js';

const screen = (report = exampleReport(), width = 72, footer?: string) =>
  campaignView(report, width, footer).map((line) => drawn(line, width, false));

describe('the view of a campaign in a terminal', () => {
  test('shows how far, how fast, and what became of what was sent', () => {
    expect(screen(exampleReport(), 72, 'Ctrl+C pauses')).toMatchInlineSnapshot(`
      [
        "",
        "  black-friday                                                 ● running",
        "",
        "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━────────────────────────   60.8 %",
        "  12,153 of 20,000 people                        298/s · about 26 s left",
        "",
        "  Sent       12,000    100 %   █████████████████████████████████████████",
        "  Delivered  11,500   95.8 %   ███████████████████████████████████████▎",
        "  Read        6,000   50.0 %   ████████████████████▌",
        "  Answered      500    4.2 %   █▊",
        "",
        "  Rate       ██████████████████████████████████  298/s of at most 300/s",
        "  Failed        151   100 blocked by the person · 51 window shut",
        "  Doubtful        2   may have been sent or not",
        "  Left out      613   400 window shut · 200 duplicates · 13 no PSID",
        "",
        "  Ctrl+C pauses",
        "",
      ]
    `);
  });

  test('says of one that stands still how fast it would go, and of one that has not begun no more than there is', () => {
    expect(screen(exampleReport({ state: 'paused' })).join('\n')).toMatch(/Rate +█+ {2}at most 300\/s\n/);
    const nothing = { rows: 0, people: 0, duplicates: 0, invalid: {}, unreachable: {} };
    const none = { queued: 0, sending: 0, sent: 0, failed: 0, doubtful: 0, skipped: 0 };
    const report = exampleReport({ state: 'scheduled', timeline: [], audience: nothing, progress: none });
    expect(
      screen(report, 72, 'Ctrl+C')
        .slice(-5)
        .map((line) => line.trim().slice(0, 8)),
    ).toEqual(['Read', 'Answered', '', 'Ctrl+C', ''].map((line) => expect.stringContaining(line)));
  });

  test('cuts nothing off a reason: its end says until when', () => {
    const reason = `the Page is blocked: ${'for this or that '.repeat(4)}, tried again at 2026-11-23 09:47 (UTC)`;
    const lines = screen(exampleReport({ state: 'waiting', reason }));
    const end = lines.indexOf('', 1);
    expect(lines.slice(2, end)).toHaveLength(2);
    expect(
      lines
        .slice(2, end)
        .map((line) => line.trim())
        .join(' '),
    ).toBe(reason.replace(/ +/g, ' '));
  });

  test('compares the variants', () => {
    const variants = {
      offer: { sent: 6_000, delivered: 5_800, read: 3_000, answered: 300, failed: 80 },
      story: { sent: 6_000, delivered: 5_700, read: 3_000, answered: 200, failed: 71 },
    };
    const lines = screen(exampleReport({ variants }));
    expect(lines).toContain('  Variant    offer  6,000 sent · 50.0 % read · 5.0 % answered');
    expect(lines.join(' ')).toMatch(/offer is answered more often than story: 5\.0 % to 3\.3 %/);
  });

  test('cuts long names, and nothing that matters more', () => {
    const counts = { sent: 6_000, delivered: 5_800, read: 3_000, answered: 300, failed: 80 };
    const variants = { [`offer ${'x'.repeat(60)}`]: counts, b: { ...counts, answered: 200 } };
    const lines = screen(exampleReport({ name: 'n'.repeat(200), state: 'stopped', variants }), 80);
    expect(lines[1]).toBe(`  ${'n'.repeat(66)}…  ● stopped`);
    expect(lines.join('\n')).toMatch(/Variant {4}offer x+… {2}6,000 sent · 50\.0 % read · 5\.0 % answered\n/);
    expect(lines.join('\n')).toMatch(/Variant {4}b +6,000 sent · 50\.0 % read · 3\.3 % answered\n/);
  });

  test('rounds shares as people do, but says 100 % only of all, and 0 % only of nobody', () => {
    const shown = (answered: number) =>
      screen(exampleReport({ funnel: { sent: 12_000, delivered: 11_999, read: 8_000, answered } })).join(
        '\n',
      );
    expect(shown(1)).toMatch(
      /Delivered +11,999 +99\.9 %[\s\S]*Read +8,000 +66\.7 %[\s\S]*Answered +1 +0\.1 %/,
    );
    expect(shown(0)).toMatch(/Answered +0 +0\.0 %/);
  });

  test.each([1, 8, 20, 32, 40, 56, 72, 80, 100, 200])('fits %d columns', (width) => {
    const report = exampleReport({ name: '夏のセール '.repeat(8), reason: 'the Page is blocked '.repeat(9) });
    for (const line of screen(report, width, 'Ctrl+C pauses · http://127.0.0.1:3200')) {
      expect(columnsOf(line)).toBeLessThanOrEqual(width);
    }
  });

  test.each([
    [
      'an audience of nobody',
      { people: 0 },
      { queued: 0, sending: 0, sent: 0, failed: 0, doubtful: 0, skipped: 0 },
    ],
    ['everybody', { people: 5 }, { queued: 0, sending: 0, sent: 5, failed: 0, doubtful: 0, skipped: 0 }],
  ])('draws %s', (_, { people }, progress) => {
    const audience = { rows: people, people, duplicates: 0, invalid: {}, unreachable: {} };
    const funnel = { sent: progress.sent, delivered: 0, read: 0, answered: 0 };
    const lines = screen(
      exampleReport({ audience, progress, funnel, timeline: [], failures: {}, doubtful: [] }),
    );
    expect(lines.join('\n')).not.toMatch(/NaN|Infinity|undefined/);
    expect(lines.join('\n')).toContain(people === 0 ? '0 of 0 people' : '5 of 5 people');
  });

  test('has colours where they are wanted, and the same words without', () => {
    const [line = []] = campaignView(exampleReport(), 72).filter((each) => lineColumns(each) > 0);
    expect(drawn(line, 72, true)).toContain('\u001b[');
    expect(stripVTControlCharacters(drawn(line, 72, true))).toBe(drawn(line, 72, false));
  });
});

test.each([
  [
    exampleReport(),
    'black-friday: running, 12,000 of 20,000 people sent, 298/s, 11,500 delivered, 6,000 read, 500 answered, ' +
      '151 failed (100 blocked by the person · 51 window shut), 2 doubtful, about 26 s left',
  ],
  [
    exampleReport({ state: 'waiting', reason: 'The token was refused.' }),
    'black-friday: waiting, 12,000 of 20,000 people sent, 11,500 delivered, 6,000 read, 500 answered, ' +
      '151 failed (100 blocked by the person · 51 window shut), 2 doubtful. The token was refused.',
  ],
])('a campaign is a line in a file', (report, line) => {
  expect(campaignLine(report)).toBe(line);
});

test('reasons come with the most frequent first, and the rest together', () => {
  expect(reasons({ a: 1, b: 5, c: 0, d: 2, e: 3, f: 1 })).toBe('5 b · 3 e · 2 d · 1 a · 1 f');
  expect(reasons({ a: 1, b: 5, d: 2, e: 3, f: 1, g: 1 })).toBe('5 b · 3 e · 2 d · 1 a · 2 others');
});
