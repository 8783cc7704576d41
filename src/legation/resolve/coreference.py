"""Find whom a pronoun, or a noun that works like one, takes up.

In: a pronoun ("he", "they", "its", "we") or an anaphor ("the two leaders", "the country") and
the `Scene` up to it. Out: a `Finding`.
Not here: descriptions that say by themselves whom they mean (`descriptions`).

Every candidate gets a score: nearness, being a subject, being the speaker of the claim it stands
in, and so on; the best wins. The weights are first settings and stand together below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from legation.records import Actor, Claim, Mention
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.wording import gender_of, plain

# How many sentences back an antecedent may stand.
REACH_PERSON, REACH_THING, REACH_PAIR = 5, 3, 10

PER_SENTENCE = -1.0
NEW_PARAGRAPH = -0.5
SUBJECT = 1.2
SAME_PRONOUN = 0.8
NESTED = -0.8
SAME_CONTENT = 0.8
SPEAKER_OF_REPORTED = 0.6
# A pronoun that speaks takes up who spoke before: in the claim it stands in ("she says she
# knows"), or in the sentences before ("…, he added").
SPEAKS_INSIDE, SPOKE_BEFORE = 1.5, 1.0
# A character of distance: 100 characters weigh as much as a fifth of a sentence.
PER_CHARACTER = -0.002

NAMELESS_CONFIDENCE = 0.55
_BODIES = frozenset({"organisation", "body", "company", "group"})
UNKNOWN_PERSON = 0.45
TITLED = 0.7
HOUSE = 0.5
PERSON_CONFIDENCE, THING_CONFIDENCE, GROUP_CONFIDENCE, PAIR_CONFIDENCE = 0.8, 0.7, 0.65, 0.75
FIRST_PERSON, FIRST_PERSON_STATE = 0.9, 0.8
# In a speech "we" is now the government, now everybody in the room.
PASSAGE, PASSAGE_STATE = 0.8, 0.55

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
SINGULAR_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL_FIRST = frozenset({"we", "us", "our", "ours", "ourselves"})
_OBJECT = frozenset({"him", "them", "it"})

_EMPTY_IT = re.compile(
    r"^\s*(?:'s|’s|is|was|were|be|been|has been|had been|would be|will be|may be|might be|remains?"
    r"|seems?|seemed|appears?|appeared|looks?|looked|became|becomes|makes?|made|did not seem|"
    r"does not seem|did not appear|doesn['’]t seem|didn['’]t seem|turns? out|takes? time)\b"
    r"(?:\s+(?:\w+ly|not|also|still|more|most|less|very|too|so|quite|far|no|only|even|now))*\s*"
    r"(?:\w+\s+)?(?:(?:for|to)\s+[\w’' ]+\s+)?(?:that|to|like|as if|as though|whether|who|seen|"
    r"viewed|regarded|interpreted|clear|unclear|likely|unlikely|possible|impossible|time)\b"
)
_DONE_TO = re.compile(
    r"\b(?:accus(?:e[sd]?|ing)|urg(?:e[sd]?|ing)|warn(?:s|ed|ing)?|tell(?:s|ing)?|told|"
    r"press(?:es|ed|ing)|blam(?:e[sd]?|ing)|condemn(?:s|ed|ing)?|attack(?:s|ed|ing)?|"
    r"invad(?:e[sd]?|ing)|sanction(?:s|ed|ing)?|punish(?:es|ed|ing)?|isolat(?:e[sd]?|ing)|"
    r"arm(?:s|ed|ing)|criticis(?:e[sd]?|ing)|criticiz(?:e[sd]?|ing))\s+$"
)
# "gave Russia support for its war": the last named owns what the gift is for.
_FOR_OWN = re.compile(r"\b(?:for|in)\s+$")
_GIVEN = re.compile(
    r"\b(?:g[ai]ve\w*|giving|send\w*|sent|offer\w*|help\w*|support\w*|aid\w*|back\w*|"
    r"condemn\w*|denounc\w*|punish\w*|sanction\w*|criticiz\w*|criticis\w*|prais\w*|"
    r"blam\w*|assist\w*|provid\w*|suppl\w*)\s+(?:[a-z]+\s+){0,3}(?:the\s+)?$"
)
_TAKER = 1.5
_PREDICATE = re.compile(r"\b(?:as|is|was|be|been|being|became|[’']s|[’']m)\s+$")
_MAKE_IT = re.compile(r"\b(?:make|makes|made|making|find|finds|found|think|believe|consider)\s+$")
_IT_ADJECTIVE = re.compile(
    r"^\s+(?:very |more |absolutely |even |too )?(?:clear|possible|impossible|difficult|hard|easy|"
    r"easier|harder|plain|known|likely|unlikely|necessary|important)\b"
)
_CLAUSE_BREAK = re.compile(
    r"[;:—“”]|\b(?:that|who|which|when|if|because|while|as|after|before|since|and|but|although|"
    r"though|says?|said|whether|where|until|unless)\b"
)
_MADE_TO_ACT = re.compile(
    r"\b(?:help|helps|helped|helping|make|makes|made|let|lets|letting|have|had)\s+(?:the\s+)?$"
)
_CONDITION = re.compile(r"\b(?:if|unless|should)\s+$", re.IGNORECASE)
_MEETING = re.compile(
    r"^\W*(?:have|had|has|will|would|could|did|were|are|to|not|n['’]t|also|then|last|first|\s)*"
    r"(?:met|meet|meeting|talk(?:ed|s|ing)?|spoke|speak|spoken|discuss\w*|shook|agreed with each)\b"
)


def link_pronoun(scene: Scene, mention: Mention) -> Finding:
    """Return whom a personal pronoun stands for; nobody when it names no party."""
    word = mention.span.text.lower()
    if word in SINGULAR_FIRST | PLURAL_FIRST:
        return link_first_person(scene, mention)
    if word in MASCULINE | FEMININE:
        return _link_person(scene, mention, "m" if word in MASCULINE else "f")
    if word in NEUTER:
        return NOBODY if _is_empty(scene, mention) else link_thing(scene, mention)
    if word in PLURAL:
        return _link_they(scene, mention)
    return NOBODY


def _is_empty(scene: Scene, mention: Mention) -> bool:
    """Tell whether "it" stands for no party: "it is likely that", "make it clear"."""
    if mention.span.text.lower() != "it":
        return False
    after, before = scene.after(mention), scene.before(mention)
    if _MAKE_IT.search(before) and _IT_ADJECTIVE.match(after):
        return True
    if mention.subject or not before.strip():
        return bool(_EMPTY_IT.match(after))
    # "denies asking for it": an object "it" is rarely a party, unless it is told or hit.
    return not _DONE_TO.search(before)


# --- scoring


def _best(
    scene: Scene,
    mention: Mention,
    fits: Callable[[Entity], bool],
    reach: int,
) -> tuple[Entity, float] | None:
    """Return the candidate with the best score, the nearest of equals, or None."""
    speakers = _speakers(scene, mention)
    best: tuple[float, Entity] | None = None
    for entity in scene.iter_before(mention):
        if mention.sentence - entity.mention.sentence > reach:
            break
        if not fits(entity) or _is_mute(scene, entity) or _is_excluded(scene, mention, entity):
            continue
        score = _score(scene, mention, entity, speakers)
        if best is None or score > best[0]:
            best = (score, entity)
    return (best[1], best[0]) if best is not None else None


def _is_adjective(entity: Entity) -> bool:
    """Tell whether the mention only describes a noun: no pronoun takes up "Chinese"."""
    mention = entity.mention
    return mention.form == "name" and mention.hint == "nationality" and not mention.plural


def _is_mute(scene: Scene, entity: Entity) -> bool:
    """Tell whether no third person can take a mention up: adjectives, "I", labels of turns."""
    first_person = entity.mention.span.text.lower() in SINGULAR_FIRST | PLURAL_FIRST
    return (
        _is_adjective(entity)
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
    for actor in entity.finding.actors:
        score += speakers.get(actor, 0.0)
    return score + _as_speaker(scene, mention, entity)


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
    return one_clause or _is_warner(scene, mention, entity) or _is_own_quote(scene, mention, entity)


def _is_warner(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate warns of what happens "if they …": he means others."""
    if not _CONDITION.search(scene.before(mention, 12)):
        return False
    warning = (claim for claim in scene.claims_over(mention) if claim.act in {"warn", "threaten"})
    speakers = [actor for claim in warning for actor in _actors_of(scene, claim)]
    return any(actor in speakers for actor in entity.finding.actors)


