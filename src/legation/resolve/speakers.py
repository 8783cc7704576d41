"""Say who "I" and "we" are: the one who is quoted, speaks in a transcript, or publishes.

In: a pronoun of the first person and the `Scene`. Out: a `Finding`.
Not here: the other pronouns (`coreference`), turns of transcripts (`turns`).
"""

from __future__ import annotations

import re
from dataclasses import replace

from legation.records import Claim, Mention
from legation.resolve.scene import NOBODY, Entity, Finding, Scene

HOUSE = 0.5
FIRST_PERSON, FIRST_PERSON_STATE = 0.9, 0.8
# In a speech "we" is now the government, now everybody in the room.
PASSAGE, PASSAGE_STATE = 0.8, 0.55

SINGULAR_FIRST = frozenset({"i", "me", "my", "mine", "myself"})
PLURAL_FIRST = frozenset({"we", "us", "our", "ours", "ourselves"})


def link_first_person(scene: Scene, mention: Mention) -> Finding:
    """Return the speaker for "I", and for "we" the state or body he speaks for."""
    claim = quoting_claim(scene, mention)
    if claim is None:
        return _speaker_of_passage(scene, mention)
    speakers = [scene.by_mention[m] for m in claim.speakers if m in scene.by_mention]
    speakers = [entity for entity in speakers if entity.finding.actors]
    if not speakers:
        return NOBODY
    earlier = next((e for e in speakers if e.mention.span.end <= mention.span.start), None)
    repeats = name_of(scene, earlier) if earlier else None
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
    speaker = scene.speaker_of_passage(mention) or _label_before(scene, mention)
    if speaker is None:
        return _house(scene, mention)
    if mention.span.text.lower() in SINGULAR_FIRST:
        return replace(speaker, reason="the speaker of the passage", confidence=PASSAGE)
    states = [scene.directory.state(actor.state) or actor for actor in speaker.actors]
    return Finding(tuple(dict.fromkeys(states)), "whom the speaker speaks for", PASSAGE_STATE)


# Titles may stand between the end of what was said and the name: "President of Russia Vladimir".
_BEFORE_LABEL = re.compile(
    r"(?:^|[.?!…>”\"]\s*|\n\s*)(?:[A-Z][\w'’-]*\s+|of\s+|the\s+|and\s+|for\s+){0,14}$"
)
_LABEL_REACH = 400


def _label_before(scene: Scene, mention: Mention) -> Finding | None:
    """Return whose name stands before a colon, last before a mention, within a paragraph.

    Some pages lose the line breaks of a transcript: "… Pavel Malkov: Good afternoon. I have …".
    """
    for entity in scene.iter_before(mention, _LABEL_REACH):
        actor, name = entity.actor, entity.mention
        if actor is None or actor.type != "person" or name.form != "name":
            continue
        if " " not in name.span.text or scene.after(name, 2) != ": ":
            continue
        if _BEFORE_LABEL.search(scene.before(name, 140)):
            return replace(entity.finding, repeats=name.id)
    return None


def _house(scene: Scene, mention: Mention) -> Finding:
    """Return whose house publishes the text, for an "I" or "we" that nobody known says."""
    state = scene.directory.state(scene.home)
    if state is None:
        return NOBODY
    if mention.span.text.lower() in SINGULAR_FIRST:
        # A head's own statements, proclamations and letters are in his "I".
        head = scene.head_of_house()
        return NOBODY if head is None else Finding((head.person,), "whose house publishes this",
                                                    HOUSE, head.office)  # fmt: skip
    return Finding((state,), "the state whose seat publishes this", HOUSE)


def quoting_claim(scene: Scene, mention: Mention) -> Claim | None:
    """Return the claim whose quotation holds a mention, innermost first, None outside them."""
    for claim in scene.claims_over(mention):
        if claim.form in {"direct", "mixed"}:
            return claim
    return None


def name_of(scene: Scene, entity: Entity) -> str:
    """Return the name or description that a chain of pronouns leads back to."""
    seen = 0
    while entity.mention.form == "pronoun" and entity.finding.repeats and seen < 50:
        entity = scene.by_mention[entity.finding.repeats]
        seen += 1
    return entity.mention.id
