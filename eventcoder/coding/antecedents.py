"""Who may be meant where a word does not say: agreement of verbs and pronouns with what was told before."""

from __future__ import annotations

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.scene import Scene
from eventcoder.coding.triggers import Trigger, is_imperfect
from eventcoder.records import Mention


def going_on_from(scene: Scene, trigger: Trigger, earlier: list[int]) -> list[int]:
    """The verbs before a verb in the perfect that it can go on from: not one in the imperfect within another's clause ("أكد
    الوزير أن النظام يصحح … وانتقد"); behind كما and لذلك none within a clause."""
    before = scene.words[trigger.word - 1].form if trigger.word else ""
    main = before.removeprefix("و") in ("كما", "لذلك", "لذا")
    if trigger.feature[:1] not in "pP" or not main and trigger.before[:1] != "و":
        return earlier
    return [word for word in earlier if not _inside(scene, word) or not main and not is_imperfect(scene.words[word].form)]


def _inside(scene: Scene, word: int) -> bool:
    """Whether a verb is the first of a clause that another word opens (أن, الذي, بعدما)."""
    for index in range(word, -1, -1):
        form = scene.words[index].form
        if index < word and (index in scene.verbs or form in arabic.PUNCTUATION_HARD):
            return False
        if scene.barriers[index]:
            return (
                form not in arabic.PUNCTUATION_HARD
                and form.removeprefix("و") not in arabic.JOINING
                and (form in arabic.SUBORDINATORS or form in arabic.RELATIVES or form in arabic.CLAUSE_OPENERS)
            )
    return False


def is_plural(phrase: NounPhrase) -> bool:
    """Whether a phrase is plural: a group's name too is by its first word (المستوطنون، المقاومون)."""
    mention = phrase.mention
    return mention.plural or mention.kind == "actor" and mention.text.split()[0].endswith(("ون", "ين"))


def is_own_subject(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a role noun right behind a verb is its subject by gender and case, and not its object."""
    phrase = scene.phrases[number]
    if phrase.first != trigger.word + 1 or phrase.mention.text.split()[0].endswith("ين"):
        return False
    if phrase.mention.kind != "agent":
        return trigger.feminine and phrase.known and _feminine(phrase.mention)
    return trigger.feminine == (_feminine(phrase.mention) or _collective(phrase.mention))


def could_be(scene: Scene, trigger: Trigger, number: int) -> bool:
    """Whether a phrase told before can be the subject that a verb's own form implies: persons and number agree."""
    phrase = scene.phrases[number]
    if trigger.plural_person:
        return is_plural(phrase) or bool(phrase.joined)
    if phrase.mention.kind not in ("agent", "phrase"):
        return True
    if trigger.feminine:
        return _feminine(phrase.mention) or _collective(phrase.mention)
    return not _feminine(phrase.mention) and not phrase.mention.plural


def antecedent_of(scene: Scene, word: int, *, exclude: int, pronoun: str = "") -> int:
    """The phrase that a pronoun attached to a word most likely means: the nearest known actor before it that is not its own
    subject and agrees."""
    if word and scene.words[word - 1].form in arabic.RELATIVES:
        return next((number for number, phrase in enumerate(scene.phrases) if phrase.last == word - 1 and number != exclude), -1)
    for number in range(len(scene.phrases) - 1, -1, -1):
        phrase = scene.phrases[number]
        if (
            0 <= phrase.last <= word
            and phrase.known
            and number != exclude
            and not phrase.mention.place
            and phrase.mention.kind != "nationality"
            and agrees(phrase.mention, pronoun)
        ):
            return number
    return scene.story_subject if scene.story_subject != exclude else -1


def agrees(mention: Mention, pronoun: str) -> bool:
    """Whether a pronoun can mean an agent: its gender and number are known from its noun, those of names are not."""
    if mention.kind != "agent" or pronoun not in ("ه", "ها"):
        return True
    return not mention.plural and _feminine(mention) == (pronoun == "ها") or _collective(mention) and pronoun == "ها"


def _feminine(mention: Mention) -> bool:
    return mention.feminine or mention.text.split()[0].endswith("ة")


def _collective(mention: Mention) -> bool:
    """Whether a plural counts as feminine singular in grammar: قوات, تعزيزات."""
    return mention.text.split()[0].endswith("ات")
