"""Score what a pronoun, or a noun that works like one, may take up.

In: the mention, what fits, the `Scene` up to it. Out: the best candidate with its score.
Not here: which candidates fit in gender and kind (`coreference`).

Nearness, being a subject, being the speaker of the claim it stands in, and so on give and take
points; grammar and quotation rule some candidates out. The weights stand together below, and in
docs/resolve.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from legation.records import Actor, Claim, Mention
from legation.resolve.scene import Entity, Scene
from legation.resolve.speakers import PLURAL_FIRST, SINGULAR_FIRST, quoting_claim

PER_SENTENCE = -1.3
NEW_PARAGRAPH = -0.5
SUBJECT = 1.2
SAME_PRONOUN = 1.0
NESTED = -0.8
SAME_CONTENT = 0.8
SPEAKER_OF_REPORTED = 0.6
# A pronoun that speaks takes up who spoke before: in the claim it stands in ("she says she
# knows"), or in the sentences before ("…, he added").
SPEAKS_INSIDE, SPOKE_BEFORE = 1.5, 1.0
# A character of distance: 100 characters weigh as much as a fifth of a sentence.
PER_CHARACTER = -0.002
KNOWN_GENDER, UNKNOWN_WOMAN = 0.4, -0.8


MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD_PERSON = MASCULINE | FEMININE
_OBJECT = frozenset({"him", "them", "it"})


# "gave Russia support for its war": the last named owns what the gift is for.
_FOR_OWN = re.compile(r"\b(?:for|in)\s+$")
_GIVEN = re.compile(
    r"\b(?:g[ai]ve\w*|giving|send\w*|sent|offer\w*|help\w*|support\w*|aid\w*|back\w*|"
    r"condemn\w*|denounc\w*|punish\w*|sanction\w*|criticiz\w*|criticis\w*|prais\w*|"
    r"blam\w*|assist\w*|provid\w*|suppl\w*)\s+(?:[a-z]+\s+){0,3}(?:the\s+)?$"
)
_TAKER = 1.5
_WHO, _TOLD_OF = re.compile(r"^,?\s+who\b"), 1.5
_CLAUSE_BREAK = re.compile(
    r"[;:—“”]|\b(?:that|who|which|when|if|because|while|as|after|before|since|and|but|although|"
    r"though|says?|said|whether|where|until|unless)\b"
)
_MADE_TO_ACT = re.compile(
    r"\b(?:help|helps|helped|helping|make|makes|made|let|lets|letting|have|had)\s+(?:the\s+)?$"
)
_CONDITION = re.compile(r"\b(?:if|unless|should)\s+$", re.IGNORECASE)


def find_best(
    scene: Scene,
    mention: Mention,
    fits: Callable[[Entity], bool],
    reach: int,
) -> tuple[Entity, float] | None:
    """Return the candidate with the best score, the nearest of equals, or None."""
    speakers = _speakers(scene, mention)
    acting = _clause_subjects(scene, mention)
    best: tuple[float, Entity] | None = None
    for entity in scene.iter_before(mention):
        if mention.sentence - entity.mention.sentence > reach:
            break
        if not fits(entity) or _is_mute(scene, entity) or _is_excluded(scene, mention, entity):
            continue
        if entity.actor is not None and entity.actor in acting:
            continue
        score = _score(scene, mention, entity, speakers)
        if best is None or score > best[0]:
            best = (score, entity)
    return (best[1], best[0]) if best is not None else None


def is_adjective(entity: Entity) -> bool:
    """Tell whether the mention only describes a noun: no pronoun takes up "Chinese"."""
    mention = entity.mention
    person = entity.actor is not None and entity.actor.type == "person"  # "the American said"
    nationality = mention.form == "name" and mention.hint == "nationality"
    return nationality and not mention.plural and not person


def _is_mute(scene: Scene, entity: Entity) -> bool:
    """Tell whether no third person can take a mention up: adjectives, "I", labels of turns."""
    first_person = entity.mention.span.text.lower() in SINGULAR_FIRST | PLURAL_FIRST
    return (
        is_adjective(entity)
        or (first_person and entity.mention.form == "pronoun")
        or scene.labelled_turn(entity.mention) is not None
    )


def _is_acting(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention is a subject in its own right: in "help Russia cushion" it is not."""
    return mention.subject and not _MADE_TO_ACT.search(scene.before(mention, 24))


