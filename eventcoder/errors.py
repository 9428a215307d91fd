"""Errors that the user can mend: each says what is wrong, where, and what to do."""

from __future__ import annotations

from attrs import frozen


class EventcoderError(Exception):
    """A fault of input, dictionary, model or usage; its text is one clear line for the user."""


class InputError(EventcoderError):
    """An input that cannot be read at all: missing, empty, not UTF-8."""


class ModelError(EventcoderError):
    """A model that is missing or not usable."""


@frozen
class Fault:
    """One fault of a dictionary at a line (counted from 1) and column (from 1; 0: the whole line); a `warning` is what has no
    effect or is likely not meant, and stops nothing."""

    path: str
    line: int
    column: int
    message: str
    shown: str = ""
    warning: bool = False

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")
        return f"{place}: {'warning: ' * self.warning}{self.message}" + (
            f"\n    {self.shown.strip()}" if self.shown.strip() else ""
        )


class DictionaryError(EventcoderError):
    """All faults of the dictionaries at once, in the order of files and lines."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.path, fault.line, fault.column))
        count = len(self.faults)
        super().__init__("\n".join(map(str, self.faults)) + f"\n{count} fault{'s' if count != 1 else ''} in the dictionaries")
