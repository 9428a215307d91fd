"""The grammar of `pattern:` and `emit:`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcoder.dictionary.pattern import SLOTS, PatternFault, parse_emit, parse_pattern
from eventcoder.lexicon import Fixed, Slot


def test_bare_slots_and_a_preposition_with_alternatives() -> None:
    trigger, slots, fixed = parse_pattern("بحث {source} مع|و {target} {issue?}")
    assert trigger == ("بحث",)
    assert [(slot.name, slot.prepositions, slot.optional) for slot in slots] == [
        ("source", (), False),
        ("target", ("مع", "و"), False),
        ("issue", (), True),
    ]
    assert fixed == ()


def test_the_trigger_is_folded_and_may_have_alternatives() -> None:
    assert parse_pattern("أجرى|أقام {source}")[0] == ("اجري", "اقام")


def test_an_issue_is_always_optional() -> None:
    assert parse_pattern("بحث {issue}")[1][0].optional


def test_a_star_takes_any_phrase_and_a_question_mark_may_miss() -> None:
    _, slots, _ = parse_pattern("قتل {source*?} {target*}")
    assert slots == (Slot("source", (), True, True), Slot("target", (), False, True))


def test_an_optional_preposition_leaves_the_slot_bare_too() -> None:
    _, slots, _ = parse_pattern("بحث {source} في? {target}")
    assert set(slots[1].prepositions) == {"في", ""}


def test_a_slot_may_name_the_agent_or_role_that_it_takes() -> None:
    _, slots, _ = parse_pattern("أعلن {source} {target:diplomat} غير مرغوب")
    assert slots[1].agent == "diplomat"
    assert parse_pattern("اعتقل {source:COP} {target}")[1][0].agent == "COP"


def test_fixed_words_with_their_prepositions() -> None:
    _, slots, fixed = parse_pattern("شن {source} هجوم|غارة على {target}")
    assert fixed == (Fixed(("هجوم", "غارة")),)
    assert [slot.name for slot in slots] == ["source", "target"]
    assert slots[1].prepositions == ("علي",)
    _, _, fixed = parse_pattern("وقع {source} في كمين")
    assert fixed == (Fixed(("كمين",), ("في",)),)


def test_an_optional_fixed_word() -> None:
    _, _, fixed = parse_pattern("أعلن {source} حالة? تأهب|استنفار")
    assert [(item.words, item.optional) for item in fixed] == [(("حالة",), True), (("تاهب", "استنفار"), False)]


def test_a_preposition_at_the_end_is_a_fixed_word() -> None:
    assert parse_pattern("عفا {source} عن")[2] == (Fixed(("عن",)),)


def test_of_two_prepositions_the_first_is_a_fixed_word() -> None:
    _, slots, fixed = parse_pattern("خرج {source} من بين {target}")
    assert fixed == (Fixed(("من",)),)
    assert slots[1].prepositions == ("بين",)


def test_a_bare_slot_behind_a_fixed_word_may_be_its_genitive() -> None:
    _, slots, _ = parse_pattern("رفض {source} طلب {target}")
    assert (slots[0].follows, slots[1].follows) == (-1, 0)


def test_a_fixed_word_behind_the_clause_is_sought_in_it() -> None:
    _, _, fixed = parse_pattern("هدد {source} ب {clause} حرب")
    assert [item.in_clause for item in fixed] == [True]


@pytest.mark.parametrize(
    ("value", "column", "part"),
    [
        ("", 1, "begins with its trigger"),
        ("   ", 1, "begins with its trigger"),
        ("{source} بحث", 1, "begins with its trigger"),
        ("بحث {actor}", 5, "'{actor}' is no slot"),
        ("بحث {}", 5, "is no slot"),
        ("بحث {source", 5, "'{source' is no slot"),
        ("بحث source}", 5, "'source}' is no slot"),
        ("بحث {Source}", 5, "is no slot"),
        ("بحث {source?*}", 5, "is no slot"),
        ("بحث {source} {source}", 14, "{source} stands twice"),
        ("بحث {source} {thing*}", 14, "'*' belongs to"),
        ("بحث {source} مع||على {target}", 14, "empty alternative"),
        ("بحث {source} ?", 14, "empty alternative"),
        ("بحث {source} مع{target}", 14, "is no slot"),
    ],
)
def test_pattern_faults(value: str, column: int, part: str) -> None:
    with pytest.raises(PatternFault) as caught:
        parse_pattern(value)
    assert caught.value.column == column
    assert part in str(caught.value)


@given(st.text())
def test_any_text_is_a_pattern_or_a_fault(value: str) -> None:
    try:
        trigger, slots, fixed = parse_pattern(value)
    except PatternFault as fault:
        assert 1 <= fault.column <= len(value) + 1
    else:
        assert trigger
        assert all(slot.name in SLOTS for slot in slots)
        assert all(item.words for item in fixed)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("source 040 target", ("source", "040", "target")),
        ("source  040   target", ("source", "040", "target")),
        ("source 010 -", ("source", "010", "-")),
        ("--- 180 target", ("---", "180", "target")),
        ("source 1831 ---", ("source", "1831", "---")),
        ("none", ("", "none", "")),
        ("event", ("", "event", "")),
    ],
)
def test_emit(value: str, wanted: tuple[str, str, str]) -> None:
    assert parse_emit(value) == wanted


@pytest.mark.parametrize(
    "value",
    [
        "",
        "target 040 source",
        "source 4 target",
        "source 04000 target",
        "source target",
        "- 040 target",
        "None",
        "source 040",
        "source 040 target x",
        "source 040a target",
    ],
)
def test_emit_faults(value: str) -> None:
    with pytest.raises(PatternFault, match="emit is"):
        parse_emit(value)


def test_emit_takes_ascii_digits_only() -> None:
    with pytest.raises(PatternFault):
        parse_emit("source ٠٤٠ target")


def test_a_trigger_with_an_empty_alternative_is_a_fault() -> None:
    with pytest.raises(PatternFault):
        parse_pattern("بحث| {source}")
