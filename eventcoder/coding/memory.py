"""What a function has made, kept: of each word from sentence to sentence, or once of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

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


class Once(Generic[V]):
    """`once()` is what `make` gives; it is asked at the first call, if there is one."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], V]) -> None:
        self._make = make
        self._made: list[V] = []

    def __call__(self) -> V:
        if not self._made:
            self._made.append(self._make())
        return self._made[0]


__all__ = ["Memory", "Once"]
