"""What was learned before, as it stands in src/features/etiquette/words/en."""

import re

import numpy
import torch

from .net import Model
from .texts import WORDS

# As in neural_net.cpp: a character for each number from -31 to 31.
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"
ZERO = 31


def layers_of(model):
    layers = {**model.around, "context": model.context, **model.hidden}
    layers |= {name + ".out": layer for name, layer in model.out.items()}
    return layers | {name + ".word": layer for name, layer in model.of_word.items()}


def lines_of(file, kind):
    """(section, line) of each line that is no comment."""
    section = None
    for line in file.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(rf"\[{kind} (.*)\]", line):
            section = heading[1]
        elif line and not line.startswith("#"):
            yield section, line


def unpacked(line):
    name, factor, digits = line.rsplit(" ", 2)
    return name, torch.tensor([float(factor) * (DIGITS.index(digit) - ZERO) for digit in digits])


def read_written():
    """Like what learn() gives: the model, its words, its clues, and no vectors, which are part of the words."""
    words, vectors, layers = {}, [], {}
    for layer, line in lines_of(WORDS / "net.txt", "net"):
        name, values = unpacked(line)
        if layer == "words":
            words[name] = len(words) + 1
            vectors.append(values)
        else:
            layers.setdefault(layer, []).append(values)
    clues, weights = {}, []
    for model_name, line in lines_of(WORDS / "weights.txt", "weights"):
        clue, weight = line.rsplit(" ", 1)
        clues[(model_name, clue)] = len(clues) + 1
        weights.append(float(weight))
    model = Model(words, clues, 1)
    with torch.no_grad():
        model.words.weight[1:] = torch.stack(vectors)
        model.known.weight.zero_()
        model.clues.weight[1:, 0] = torch.tensor(weights)
        for name, layer in layers_of(model).items():
            layer.bias.copy_(layers[name][0])
            layer.weight.copy_(torch.stack(layers[name][1:]).T)
    model.eval()
    return model, words, clues, {"": numpy.zeros(1, dtype=numpy.float32)}