def _score(scene: Scene, mention: Mention, entity: Entity, speakers: dict[Actor, float]) -> float:
    other = entity.mention
    score = PER_SENTENCE * (mention.sentence - other.sentence)
    score += PER_CHARACTER * min(mention.span.start - other.span.end, 300)
    if scene.paragraph(mention.span.start) != scene.paragraph(other.span.start):
        score += NEW_PARAGRAPH
    if _is_acting(scene, other):
        score += SUBJECT
    if other.form == "pronoun" and _class(other) == _class(mention):
        score += SAME_PRONOUN
    if entity.nested:
        score += NESTED
    if _acts_in_the_same_content(scene, mention, other):
        score += SAME_CONTENT
    if _is_taker(scene, mention, entity):
        score += _TAKER
    if other.sentence == mention.sentence and _WHO.match(scene.after(other, 8)):
        score += _TOLD_OF  # "the leader, who holds no office since they barred him"
    for actor in entity.finding.actors:
        score += speakers.get(actor, 0.0)
    score += _of_gender(mention, entity)
    return score + _as_speaker(scene, mention, entity)


def _of_gender(mention: Mention, entity: Entity) -> float:
    """Return what a known gender adds: of those whose gender nobody knows, few are women."""
    word = mention.span.text.lower()
    if word not in THIRD_PERSON:
        return 0.0
    if entity.gender is None:
        return UNKNOWN_WOMAN if word in FEMININE else 0.0
    return KNOWN_GENDER


def _acts_in_the_same_content(scene: Scene, mention: Mention, other: Mention) -> bool:
    """Tell "say Russian forces fired when they seized it": who acts in what is said is nearer."""
    if not other.subject or other.sentence != mention.sentence:
        return False
    over = scene.claims_over(mention)
    return bool(over) and any(span.holds(other.span) for span in over[0].content)


def _as_speaker(scene: Scene, mention: Mention, entity: Entity) -> float:
    """Return what it adds that both the pronoun and the candidate are sources of claims."""
    claim, other = scene.speaking.get(mention.id), scene.speaking.get(entity.mention.id)
    if claim is None or other is None or scene.quoted(mention.span.start) is not None:
        return 0.0
    if claim.parent == other.id:
        return SPEAKS_INSIDE
    return SPOKE_BEFORE if other.parent is None else 0.0


