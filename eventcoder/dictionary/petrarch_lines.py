"""Read the dictionaries of PETRARCH, PETRARCH2 and UniversalPetrarch line by line into plain values; faults are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from attrs import field, frozen

from eventcoder.dictionary.actor_codes import ROLES, nearest, split_code, unknown_part
from eventcoder.errors import Fault

KINDS = ("actors", "agents", "verbs", "issues", "discards")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_CODE = re.compile(r"\[([^\[\]]*)\]")
_RESTRICTED = re.compile(r"(?P<code>[^\s<>]+)\s*(?:(?P<sign>[<>])\s*(?P<day>\d+)|(?P<since>\d+)\s*-\s*(?P<until>\d+))?\s*\Z")


@frozen
class Line:
    """A line without its comment; `note` is the comment."""

    number: int
    text: str
    note: str = ""
    indented: bool = False


@frozen
class Dated:
    """A code that holds from `since` to `until` (ISO days, inclusive; "" open)."""

    code: str
    since: str
    until: str
    line: int


@frozen
class ActorRow:
    """An actor: its names, the line of each, and dated codes."""

    names: list[str]
    line: int
    codes: list[Dated] = field(factory=list)
    lines: list[int] = field(factory=list)


@frozen
class AgentRow:
    """A role noun with its plurals and code."""

    name: str
    plurals: tuple[str, ...]
    code: str
    line: int


@frozen
class Notes:
    """The faults of one file."""

    path: str
    items: list[Fault] = field(factory=list)

    def add(self, line: Line, message: str) -> None:
        """Note a fault at a line."""
        self.items.append(Fault(self.path, line.number, 0, message, line.text))


def read_lines(text: str) -> Iterator[Line]:
    """Yield the lines that hold something, without `#`, `;` and `<!-- -->` comments."""
    inside = False
    for number, raw in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = raw.rstrip("\r")
        body = ""
        while line:
            if inside:
                _, closed, line = line.partition("-->")
                inside = not closed
            else:
                before, opened, line = line.partition("<!--")
                body += before
                inside = bool(opened)
        body, _, note = body.partition("#")
        body, _, remark = body.partition(";")
        if body.strip():
            yield Line(number, body.strip(), (note or remark).strip(), body[:1] in " \t")


def kind_of(text: str, name: str) -> str:
    """Guess what a file holds, from its content, then its name."""
    lowered = name.lower()
    if "<ISSUE" in text:
        return "issues"
    if re.search(r"^---.*---\s*(#.*)?$", text, re.MULTILINE) or re.search(r"^&\w", text, re.MULTILINE):
        return "verbs"
    if re.search(r"\[~|~\]", text):
        return "agents"
    return "discards" if "discard" in lowered else "actors"


def phrase(text: str) -> str:
    """The words of a phrase, its `_` and `+` taken for blanks."""
    return " ".join(re.sub(r"[_+\s]+", " ", _UNSEEN.sub("", text)).split())


def read_actors(text: str, notes: Notes) -> list[ActorRow]:
    """Return the actors of a file with all that is sound of their codes."""
    rows: list[ActorRow] = []
    for line in read_lines(text):
        head = line.text.split("[", 1)[0].strip()
        codes = _CODE.findall(line.text)
        if line.text.count("[") != len(codes) or line.text.count("]") != len(codes):
            notes.add(line, "the brackets do not pair")
        if head.startswith("+") or head and not (line.indented and not head.strip("_+")):
            name = phrase(head.lstrip("+"))
            if not name:
                notes.add(line, "a name is missing before the code")
                continue
            if head.startswith("+") and rows:
                rows[-1].names.append(name)
                rows[-1].lines.append(line.number)
            else:
                if head.startswith("+"):
                    notes.add(line, "a synonym stands before any actor: taken for an actor of its own")
                rows.append(ActorRow([name], line.number, [], [line.number]))
        if codes and not rows:
            notes.add(line, "a code stands before any actor")
            continue
        for code in codes:
            dated = _dated(code, line, notes)
            if dated:
                rows[-1].codes.append(dated)
    return rows


def _dated(text: str, line: Line, notes: Notes) -> Dated | None:
    match = _RESTRICTED.match(text.strip())
    if not match:
        notes.add(line, f"'[{text}]' is no code with dates")
        return None
    code = match["code"].strip("~-")
    if not sound_code(code, line, notes):
        return None
    if match["sign"]:
        day = parse_day(match["day"], line, notes, last=match["sign"] == "<")
        if day is None:
            return None
        return Dated(code, day, "", line.number) if match["sign"] == ">" else Dated(code, "", day, line.number)
    if not match["since"]:
        return Dated(code, "", "", line.number)
    since, until = parse_day(match["since"], line, notes), parse_day(match["until"], line, notes, last=True)
    if since is None or until is None:
        return None
    if since and until and since > until:
        notes.add(line, f"the range is reversed: it ends ({until}) before it begins ({since})")
        return None
    return Dated(code, since, until, line.number)


def sound_code(code: str, line: Line, notes: Notes) -> bool:
    """Whether a code is one to three parts that CAMEO has, with its fault noted where it is not."""
    if not re.fullmatch("(?:[A-Z]{3})+", code):
        notes.add(line, f"'{code}' is no actor code: parts of three capitals")
        return False
    if len(code) > 9:
        notes.add(line, f"'{code}' has more than three parts")
        return False
    part, near = unknown_part(code)
    if part:
        notes.add(line, f"'{part}' in {code} is no country or role of CAMEO" + (f"; {near} is like it" if near else ""))
    return not part


def parse_day(digits: str, line: Line, notes: Notes, *, last: bool = False) -> str | None:
    """Return YYYYMMDD or YYMMDD as an ISO day, "" for a date that stands for "unknown", None (with its fault) for none at all."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) != 8:
        notes.add(line, f"'{digits}' is no date: YYYYMMDD or YYMMDD")
        return None
    year = int(digits[:4])
    if not 1850 <= year <= 2100:
        notes.add(line, f"the date {digits} stands for an unknown one: that end is left open")
        return ""
    try:
        return date(year, int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        notes.add(line, f"there is no day {digits}")
        return None


def settle_ranges(codes: list[Dated], notes: Notes) -> list[Dated]:
    """Return the dated codes without contradiction: a range that ends on the day on which another begins ends the day before, and
    of two that hold in part together with other codes the later one loses the days in common."""
    starts = {each.since for each in codes if each.since}
    kept: list[Dated] = []
    for each in codes:
        if each.until in starts and each.until > each.since:
            day = date.fromisoformat(each.until) - timedelta(days=1)
            each = Dated(each.code, each.since, day.isoformat(), each.line)
        if each in kept or any((other.code, other.since, other.until) == (each.code, each.since, each.until) for other in kept):
            continue
        kept += _undisputed(each, kept, notes)
    return kept


def _undisputed(each: Dated, kept: list[Dated], notes: Notes) -> list[Dated]:
    """What is left of a dated code: without the days on which another of those kept holds too."""
    clash = next((other for other in kept if other.code != each.code and _clash(other, each)), None)
    if clash is None:
        return [each]
    left = _left(each, clash)
    where = Line(each.line, f"[{each.code} {each.since or '…'}-{each.until or '…'}]")
    rest = f"kept is {left.since or '…'}..{left.until or '…'}" if left else "left out"
    notes.add(where, f"contradicts line {clash.line}: {clash.code} holds on some of these days; {rest}")
    return _undisputed(left, kept, notes) if left else []


def _left(one: Dated, other: Dated) -> Dated | None:
    """The days of one range that are not in another, which it overlaps in part; None where the ranges are the same."""
    if (one.since, one.until) == (other.since, other.until):
        return None
    step = timedelta(days=1)
    if (one.since or "0") < (other.since or "0"):
        return Dated(one.code, one.since, (date.fromisoformat(other.since) - step).isoformat(), one.line)
    return Dated(one.code, (date.fromisoformat(other.until) + step).isoformat(), one.until, one.line)


def _clash(one: Dated, other: Dated) -> bool:
    """Whether two ranges overlap in part, or are the same."""
    a, b = (one.since or "0", one.until or "9999"), (other.since or "0", other.until or "9999")
    if a[1] < b[0] or b[1] < a[0]:
        return False
    nested = (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])
    return a == b or not nested


