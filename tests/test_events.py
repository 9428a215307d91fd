"""Event records: headlines from templates, hashes, status by age, confidence, offsets of triggers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import pytest
from attrs import evolve
from small import compile_small, hand_document, hand_model, untag

from eventcoder.coding.events import date_of
from eventcoder.coding.headlines import headline
from eventcoder.coding.pipeline import Coder
from eventcoder.lexicon import Lexicon
from eventcoder.records import COLUMNS, Event, Mention, TimeExpression

MEETS = "{source} consult(s) {target}[ on {issue}]"


def actor(english: str, *, plural: bool = False) -> Mention:
    return Mention(0, 1, 0, 1, "x", "EGY", english=english, plural=plural)


US, UNO = actor("US"), actor("UN")
TROOPS = actor("Egyptian troops", plural=True)


@pytest.mark.parametrize(
    ("template", "source", "target", "issues", "wanted"),
    [
        (MEETS, US, UNO, [], "US consults UN"),
        (MEETS, US, UNO, ["security"], "US consults UN on security"),
        (MEETS, US, UNO, ["security", "trade"], "US consults UN on security and trade"),
        (MEETS, US, UNO, ["a", "b", "c"], "US consults UN on a, b and c"),
        (MEETS, TROOPS, UNO, [], "Egyptian troops consult UN"),
        ("{source} criticis(es|e) {target}", US, UNO, [], "US criticises UN"),
        ("{source} criticis(es|e) {target}", TROOPS, UNO, [], "Egyptian troops criticise UN"),
        ("{source} den(ies|y) a report", TROOPS, None, [], "Egyptian troops deny a report"),
        ("{source} (is|are) angry", TROOPS, None, [], "Egyptian troops are angry"),
        ("{source} attack(s) {target}", None, UNO, [], "UN attacked"),
        ("{source} attack(s) {target}", US, None, [], "US attacks targets"),
        (
            "{source} protest(s)[ against {target}]",
            actor("Libyan demonstrators", plural=True),
            None,
            [],
            "Libyan demonstrators protest",
        ),
        (
            "{source} protest(s)[ against {target}]",
            actor("Libyan demonstrators", plural=True),
            US,
            [],
            "Libyan demonstrators protest against US",
        ),
        ("{source} declare(s) truce[ with {target}][ on {issue}]", US, None, ["trade"], "US declares truce on trade"),
        ("{source} declare(s) truce[ with {target} on {issue}]", US, UNO, [], "US declares truce"),
        ("{target} killed", None, actor("gunmen", plural=True), [], "Gunmen killed"),
        ("", US, UNO, [], "US: make statement (UN)"),
        ("", US, None, [], "US: make statement"),
        ("{source} say(s) [{thing}],", US, None, [], "US says"),
    ],
)
def test_headline(template: str, source: Mention | None, target: Mention | None, issues: Sequence[str], wanted: str) -> None:
    assert headline(template, source, target, issues, "Make statement") == wanted


def test_headlines_agree_with_joined_subjects_only_by_the_noun() -> None:
    assert headline("{source} and {target} clash", TROOPS, US, [], "Fight") == "Egyptian troops and US clash"


@pytest.mark.parametrize(
    ("day", "precision", "status"),
    [
        ("2020-06-25", "day", "asserted"),
        ("2020-06-11", "day", "asserted"),
        ("2020-06-10", "day", "historical"),
        ("2020-06-05", "week", "asserted"),
        ("2020-06-04", "week", "historical"),
        ("2020-06-01", "month", "asserted"),
        ("2020-05-01", "month", "historical"),
        ("2020-01-01", "year", "asserted"),
        ("2019-01-01", "year", "historical"),
        ("2020-07-30", "day", "planned"),
    ],
)
def test_status_by_age(day: str, precision: str, status: str) -> None:
    time = TimeExpression(0, 1, "x", day, precision)
    assert date_of(time, "2020-06-25", "asserted") == (day, precision, status)


@pytest.mark.parametrize("status", ["planned", "hypothetical", "negated"])
def test_only_what_is_asserted_becomes_historical(status: str) -> None:
    assert date_of(TimeExpression(0, 1, "x", "2001-01-01", "day"), "2020-06-25", status) == ("2001-01-01", "day", status)


def test_nothing_told_is_the_day_of_the_document() -> None:
    assert date_of(None, "2020-06-25", "asserted") == ("2020-06-25", "document", "asserted")


# ---------------------------------------------------------------- records


SENTENCES = (
    "استقبلت/V مصر/P وليبيا/P الرئيسَ/N السوريَّ/A أمس/N .",
    "وستتّهم/V مصر/P تركيا/P .",
    "وللمحادثات/N بين مصر/P وسوريا/P أثر/N .",
    "نددت/V مصر/P بتركيا/P .",
)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small")


def coder(lexicon: Lexicon) -> Coder:
    return Coder(lexicon, hand_model(*SENTENCES), "0.1", True, ("asserted", "historical", "planned", "hypothetical", "negated"))


@pytest.fixture(scope="module")
def events(lexicon: Lexicon) -> list[Event]:
    return coder(lexicon).code(hand_document(*SENTENCES))


def of(events: Sequence[Event], code: str) -> list[Event]:
    return [event for event in events if event.code == code]


def test_there_are_events_of_each_sentence(events: list[Event]) -> None:
    assert [event.sentence for event in events if event.code != "046"] == [0, 0, 1, 3]


def test_offsets_are_those_of_the_trigger_without_clitics(events: list[Event]) -> None:
    text = "\n".join(untag(sentence)[0] for sentence in SENTENCES)
    for event in events:
        assert text[event.start : event.end] == event.trigger_text
    assert {event.code: event.trigger_text for event in events}["043"] == "استقبلت"
    assert {event.code: event.trigger_text for event in events}["112"] == "تتّهم"


def test_texts_stand_in_the_document_without_clitics(events: list[Event]) -> None:
    text = "\n".join(untag(sentence)[0] for sentence in SENTENCES)
    for event in events:
        for part in (event.source_text, event.target_text, event.date_text):
            assert part in text
    first, second = of(events, "043")
    assert (first.source_text, second.source_text, first.target_text) == ("مصر", "ليبيا", "الرئيسَ السوريَّ")


def test_the_codebook_fills_its_columns(events: list[Event]) -> None:
    first = of(events, "043")[0]
    assert (first.root, first.quad_class, first.goldstein, first.plover) == ("04", 1, 2.8, "CONSULT")


def test_hashes_are_of_the_content(events: list[Event]) -> None:
    for event in events:
        for name in ("event_id", "act_id", "cluster_id"):
            assert re.fullmatch("[0-9a-f]{16}", getattr(event, name))
    assert len({event.event_id for event in events}) == len(events)
    first, second = of(events, "043")
    assert first.act_id == second.act_id
    assert first.cluster_id != second.cluster_id


def test_hashes_are_stable(lexicon: Lexicon, events: list[Event]) -> None:
    again = coder(lexicon).code(hand_document(*SENTENCES))
    assert again == events
    renamed = coder(lexicon).code(evolve(hand_document(*SENTENCES), id="other"))
    assert [event.cluster_id for event in renamed] == [event.cluster_id for event in events]
    assert not {event.event_id for event in renamed} & {event.event_id for event in events}
    assert not {event.act_id for event in renamed} & {event.act_id for event in events}


def test_the_publisher_and_address_are_in_no_hash(lexicon: Lexicon, events: list[Event]) -> None:
    moved = coder(lexicon).code(evolve(hand_document(*SENTENCES), url="https://example.org/1"))
    assert [(event.event_id, event.act_id) for event in moved] == [(event.event_id, event.act_id) for event in events]
    assert {event.url for event in moved} == {"https://example.org/1"}


def test_a_known_hash(events: list[Event]) -> None:
    """The same on every machine and run: sha256 of the parts joined by the unit separator."""
    first = of(events, "043")[0]
    parts = ("d", 0, first.start, "043", "EGY", "EGY", "مصر", "", "SYRGOV", "الرئيسَ السوريَّ")
    assert first.event_id == hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]


def test_clusters_of_symmetric_events_do_not_mind_the_order(lexicon: Lexicon) -> None:
    sentences = ("محادثات/N بين مصر/P وسوريا/P", "محادثات/N بين سوريا/P ومصر/P", "اتهمت/V مصر/P سوريا/P", "اتهمت/V سوريا/P مصر/P")
    one, other, straight, back = Coder(lexicon, hand_model(*sentences)).code(hand_document(*sentences))
    assert one.cluster_id == other.cluster_id
    assert straight.cluster_id != back.cluster_id


def test_columns_are_those_of_the_contract(events: list[Event]) -> None:
    assert COLUMNS[:3] == ("event_id", "act_id", "cluster_id")
    first = events[0]
    assert (first.doc_id, first.doc_date, first.version, first.lexicon) == ("d", "2020-06-25", "0.1", first.lexicon)
    assert (first.latitude, first.longitude, first.place, first.country) == (None, None, "", "")
    assert all(
        value is None or isinstance(value, (str, int, float, bool)) for value in (getattr(first, name) for name in COLUMNS)
    )


def test_the_rule_names_entry_and_pattern(events: list[Event]) -> None:
    rules = {event.code: event.rule for event in events}
    assert (rules["043"], rules["112"], rules["111"]) == ("verbs/استقبل#1", "verbs/اتهم#1", "verbs/ندد#1")


def test_confidence_has_few_levels(events: list[Event]) -> None:
    assert {event.confidence for event in events} <= {1.0, 0.8, 0.6, 0.4}
    assert of(events, "043")[0].confidence == 1.0


def test_what_is_told_in_the_past_has_no_coming_time() -> None:
    time = TimeExpression(0, 1, "غدا", "2020-06-26", "day")
    assert date_of(time, "2020-06-25", "asserted", past=True) == ("2020-06-25", "document", "asserted")