def _is_own_quote(scene: Scene, mention: Mention, entity: Entity) -> bool:
    """Tell whether the candidate is the one who is quoted: nobody calls himself "they"."""
    if scene.quoted(mention.span.start) is None:
        return False
    quoted = _quoting_claim(scene, mention)
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


def _quoting_claim(scene: Scene, mention: Mention) -> Claim | None:
    for claim in scene.claims_over(mention):
        if claim.form in {"direct", "mixed"}:
            return claim
    return None


# --- third person


def _link_person(scene: Scene, mention: Mention, gender: str) -> Finding:
    passage = scene.speaker_of_passage(mention)
    speaking = passage.actors if passage else ()

    def fits(entity: Entity) -> bool:
        actor = entity.actor
        if actor is None or actor.type != "person" or entity.mention.plural:
            return False
        if actor.id is None and _PREDICATE.search(scene.before(entity.mention, 12)):
            return False  # "when I was a young senator" brings nobody new
        if actor in speaking:  # nobody who speaks says "he" of himself
            return False
        return entity.gender in {None, gender}

    found = _best(scene, mention, fits, REACH_PERSON)
    if found is None:
        return _unknown_person(scene, mention, gender)
    entity, score = found
    return _taken_up(scene, mention, entity, PERSON_CONFIDENCE, score)


