"""The spaCy component `eventcoder`: events in `doc._.events`, behind any pipeline that sets UD heads and labels.

nlp.add_pipe("eventcoder", config={"date": "2020-06-25"})
events = nlp("بحث الرئيس المصري مع نظيره السوري الأزمة")._.events
"""

from __future__ import annotations

import datetime
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from eventcoder import __version__, load_lexicon
from eventcoder.coding.analyse import ParsedDoc
from eventcoder.coding.dates import document_date
from eventcoder.coding.pipeline import Coder
from eventcoder.errors import InputError
from eventcoder.records import Document

FACTORY = "eventcoder"
_FACTS = ("date", "id", "publisher", "url")


class EventComponent:
    """Codes each Doc; the events are records like those of `eventcoder.code`, with offsets into `doc.text`.

    The day of publication is `doc._.eventcoder["date"]`, else the component's `date`, else the dateline in the text; the
    same dict
    may hold `id`, `publisher` and `url`. Raises InputError where there is no day, ModelError where the Doc has no tree.
    """

    def __init__(self, coder: Coder, date: str) -> None:
        self.coder = coder
        self.date = date
        for name in ("events", FACTORY):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Put the events of a Doc into `doc._.events`."""
        if len(doc) and not doc.has_annotation("DEP"):
            raise InputError('the component "eventcoder" finds no tree: add it behind a parser that sets UD heads and labels')
        facts = dict(doc._.eventcoder or {})
        if unknown := sorted(set(facts) - set(_FACTS)):
            raise InputError(f"doc._.eventcoder: {unknown[0]!r} is none of {', '.join(_FACTS)}")
        date = facts.get("date") or self.date or document_date(doc.text)
        if not date:
            raise InputError(
                'no date: give the component one, config={"date": "YYYY-MM-DD"}, or set doc._.eventcoder = {"date": …}'
            )
        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            raise InputError(f"{date!r} is no date: write it YYYY-MM-DD") from None
        document = Document(facts.get("id", "doc"), date, doc.text, 0, facts.get("publisher", ""), facts.get("url", ""))
        [analyses] = self.coder.analyse([document], model=ParsedDoc(doc))
        doc._.events = self.coder.code_analysed(document, analyses)
        return doc


@Language.factory(
    FACTORY,
    default_config={"date": "", "dictionaries": "", "extra": [], "statements": False, "statuses": ["asserted"]},
    requires=["token.dep", "token.head"],
    assigns=["doc._.events"],
)
def make_component(
    nlp: Language, name: str, date: str, dictionaries: str, extra: list[str], statements: bool, statuses: list[str]
) -> EventComponent:
    """Make the component; the options are those of `eventcoder.load`, paths as text."""
    lexicon = load_lexicon(Path(dictionaries) if dictionaries else None, tuple(Path(path) for path in extra))
    return EventComponent(Coder(lexicon, ParsedDoc(Doc(nlp.vocab)), __version__, statements, tuple(statuses)), date)


__all__ = ["EventComponent", "make_component"]
