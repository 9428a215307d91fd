"""Check raw entries and make typed ones: every fault found is added to the list, none is raised."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import frozen

from eventcoder.dictionary.actor_codes import nearest_event_code
from eventcoder.dictionary.read import Field, RawEntry, RawExample
from eventcoder.errors import Fault
from eventcoder.lexicon import Role

_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
CODE = re.compile(r"(?:[A-Z]{3}){1,3}\Z")
_ID = {
    "actor": re.compile(r"[A-Z]{3}(?:[A-Z]{3})?(?:\.[a-z0-9][a-z0-9.-]*)?\Z"),
    "agent": re.compile(r"[a-z0-9][a-z0-9-]*\Z"),
    "issue": re.compile(r"[a-z0-9][a-z0-9-]*\Z"),
    "discard": re.compile(r"[a-z0-9][a-z0-9.-]*\Z"),
    "publisher": re.compile(r"[\w .&'()-]+\Z"),
    "place": re.compile(r"(?:[A-Z]{3}\.)?[a-z0-9][a-z0-9.-]*\Z"),
}
_ID_EXAMPLES = {"actor": "'LBY' or 'LBY.gna'", "publisher": "'AFP'", "place": "'IRQ.anbar'"}
_RANGE = re.compile(r"(?P<since>[\d-]*)\.\.(?P<until>[\d-]*)\Z")
_EXPECT = re.compile(r"(\S+) (\d{2,4}) (\S+)\Z")
SCOPES = ("sentence", "document", "line", "rest")


@frozen
class Example:
    """An example of an entry: `expects` are (source, code, target) or, for actors and agents, (code, "", "")."""

    path: str
    line: int
    entry: str
    kind: str
    text: str
    on: str
    expects: tuple[tuple[str, str, str], ...]
    known_gap: bool = False


class Faults:
    """A list of faults that knows the file it reads."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.items: list[Fault] = []

    def add(self, where: Field, message: str, column: int | None = None) -> None:
        """Note a fault at a field."""
        self.items.append(Fault(self.path, where.line, where.column if column is None else column, message, where.shown))

    def warn(self, where: Field, message: str) -> None:
        """Note at a field what has no effect or is likely not meant."""
        self.items.append(Fault(self.path, where.line, where.column, message, where.shown, warning=True))


def no_code(code: str, codes: frozenset[str]) -> str:
    """The code with the one that was likely meant, for a message."""
    near = nearest_event_code(code, codes)
    return f"{code}; did you mean {near}?" if near else code


def values(entry: RawEntry, name: str) -> list[Field]:
    """The fields of that name, in order."""
    return [item for item in entry.fields if item.name == name]


def one(entry: RawEntry, name: str, faults: Faults, *, needed: bool = False) -> str:
    """The value of a field that may stand once; "" where it does not stand."""
    items = values(entry, name)
    if len(items) > 1:
        faults.add(items[1], f"'{name}:' stands twice in one entry (first on line {items[0].line})")
    if needed and not items:
        faults.add(entry.head, f"the {entry.kind} has no '{name}:'")
    return items[0].value if items else ""


def check_script(entry: RawEntry, faults: Faults, arabic: tuple[str, ...], latin: tuple[str, ...]) -> None:
    """Fields hold Arabic or codes, never both."""
    for item in entry.fields:
        has = bool(_ARABIC.search(item.value))
        if item.name in arabic and entry.imported and not re.search("[{}|]", item.value):
            continue
        if item.name in arabic and not has:
            faults.add(item, f"'{item.name}:' holds no Arabic letter")
        if item.name in arabic and re.search("[A-Za-z{}|]", item.value):
            faults.add(item, f"'{item.name}:' holds Arabic only, and one value a line")
        if item.name in latin and has:
            faults.add(item, f"'{item.name}:' holds codes or English, no Arabic")


def check_id(entry: RawEntry, faults: Faults) -> None:
    """The id of the head has the shape of its kind."""
    if entry.kind in _ID and not _ID[entry.kind].match(entry.head.value):
        faults.add(
            entry.head,
            f"'{entry.head.value}' is no id of this kind: ASCII, such as "
            + _ID_EXAMPLES.get(entry.kind, "'security-sector-reform'"),
        )


def check_imported(entry: RawEntry, faults: Faults) -> None:
    """Entries without examples have their own folders."""
    for item in values(entry, "imported"):
        if not any(part.startswith("import") for part in entry.path.split("/")[:-1]):
            faults.add(
                item,
                "'imported:' frees an entry from examples only in a folder whose name begins with 'import': give it examples and "
                "take this line out",
            )