def _unknown_person(scene: Scene, mention: Mention, gender: str) -> Finding:
    """Return the person named last whom nobody knows, where the pronoun is who says something."""
    if mention.id not in scene.speaking:
        return NOBODY
    for other in scene.names_before(mention):
        if mention.sentence - other.sentence > REACH_PERSON:
            break
        if other.hint == "person" and gender_of((other.span.text,), other.role) in {None, gender}:
            actor = Actor(None, plain(other.span.text), "person", None)
            reason = f"takes up {other.span.text}"
            return Finding((actor,), reason, UNKNOWN_PERSON, repeats=other.id)
    return NOBODY


def link_thing(
    scene: Scene,
    mention: Mention,
    types: Iterable[str] = ("state", "organisation", "body", "company"),
) -> Finding:
    """Return the state or body that "it", or a noun like "the country", takes up."""
    allowed = frozenset(types)

    def is_one(entity: Entity) -> bool:
        return entity.actor is not None and not entity.mention.plural

    def known(entity: Entity) -> bool:
        actor = entity.actor
        if actor is None or actor.type not in allowed or not is_one(entity):
            return False
        return actor.id is not None or actor.state is not None

    def nameless(entity: Entity) -> bool:
        # "The miners' federation says it will strike": no state, no id, and yet the one meant.
        return is_one(entity) and entity.actor is not None and entity.actor.type in _BODIES

    for fits, confidence in ((known, THING_CONFIDENCE), (nameless, NAMELESS_CONFIDENCE)):
        found = _best(scene, mention, fits, REACH_THING)
        if found is not None:
            return _taken_up(scene, mention, found[0], confidence, found[1])
        if not allowed & _BODIES:
            break
    return NOBODY


def _link_they(scene: Scene, mention: Mention) -> Finding:
    if _MEETING.match(scene.after(mention)) and mention.span.text.lower() in {"they", "them"}:
        pair = link_pair(scene, mention, persons=True)
        if pair.actors:
            return pair

    def fits(entity: Entity) -> bool:
        if entity.mention.plural or len(entity.finding.actors) > 1:
            return True
        actor = entity.actor
        return actor is not None and (actor.type == "group" or _joined(scene, entity) != [entity])

    found = _best(scene, mention, fits, REACH_THING)
    if found is not None and mention.sentence - found[0].mention.sentence <= 2:
        return _whole_group(scene, mention, *found)
    # British usage: a government or organisation is "they".
    single = link_thing(scene, mention)
    if single.actors and _is_near_in_speech(scene, mention, single):
        return Finding(single.actors, single.reason, single.confidence - 0.15,
                       repeats=single.repeats)  # fmt: skip
    if found is not None:
        return _whole_group(scene, mention, *found)
    return _other_side(scene, mention)


