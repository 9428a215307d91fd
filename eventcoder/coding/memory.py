"""What a function makes of a word, kept from sentence to sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

V = TypeVar("V")
_REMEMBERED = 200_000
"""So many words are kept; then the memory is emptied."""


class Memory(dict[str, V]):
    """`memory[form]` is what `make` gives for a folded word; it is asked once for each."""

    def __init__(self, make: Callable[[str], V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, form: str) -> V:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[form] = self._make(form)
        return made


__all__ = ["Memory"]
