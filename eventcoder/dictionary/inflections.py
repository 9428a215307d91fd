"""Keep the inflections of verbs on disk: making them is more than half of compiling, and an edit changes few of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import orjson
from attrs import field, frozen

from eventcoder.dictionary.conjugate import conjugate_verb
from eventcoder.files import write_whole

Forms = dict[str, set[str]]
Inflect = Callable[[str, str, bool, bool], Forms]
"""(root, class, reduced, passive) → folded forms with their features, as `conjugate_verb` gives them."""


def plainly(root: str, form: str, reduced: bool, passive: bool) -> Forms:
    """Inflect a verb with nothing kept."""
    return conjugate_verb(root, form, reduced=reduced, passive=passive)


@frozen
class Inflections:
    """The inflections in the file at `path`; `made` are those that it has not yet."""

    path: Path
    known: dict[str, dict[str, list[str]]] = field(repr=False)
    made: dict[str, dict[str, list[str]]] = field(factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Path) -> Inflections:
        """Return what is kept in a folder, nothing where the file is missing or damaged: it is made anew then."""
        path = folder / f"inflections-{_program_hash()}.json"
        try:
            known = orjson.loads(path.read_bytes())
            sound = isinstance(known, dict) and all(isinstance(forms, dict) for forms in known.values())
        except (OSError, ValueError):
            sound = False
        return cls(path, known if sound else {})

    def inflect(self, root: str, form: str, reduced: bool, passive: bool) -> Forms:
        """Return a verb's forms; raise mazini.MaziniError or ValueError as `conjugate_verb` does."""
        key = f"{root}|{form}|{reduced:d}{passive:d}"
        kept = self.known.get(key) or self.made.get(key)
        if kept is None:
            forms = plainly(root, form, reduced, passive)
            kept = self.made[key] = {form: sorted(features) for form, features in forms.items()}
        return {form: set(features) for form, features in kept.items()}

    def save(self) -> None:
        """Write the file as a whole, where anything new was made, and delete those of other versions; raise OSError or
        EventcoderError where it cannot be written."""
        if not self.made:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for old in self.path.parent.glob("inflections-*.json"):
            if old != self.path:
                old.unlink(missing_ok=True)
        write_whole(self.path, orjson.dumps(self.known | self.made).decode())


def _program_hash() -> str:
    here = Path(__file__).parent
    sources = (here / "conjugate.py", here.parent / "arabic.py")
    digest = hashlib.sha256(version("mazini").encode() + b"".join(path.read_bytes() for path in sources))
    return digest.hexdigest()[:16]


__all__ = ["Forms", "Inflect", "Inflections", "plainly"]
