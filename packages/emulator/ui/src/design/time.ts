const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const precise = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hour12: false,
});
const seconds = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const short = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

const DAY = 86_400_000;

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0);

export const timeOfDay = (at: number) => clock.format(at);
export const preciseTime = (at: number) => precise.format(at);
export const preciseTimeOfDay = (at: number) => seconds.format(at);
export const shortDate = (at: number) => short.format(at);
export const fullTime = (at: number) => full.format(at);
export const calendarDate = (at: number) => date.format(at);

/** The caption between two groups of messages: `10:32`, `Yesterday, 10:32`, `Monday, 10:32`, `3 May 2026, 10:32`. */
export function dayAndTime(at: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(at)) / DAY);
  if (days === 0) return timeOfDay(at);
  if (days === 1) return `Yesterday, ${timeOfDay(at)}`;
  if (days > 1 && days < 7) return `${weekday.format(at)}, ${timeOfDay(at)}`;
  return `${calendarDate(at)}, ${timeOfDay(at)}`;
}

/** As short as a list can bear: `now`, `5 min`, `3 h`, `2 d`. */
export function shortAge(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** A stretch of time in hours, with its sign: `+25 h`, `−1.5 h`. */
export function hours(milliseconds: number): string {
  const rounded = Math.round(milliseconds / 360_000) / 10;
  return `${rounded < 0 ? '−' : '+'}${Math.abs(rounded)} h`;
}

/** `0:07`, `12:40`: how players count. */
export function playingTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return '0:00';
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
