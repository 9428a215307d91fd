"""`frozen` for the records that coding makes by the hundred for each sentence: what attrs' own `frozen` is to mypy, which lets
nobody set their fields, without the check at run time, which makes them four times as slow to build."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from attrs import define

if TYPE_CHECKING:
    from attrs import frozen
else:
    frozen = partial(define, unsafe_hash=True, on_setattr=None)

__all__ = ["frozen"]
