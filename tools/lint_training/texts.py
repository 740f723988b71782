"""The texts in test/etiquette that may be learned from, as the program sees them (`confrere eval lint --clues`)."""

import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from . import models

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = ROOT / "test/etiquette"
WORDS = ROOT / "src/features/etiquette/words/en"

DIARY_WEIGHT = 4.0  # of each of its notes
LESSON_WEIGHT = 2.0  # of each lesson
RULE_WEIGHT = 8.0  # of each example in the rules' own files

# The rules and phrases made by hand were fitted to the open texts, so these say nothing there about how far to trust
# them.
OF_RULES = re.compile(
    r"^(by-rule|score|said-before|said-after|as-credential|praises|phrase|asks|gives|hopes|step|thanks|reason|reminds"
    r"|orders|balance|due|later|open)( |$)"
)

# Which files teach which models: the identifiers' texts are marked for nothing else.
SOURCES = [
    ("marked_open.jsonl", True, set(models.ALL)),
    ("good_open.jsonl", True, set(models.ALL)),
    ("identifiers_practice.jsonl", False, set(models.OF_WORDS)),
    ("marked_practice.jsonl", False, set(models.ALL)),
    ("good_practice.jsonl", False, set(models.ALL)),
]


class Place:
    """What a model judges: some words, a sentence, or the text."""

    def __init__(self, model, wanted, first, last, clues):
        self.model, self.wanted, self.first, self.last, self.clues = model, wanted, first, last, clues


class Text:
    def __init__(self, name, weight):
        self.id, self.weight = name, weight
        self.sentences, self.clues, self.marks, self.places = [], [], [], []


def read_clues(confrere, file, taught, weight=1.0, hide_rules=False):
    out = subprocess.run([confrere, "eval", "lint", "--clues", str(file)], check=True, capture_output=True, text=True)
    texts = []
    for line in out.stdout.splitlines():
        what, *rest = map(sys.intern, line.split("\t"))  # the same few clues over and over
        if what == "text":
            texts.append(Text(f"{file.name}:{rest[0]}", weight))
        elif what == "word":
            texts[-1].sentences.append(int(rest[0]))
            texts[-1].clues.append([c for c in rest[1:] if not (hide_rules and c.startswith("w-phrase "))])
        elif what == "mark":
            texts[-1].marks.append((rest[0], int(rest[1]), int(rest[2])))
        elif what in taught:
            clues = list(dict.fromkeys(c for c in rest[3:] if not (hide_rules and OF_RULES.match(c))))
            texts[-1].places.append(Place(what, rest[0] == "1", int(rest[1]), int(rest[2]), clues))
    return [text for text in texts if text.clues]


def examples_of_rules():
    """What each rule's own file finds and lets pass, as lines of lessons by model. What passes because it is a note
    says nothing of messages; of patients' identifiers only what passes is learned, since an example does not say of
    what kind its findings are."""
    examples = defaultdict(list)
    for file in sorted(WORDS.glob("*.txt")):
        if file.name in ("weights.txt", "net.txt", "kinds.txt"):
            continue
        of, mark = [], None
        for line in file.read_text(encoding="utf-8").splitlines():
            section = re.fullmatch(r"\[(rule )?([^\]]*)\]", line)
            if section:
                if section[1]:
                    of = list(models.OF_WORDS) if section[2] == "patient-identifier" else [section[2]]
                mark = {"finds": "" if len(of) == 1 else None, "passes": ""}.get(section[2])
            elif mark is not None and line and not re.match(r"#|note: |event: ", line):
                for model in of:
                    examples[model].append(re.sub(r"^(message|blurb): ", "", line).replace("\\n", "\n"))
    return examples


def as_marked_text(rule, number, line):
    """A lesson: «what is to be found» in it, or "+ " and "- " before a text that is wanted or not as a whole."""
    findings, text = [], line
    if line[:2] in ("+ ", "- "):
        text = line[2:]
        if line[0] == "+":
            findings.append({"rule": rule})
    else:
        text = ""
        for part in re.split(r"(«[^»]*»)", line):
            start = len(text)
            text += part.strip("«»") if part.startswith("«") else part
            if not part.startswith("«"):
                continue
            found = {"rule": rule, "start": start, "end": len(text)}
            if rule == "patient-name":
                found |= {"rule": "patient-identifier", "shape": "context", "what": "name"}
            findings.append(found)
    kind = "note" if rule.startswith("patient-") else "message"
    nudges = 2 if rule == "third-nudge" else 0
    return {"id": f"{rule}:{number}", "kind": kind, "met": 1, "nudges": nudges, "text": text, "findings": findings}


def read_texts(confrere):
    """Texts to be judged by, and those that are learned from besides."""
    judged = []
    for name, is_open, taught in SOURCES:
        judged += read_clues(confrere, TEXTS / name, taught, hide_rules=is_open)
    extra = read_clues(confrere, TEXTS / "diary.jsonl", set(models.OF_WORDS), DIARY_WEIGHT)
    files = sorted((TEXTS / "lessons").glob("*.txt"))
    lessons = [(file.stem, file.read_text(encoding="utf-8").splitlines(), LESSON_WEIGHT) for file in files]
    lessons += [(rule, lines, RULE_WEIGHT) for rule, lines in examples_of_rules().items()]
    with tempfile.TemporaryDirectory() as folder:
        for rule, lines, weight in lessons:
            if rule not in models.ALL:
                continue
            file = Path(folder) / f"{rule}.jsonl"
            made = [as_marked_text(rule, number, line) for number, line in enumerate(lines) if line]
            file.write_text("".join(json.dumps(text) + "\n" for text in made), encoding="utf-8")
            extra += read_clues(confrere, file, {rule}, weight)
    return judged, extra


