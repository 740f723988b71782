/** Calendar dates are `YYYY-MM-DD` strings where the member is; times are RFC 3339. */
const dayMs = 86_400_000;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days);

/** The first Monday after `date`. */
export function nextMonday(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return addDays(date, (8 - weekday) % 7 || 7);
}

/** The date of a time where this browser is. */
export function localDate(time: string | Date): string {
  const at = typeof time === 'string' ? new Date(time) : time;
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

export const today = (): string => localDate(new Date());

/** "9 July", with the year when it is not this one. */
export function longDate(date: string, reference: string): string {
  const [year, month, day] = date.split('-').map(Number);
  const dayAndMonth = `${day} ${months[(month ?? 1) - 1]}`;
  return date.slice(0, 4) === reference.slice(0, 4) ? dayAndMonth : `${dayAndMonth} ${year}`;
}

const weekdayOf = (date: string): string => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';

/** "Sunday, 22 November" */
export function weekdayAndDate(date: string): string {
  return `${weekdayOf(date)}, ${longDate(date, date)}`;
}

/** "today", "yesterday", "Friday", "in 12 days", "9 July 2019": as near as is useful. */
export function relativeDate(date: string, reference: string): string {
  const days = daysBetween(reference, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  if (days > 1 && days < 7) return weekdayOf(date);
  if (days < -1 && days > -14) return `${-days} days ago`;
  if (days >= 7 && days < 14) return `in ${days} days`;
  return longDate(date, reference);
}

/** "Due today", "Due Friday", "3 days overdue". */
export function dueInWords(due: string, overdueFrom: string | null, reference: string): string {
  const late = daysBetween(due, reference);
  const overdue = overdueFrom !== null && daysBetween(overdueFrom, reference) >= 0;
  if (overdue) return late === 1 ? '1 day overdue' : `${late} days overdue`;
  if (late > 0) return `Was due ${relativeDate(due, reference)}`;
  return `Due ${relativeDate(due, reference)}`;
}

/** "2 weeks ago", "5 months ago", "3 years ago": how long since. */
export function agoInWords(time: string, reference: string): string {
  const days = daysBetween(localDate(time), reference);
  if (days < 14) return relativeDate(localDate(time), reference);
  if (days < 60) return `${Math.floor(days / 7)} weeks ago`;
  if (days < 730) return `${Math.floor(days / 30.4)} months ago`;
  return `${Math.floor(days / 365.25)} years ago`;
}

/** "14:05" where this browser is. */
export const clockTime = (time: string): string =>
  new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
