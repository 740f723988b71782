#!/usr/bin/env node
// Learns what the clues of the etiquette lint count (src/features/etiquette/words/en/weights.txt) from the texts in
// test/etiquette that may be read: the open ones, the practice ones, the lessons and the diary. Never from the frozen.
// Logistic regression with an L2 penalty, by L-BFGS; the same texts give the same weights.
//
//   tools/train_lint.mjs CONFRERE              cross-validates and prints recall and precision of each model
//   tools/train_lint.mjs CONFRERE --write      … and writes the weights
//
// CONFRERE is the built program, whose `eval lint --clues` says what the models see. Build it again afterwards: the
// weights are inside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const texts = join(root, 'test/etiquette');
const penalty = 2;
const fewestTexts = 2; // a clue of fewer is not learned
const least = 0.03; // weights below it are left out
const folds = 6;
const diaryWeight = 1; // of each of its notes

// Above `need` a model finds; with the rule made by hand behind it, above `veto`. Chosen by cross-validation: as much
// recall as leaves the good texts alone.
const models = {
  'patient-name': { need: -0.25, veto: -1.5 },
  'patient-detail': { need: 0 },
  'ask-without-give': { need: 0.6, veto: -1 },
  'no-next-step': { need: 0.2, veto: -2 },
  'thanks-without-what': { need: -1.1, veto: -2 },
  'third-nudge': { need: -0.6 },
  'ill-word': { need: 0.6, veto: -2 },
  'complication-or-lawsuit': { need: 0.6, veto: -2 },
  'asks-for-job': { need: 0.4, veto: -2 },
};

// The rules and phrases made by hand were fitted to the open texts, so these say nothing there about how far to trust
// them.
const fitted = ['patient-name', 'ask-without-give', 'no-next-step', 'ill-word', 'complication-or-lawsuit', 'asks-for-job'];
const ofRules =
  /^(by-rule|score|said-before|said-after|phrase|asks|gives|hopes|step|thanks|reason|reminds|orders|balance|due|later|open)( |$)/;

// Which files teach which models: the identifiers' texts are marked for nothing else.
const sources = [
  { file: 'marked_open.jsonl', open: true, of: /./ },
  { file: 'good_open.jsonl', open: true, of: /./ },
  { file: 'identifiers_practice.jsonl', of: /^patient-/ },
  { file: 'marked_practice.jsonl', of: /./ },
  { file: 'good_practice.jsonl', of: /./ },
];

function clues(confrere, file) {
  const out = execFileSync(confrere, ['eval', 'lint', '--clues', file], { maxBuffer: 1 << 30, encoding: 'utf8' });
  return out.split('\n').filter(Boolean).map((line) => {
    const [model, wanted, id, ...names] = line.split('\t');
    return { model, wanted: wanted === '1', id: `${file}:${id}`, clues: [...new Set(names)], weight: 1 };
  });
}

// A lesson is a line: «what is to be found» in it, or "+ " and "- " before a text that is wanted or not as a whole.
function lessonsAsTexts(rule) {
  const made = [];
  readFileSync(join(texts, 'lessons', `${rule}.txt`), 'utf8').split('\n').filter(Boolean).forEach((line, number) => {
    const findings = [];
    let text = line;
    if (/^[+-] /.test(line)) {
      text = line.slice(2);
      if (line.startsWith('+')) findings.push({ rule });
    } else {
      text = '';
      for (const part of line.split(/(«[^»]*»)/)) {
        const bare = part.replace(/^«|»$/g, '');
        const start = [...text].length;
        text += bare;
        if (bare === part) continue;
        const name = rule === 'patient-name';
        const mark = { rule: name ? 'patient-identifier' : rule, start, end: start + [...bare].length };
        findings.push(name ? { ...mark, shape: 'context', what: 'name' } : mark);
      }
    }
    const kind = rule === 'patient-name' ? 'note' : 'message';
    const nudges = rule === 'third-nudge' ? 2 : 0;
    made.push(JSON.stringify({ id: `${rule}:${number}`, kind, met: 1, nudges, text, findings }));
  });
  return made.join('\n') + '\n';
}

function readExamples(confrere) {
  const folder = mkdtempSync(join(tmpdir(), 'lessons-'));
  const judged = [];
  const extra = [];
  for (const { file, open, of } of sources) {
    for (const example of clues(confrere, join(texts, file))) {
      if (!of.test(example.model)) continue;
      example.all = example.clues;
      if (open && fitted.includes(example.model)) example.clues = example.clues.filter((name) => !ofRules.test(name));
      judged.push(example);
    }
  }
  for (const name of readdirSync(join(texts, 'lessons'))) {
    const rule = name.replace('.txt', '');
    const file = join(folder, `${rule}.jsonl`);
    writeFileSync(file, lessonsAsTexts(rule));
    extra.push(...clues(confrere, file).filter((example) => example.model === rule));
  }
  for (const example of clues(confrere, join(texts, 'diary.jsonl'))) {
    if (example.model.startsWith('patient-')) extra.push({ ...example, weight: diaryWeight });
  }
  rmSync(folder, { recursive: true });
  return { judged, extra };
}

function indexOf(examples) {
  const seen = new Map();
  for (const { clues, id } of examples) {
    for (const name of clues) {
      const entry = seen.get(name);
      if (!entry) seen.set(name, { id, count: 1 });
      else if (entry.id !== id) Object.assign(entry, { id, count: entry.count + 1 });
    }
  }
  const index = new Map();
  for (const [name, { count }] of seen) if (count >= fewestTexts) index.set(name, index.size);
  return index;
}