def _is_taker(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate is the object before "for its …", in the same clause."""
    other = entity.mention
    return (
        mention.span.text == "its"
        and other.sentence == mention.sentence
        and not other.subject
        and other.form == "name"
        and not entity.nested
        and bool(_FOR_OWN.search(scene.before(mention, 8)))
        and not _CLAUSE_BREAK.search(scene.between(other, mention))
        and bool(_GIVEN.search(scene.before(other, 40)))
    )


def _clause_subjects(scene: Scene, mention: Mention) -> set[Actor]:
    """Return who acts in the clause of which a pronoun is an object: he is not himself "him"."""
    if mention.subject or not _is_object(scene, mention):
        return set()
    found: set[Actor] = set()
    for entity in scene.iter_before(mention, 20):
        if entity.mention.sentence != mention.sentence:
            break
        if entity.mention.subject and not _CLAUSE_BREAK.search(
            scene.between(entity.mention, mention)
        ):
            found.update(entity.finding.actors)
    return found


def _is_object(scene: Scene, mention: Mention) -> bool:
    """Tell "hung a sash on her" from "praised her country"."""
    word = mention.span.text.lower()
    return word in _OBJECT or (word == "her" and bool(_NO_NOUN_AFTER.match(scene.after(mention))))


_NO_NOUN_AFTER = re.compile(
    r"^(?:\s*[.,;:!?)”]|\s*$|\s+(?:to|that|in|on|at|for|from|with|by|and|but|or|as|when|after|before|"
    r"about|not|a|an|the|there|here|again|today|yesterday|tomorrow|over|into|because|if|while|"
    r"how|what|why|whether|off|out|back|away|twice|once)\b)"
)


def _class(mention: Mention) -> int:
    word = mention.span.text.lower()
    classes = (MASCULINE, FEMININE, NEUTER, PLURAL)
    return next((i for i, words in enumerate(classes) if word in words), -1)


def _speakers(scene: Scene, mention: Mention) -> dict[Actor, float]:
    """Return what being the speaker of a claim over the mention adds to an actor's score."""
    weights: dict[Actor, float] = {}
    for claim in scene.claims_over(mention)[:2]:
        for actor in _actors_of(scene, claim):
            weights.setdefault(actor, SPEAKER_OF_REPORTED)
    return weights


def _actors_of(scene: Scene, claim: Claim) -> list[Actor]:
    return [
        actor
        for speaker in claim.speakers
        if speaker in scene.by_mention
        for actor in scene.by_mention[speaker].finding.actors
    ]


def _is_excluded(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether grammar or quotation keeps the pronoun from standing for this candidate."""
    # "Biden told him": a subject and an object of one clause are two people.
    one_clause = (
        entity.mention.sentence == mention.sentence
        and mention.span.text.lower() in _OBJECT
        and not mention.subject
        and entity.mention.subject
        and not _CLAUSE_BREAK.search(scene.between(entity.mention, mention))
    )
    if _is_demander(scene, mention, entity):
        return True
    return one_clause or _is_warner(scene, mention, entity) or is_own_quote(scene, mention, entity)


# "The ambassador was demanding that he ring Lavrov": nobody demands that of himself.
_DEMANDED = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|ask(?:s|ed|ing)?|urg(?:es|ed|ing)|order(?:s|ed|ing)?|"
    r"request(?:s|ed|ing)?|propos(?:es|ed|ing)|recommend(?:s|ed|ing)?|suggest(?:s|ed|ing)?)\s+that\s+$"
)
_BARE_VERB = re.compile(
    r"^\s+(?!(?:has|had|was|is|will|would|could|can|did|does|might)\b)[a-z]+[^s\W]\b(?<!ed)"
)


def _is_demander(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate demands what the pronoun is to do."""
    other = entity.mention
    if not mention.subject or not other.subject or other.sentence != mention.sentence:
        return False
    if not _DEMANDED.search(scene.before(mention, 24)) or not _BARE_VERB.match(
        scene.after(mention)
    ):
        return False
    return not _CLAUSE_BREAK.search(scene.between(other, mention).rstrip().removesuffix("that"))


def _is_warner(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate warns of what happens "if they …": he means others."""
    if not _CONDITION.search(scene.before(mention, 12)):
        return False
    warning = (claim for claim in scene.claims_over(mention) if claim.act in {"warn", "threaten"})
    speakers = [actor for claim in warning for actor in _actors_of(scene, claim)]
    return any(actor in speakers for actor in entity.finding.actors)


def is_own_quote(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate is the one who is quoted: nobody calls himself "they"."""
    if scene.quoted(mention.span.start) is None:
        return False
    quoted = quoting_claim(scene, mention)
    if quoted is None:
        return False
    speakers = _actors_of(scene, quoted)
    states = {actor.state for actor in speakers if actor.state}
    for actor in entity.finding.actors:
        if actor in speakers:
            return True
        if _class(mention) >= 2 and actor.state in states and actor.type != "place":
            return True
    return False
