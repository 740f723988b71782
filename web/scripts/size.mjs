// Says how much a first visit to Today loads (HTML, CSS and JavaScript, gzip, fonts apart) and fails over the budget.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 150 * 1000;
const dist = new URL('../dist/', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(new URL('../node_modules/.cache/manifest.json', import.meta.url), 'utf8'));
const firstPage = ['index.html', 'src/app/pages/today.tsx'];

const files = new Set(['index.html', 'theme.js']);
function collect(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`${key} is not in the build: is the list of first-page modules in size.mjs up to date?`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const sheet of chunk.css ?? []) files.add(sheet);
  for (const imported of chunk.imports ?? []) collect(imported);
}
firstPage.forEach(collect);

let total = 0;
for (const file of files) {
  const bytes = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  total += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${file}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first page, of ${budget / 1000} kB`);
if (total > budget) {
  console.error('The first page is over its budget: load more of it lazily.');
  process.exit(1);
}
