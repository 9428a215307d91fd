"""The values that stages hand to one another: frozen records without behaviour of their own."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from eventcoder.frozen import frozen


@frozen
class Document:
    """One news document; `text` is its *own text*, to which every offset of the program refers.

    With a title, own text is title, newline, text; without, just the text; of a text file, the file as it stands.
    `title_end` is the offset at which the title ends in `text` (0: no title). `date` is YYYY-MM-DD.
    """

    id: str
    date: str
    text: str
    title_end: int = 0
    publisher: str = ""
    url: str = ""


@frozen
class Sentence:
    """One sentence: `text == document.text[start:end]`; `index` counts from 0, the title being one."""

    index: int
    start: int
    end: int
    text: str
    is_title: bool = False
    paragraph: int = 0


@frozen
class Word:
    """One blank- or punctuation-bounded word, clitics still on it, with what the parser made of its stem.

    `start`/`end` are document offsets, `form` the lightly folded surface. `tag` is the stem's universal part of speech,
    `head` the index of the word that the stem hangs on (-1: root or not parsed), `dep` its label; `before` the letters in
    front of the stem that the model took for clitics (و, ب, ول; "" where not parsed).
    """

    start: int
    end: int
    text: str
    form: str
    tag: str = ""
    head: int = -1
    dep: str = ""
    before: str = ""


form_of: Callable[[Word], str] = attrgetter("form")
tag_of: Callable[[Word], str] = attrgetter("tag")
"""A word's form and its tag: for `map`, with which the stages that look at every word are faster."""


@frozen
class Analysis:
    """A sentence with its words; `parsed` is False where no tree was made."""

    sentence: Sentence
    words: tuple[Word, ...]
    parsed: bool = False


@frozen
class TimeExpression:
    """A date named in a sentence: words `first` to `last` (exclusive), resolved to `date` with `precision`.

    `precision` is `day`, `week`, `month` or `year`; `date` is the first day of it, ISO.
    """

    first: int
    last: int
    text: str
    date: str
    precision: str


@frozen
class Mention:
    """An actor as words `first` to `last` (exclusive) of a sentence name it.

    `core` are the spans `(first, last)` in words that named it (title and name may stand apart); `code` is the CAMEO actor code
    (`---` unknown), `actor` the dictionary entry's id or `""`, `english` the short English name.
    `start`/`end` are document offsets without attached clitics. `agent` is the role noun's entry; `second`, of a
    dual that takes up two actors ("الجانبان"), the other one. `kind`: `actor`, `agent`,
    `nationality`, `anaphor`, `phrase`.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    code: str
    actor: str = ""
    english: str = ""
    plural: bool = False
    feminine: bool = False
    kind: str = "actor"
    place: bool = False
    line: str = ""
    agent: str = ""
    second: Mention | None = None


@frozen
class Event:
    """One event record: the columns of the output in their order (see `docs/records.md`); "" is absent."""

    event_id: str
    act_id: str
    cluster_id: str
    event_date: str
    date_precision: str
    source: str
    target: str
    source_id: str
    target_id: str
    source_name: str
    target_name: str
    code: str
    root: str
    quad_class: int
    goldstein: float | None
    plover: str
    symmetric: bool
    status: str
    issue: str
    headline: str
    source_text: str
    target_text: str
    trigger_text: str
    date_text: str
    place_text: str
    attributed_to: str
    place: str
    country: str
    latitude: float | None
    longitude: float | None
    doc_id: str
    sentence: int
    start: int
    end: int
    publisher: str
    url: str
    doc_date: str
    confidence: float | None
    rule: str
    lexicon: str
    version: str


COLUMNS: tuple[str, ...] = tuple(attribute.name for attribute in Event.__attrs_attrs__)
"""The record's columns in the order of the CSV file and of the JSON keys."""

__all__ = ["COLUMNS", "Analysis", "Document", "Event", "Mention", "Sentence", "TimeExpression", "Word", "form_of", "tag_of"]
