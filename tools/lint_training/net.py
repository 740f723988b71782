"""The neural net and the linear models of src/features/etiquette (neural_net.h, sense.h, weights.h), to be learned."""

import numpy
import torch
from torch import nn
from torch.nn import functional

from . import models

# As in neural_net.h and sense.cpp.
WIDTH = 48
AROUND = {"around2": 2, "around4": 4}
COUNTS = 3

DROPPED = 0.3  # of the numbers between layers, while learning
UNSEEN = 0.3  # of the clues of words, while learning


def numbers(of):
    return torch.as_tensor(numpy.asarray(of, dtype=numpy.int64))


def bag(parts):
    """For an EmbeddingBag, of lists laid end to end with their sizes: all numbers in one row, and where each list
    begins."""
    flat = numpy.concatenate([flat for flat, _ in parts]) if parts else numpy.zeros(0)
    sizes = numpy.concatenate([sizes for _, sizes in parts]) if parts else numpy.zeros(0)
    return numbers(flat), numbers(numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]]) if len(sizes) else [])


class Index:
    """The clues that are learned, by number, and the word vectors. What a text has of them is looked up once."""

    def __init__(self, words, clues, vectors):
        self.words, self.clues, self.vectors = words, clues, vectors
        self.seen = {}

    def of(self, text):
        if id(text) not in self.seen:
            self.seen[id(text)] = self.look_up(text)
        return self.seen[id(text)]

    def look_up(self, text):
        """Of its words: numbers end to end, sizes, vectors; then numbers and sizes of its places, by model."""
        words = self.laid([[self.words[c] for c in clues if c in self.words] for clues in text.clues])
        vectors = [self.vectors.get(clues[0], self.vectors[""]) for clues in text.clues]
        places = {}
        for each in text.places:
            known = [self.clues[(each.model, c)] for c in each.clues if (each.model, c) in self.clues]
            places.setdefault(each.model, []).append(known)
        return words, numpy.stack(vectors), {model: self.laid(lists) for model, lists in places.items()}

    @staticmethod
    def laid(lists):
        filled = [each or [0] for each in lists]
        return (numpy.concatenate([numpy.asarray(each, dtype=numpy.int32) for each in filled]),
                numpy.asarray([len(each) for each in filled], dtype=numpy.int32))


class Batch:
    """Texts one after another, with room between them that no layer looks across."""

    def __init__(self, texts, index):
        room = max(AROUND.values())
        at, place, sentence, word = room, [], [], []
        self.places = {model: [] for model in models.ALL}
        owners, offsets, first_sentences = [], [], []
        for number, text in enumerate(texts):
            count = len(text.clues)
            place += range(at, at + count)
            at += count + room
            offsets.append(len(word))
            first_sentences.append(len(sentence) and sentence[-1] + 1)
            sentence += [first_sentences[-1] + each for each in text.sentences]
            owners += [number] * (max(text.sentences) + 1)
            word += [number] * count
            for each in text.places:
                self.places[each.model].append((number, each))
        self.texts, self.length = texts, at
        self.place, self.sentence, self.word, self.owner = map(numbers, (place, sentence, word, owners))
        self.offsets, self.first_sentences = offsets, first_sentences
        found = [index.of(text) for text in texts]
        self.words = bag([words for words, _, _ in found])
        self.vectors = torch.from_numpy(numpy.concatenate([vectors for _, vectors, _ in found]))
        self.keep = torch.zeros(at, 1)
        self.keep[self.place] = 1
        self.word_counts = torch.bincount(self.word, minlength=len(texts)).float().clamp(min=1)[:, None]
        self.sentence_counts = torch.bincount(self.sentence, minlength=len(owners)).float().clamp(min=1)[:, None]
        self.counts = torch.tensor([text.counts for text in texts], dtype=torch.float)
        self.clues = {model: bag([clues[model] for _, _, clues in found if model in clues]) for model in models.ALL}

    def wanted(self, model):
        return torch.tensor([float(each.wanted) for _, each in self.places[model]])

    def weights(self, model):
        return torch.tensor([self.texts[number].weight for number, _ in self.places[model]])

    def marked(self, model):
        marked = torch.zeros(len(self.place))
        for number, text in enumerate(self.texts):
            for rule, first, last in text.marks:
                if rule == model:
                    marked[self.offsets[number] + first : self.offsets[number] + last] = 1
        return marked