def _is_near_in_speech(scene: Scene, mention: Mention, single: Finding) -> bool:
    """Tell whether "they" may be one body: in speech only one named just before.

    Speakers say "they" of people they have not named; newspapers hardly do.
    """
    if scene.turns.at(mention.span.start) is None and scene.turns.author is None:
        return True
    antecedent = scene.by_mention.get(single.repeats or "")
    return antecedent is not None and mention.sentence - antecedent.mention.sentence <= 1


def _other_side(scene: Scene, mention: Mention) -> Finding:
    """Link "they" in a quotation to the foreign state named last, itself or by one of its people.

    "We are concerned that they …": who is meant was named before the quotation began.
    """
    if _quoting_claim(scene, mention) is None:
        return NOBODY
    for entity in scene.iter_before(mention):
        actor = entity.actor
        if mention.sentence - entity.mention.sentence > REACH_PERSON + 1:
            break
        if actor is None or actor.type not in {"state", "person"} or _is_adjective(entity):
            continue
        state = scene.directory.state(actor.state)
        if state is not None and not _is_own_quote(scene, mention, entity):
            return Finding((state,), f"takes up {entity.mention.span.text}",
                           GROUP_CONFIDENCE - 0.15, repeats=_name_of(scene, entity))  # fmt: skip
    return NOBODY


def _whole_group(scene: Scene, mention: Mention, entity: Entity, score: float) -> Finding:
    """Return all that are named together with the candidate: "Biden and his administration"."""
    members = _joined(scene, entity)
    actors = dict.fromkeys(actor for member in members for actor in member.finding.actors)
    if len(members) == 1:
        return _taken_up(scene, mention, entity, GROUP_CONFIDENCE, score)
    words = " and ".join(member.mention.span.text for member in members)
    return Finding(
        tuple(actors), f"takes up {words}", GROUP_CONFIDENCE, repeats=_name_of(scene, members[0])
    )


def _joined(scene: Scene, entity: Entity) -> list[Entity]:
    """Return the run of mentions joined to this one by "and", in the order of the text."""
    sentence = [
        other
        for other in scene.entities
        if other.mention.sentence == entity.mention.sentence and not other.nested
    ]
    if entity not in sentence:
        return [entity]
    runs: list[list[Entity]] = []
    for other in sorted(sentence, key=lambda e: e.mention.span.start):
        if runs and re.fullmatch(
            r",?\s+and\s+(?:the\s+)?(?:President\s+)?",
            scene.between(runs[-1][-1].mention, other.mention),
        ):
            runs[-1].append(other)
        else:
            runs.append([other])
    return next(run for run in runs if entity in run)


def _taken_up(
    scene: Scene, mention: Mention, entity: Entity, confidence: float, score: float
) -> Finding:
    distance = mention.sentence - entity.mention.sentence
    sure = confidence - 0.05 * min(distance, 3) - (0.05 if score < -1.0 else 0.0)
    return Finding(
        entity.finding.actors,
        f"takes up {entity.mention.span.text}",
        sure,
        entity.finding.office,
        entity.finding.former,
        _name_of(scene, entity),
    )


def _name_of(scene: Scene, entity: Entity) -> str:
    """Return the name or description that a chain of pronouns leads back to."""
    seen = 0
    while entity.mention.form == "pronoun" and entity.finding.repeats and seen < 50:
        entity = scene.by_mention[entity.finding.repeats]
        seen += 1
    return entity.mention.id


# --- first person


def link_first_person(scene: Scene, mention: Mention) -> Finding:
    """Return the speaker for "I", and for "we" the state or body he speaks for."""
    claim = _quoting_claim(scene, mention)
    if claim is None:
        return _speaker_of_passage(scene, mention)
    speakers = [scene.by_mention[m] for m in claim.speakers if m in scene.by_mention]
    speakers = [entity for entity in speakers if entity.finding.actors]
    if not speakers:
        return NOBODY
    earlier = next((e for e in speakers if e.mention.span.end <= mention.span.start), None)
    repeats = _name_of(scene, earlier) if earlier else None
    first = speakers[0]
    if mention.span.text.lower() in SINGULAR_FIRST:
        return Finding(first.finding.actors, "the speaker", FIRST_PERSON, first.finding.office,
                       first.finding.former, repeats)  # fmt: skip
    actors = dict.fromkeys(
        scene.directory.state(actor.state) or actor
        for entity in speakers
        for actor in entity.finding.actors
    )
    return Finding(tuple(actors), "whom the speaker speaks for", FIRST_PERSON_STATE)


