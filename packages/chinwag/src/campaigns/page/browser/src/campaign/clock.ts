const sameDay = (one: Date, other: Date) => one.toDateString() === other.toDateString();

/** A moment as an operator says it: the time, and the day when it was another. */
export function clock(moment: number): string {
  const at = new Date(moment);
  const time = at.toLocaleTimeString('en-GB');
  if (sameDay(at, new Date())) return time;
  return `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}, ${time}`;
}
