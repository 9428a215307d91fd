"""The CAMEO codebook: each code with its name, root, quad class, Goldstein value and PLOVER category.

The data are `dictionaries/cameo.dict`, which names its sources; this module only holds and looks them up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen


@frozen
class Code:
    """One CAMEO code; `quad` is 1 to 4, `goldstein` from -10 to 10, `goldstein_from` the code that the value is inherited
    from."""

    code: str
    name: str
    root: str
    quad: int
    goldstein: float | None
    goldstein_from: str
    plover: str


@frozen
class Codebook:
    """All codes by their string: `book.codes["040"].name` → `"Consult"`."""

    codes: dict[str, Code] = field(repr=False)

    @classmethod
    def from_rows(cls, rows: Iterable[dict[str, Any] | Code]) -> Codebook:
        """Make a codebook of rows with the attributes of `Code`."""
        codes = [row if isinstance(row, Code) else Code(**row) for row in rows]
        return cls({code.code: code for code in codes})

    def get(self, code: str) -> Code:
        """Return the entry of a code; raise KeyError naming a code that CAMEO does not have."""
        if code not in self.codes:
            raise KeyError(f"CAMEO has no code {code!r}")
        return self.codes[code]
