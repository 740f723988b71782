#!/usr/bin/env node
// Learns what the clues of the etiquette lint count (src/features/etiquette/words/en/weights.txt) from the texts in
// test/etiquette that may be read: the open ones, the practice ones, the lessons and the diary. Never from the frozen.
// Logistic regression with an L2 penalty, by L-BFGS; the same texts give the same weights.
//
//   tools/train_lint.mjs CONFRERE              cross-validates and prints recall and precision of each model
//   tools/train_lint.mjs CONFRERE --needs      … and what other thresholds would give
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
const fewestTexts = 3; // a clue of fewer is not learned
const least = 0.06; // weights below it are left out
const folds = 6;
const diaryWeight = 4; // of each of its notes
const ruleWeight = 5; // of each example in the rules' own files

// Above it a model finds. Chosen by cross-validation (--needs): as much recall as leaves most good texts alone.
const needs = {
  'patient-name': 0,
  'patient-detail': 0.25,
  'ask-without-give': 0,
  'no-next-step': -0.5,
  'thanks-without-what': -1,
  'third-nudge': 0,
  'credential-repeat': -1,
  'ill-word': 0,
  'complication-or-lawsuit': 0,
  'asks-for-job': -0.5,
};

// The rules and phrases made by hand were fitted to the open texts, so these say nothing there about how far to trust
// them.
const fitted = ['patient-name', 'ask-without-give', 'no-next-step', 'ill-word', 'complication-or-lawsuit', 'asks-for-job', 'credential-repeat'];
const ofRules =
  /^(by-rule|score|said-before|said-after|as-credential|praises|phrase|asks|gives|hopes|step|thanks|reason|reminds|orders|balance|due|later|open)( |$)/;

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

// The examples in the rules' own files, by model: what each finds and what passes. What passes because it is a note says
// nothing of messages; of patients' identifiers only what passes is learned, since an example does not say of what kind
// its findings are.
function examplesOfRules() {
  const examples = new Map();
  const words = join(root, 'src/features/etiquette/words/en');
  for (const name of readdirSync(words)) {
    let models = [];
    let isExample = false;
    for (const line of readFileSync(join(words, name), 'utf8').split('\n')) {
      const section = /^\[(rule )?([^\]]*)\]$/.exec(line);
      if (section?.[1]) models = section[2] === 'patient-identifier' ? ['patient-name', 'patient-detail'] : [section[2]];
      if (section) isExample = section[2] === 'passes' || (section[2] === 'finds' && models.length === 1);
      if (section || !isExample || !line || /^(#|note: |event: )/.test(line)) continue;
      const text = line.replace(/^(message|blurb): /, '').replaceAll('\\n', '\n');
      for (const model of models) examples.set(model, [...(examples.get(model) ?? []), text]);
    }
  }
  return examples;
}

// A lesson is a line: «what is to be found» in it, or "+ " and "- " before a text that is wanted or not as a whole.
function lessonsAsTexts(rule, lines) {
  const made = [];
  lines.forEach((line, number) => {
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
    const kind = rule.startsWith('patient-') ? 'note' : 'message';
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
  const teach = (rule, lines, weight) => {
    const file = join(folder, `${rule}.jsonl`);
    writeFileSync(file, lessonsAsTexts(rule, lines));
    for (const example of clues(confrere, file)) if (example.model === rule) extra.push({ ...example, weight });
  };
  for (const name of readdirSync(join(texts, 'lessons')))
    teach(name.replace('.txt', ''), readFileSync(join(texts, 'lessons', name), 'utf8').split('\n').filter(Boolean), 1);
  for (const [rule, lines] of examplesOfRules()) teach(rule, lines, ruleWeight);
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

// Scores by models that have not seen the text.
function crossValidated(judged, extra) {
  const scored = [];
  for (let fold = 0; fold < folds; ++fold) {
    const model = learn([...judged.filter(({ id }) => foldOf(id) !== fold), ...extra]);
    for (const example of judged.filter(({ id }) => foldOf(id) === fold))
      scored.push({ ...example, score: score(model, example.all) });
  }
  return scored;
}

function tell(name, scored, need) {
  const wanted = scored.filter((example) => example.wanted).length;
  const found = scored.filter((example) => example.score > need);
  const met = found.filter((example) => example.wanted).length;
  const flagged = new Set(found.map(({ id }) => id).filter((id) => id.includes('/good_')));
  console.log(
    `${name.padEnd(24)} need ${need.toFixed(2)}: recall ${(met / wanted).toFixed(3)} of ${wanted}, ` +
      `precision ${(met / found.length).toFixed(3)}, good texts flagged ${flagged.size}`,
  );
}

function sectionOf(name, judged, extra) {
  const { index, weights } = learn([...judged, ...extra]);
  const lines = [];
  for (const [clue, at] of index) {
    const weight = clue === 'bias' ? weights[at] - needs[name] : weights[at];
    if (clue === 'bias' || Math.abs(weight) >= least) lines.push([clue, weight]);
  }
  lines.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [`[weights ${name}]`, ...lines.map(([clue, weight]) => `${clue} ${Number(weight.toFixed(2))}`)].join('\n');
}

const [confrere, ...flags] = process.argv.slice(2);
if (!confrere) throw new Error('Say where the program is: tools/train_lint.mjs build/confrere');
const { judged, extra } = readExamples(confrere);
const sections = ['# What each clue counts. Learned by tools/train_lint.mjs, and not written by hand.'];
for (const name of Object.keys(needs)) {
  const ofModel = ({ model }) => model === name;
  const scored = crossValidated(judged.filter(ofModel), extra.filter(ofModel));
  tell(name, scored, needs[name]);
  if (flags.includes('--needs')) {
    for (let other = -1; other <= 1.5; other += 0.25) tell(name, scored, other);
  }
  if (flags.includes('--write')) sections.push(sectionOf(name, judged.filter(ofModel), extra.filter(ofModel)));
}
if (flags.includes('--write'))
  writeFileSync(join(root, 'src/features/etiquette/words/en/weights.txt'), sections.join('\n') + '\n');
