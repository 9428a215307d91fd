"""Make the codes of the codebook from their entries."""

from __future__ import annotations

import math
import re

from eventcoder.cameo import Code
from eventcoder.dictionary import entries, read

PLOVER = frozenset(
    (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
        "ASSAULT"
    ).split()
)
"""The categories of PLOVER (manual draft 0.8)."""


def make_code(raw: read.RawEntry, faults: entries.Faults) -> Code | None:
    """Return the code of a `code:` entry, or None with its faults added."""
    names = ("name", "root", "quad", "goldstein", "goldstein-from", "plover")
    values = {name: entries.one(raw, name, faults, needed=name in names[:4]) for name in names}
    code = raw.head.value
    if not re.fullmatch("[0-9]{2,4}", code):
        faults.add(raw.head, f"'{code}' is no CAMEO code: two to four digits")
    elif code[:2] != values["root"]:
        faults.add(raw.head, f"the root of {code} is {code[:2]}, not {values['root']}")
    if values["quad"] and values["quad"] not in ("1", "2", "3", "4"):
        faults.add(raw.head, f"quad is 1, 2, 3 or 4, not '{values['quad']}'")
    try:
        goldstein = float(values["goldstein"] or 0)
    except ValueError:
        goldstein = math.nan
    if not -10 <= goldstein <= 10:
        faults.add(raw.head, f"goldstein is a number from -10 to 10, not '{values['goldstein']}'")
    if values["plover"] and values["plover"] not in PLOVER:
        faults.add(raw.head, f"'{values['plover']}' is no category of PLOVER")
    if faults.items:
        return None
    return Code(code, values["name"], values["root"], int(values["quad"]), goldstein, values["goldstein-from"], values["plover"])
