import type { ProgressReport } from '../../../../report.js';

/** What becomes of people; a colour each. */
export const PARTS = [
  ['sent', 'Sent'],
  ['failed', 'Failed'],
  ['doubtful', 'Doubtful'],
  ['skipped', 'Skipped'],
] as const;

/** Of a bar that stands for all people, what became of how many. */
export function Parts({ progress, people }: { progress: ProgressReport; people: number }) {
  return (
    <>
      {PARTS.map(([part]) => (
        <i
          key={part}
          data-part={part}
          style={{ width: `${people > 0 ? (progress[part] / people) * 100 : 0}%` }}
        />
      ))}
    </>
  );
}
