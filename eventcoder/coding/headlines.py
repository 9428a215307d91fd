"""Headlines: one line of newspaper English from a pattern's `english:` and the names of the actors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcoder.coding.recast import choose_template, without_source, without_target
from eventcoder.records import Mention

_SLOT = re.compile(r"\{(source|target|issue|thing|event|clause)[*?]*\}")
_VERB = re.compile(r"\b(\w*)\(([a-z']*)(?:\|([a-z']*))?\)")
_AGREE = re.compile(r"\(([a-z']*)(?:\|([a-z']*))?\)")
_NAMED = re.compile(r"\{(?:source|target)\}")
_ON_A_PLACE = re.compile(
    r"\b(?:shell|bomb|bombard|strike|raid|storm|invade|occup|besiege|blockade|attack|seize\(s\) control of)"
    r"\(?[a-z|]*\)? \{target\}\Z"
)
"""Templates whose target may be a town: "Israeli army shells Gaza"."""
_OF_THINGS = re.compile(r"\b(?:burn|block|smash|vandalise|destroy|set\(s\) fire to)\(?")
_OF_LAND = re.compile(r"\b(?:occup|invade|seize\(s\) control)")
_PLURAL = re.compile(r"\b[a-z]+[^s\W]s\Z|\b(?:police|people|personnel|children|[a-z]*men)\Z|[a-z](?:ans|wis)\Z")
"""Names that end in a small-letter plural: "Chechen rebels", "US police"."""


def headline(
    template: str,
    source: Mention | None,
    target: Mention | None,
    issues: Sequence[str],
    name: str,
    *,
    planned: bool = False,
    root: str = "",
    place: str = "",
) -> str:
    """Fill an `english:` template: `"{source} consult(s) {target}[ on {issue}]"` → "US consults GNA on security sector
    reform".

    `root` of the code tells how an unknown actor is called, `place` is where it happened, for attacks on nobody known.
    """
    filled = {
        "source": _called(source),
        "target": _called(target),
        "issue": _listed(issues),
        "thing": "",
        "event": "",
        "clause": "",
    }
    template = template or f"{{source}}: {name.lower()}[ ({{target}})]"
    if not filled["target"] and place and _ON_A_PLACE.search(template):
        filled["target"] = place.partition(" (")[0]  # "Tripoli (Lebanon)"
    unknown = unknown_actors(root)
    if _OF_LAND.search(template):
        unknown = unknown[0], "territory"
    elif _ON_A_PLACE.search(template):
        unknown = unknown[0], "targets"
    elif _OF_THINGS.search(template):
        unknown = unknown[0], "property"
    plural = is_plural(source) if filled["source"] else unknown[0].endswith("s")
    template = choose_template(template, target=bool(filled["target"]))
    if not filled["source"] and root != "14":
        template = without_source(template, planned=planned)
    if not filled["target"]:
        template = without_target(template)

    def optional(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(filled[slot] for slot in _SLOT.findall(inner)) else ""

    if planned:  # an announced plan: "to visit"
        template = _VERB.sub(lambda match: f"to {match.group(1)}{match.group(3) or ''}", template, count=1)
    template = re.sub(r"\[([^\[\]]*)\]", optional, template)
    text = _AGREE.sub(lambda match: (match.group(2) or "") if plural else match.group(1), template)
    fallback = dict(zip(("source", "target"), unknown, strict=True))
    text = _SLOT.sub(lambda match: filled[match.group(1)] or fallback.get(match.group(1), ""), text)
    text = " ".join(text.split()).strip(" ,;")
    if place and not _NAMED.search(template):
        text = f"{text} in {place.partition(' (')[0]}"  # "Protest in Dresden"
    return text[:1].upper() + text[1:]


def unknown_actors(root: str) -> tuple[str, str]:
    """What a source and a target that nobody knows are called: by the role that the act gives them."""
    source = {"14": "protesters", "18": "unidentified attackers", "19": "unidentified forces", "20": "unidentified forces"}
    return source.get(root, "unidentified party"), "people" if root in ("17", "18", "19", "20") else "others"


def is_plural(mention: Mention | None) -> bool:
    """Whether the verb of a headline is plural behind a name: "Chechen rebels", "US police" of several; not "Egypt" of "both
    countries"."""
    if mention is None or not mention.english:
        return False
    english = mention.english.partition(" in ")[0]  # "foreigners in Egypt"
    last = english.split()[-1]
    return bool(_PLURAL.search(english)) or mention.plural and (last[:1].islower() or last.endswith("s"))


def _called(mention: Mention | None) -> str:
    return mention.english if mention is not None else ""


def _listed(issues: Sequence[str]) -> str:
    if len(issues) < 2:
        return "".join(issues)
    return ", ".join(issues[:-1]) + " and " + issues[-1]


__all__ = ["headline", "is_plural", "unknown_actors"]