def is_agent_code(code: str) -> bool:
    """Whether a code has no country: MIL, GOVMIL."""
    return code[:3] in ROLES and code[:3] not in ("IGO", "IMG", "MNC", "NGO", "NGM", "INT", "UIS", "KUR", "AFR")


def read_agents(text: str, notes: Notes) -> list[AgentRow]:
    """Return the agents of a file, macros (`!NAME! = A, B`) filled in."""
    macros: dict[str, list[str]] = {}
    rows: list[AgentRow] = []
    seen: dict[str, AgentRow] = {}
    for line in read_lines(text):
        if line.text.startswith("!") and "=" in line.text:
            name, _, values = line.text.partition("=")
            macros[name.strip()] = [value.strip() for value in values.split(",") if value.strip()]
            continue
        match = re.fullmatch(r"(?P<name>[^\[{]+)(?P<plural>\{[^}]*\})?\s*\[(?P<code>[^\]]*)\]?(?P<rest>.*)", line.text)
        if not match:
            notes.add(line, "no agent: PHRASE {PLURAL} [~CODE]")
            continue
        code = match["code"].strip().strip("~").strip()
        if "}" in match["code"] or not line.text.rstrip().endswith("]") or "~" not in match["code"]:
            notes.add(line, f"broken brackets or no '~': '[{match['code']}'")
            continue
        strange = [part for part in split_code(code) if part not in ROLES]
        if strange:
            near = nearest(strange[0], ROLES)
            notes.add(line, f"'{strange[0]}' in {code} is no role of CAMEO" + (f"; {near} is like it" if near else ""))
            continue
        if len(code) > 6:
            notes.add(line, f"'{code}' has more than the two parts of an agent")
            continue
        for name in _filled(match["name"], macros, line, notes):
            plurals = tuple(phrase(each) for each in (match["plural"] or "{}").strip("{}").split(",") if phrase(each))
            row = AgentRow(phrase(name), plurals, code, line.number)
            twin = seen.setdefault(row.name.casefold(), row)
            if twin is not row:
                other = f" with {twin.code}" if twin.code != code else ""
                notes.add(line, f"'{row.name}' stands on line {twin.line} already{other}; left out")
                continue
            rows.append(row)
    return rows


