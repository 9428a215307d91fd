"""Templates of headlines for a side that nobody knows: "US accuses Iran" without the US is "Iran accused"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_ACTIVE = re.compile(r"\{source\} ([\w-]*)\([a-z']*(?:\|([a-z']*))?\) ?(.*)\Z")
"""`{source} critici(ses|se) {target}`: the stem, the plural's ending, the rest."""
_PAIR = re.compile(r"\{source\} and \{target\} (.+)\Z")
_PREPOSITIONS = "about|against|as|at|before|by|for|from|in|into|involving|of|on|over|to|with|without"
_ADVERBS = "away|back|down|economically|formally|jointly|militarily|off|out|outside|short|that|through|up"
_NO_OBJECT = rf"(?:{_PREPOSITIONS}|{_ADVERBS})\b"
_OBJECT = re.compile(
    rf"(?:an? |the )?((?>(?!{_NO_OBJECT})[^\s\[{{]+(?: of [^\s\[{{]+| (?!{_NO_OBJECT})[^\s\[{{]+)*))(?! \{{)(.*)\Z"
)
"""The direct object of a template's verb, up to a preposition or bracket, and what follows it."""
_TO_TARGET = re.compile(rf" (?:{_PREPOSITIONS}) \{{target\}}")


def _words(lines: str) -> Mapping[str, str]:
    rows = (line.split(":") for line in lines.strip().splitlines())
    return MappingProxyType({left.strip(): right.strip() for left, right in rows})


NOUNS = _words("""
    advance: Advance
    agree to: Agreement to
    apologise: Apology
    apologise to: Apology to
    appeal for: Appeal for
    appeal to: Appeal to
    arrive in: Arrival in
    call for: Call for
    call on: Call on
    clash with: Clash with
    come to: Visit to
    complain: Complaint
    complain about: Complaint about
    complain to: Complaint to
    condole with: Condolences to
    confer with: Conference with
    consult: Consultations with
    cooperate with: Cooperation with
    coordinate with: Coordination with
    deploy: Deployment
    deploy in: Deployment in
    donate to: Donation to
    fight: Fighting against
    give in: Concession
    insist on: Insistence on
    leave for: Departure for
    leave office: Resignation
    march: March
    mediate with: Mediation with
    meet: Meeting with
    meet with: Meeting with
    negotiate with: Negotiations with
    object to: Objection to
    offer to: Offer to
    plan to: Plan to
    promise to: Promise to
    protest: Protest
    protest against: Protest against
    rally: Rally
    rally against: Rally against
    refuse to: Refusal to
    resign: Resignation
    retreat: Retreat
    retreat from: Retreat from
    riot: Riot
    say no: No
    skirmish with: Skirmish with
    step down: Resignation
    surrender: Surrender
    surrender to: Surrender to
    talk with: Talks with
    telephone: Telephone call to
    threaten to: Threat to
    tour: Tour of
    travel to: Trip to
    visit: Visit to
    vow to: Vow to
    walk out: Walkout
    warn of: Warning of
    withdraw: Withdrawal
    withdraw from: Withdrawal from
    write to: Letter to
    yield: Concession
    yield to: Concession to
""")
"""What is done, as a noun, where the passive would be no English: by the verb and the word behind it."""
PAIRS = _words("""
    battle: battle
    brawl: brawl
    clash: clashes
    exchange fire: exchange of fire
    fight: fighting
    scuffle: scuffles
    skirmish: skirmishes
""")
"""What one of two sides is in, where the other is not known: "Egyptian police in clashes"."""
_ALONE = frozenset(
    "ally apologise appeal arrive brawl campaign chant clash comply confer cooperate coordinate donate fire lash leave march "
    "mediate negotiate protest rally rebel retreat rise shoot skirmish talk travel withdraw".split()
)
"""Verbs that say enough without the preposition and target behind them; `hit out at`, `lash out at` as well."""
_OBJECTLESS = frozenset("closer comment hands it its itself no office others patience short silent".split())
"""Words behind a verb that are no subject of its passive."""
_WILL = re.compile(r"(?:readiness|wish)\Z")
_PHRASAL = frozenset(
    "blow up, break off, break up, call off, call up, carry out, cut off, drive back, drive out, finish off, fire at, give up, "
    "hand over, hold up, inquire into, lay down, look into, play down, point out, put down, rule out, seal off, set off, set up, "
    "shoot down, step up, take in, take over, take up, tear up, vote down, write off".split(", ")
)
_IRREGULAR = _words("""
    beat: beaten
    begin: begun
    blow: blown
    break: broken
    bring: brought
    buy: bought
    cut: cut
    do: done
    draw: drawn
    drive: driven
    feel: felt
    fight: fought
    find: found
    forgive: forgiven
    freeze: frozen
    give: given
    hang: hanged
    hear: heard
    hit: hit
    hold: held
    keep: kept
    lay: laid
    lead: led
    leave: left
    lend: lent
    let: let
    lose: lost
    make: made
    meet: met
    overthrow: overthrown
    pay: paid
    put: put
    quit: quit
    retake: retaken
    run: run
    seek: sought
    sell: sold
    send: sent
    set: set
    shake: shaken
    shoot: shot
    show: shown
    sink: sunk
    strike: struck
    take: taken
    tear: torn
    tell: told
    think: thought
    throw: thrown
    uphold: upheld
    withdraw: withdrawn
    withhold: withheld
    write: written
""")
_DOUBLED = frozenset(
    "admit ban bar beg cancel compel commit drag drop expel jam kidnap level patrol permit plan ram refer regret repel scrap "
    "slap stab step stop strip swap".split()
)


