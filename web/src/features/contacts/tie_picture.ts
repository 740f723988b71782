import type { TieHistory } from '@/shared/api/types';

type Points = TieHistory['points'];

/** In the units of the SVG: `base` is where the line lies when nothing is left of a tie. */
export const picture = { width: 600, height: 88, top: 6, base: 66 };

const timeOf = (at: string): number => Date.parse(at);

function scaleOf(points: Points): (at: string | number) => number {
  const first = timeOf(points[0]?.at ?? '');
  const last = timeOf(points.at(-1)?.at ?? '');
  const span = Math.max(1, last - first);
  return (at) => Math.round((((typeof at === 'string' ? timeOf(at) : at) - first) / span) * picture.width * 10) / 10;
}

/** The line and what lies under it, as an SVG path. */
export function outlineOf(points: Points): string {
  if (points.length === 0) return '';
  const x = scaleOf(points);
  const y = (level: number): number => Math.round((picture.base - level * (picture.base - picture.top)) * 10) / 10;
  const line = points.map(({ at, level }) => `L${x(at)},${y(level)}`).join('');
  return `M0,${picture.base}${line}L${picture.width},${picture.base}Z`;
}

/** Where the encounters stand, from left to right. */
export function marksOf({ points, encounters }: TieHistory): number[] {
  const x = scaleOf(points);
  return encounters.map(({ at }) => x(at)).filter((place) => place >= 0);
}

const mostYears = 6;

/** The years that begin within the picture, thinned out so that their words have room. */
export function yearsOf(points: Points): { year: number; x: number }[] {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const x = scaleOf(points);
  const from = new Date(first.at).getFullYear() + 1;
  const to = new Date(last.at).getFullYear();
  const step = Math.max(1, Math.ceil((to - from + 1) / mostYears));
  const years: { year: number; x: number }[] = [];
  for (let year = to; year >= from; year -= step) years.unshift({ year, x: x(new Date(year, 0, 1).getTime()) });
  return years.filter((each) => each.x < picture.width - 40);
}
