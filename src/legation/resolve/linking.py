"""Say who every mention of a document is, on the day of the document.

In: a `Reading` without links, and the shelf. Out: one `Link` for each mention, in their order.
Not here: the rules themselves: names (`candidates`), descriptions (`descriptions`), pronouns and
pairs (`coreference`).

A document is read four times: once for the persons it names in full and the states it is about,
once in reading order, once for "I" and "we", whose speaker is often named after the quotation, and
once for what is only told further on.
"""

from __future__ import annotations

from legation.records import Link, Mention, Reading
from legation.reference.names import slug
from legation.reference.shelf import Shelf
from legation.resolve.antecedents import THIRD_PERSON
from legation.resolve.candidates import link_name
from legation.resolve.coreference import link_pronoun
from legation.resolve.descriptions import link_description, unknown_speaker
from legation.resolve.epithets import link_national
from legation.resolve.placenames import may_name_town
from legation.resolve.pointing import link_group_ahead, link_nationals
from legation.resolve.scene import Entity, Finding, Scene, find_nested
from legation.resolve.speakers import (
    PLURAL_FIRST,
    SINGULAR_FIRST,
    link_first_person,
    quoting_claim,
)
from legation.resolve.wording import gender_of, plain, without_initials

METHOD = "legation.linking/1"

_FIRST_PERSON = SINGULAR_FIRST | PLURAL_FIRST


def link(reading: Reading, shelf: Shelf) -> tuple[Link, ...]:
    """Return who each mention of `reading` is, one link a mention, in the order of the mentions.

    Offices are those held on the day of publication; without a day no office is given, and
    persons are linked with less confidence. A mention that fits nobody gets a link without actors.
    """
    scene = Scene(reading, shelf)
    _survey(scene)
    nested = find_nested(reading.mentions)
    for mention in sorted(reading.mentions, key=lambda m: (m.span.end, -m.span.start)):
        finding = _find(scene, mention)
        scene.add(Entity(mention, finding, _gender(mention, finding), mention.id in nested))
    for mention in reading.mentions:
        if _is_first_person(mention):
            scene.replace_finding(mention.id, link_first_person(scene, mention))
    _relink_quoted(scene)
    _relink_groups(scene)
    return tuple(
        _link(mention, scene.by_mention[mention.id].finding) for mention in reading.mentions
    )


def _relink_quoted(scene: Scene) -> None:
    """Link again who is spoken of in a quotation whose speaker was named after it.

    In "“She was the rock,” she said" the speaker is known only once the quotation is over, and
    nobody calls herself "she".
    """
    for mention in scene.reading.mentions:
        if mention.form != "pronoun" or mention.span.text.lower() not in THIRD_PERSON:
            continue
        claim = quoting_claim(scene, mention)
        speakers = (
            [scene.by_mention.get(one) for one in claim.speakers] if claim is not None else []
        )
        own = scene.by_mention[mention.id].finding
        later = [one for one in speakers if one and one.mention.span.start > mention.span.end]
        if own.actors and any(one.finding.actors == own.actors for one in later):
            scene.replace_finding(mention.id, link_pronoun(scene, mention))


def _relink_groups(scene: Scene) -> None:
    """Link again the groups that nobody named before them is, by those who are named after."""
    for mention in scene.reading.mentions:
        actors = scene.by_mention[mention.id].finding.actors
        if mention.form != "description" or not mention.plural or any(one.id for one in actors):
            continue
        found = link_group_ahead(scene, mention)
        if found is not None:
            scene.replace_finding(mention.id, found)


def _survey(scene: Scene) -> None:
    """Note which persons are named in full and how often each state is named."""
    for mention in scene.reading.mentions:
        if mention.form != "name":
            continue
        text = plain(mention.span.text)
        code = scene.directory.state_of(text) if mention.hint != "person" else None
        if code is not None:
            scene.state_counts[code] += 1
            nation = scene.directory.nation_of(text)
            if nation is not None:
                scene.nations.add(nation)
        elif may_name_town(scene, mention):
            scene.towns.add(slug(text))
    for mention in scene.reading.mentions:
        if mention.form != "name" or mention.hint not in {"person", None}:
            continue
        words = without_initials(plain(mention.span.text)).split()
        if len(words) > 1:
            _note_full_name(scene, mention, words)


def _note_full_name(scene: Scene, mention: Mention, words: list[str]) -> None:
    finding = link_name(scene, mention)
    if len(finding.actors) != 1 or finding.actors[0].type != "person":
        return
    actor = finding.actors[0]
    # The last name is the last word in most languages and the first in Chinese, Korean,
    # Hungarian names; the shelf knows which.
    for word in {words[0], words[-1]}:
        names = scene.directory.persons(word)
        if any(n.kind == "last name" and n.actor.id == actor.id for n in names):
            scene.full_names.setdefault(slug(word), finding)
    scene.full_names.setdefault(slug(words[-1]), finding)


def _find(scene: Scene, mention: Mention) -> Finding:
    if mention.form == "name":
        found = link_nationals(scene, mention) or _national(scene, mention)
        found = found or link_name(scene, mention)
    elif mention.form == "description":
        found = link_description(scene, mention)
    else:
        return link_pronoun(scene, mention)
    # Whoever says something is somebody, though nobody knows whom the words mean.
    return found if found.actors or mention.id not in scene.speaking else unknown_speaker(mention)


# Words for one of a nation that the shelf also has as names of its state.
_ALSO_A_STATE = frozenset({"saudi", "argentine", "czech", "slovak", "kosovar", "emirati"})


def _national(scene: Scene, mention: Mention) -> Finding | None:
    """Return whom "the Saudi said" means, where the words are a name of the state too."""
    text = plain(mention.span.text).removeprefix("the ").removeprefix("The ")
    if text.lower() not in _ALSO_A_STATE:
        return None
    state = scene.directory.state(scene.directory.state_of(text))
    return link_national(scene, mention, state) if state is not None else None


def _is_first_person(mention: Mention) -> bool:
    return mention.form == "pronoun" and mention.span.text.lower() in _FIRST_PERSON


def _gender(mention: Mention, finding: Finding) -> str | None:
    if len(finding.actors) != 1 or finding.actors[0].type != "person":
        return None
    role = mention.role or (mention.head if mention.form == "description" else None)
    return gender_of((finding.actors[0].name,), role)


def _link(mention: Mention, finding: Finding) -> Link:
    return Link(
        mention.id,
        finding.actors,
        finding.office,
        finding.former,
        finding.repeats,
        finding.reason,
        METHOD,
        round(min(1.0, max(0.0, finding.confidence)), 3),
    )
