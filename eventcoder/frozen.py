"""`frozen` for the records that coding makes by the hundred for each sentence: what attrs' own `frozen` is to mypy, which lets
nobody set their fields, without the check at run time, which makes them four times as slow to build. `evolve` is for them what
attrs' own is, several times as fast."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import define, fields

if TYPE_CHECKING:
    from attrs import evolve, frozen
else:
    frozen = partial(define, unsafe_hash=True, on_setattr=None)

    def evolve(record: Any, **changes: Any) -> Any:
        """A copy of a record with other values in some of its fields; TypeError where it has no such field."""
        made = type(record)
        values_of, places = _fields_of(made)
        values = list(values_of(record))
        for name, value in changes.items():
            if name not in places:
                raise TypeError(f"{made.__name__} is not made with a field {name!r}")
            values[places[name]] = value
        return made(*values)


@lru_cache(maxsize=256)
def _fields_of(made: type) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    """What gets the values with which a record is made, in order, and the place of each of these."""
    own = [each for each in fields(made) if each.init]
    if any(each.kw_only or each.alias != each.name for each in own) or len(own) < 2:
        raise TypeError(f"{made.__name__} is not made of fields by their order and own names: use attrs.evolve")
    return attrgetter(*[each.name for each in own]), {each.name: place for place, each in enumerate(own)}


__all__ = ["evolve", "frozen"]
