/** The text at a path such as `$.promises[0].text` within a request's body; empty where there is none. */
export function textAt(body: unknown, path: string | undefined): string {
  const steps = (path ?? '').match(/[A-Za-z_]\w*|\d+/g) ?? [];
  let value: unknown = body;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return '';
    value = (value as Record<string, unknown>)[step];
  }
  return typeof value === 'string' ? value : '';
}

/** The text cut at a position given in Unicode code points. */
export function marked(text: string, position: { start?: number; end?: number } | undefined) {
  const points = [...text];
  const start = Math.min(position?.start ?? 0, points.length);
  const end = Math.min(Math.max(position?.end ?? start, start), points.length);
  const cut = (from: number, to?: number): string => points.slice(from, to).join('');
  return { before: cut(0, start), match: cut(start, end), after: cut(end) };
}
