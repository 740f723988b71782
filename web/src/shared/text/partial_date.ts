import { months } from './dates';

/** A date of which the year, the day or both may be unknown: `2019-07-09`, `2019-07`, `2019`, `--07-09`, `--07`. */
export interface DateParts {
  year: string;
  month: string;
  day: string;
}

const shape = /^(?:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?|--(\d{2})(?:-(\d{2}))?)$/;

export function dateParts(text: string | null | undefined): DateParts {
  const match = shape.exec(text ?? '');
  return { year: match?.[1] ?? '', month: match?.[2] ?? match?.[4] ?? '', day: match?.[3] ?? match?.[5] ?? '' };
}

const daysIn = (year: string, month: string): number =>
  new Date(Date.UTC(Number(year || '2000'), Number(month), 0)).getUTCDate();

/** The text of the parts; `null` when nothing is given, `undefined` when they make no date. */
export function fromParts({ year, month, day }: DateParts): string | null | undefined {
  if (!year && !month && !day) return null;
  if (year && !/^\d{4}$/.test(year)) return undefined;
  if (day && !month) return undefined;
  if (day && (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > daysIn(year, month))) return undefined;
  const tail = [month, day].filter(Boolean).map((part) => part.padStart(2, '0'));
  return year ? [year, ...tail].join('-') : `--${tail.join('-')}`;
}

/** "9 July 2019", "July 2019", "2019", "9 July", "July". */
export function partialDateInWords(text: string): string {
  const { year, month, day } = dateParts(text);
  const name = month ? (months[Number(month) - 1] ?? '') : '';
  return [day && String(Number(day)), name, year].filter(Boolean).join(' ');
}