def day(text: str, *, last: bool) -> str:
    """Return the first or last day of a year, month or day; raise ValueError where it is none. `day("2016-02", last=True)` →
    2016-02-29."""
    parts = [int(part) for part in text.split("-")]
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise ValueError(text)
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12 if last else 1
    number = parts[2] if len(parts) > 2 else monthrange(year, month)[1] if last else 1
    return date(year, month, number).isoformat()


def parse_roles(entry: RawEntry, faults: Faults) -> tuple[Role, ...]:
    """The dated roles of an actor, with faults for bad codes, reversed ranges and contradictions."""
    roles: list[tuple[Role, Field]] = []
    for item in values(entry, "role"):
        code, *rest = item.value.split(maxsplit=1)
        span = rest[0] if rest else ""
        if not CODE.match(code):
            faults.add(item, f"'{code}' is no actor code: one to three parts of three capitals, such as LBYGOV")
            continue
        since = until = ""
        if span:
            parts = _RANGE.match(span)
            try:
                if not parts or not (parts["since"] or parts["until"]):
                    raise ValueError(span)
                since = day(parts["since"], last=False) if parts["since"] else ""
                until = day(parts["until"], last=True) if parts["until"] else ""
            except ValueError:
                faults.add(
                    item,
                    f"'{span}' is no range of dates: write FROM..TO with years, months or days, such as 2016-03..2021-03 or "
                    f"2012..",
                )
                continue
            if since and until and since > until:
                faults.add(item, f"the range ends ({until}) before it begins ({since})")
                continue
        role = Role(code, since, until)
        for other, there in roles:
            if other.code != code and _overlap_in_part(role, other):
                low, high = sorted((role, other), key=lambda r: r.since or "0")
                faults.add(
                    item,
                    f"this range overlaps in part with line {there.line}: from {high.since} to {low.until} both {low.code} and "
                    f"{high.code} hold; write instead 'role: {low.code} {low.since}..{_day_before(high.since)}'",
                )
            elif other.code != code and (other.since, other.until) == (since, until):
                faults.add(item, f"the same range has {other.code} on line {there.line}")
        roles.append((role, item))
    return tuple(role for role, _ in roles)


def _overlap_in_part(one: Role, two: Role) -> bool:
    first, second = sorted((one, two), key=lambda role: (role.since or "0", -_number(role.until or "9999-12-31")))
    if (first.until or "9999") < (second.since or "0"):
        return False  # apart
    return (second.until or "9999") > (first.until or "9999") and (first.since or "0") < (second.since or "0")


def _day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()


def _number(iso: str) -> int:
    return int(iso.replace("-", ""))


def parse_examples(
    entry: RawEntry, raws: list[RawExample], faults: Faults, *, entry_id: str, codes: frozenset[str]
) -> Iterator[Example]:
    """The examples of an entry or pattern; faults for missing or malformed `expect:` and `on:`."""
    events = entry.kind in ("verb", "noun")
    for raw in raws:
        on, expects, good = "2020-01-01", [], True
        for item in raw.fields:
            if item.name == "on":
                try:
                    on = date.fromisoformat(item.value).isoformat()
                except ValueError:
                    faults.add(item, f"'{item.value}' is no day: write YYYY-MM-DD")
                    good = False
            elif item.value == "none":
                expects.append(("none", "", ""))
            elif events:
                match = _EXPECT.match(" ".join(item.value.split()))
                if not match:
                    faults.add(
                        item,
                        "expect is 'SOURCE CODE TARGET', such as 'EGYGOV 040 SYRGOV', with --- or - for unknown and absent, "
                        "or 'none'",
                    )
                    good = False
                elif match.group(2) not in codes:
                    faults.add(item, f"CAMEO has no code {no_code(match.group(2), codes)}")
                    good = False
                else:
                    expects.append((match.group(1), match.group(2), match.group(3)))
            elif CODE.match(item.value) or item.value == "---":
                expects.append((item.value, "", ""))
            else:
                faults.add(item, f"expect is an actor code such as LBYGOV, ---, or 'none', not '{item.value}'")
                good = False
        if ("none", "", "") in expects and len(expects) > 1:
            faults.add(raw.head, "'expect: none' stands beside another expectation")
            good = False
        if not expects and good:
            faults.add(raw.head, f"the {raw.head.name} has no 'expect:'")
            continue
        if good:
            yield Example(
                faults.path,
                raw.head.line,
                entry_id,
                "event" if events else "actor",
                raw.head.value,
                on,
                tuple(sorted(expect for expect in expects if expect[0] != "none")),
                raw.head.name == "todo",
            )