def choose_template(english: str, *, target: bool) -> str:
    """Of two alternatives parted by ` / ` the first where the target is known, else the second:
    `"{source} criticis(es|e) {target} / {source} voice(s) criticism"`."""
    first, _, second = english.partition(" / ")
    return first if target or not second else second


def without_source(template: str, *, planned: bool) -> str:
    """Tell an act of nobody known by who suffers it: `"{source} accuse(s) {target}"` → `"{target} accused"`."""
    pair = _PAIR.match(template)
    if pair and pair[1] in PAIRS:
        return f"{{target}} in {PAIRS[pair[1]]}"
    active = _ACTIVE.match(template)
    if not active:
        return template
    base, rest = active[1] + (active[2] or ""), active[3]
    particle, _, behind = rest.partition(" ")
    word = re.match(r"[a-z]*", rest)
    noun = NOUNS.get(f"{base} {word[0] if word else ''}".strip())
    if noun:
        noun = "Planned " + noun[:1].lower() + noun[1:] if planned else noun
        behind = rest[word.end() if word else 0 :]
        return f"{noun} {behind.lstrip()}" if not behind.startswith("[") else noun + behind
    done = participle(base)
    if f"{base} {particle}" in _PHRASAL and behind:
        done, rest = f"{done} {particle}", behind
    if planned:
        done = f"to be {done}"
    if rest.startswith("{target}"):
        return f"{{target}} {done}{rest.removeprefix('{target}')}"
    told = _OBJECT.match(rest)
    if not told or told[1].split()[0] in _OBJECTLESS:
        return template
    owner = re.match(r"\[? (?:of|by) \{target\}\]?", told[2])
    of = told[2] if _WILL.search(told[1]) else owner[0] if owner else ""
    return f"{told[1]}{of} {done}{told[2][len(of) :]}"


def without_target(template: str) -> str:
    """Leave a target that nobody knows out where the rest says enough: `"{source} sign(s) agreement with {target}"`."""
    pair = _PAIR.match(template)
    if pair and pair[1] in PAIRS:
        return f"{{source}} in {PAIRS[pair[1]]}"
    bare = re.sub(r"\[[^\[\]]*\]", "", template)
    place = _TO_TARGET.search(template)
    if not place or "{target}" not in bare or "control of {target}" in bare:
        return template
    active = _ACTIVE.match(template)
    particle, _, behind = active[3].partition(" ") if active else ("", "", "")
    phrasal = re.fullmatch(_ADVERBS, particle) and _OBJECT.match(behind)
    if active and not _OBJECT.match(active[3]) and not phrasal:
        base = active[1] + (active[2] or "")
        if base not in _ALONE and not (particle in ("out", "up") and base in ("hit", "lash", "rise")):
            return template
    return template[: place.start()] + template[place.end() :]


def participle(verb: str) -> str:
    """The past participle of an English verb: `"seize"` → `"seized"`, `"ban"` → `"banned"`, `"give"` → `"given"`."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d"
    if re.search("[^aeiou]y\\Z", verb):
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"