def _filled(name: str, macros: dict[str, list[str]], line: Line, notes: Notes) -> list[str]:
    names = [name]
    for macro in re.findall(r"![^!\s]+!", name):
        if macro not in macros:
            near = nearest(macro, macros)
            notes.add(line, f"the set {macro} is not defined" + (f"; {near} is" if near else ""))
            return []
        names = [each.replace(macro, value) for each in names for value in macros[macro]]
    return names


def read_issues(text: str, notes: Notes) -> dict[str, list[tuple[str, int]]]:
    """Return the phrases of each issue code, with their lines."""
    issues: dict[str, list[tuple[str, int]]] = {}
    for line in read_lines(text):
        if line.text.startswith("<"):
            continue
        if line.text.startswith("~"):
            notes.add(line, "a phrase that takes an issue back is not known here")
            continue
        match = re.fullmatch(r"([^\[]+)\[([^\]]+)\]", line.text)
        if not match:
            notes.add(line, "no issue: phrase [CODE]")
            continue
        words = phrase(re.sub(r"\b[a-z]:", "", match[1]))
        issues.setdefault(match[2].strip(), []).append((words, line.number))
    return issues


def read_discards(text: str, notes: Notes) -> list[tuple[str, str, int]]:
    """Return (scope, phrase, line) of each discard: `+PHRASE` drops the document, `PHRASE` the sentence."""
    found: list[tuple[str, str, int]] = []
    seen: dict[str, int] = {}
    for line in read_lines(text):
        scope = "document" if line.text.startswith("+") else "sentence"
        words = phrase(line.text.lstrip("+"))
        if not words or words.casefold() in seen:
            notes.add(line, f"'{words}' stands on line {seen[words.casefold()]} already" if words else "no phrase behind '+'")
            continue
        seen[words.casefold()] = line.number
        found.append((scope, words, line.number))
    return found
