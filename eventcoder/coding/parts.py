"""What an actor phrase is made of."""

from __future__ import annotations

from eventcoder.frozen import frozen


@frozen
class Phrase:
    """One actor phrase: which words, and what they are made of. Indices point into the lexicon's `actors` and `agents`.

    `actors` name the whole; `agent` is the role noun (-1 none), `nations` the country or body it belongs to, `bodies` an
    organisation that follows a role noun; `former` an office no longer held; `name` the span of an unknown name in apposition;
    `body` the first word of the organisation's name if it has several;
    `partitive`: a part of those named before ("عدد منهم"); `title`: a person's name may follow; `owned`: an institution of the
    office that follows it ("حكومة الرئيس الروسي"); `two`: the dual that the role noun governs ("رئيسا البلدين").
    """

    first: int
    last: int
    before: str = ""
    pronoun: str = ""
    actors: tuple[int, ...] = ()
    surname: bool = False
    agent: int = -1
    nations: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    capital: bool = False
    nationality: bool = False
    former: bool = False
    name: tuple[int, int] = (0, 0)
    flags: str = ""
    core_last: int = 0
    skip: int = 0
    keep: int = 0
    taught: int = -1
    body: str = ""
    title: bool = False
    owned: bool = False
    partitive: bool = False
    two: int = -1
