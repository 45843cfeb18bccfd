import type { CampaignReport } from '../../../src/campaigns/report.js';

/** A campaign in the middle of things, with whatever a test is about changed. Its numbers add up. */
export function exampleReport(change: Partial<CampaignReport> = {}): CampaignReport {
  const startedAt = Date.UTC(2026, 10, 27, 8);
  return {
    id: 'c1',
    name: 'black-friday',
    state: 'running',
    startedAt,
    audience: {
      rows: 20_613,
      people: 20_000,
      duplicates: 200,
      invalid: { 'no PSID': { count: 13, examples: [{ line: 12, value: '' }] } },
      unreachable: { 'window shut': 400 },
    },
    progress: { queued: 7_835, sending: 12, sent: 12_000, failed: 151, doubtful: 2, skipped: 0 },
    failures: { 'blocked by the person': 100, 'window shut': 51 },
    doubtful: [{ psid: '24837492837492834', at: startedAt + 9_000, reason: 'the connection was lost' }],
    funnel: { sent: 12_000, delivered: 11_500, read: 6_000, answered: 500 },
    timeline: [0, 10, 20, 30, 40].map((second) => ({
      at: startedAt + second * 1_000,
      sent: second * 300,
      delivered: second * 280,
      read: second * 150,
      answered: second * 12,
      failed: second * 3,
    })),
    rate: { limit: 300, now: 298 },
    secondsLeft: 26,
    ...change,
  };
}
