const numbers = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** "Five people", "one person", "1,204 people". */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** "Five", "Twelve", "13": small numbers as a word that can begin a sentence. */
export const numberWord = (n: number): string => numbers[n] ?? n.toLocaleString('en');

/** "Grace, Ada and Alan" */
export function list(names: string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** "1.vcf, 2.vcf and 30 more": the first few of what may be many. */
export function shortList(names: string[], shown = 3): string {
  if (names.length <= shown + 1) return list(names);
  return list([...names.slice(0, shown), `${names.length - shown} more`]);
}

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const titles = /^(dr|prof|professor|mr|mrs|ms|miss|mx|sir|dame|sister|nurse)\.?$/i;

/** "GH" of "Dr Grace Hopper". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word && !titles.test(word) && /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => word?.match(/\p{L}/u)?.[0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
}

const suffixes = /^(jr|sr|ii|iii|iv|phd|md|frcs|frcp|mrcgp|msc|obe|mbe)[.,]?$/i;

/** The letter under which a list sorted by family name has somebody; "" where the name has none. */
export function sortLetter(name: string): string {
  const words = name.split(/[\s,]+/).filter((word) => /\p{L}/u.test(word));
  const family = words.findLast((word, index) => index === 0 || !suffixes.test(word)) ?? '';
  return family.normalize('NFD').match(/\p{L}/u)?.[0].toUpperCase() ?? '';
}

/** "Grace" of "Dr Grace Hopper"; the whole name where there is only a title and a surname. */
export function givenName(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const titled = titles.test(words[0] ?? '');
  if (titled && words.length <= 2) return name;
  return words[titled ? 1 : 0] ?? name;
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