class Model(nn.Module):
    """NeuralNet and Sense of src/features/etiquette, with the linear models beside them."""

    def __init__(self, words, clues, size):
        super().__init__()
        self.words = nn.EmbeddingBag(len(words) + 1, 3 * WIDTH, mode="sum", padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.08)
        self.known = nn.Linear(size, 3 * WIDTH, bias=False)
        self.around = nn.ModuleDict({name: nn.Linear(3 * WIDTH, WIDTH) for name in AROUND})
        self.context = nn.Linear(2 * WIDTH + COUNTS, WIDTH)
        inputs = {name: 2 * WIDTH + COUNTS if name in models.OF_TEXTS else 3 * WIDTH for name in models.ALL}
        self.hidden = nn.ModuleDict({name: nn.Linear(inputs[name], WIDTH) for name in models.ALL})
        self.out = nn.ModuleDict({name: nn.Linear(WIDTH, 1) for name in models.ALL})
        self.of_word = nn.ModuleDict({name: nn.Linear(WIDTH, 1) for name in models.OF_SENTENCES})
        self.clues = nn.EmbeddingBag(len(clues) + 1, 1, mode="sum", padding_idx=0)
        nn.init.zeros_(self.clues.weight)

    def drop(self, numbers_):
        if not self.training:
            return numbers_
        return numbers_ * ((torch.rand(numbers_.shape) >= DROPPED).float() / (1 - DROPPED))

    def read_words(self, batch):
        flat, begins = batch.words
        unseen = torch.zeros(1)
        if self.training:
            flat = flat.masked_fill(torch.rand(len(flat)) < UNSEEN, 0)
            unseen = (torch.rand(len(begins), 1) < UNSEEN).float()
        made = self.words(flat, begins) + self.known(batch.vectors) * (1 - unseen)
        laid = torch.zeros(batch.length, 3 * WIDTH).index_copy(0, batch.place, made)
        nothing = torch.zeros(1, WIDTH)
        before, here, after = laid.split(WIDTH, 1)
        words = functional.relu(torch.cat([nothing, before[:-1]]) + here + torch.cat([after[1:], nothing])) * batch.keep
        for name, reach in AROUND.items():
            from_ = self.drop(words)
            nothing = torch.zeros(reach, WIDTH)
            beside = torch.cat([torch.cat([nothing, from_[:-reach]]), from_, torch.cat([from_[reach:], nothing])], 1)
            words = words + functional.relu(self.around[name](beside)) * batch.keep
        return words[batch.place]

    def forward(self, batch):
        words = self.read_words(batch)

        def gathered(by, count):
            wide = by[:, None].expand(-1, WIDTH)
            return (torch.zeros(count, WIDTH).scatter_reduce(0, wide, words, "amax", include_self=True),
                    torch.zeros(count, WIDTH).scatter_add(0, wide, words))

        most, sums = gathered(batch.sentence, len(batch.owner))
        means = sums / batch.sentence_counts
        most_of_text, sum_of_text = gathered(batch.word, len(batch.texts))
        text = torch.cat([self.drop(most_of_text), self.drop(sum_of_text / batch.word_counts), batch.counts], 1)
        context = functional.relu(self.context(text))
        summed = torch.cat([torch.zeros(1, WIDTH), torch.cumsum(words, 0)])
        scores = {}
        for model, places in batch.places.items():
            if not places:
                continue
            owner = numbers([number for number, _ in places])
            if model in models.OF_TEXTS:
                from_ = text[owner]
            elif model in models.OF_SENTENCES:
                sentence = numbers([batch.first_sentences[number] + each.first for number, each in places])
                from_ = self.drop(torch.cat([most[sentence], means[sentence], context[owner]], 1))
            else:
                first = numbers([batch.offsets[number] + each.first for number, each in places])
                last = numbers([batch.offsets[number] + each.last for number, each in places])
                mean = (summed[last] - summed[first]) / (last - first)[:, None]
                from_ = self.drop(torch.cat([mean, most[batch.sentence[first]], context[owner]], 1))
            score = self.out[model](functional.relu(self.hidden[model](from_)))[:, 0]
            if model in models.OF_SENTENCES:
                said = self.of_word[model](self.drop(words))[:, 0]
                scores[model + ".word"] = said
                most_said = torch.full((len(batch.owner),), -1e4)
                most_said = most_said.scatter_reduce(0, batch.sentence, said, "amax", include_self=True)
                score = score + most_said[sentence]
            scores[model] = score + self.clues(*batch.clues[model])[:, 0]
        return scores
