"""eventcoder reads Arabic political news and writes who did what to whom, and when, as CAMEO event records.

import eventcoder
coder = eventcoder.load()
events = eventcoder.code("بحث الرئيس المصري مع نظيره السوري الأزمة", date="2020-06-25", coder=coder)
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eventcoder.coding.pipeline import Coder
    from eventcoder.lexicon import Lexicon
    from eventcoder.records import Event

__version__ = "0.1.0"


def shipped_dictionaries() -> Path:
    """Return the folder of the dictionaries that come with the program: of the checkout, or installed beside it."""
    inside = Path(__file__).parent / "dictionaries"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "dictionaries"


def load_lexicon(dictionaries: Path | None = None, extra: tuple[Path, ...] = ()) -> Lexicon:
    """Return the compiled dictionaries: the shipped folder or `dictionaries` in its place, and `extra` folders after it."""
    from eventcoder.dictionary.compile import load_lexicon as compiled

    return compiled([dictionaries or shipped_dictionaries(), *extra])


def load(
    *,
    dictionaries: Path | None = None,
    extra: tuple[Path, ...] = (),
    model: Path | None = None,
    analyses: Path | None = None,
    statements: bool = False,
    statuses: tuple[str, ...] = ("asserted",),
) -> Coder:
    """Return a coder with compiled dictionaries and a loaded model; raise DictionaryError or ModelError.

    `dictionaries` takes the place of the shipped folder, `extra` folders are read after it. `analyses` is a file in which
    the model's analyses are kept from one run to the next.
    """
    from eventcoder.coding.analyse import load_model
    from eventcoder.coding.pipeline import Coder

    loaded = load_model(model)
    if analyses is not None:
        from eventcoder.coding.analysis_cache import with_cache

        loaded = with_cache(loaded, analyses)
    return Coder(load_lexicon(dictionaries, extra), loaded, __version__, statements, statuses)


def code(text: str, *, date: str, coder: Coder, title: str = "", id: str = "text") -> list[Event]:
    """Code one text: its events as records; `date` is the day of publication, YYYY-MM-DD."""
    from eventcoder.records import Document

    own = f"{title}\n{text}" if title else text
    return coder.code(Document(id, date, own, len(title)))


__all__ = ["__version__", "code", "load", "load_lexicon", "shipped_dictionaries"]
