"""Train the tagger and parser of the Arabic model with spaCy."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from eventcoder import arabic
from eventcoder.coding.language import FEATURES, NewspaperArabic
from eventcoder.training.treebank import Tree

WIDTH, DEPTH = 96, 4
LEARN_RATE, WARM_UP, DECAY, DROPOUT = 0.001, 250, 0.6, 0.1
"""The rate rises for WARM_UP steps; at the last step DECAY of it is gone."""
_RARE = 30
"""Labels rarer than this are read as `dep`; fewer in a small treebank."""
FIRST_BATCH, LAST_BATCH, GROWTH = 100.0, 1000.0, 1.001
"""Words in a batch: at first, at last, and the factor from step to step."""


def train_parser(
    trees: Sequence[Tree], folder: Path, *, steps: int, seed: int = 0, report: Callable[[str], None] = lambda line: None
) -> None:
    """Train on gold words and write a spaCy pipeline to `folder`; the weights are the mean over all steps.

    Labels keep their subtypes here: they hold the treebanks' differing conventions apart. No test data chooses anything.
    """
    fix_random_seed(seed)
    nlp = _pipeline(len(trees))
    examples = [_example(nlp, tree) for tree in trees]
    nlp.initialize(lambda: examples)
    optimizer = Adam(
        LEARN_RATE, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True
    )
    chance, queue, size = random.Random(seed), list[Example](), FIRST_BATCH
    for step in range(steps):
        batch: list[Example] = []
        words = 0
        while words < size:
            if not queue:
                queue = list(examples)
                chance.shuffle(queue)
            batch.append(queue.pop())
            words += len(batch[-1].reference)
        size = min(size * GROWTH, LAST_BATCH)
        optimizer.learn_rate = LEARN_RATE * min(1.0, (step + 1) / WARM_UP) * (1 - DECAY * step / steps)
        losses: dict[str, float] = {}
        nlp.update(batch, sgd=optimizer, losses=losses, drop=DROPOUT)
        if (step + 1) % 100 == 0 or step + 1 == steps:
            report(
                f"step {step + 1} of {steps}: loss " + ", ".join(f"{name} {value:.0f}" for name, value in sorted(losses.items()))
            )
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(folder)


def _pipeline(sentences: int) -> Language:
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": WIDTH,
        "attrs": list(FEATURES),
        "rows": list(FEATURES.values()),
        "include_static_vectors": False,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": WIDTH,
        "depth": DEPTH,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}
    tagger: dict[str, Any] = {"@architectures": "spacy.Tagger.v2", "nO": None, "normalize": False, "tok2vec": shared}
    parser: dict[str, Any] = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 128,
        "maxout_pieces": 3,
        "use_upper": True,
        "nO": None,
        "tok2vec": shared,
    }
    nlp = NewspaperArabic()
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}})
    nlp.add_pipe("tagger", config={"model": tagger, "label_smoothing": 0.05})
    rare = min(_RARE, sentences // 50)
    nlp.add_pipe("parser", config={"model": parser, "update_with_oracle_cut_size": 100, "min_action_freq": rare})
    return nlp


def plain_doc(nlp: Language, tree: Tree) -> Doc:
    """The tree's words, folded, without tags and heads."""
    return Doc(nlp.vocab, words=[arabic.fold(word.form) or word.form for word in tree.words])


def _example(nlp: Language, tree: Tree) -> Example:
    gold = Doc(
        nlp.vocab,
        words=[arabic.fold(word.form) or word.form for word in tree.words],
        tags=[word.tag for word in tree.words],
        heads=[word.head for word in tree.words],
        deps=["ROOT" if word.head == place else word.label for place, word in enumerate(tree.words)],
        sent_starts=[place == 0 for place in range(len(tree.words))],
    )
    return Example(plain_doc(nlp, tree), gold)


__all__ = ["plain_doc", "train_parser"]