function dot(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += a[i] * b[i];
  return sum;
}

// L-BFGS (Nocedal 1980) with eight pairs and backtracking.
function minimise(loss, weights) {
  const pairs = [];
  let gradient = new Float64Array(weights.length);
  let value = loss(weights, gradient);
  for (let round = 0; round < 60; ++round) {
    const step = Float64Array.from(gradient);
    const shares = [];
    for (let i = pairs.length - 1; i >= 0; --i) {
      shares[i] = dot(pairs[i].moved, step) / pairs[i].curve;
      for (let k = 0; k < step.length; ++k) step[k] -= shares[i] * pairs[i].turned[k];
    }
    const last = pairs.at(-1);
    const scale = last ? last.curve / dot(last.turned, last.turned) : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
    for (let k = 0; k < step.length; ++k) step[k] *= scale;
    pairs.forEach(({ moved, turned, curve }, i) => {
      const share = dot(turned, step) / curve;
      for (let k = 0; k < step.length; ++k) step[k] += moved[k] * (shares[i] - share);
    });
    const from = Float64Array.from(weights);
    const was = gradient;
    const slope = -dot(was, step);
    gradient = new Float64Array(weights.length);
    let next = value;
    for (let length = 1, tries = 0; tries < 20; length /= 2, ++tries) {
      for (let k = 0; k < step.length; ++k) weights[k] = from[k] - length * step[k];
      next = loss(weights, gradient);
      if (next <= value + 1e-4 * length * slope) break;
    }
    const moved = weights.map((weight, k) => weight - from[k]);
    const turned = gradient.map((part, k) => part - was[k]);
    const curve = dot(moved, turned);
    if (curve > 1e-10) pairs.push({ moved, turned, curve });
    if (pairs.length > 8) pairs.shift();
    if (Math.abs(value - next) < 1e-5 * Math.abs(value)) break;
    value = next;
  }
}

function learn(examples) {
  const index = indexOf(examples);
  const bias = index.get('bias');
  const rows = examples.map(({ clues }) => clues.map((name) => index.get(name)).filter((at) => at !== undefined));
  const weights = new Float64Array(index.size);
  minimise((at, gradient) => {
    let loss = 0;
    gradient.fill(0);
    examples.forEach(({ wanted, weight }, i) => {
      let sum = 0;
      for (const k of rows[i]) sum += at[k];
      const sign = wanted ? 1 : -1;
      const margin = sign * sum;
      loss += weight * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
      const part = (-weight * sign) / (1 + Math.exp(margin));
      for (const k of rows[i]) gradient[k] += part;
    });
    for (let k = 0; k < at.length; ++k) {
      if (k === bias) continue;
      loss += (penalty * at[k] * at[k]) / 2;
      gradient[k] += penalty * at[k];
    }
    return loss;
  }, weights);
  return { index, weights };
}

const score = ({ index, weights }, names) => names.reduce((sum, name) => sum + (weights[index.get(name)] ?? 0), 0);

function foldOf(id) {
  let hash = 0;
  for (const c of id.slice(id.lastIndexOf('/') + 1)) hash = (hash * 31 + c.charCodeAt(0)) >>> 0;
  return (hash >>> 3) % folds;
}

// Judged by models that have not seen the text; the rule made by hand is not asked here.
function crossValidate(name, judged, extra) {
  let met = 0;
  let found = 0;
  const flagged = new Set();
  for (let fold = 0; fold < folds; ++fold) {
    const model = learn([...judged.filter(({ id }) => foldOf(id) !== fold), ...extra]);
    for (const example of judged.filter(({ id }) => foldOf(id) === fold)) {
      if (score(model, example.all) <= models[name].need) continue;
      ++found;
      met += example.wanted ? 1 : 0;
      if (example.id.includes('/good_')) flagged.add(example.id);
    }
  }
  const wanted = judged.filter((example) => example.wanted).length;
  console.log(
    `${name.padEnd(24)} recall ${(met / wanted).toFixed(2)} of ${wanted}, precision ${(met / found).toFixed(2)}, ` +
      `good texts flagged ${flagged.size}`,
  );
}

function sectionOf(name, judged, extra) {
  const { index, weights } = learn([...judged, ...extra]);
  const { need, veto } = models[name];
  const lines = [];
  for (const [clue, at] of index) {
    const weight = clue === 'bias' ? weights[at] - need : weights[at];
    if (clue === 'bias' || Math.abs(weight) >= least) lines.push([clue, weight]);
  }
  if (veto !== undefined) lines.push(['rule-says', need - veto]);
  lines.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [`[weights ${name}]`, ...lines.map(([clue, weight]) => `${clue} ${Number(weight.toFixed(2))}`)].join('\n');
}

const [confrere, ...flags] = process.argv.slice(2);
if (!confrere) throw new Error('Say where the program is: tools/train_lint.mjs build/dev/bin/confrere');
const { judged, extra } = readExamples(confrere);
const sections = ['# What each clue counts. Learned by tools/train_lint.mjs, and not written by hand.'];
for (const name of Object.keys(models)) {
  const ofModel = ({ model }) => model === name;
  crossValidate(name, judged.filter(ofModel), extra.filter(ofModel));
  if (flags.includes('--write')) sections.push(sectionOf(name, judged.filter(ofModel), extra.filter(ofModel)));
}
if (flags.includes('--write'))
  writeFileSync(join(root, 'src/features/etiquette/words/en/weights.txt'), sections.join('\n') + '\n');