def _speaker_of_passage(scene: Scene, mention: Mention) -> Finding:
    """Link "I" and "we" in transcripts and statements to the one whose words they are."""
    speaker = scene.speaker_of_passage(mention)
    if speaker is None:
        return _house(scene, mention)
    if mention.span.text.lower() in SINGULAR_FIRST:
        return replace(speaker, reason="the speaker of the passage", confidence=PASSAGE)
    states = [scene.directory.state(actor.state) or actor for actor in speaker.actors]
    return Finding(tuple(dict.fromkeys(states)), "whom the speaker speaks for", PASSAGE_STATE)


def _house(scene: Scene, mention: Mention) -> Finding:
    """Return the state whose seat publishes the text, for a "we" that nobody known says."""
    state = scene.directory.state(scene.home)
    if state is None or mention.span.text.lower() not in PLURAL_FIRST:
        return NOBODY
    return Finding((state,), "the state whose seat publishes this", HOUSE)


# --- pairs


def link_pair(
    scene: Scene,
    mention: Mention,
    *,
    persons: bool,
    fits: Callable[[Actor], bool] = lambda _: True,
    exactly: int = 2,
) -> Finding:
    """Return the latest two actors of different states that were named together.

    Args:
        scene: The document so far.
        mention: "the two leaders", "both sides".
        persons: Whether two persons are meant; else the states behind those named.
        fits: What each of the two must be (a holder of the office that the noun names).
        exactly: How many; "the three leaders" are three.
    """
    by_sentence: dict[int, dict[str | None, tuple[Entity, Actor]]] = {}
    for entity in scene.iter_before(mention):
        distance = mention.sentence - entity.mention.sentence
        if distance > REACH_PAIR:
            break
        for actor in _as_member(scene, entity, persons):
            if fits(actor):
                named = by_sentence.setdefault(distance, {})
                named.setdefault(actor.state or actor.id, (entity, actor))
    # Named in one sentence first, then across two neighbouring ones, then anywhere in reach.
    for width in (0, 1, REACH_PAIR):
        for distance in range(REACH_PAIR + 1 - width):
            together: dict[str | None, tuple[Entity, Actor]] = {}
            for near in range(distance, distance + width + 1):
                for key, value in by_sentence.get(near, {}).items():
                    together.setdefault(key, value)
            if len(together) >= exactly:
                return _pair_of(list(together.values())[:exactly], distance + width)
    return _pair_in_title(scene, persons=persons, fits=fits, exactly=exactly)


def _pair_in_title(
    scene: Scene, *, persons: bool, fits: Callable[[Actor], bool], exactly: int
) -> Finding:
    """Return those whom the title names together, where the text never does."""
    members: dict[str | None, Actor] = {}
    for actor in scene.titled:
        one = actor if persons else scene.directory.state(actor.state)
        if one is not None and (not persons or one.type == "person") and fits(one):
            members.setdefault(one.state, one)
    if len(members) != exactly:
        return NOBODY
    names = " and ".join(actor.name for actor in members.values())
    return Finding(tuple(members.values()), f"{names}, as the title has it", TITLED)


def _as_member(scene: Scene, entity: Entity, persons: bool) -> list[Actor]:
    if persons:
        return [actor for actor in entity.finding.actors if actor.type == "person" and actor.id]
    if entity.mention.hint == "nationality" and entity.nested:
        return []
    states = [scene.directory.state(actor.state) for actor in entity.finding.actors]
    found = [state for state in states if state is not None]
    if not found:
        return [a for a in entity.finding.actors if a.type == "organisation"]
    return found


def _pair_of(members: list[tuple[Entity, Actor]], reach: int) -> Finding:
    ordered = sorted(members, key=lambda member: member[0].mention.span.start)
    names = " and ".join(actor.name for _, actor in ordered)
    return Finding(
        tuple(actor for _, actor in ordered),
        f"takes up {names}",
        PAIR_CONFIDENCE - 0.05 * min(reach, 4),
        repeats=ordered[-1][0].mention.id,
    )
