"""The shipped `english:` lines: a headline reads as English whoever of source, target and topic is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import eventcoder
from eventcoder.coding.headlines import headline
from eventcoder.dictionary.read import RawEntry, find_files, read_file
from eventcoder.records import Mention

ONE = Mention(0, 1, 0, 1, "x", "FRA", english="Moldova")
MANY = Mention(0, 1, 0, 1, "x", "EGYMIL", english="Egyptian troops", plural=True)
WHOM = Mention(0, 1, 0, 1, "x", "GRC", english="Greece")
RENDERED = {
    "singular source": (ONE, WHOM, ["trade"]),
    "plural source": (MANY, WHOM, ["trade"]),
    "no source": (None, WHOM, ["trade"]),
    "no target": (ONE, None, ["trade"]),
    "no topic": (ONE, WHOM, []),
    "neither": (None, None, []),
}
NO_VERB_TO_AGREE = {
    "and": "two subjects: the verb is always plural",
    "is": "a passive told of one speaker",
}
"""First words after `{source}` that need no agreement slot, by reason."""
TRANSITIVE = frozenset(
    "accuse allow blame condemn confiscate criticise denounce deplore destroy ignore mock oppose order question refuse reject "
    "require resent sue threaten".split()
)
"""Verbs that say nothing without an object: as the last word of a headline they are cut off."""


def entries() -> Iterator[RawEntry]:
    for path, name in find_files([eventcoder.shipped_dictionaries()])[0]:
        yield from read_file(path, name=name)[0]


def templates() -> dict[str, str]:
    """Each different `english:` of a pattern and `headline:` of an agent, with the line where it stands first."""
    found: dict[str, str] = {}
    for entry in entries():
        fields = [field for pattern in entry.patterns for field in pattern.fields if field.name == "english"]
        for field in fields + [field for field in entry.fields if field.name == "headline"]:
            found.setdefault(field.value, f"{Path(entry.path).name}:{field.line}")
    return found


def halves(template: str) -> list[str]:
    return template.split(" / ")


def rendered(template: str) -> dict[str, str]:
    return {case: headline(template, *filled, "") for case, filled in RENDERED.items()}


TEMPLATES = templates()


def faulty(*, saying: str, where: dict[str, str]) -> None:
    if where:
        shown = "\n".join(f"{TEMPLATES[template]}: {template!r} → {line!r}" for template, line in where.items())
        pytest.fail(f"{len(where)} headlines {saying}:\n{shown}", pytrace=False)


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 500


@pytest.mark.parametrize("case", RENDERED)
def test_nothing_of_the_template_is_left(case: str) -> None:
    lines = {template: rendered(template)[case] for template in TEMPLATES}
    faulty(
        saying="show brackets, braces, agreement or double blanks",
        where={template: line for template, line in lines.items() if re.search(r"[\[\]{}()|*?]|  |^\s|\s$| [.,;:]", line)},
    )


@pytest.mark.parametrize("case", RENDERED)
def test_it_begins_with_a_capital(case: str) -> None:
    lines = {template: rendered(template)[case] for template in TEMPLATES}
    faulty(saying="begin small", where={template: line for template, line in lines.items() if not line[:1].isupper()})


def test_the_verb_agrees_with_the_source() -> None:
    """A slot of agreement gives two different forms; `carr(ies|y)` → carries, carry."""
    wrong = {}
    for template in TEMPLATES:
        for stem, one, many in re.findall(r"([A-Za-z-]+)\(([a-z']*)(?:\|([a-z']*))?\)", template):
            if not re.search(r"(?:s|is)\Z", stem + one) or (stem + many).endswith("s") and not (stem + many).endswith("ss"):
                wrong[template] = f"{stem + one}, {stem + many}"
    faulty(saying="have a wrong slot of agreement", where=wrong)


def test_agreement_is_with_the_source_only() -> None:
    """The program knows the number of the source, not of the target: '{target} appear(s)' would always be singular."""
    faulty(
        saying="let the target agree",
        where={template: template for template in TEMPLATES if "(" in template and "{source}" not in template},
    )


def test_no_singular_source_stands_with_a_plural_verb() -> None:
    wrong = {}
    for template in TEMPLATES:
        first = re.match(r"\{source\} ([^\s\[]+)", template)
        if first and "(" not in first[1] and first[1] not in NO_VERB_TO_AGREE:
            wrong[template] = rendered(template)["singular source"]
    faulty(saying="have no slot of agreement behind {source}", where=wrong)


@pytest.mark.parametrize("word", NO_VERB_TO_AGREE)
def test_exceptions_are_used(word: str) -> None:
    assert any(re.match(rf"\{{source\}} {word}\b", template) for template in TEMPLATES)


def test_no_sentence_is_cut_off_without_its_target() -> None:
    """'{source} condemn(s)[ {target}]' would say 'US condemns': the object belongs to the phrase, not to the verb alone."""
    wrong = {}
    for template in TEMPLATES:
        last = re.search(r"(\w+)\([^)]*\)\Z", re.sub(r"\[[^\]]*\{target\}[^\]]*\]", "", halves(template)[-1]))
        if last and any(verb.startswith(last[1]) for verb in TRANSITIVE):
            wrong[template] = rendered(template)["no target"]
    faulty(saying="end in a verb that needs an object", where=wrong)


def test_no_headline_names_the_same_side_twice() -> None:
    """'expels diplomats of Georgian diplomats': a slot stands once."""
    faulty(
        saying="name a slot twice",
        where={
            template: template
            for template in TEMPLATES
            if any(half.count(f"{{{slot}}}") > 1 for half in halves(template) for slot in ("source", "target", "issue"))
        },
    )


def test_a_pair_is_told_one_side_at_a_time() -> None:
    """One record has one target: 'mediates between Russia' is no sentence."""
    faulty(
        saying="have 'between' before a single side",
        where={template: template for template in TEMPLATES if re.search(r"between \{target\}", template)},
    )


GRAMMAR = {
    "a singular article before a plural": re.compile(
        r"\b[Aa]n? (?:new )?(?:talks|troops|forces|rebels|people|attackers|protesters)\b"
    ),
    "the wrong article": re.compile(r"\b(?:[Aa] [aeio]\w+|an [bcdfgjklmnpqrstvwxz]\w+)"),
    "two prepositions": re.compile(r"\b(?:on|of|to|with|by|from|for|against) (?:on|of|with|by|from|for|against)\b"),
    "a preposition at the end": re.compile(r"\b(?:of|with|by|from|between)\Z"),
    "a word twice": re.compile(r"\b(\w+) \1\b"),
}


@pytest.mark.parametrize("root", ["04", "14", "17", "19"])
@pytest.mark.parametrize("fault", GRAMMAR)
def test_grammar(fault: str, root: str) -> None:
    wrong = {}
    for template in TEMPLATES:
        for filled in RENDERED.values():
            line = headline(template, *filled, "", root=root)
            if GRAMMAR[fault].search(line):
                wrong[template] = line
    faulty(saying=f"have {fault}", where=wrong)


@pytest.mark.parametrize(
    ("template", "root", "line"),
    [
        ("{source} meet(s) {target}", "04", "Meeting"),
        ("{source} meet(s) {target}", "14", "Protesters meet others"),
        ("{source} open(s) fire on {target}", "14", "Protesters open fire"),
        ("{source} side(s) with {target}", "05", "Unidentified party sides with others"),
        ("{source} set(s) off for {target}", "18", "Unidentified attackers set off for people"),
        ("{source} push(es) into {target}", "19", "Unidentified forces push into people"),
        ("{source} kidnap(s) {target}", "18", "People kidnapped"),
        ("{source} shell(s) {target}", "19", "Targets shelled"),
        ("{source} occup(ies|y) {target}", "19", "Territory occupied"),
    ],
)
def test_unknown_actors_are_named_by_their_role(template: str, root: str, line: str) -> None:
    assert headline(template, None, None, [], "", root=root) == line


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{source} accuse(s) {target}", "Greece accused"),
        ("{source} criticis(es|e) {target} / {source} voice(s) criticism", "Greece criticised"),
        ("{source} call(s) on {target} to act", "Call on Greece to act"),
        ("{source} give(s) {target} ultimatum", "Greece given ultimatum"),
        ("{source} ban(s) trade with {target}", "Trade banned with Greece"),
        ("{source} suppl(ies|y) arms to {target}", "Arms supplied to Greece"),
        ("{source} destroy(s) property[ of {target}]", "Property of Greece destroyed"),
        ("{source} declare(s) state of emergency", "State of emergency declared"),
        ("{source} step(s) up pressure on {target}", "Pressure stepped up on Greece"),
        ("{source} sign(s) an agreement with {target}", "Agreement signed with Greece"),
        ("{source} express(es) readiness to talk with {target}", "Readiness to talk with Greece expressed"),
        ("{source} refuse(s) to meet {target}", "Refusal to meet Greece"),
        ("{source} arrive(s) in {target}", "Arrival in Greece"),
        ("{source} and {target} clash", "Greece in clashes"),
        ("{source} begin(s) questioning {target}", "Unidentified party begins questioning Greece"),  # no object of its own
        ("[{source} in ]talks[ with {target}]", "Talks with Greece"),
        ("{target} arrested[ by {source}]", "Greece arrested"),
    ],
)
def test_an_act_of_nobody_known_is_told_by_who_suffers_it(template: str, line: str) -> None:
    assert headline(template, None, WHOM, [], "") == line


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{source} arrest(s) {target}", "Greece to be arrested"),
        ("{source} impose(s) sanctions on {target}", "Sanctions to be imposed on Greece"),
        ("{source} visit(s) {target}", "Planned visit to Greece"),
    ],
)
def test_a_plan_of_nobody_known(template: str, line: str) -> None:
    assert headline(template, None, WHOM, [], "", planned=True) == line


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{source} criticis(es|e) {target} / {source} voice(s) criticism", "Moldova voices criticism"),
        ("{source} sign(s) an agreement with {target}", "Moldova signs an agreement"),
        ("{source} break(s) off talks with {target}", "Moldova breaks off talks"),
        ("{source} appeal(s) to {target} for aid", "Moldova appeals for aid"),
        ("{source} lash(es) out at {target}", "Moldova lashes out"),
        ("{source} call(s) on {target} to act", "Moldova calls on others to act"),
        ("{source} seize(s) control of {target}", "Moldova seizes control of territory"),
        ("{source} and {target} clash", "Moldova in clashes"),
        ("Suicide attack on {target}", "Suicide attack"),
    ],
)
def test_a_target_that_nobody_knows_is_left_out(template: str, line: str) -> None:
    assert headline(template, ONE, None, [], "") == line


@pytest.mark.parametrize(
    ("english", "plural", "line"),
    [
        ("Egypt", True, "Egypt agrees"),  # of "both countries"
        ("US police", True, "US police agree"),
        ("Israelis", True, "Israelis agree"),
        ("Houthi rebels", False, "Houthi rebels agree"),
        ("US Congress", False, "US Congress agrees"),
        ("Palestinians", False, "Palestinians agree"),
        ("foreigners in Egypt", False, "Foreigners in Egypt agree"),
        ("Iraqi policemen", False, "Iraqi policemen agree"),
        ("", True, "Unidentified party agrees"),
    ],
)
def test_number(english: str, plural: bool, line: str) -> None:
    source = Mention(0, 1, 0, 1, "x", "---", english=english, plural=plural)
    assert headline("{source} agree(s)", source, None, [], "") == line


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{source} shell(s) {target}", "Moldova shells Gaza"),
        ("{source} occup(ies|y) {target}", "Moldova occupies Gaza"),
        ("{source} kill(s) {target}", "Moldova kills people"),
    ],
)
def test_a_town_stands_for_whom_an_attack_on_it_hits(template: str, line: str) -> None:
    assert headline(template, ONE, None, [], "", root="19", place="Gaza") == line


@pytest.mark.parametrize(
    ("template", "place", "line"),
    [
        ("[{source} in ]protest[ against {target}]", "Dresden", "Protest in Dresden"),
        ("Car bomb explodes", "Tripoli (Lebanon)", "Car bomb explodes in Tripoli"),
        ("Suicide attack on {target}", "Kirkuk", "Suicide attack in Kirkuk"),
        ("{target} killed", "Kirkuk", "People killed"),
    ],
)
def test_where_nobody_is_named_the_place_is(template: str, place: str, line: str) -> None:
    assert headline(template, None, None, [], "", root="18", place=place) == line
