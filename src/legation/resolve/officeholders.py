"""Say who holds the office that a description names.

In: a description of one person ("the Chinese foreign minister", "the president") and the `Scene`.
Out: a `Finding`, None where no office is named or nobody is known to hold it.
Not here: which state a description names (`belonging`), the words of time in it (`holding`), who is
told by what he is to another (`relations`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from legation.records import Mention, Office
from legation.reference.bodytitles import office_of_body
from legation.reference.shelf import Tenure
from legation.resolve.belonging import owner_of, state_said, title_of
from legation.resolve.holding import Held, find_holder, words_of_time
from legation.resolve.kinds import kind_of
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.wording import Phrase, word_set

OFFICE_HOLDER, OFFICE_IN_CONTEXT, NAMED_BEFORE = 0.93, 0.7, 0.88
# Of the state that the text is about, alone or before others by far.
_CLEARLY, _HARDLY = 0.05, 0.2
_BY_FAR = 1.5

_ENVOYS = word_set("ambassador envoy representative delegate")
_TO_THE_UN = re.compile(r"\s+to\s+the\s+(?:UN|U\.N\.|United Nations)\b")
_COUNCIL = frozenset({"legation:united-nations", "legation:un-security-council"})


def link_office(scene: Scene, mention: Mention, words: Phrase) -> Finding | None:
    """Return who holds the office that a description names, None where it names none."""
    if mention.plural or words.indefinite or scene.on is None or kind_of(mention) != "person":
        return None
    title = title_of(scene, words.written)
    if mention.head in _ENVOYS and _TO_THE_UN.match(scene.after(mention)):
        title = "un ambassador"
    if not title or words.former:
        return _former(scene, mention, title) if words.former else None
    of_body = _of_body(scene, mention, words, title)
    if of_body is not None:
        return of_body
    code = state_said(scene, mention, words)
    if code is not None:
        held = find_holder(scene.directory, scene.on, title, code, words_of_time(words.words))
        if held is None and title in _ENVOYS:
            held = _colleague(scene, mention, code)
        return _linked(scene, mention, held, OFFICE_HOLDER) if held is not None else None
    return _office_in_context(scene, mention, words, title) if words.definite else None


def holder_of(scene: Scene, title: str, code: str) -> Tenure | None:
    """Return who held an office by title and state on the document's day, if anybody is known."""
    if scene.on is None:
        return None
    held = find_holder(scene.directory, scene.on, title, code)
    return held.tenure if held is not None else None


def _linked(scene: Scene, mention: Mention, held: Held, confidence: float) -> Finding:
    return linked_holder(scene, mention, held.tenure, held.why, confidence * held.sure)


def _of_body(scene: Scene, mention: Mention, words: Phrase, title: str) -> Finding | None:
    """Link "the EU's foreign policy chief", "the NATO secretary-general", "the UN chief"."""
    owner = owner_of(scene, mention, words)
    bodies = {actor.id for actor in owner.finding.actors} if owner is not None else set()
    for n in range(len(words.written) - 1, 0, -1):
        named = scene.directory.find(" ".join(words.written[:n]))
        if named and named[0].actor.type == "organisation":
            bodies.add(named[0].actor.id)
            title = " ".join(words.written[n:]).lower()
            break
    after = re.match(r"\s+of\s+(?:the\s+)?((?:[A-Z][\w.]*\s*){1,4})", scene.after(mention))
    if after is not None:
        named = scene.directory.find(after[1].strip())
        bodies.update(one.actor.id for one in named[:1] if one.actor.type == "organisation")
    if scene.on is None:
        return None
    for body in bodies:
        office = office_of_body(body, title) if body is not None else None
        for tenure in scene.directory.holders(office, None, scene.on) if office else ():
            return linked_holder(
                scene, mention, tenure, f"{tenure.office.name} on that day", OFFICE_HOLDER
            )
    return None


def _colleague(scene: Scene, mention: Mention, code: str) -> Held | None:
    """Return the envoy of a state to the UN, where the text tells of the UN or another envoy."""
    for entity in scene.iter_before(mention, 40):
        office = entity.finding.office
        at_the_un = any(actor.id in _COUNCIL for actor in entity.finding.actors)
        if at_the_un or (office is not None and "United Nations" in office.name):
            assert scene.on is not None  # noqa: S101  (asked by `link_office`)
            return find_holder(scene.directory, scene.on, "un ambassador", code)
    return None


def _office_in_context(scene: Scene, mention: Mention, words: Phrase, title: str) -> Finding | None:
    """Link "the president" to the last person named who is one, else to the main state's.

    Before a turn of a transcript it is the one whose remarks the title announces.
    """
    assert scene.on is not None  # noqa: S101  (asked by `link_office`)
    host = scene.turns.in_title if scene.labelled_turn(mention) else None
    if host is not None and host.state is not None:
        holder = holder_of(scene, title, host.state)
        if holder is not None:
            reason = f"{holder.office.name} of the title's speaker's state"
            return linked_holder(scene, mention, holder, reason, OFFICE_HOLDER)
    # A seat of power writes its own office holders with a capital and no name: "the President".
    if scene.home is not None and re.match(r"[Tt]he [A-Z]", mention.span.text):
        holder = holder_of(scene, title, scene.home)
        if holder is not None:
            reason = f"{holder.office.name} of the state whose seat publishes"
            return linked_holder(scene, mention, holder, reason, OFFICE_HOLDER)
    said = words_of_time(words.words)
    for entity in scene.iter_before(mention, 200):
        actor = entity.actor
        if actor is not None and actor.type == "person" and actor.state and actor.id:
            held = find_holder(scene.directory, scene.on, title, actor.state, said)
            if held is not None and held.tenure.person.id == actor.id:
                return linked_holder(scene, mention, held.tenure, f"the {title} named before",
                               NAMED_BEFORE)  # fmt: skip
    for code, less in _states_in_play(scene, mention, title):
        held = find_holder(scene.directory, scene.on, title, code, said)
        if held is not None:
            reason = f"{held.tenure.office.name} of the state in play"
            sure = (OFFICE_IN_CONTEXT - less) * held.sure
            return linked_holder(scene, mention, held.tenure, reason, sure)
    return None


# Titles that one state only has.
_OF_ONE_STATE = {
    "secretary of state": "USA", "attorney general": "USA", "defense secretary": "USA",
    "treasury secretary": "USA", "foreign secretary": "GBR", "home secretary": "GBR",
    "chancellor of the exchequer": "GBR", "taoiseach": "IRL", "pope": "VAT", "pontiff": "VAT",
    "holy father": "VAT",
}  # fmt: skip


def _states_in_play(scene: Scene, mention: Mention, title: str) -> Iterator[tuple[str, float]]:
    """Yield the states whose office a bare title can mean, with what each costs in confidence."""
    if title in _OF_ONE_STATE:
        yield _OF_ONE_STATE[title], 0.0
        return
    weights = _salience(scene, mention)
    main = scene.main_state()
    if main is not None and main not in weights:
        weights[main] = 0.1  # named after, and most of all
    ranked = sorted(weights.items(), key=lambda one: -one[1])
    clearly = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= _BY_FAR * ranked[1][1])
    for i, (code, _) in enumerate(ranked):
        yield code, _CLEARLY if clearly and i == 0 else _HARDLY


# What a mention of a state, or of one of its people, adds to how much the text is about it.
_BY_SUBJECT, _BY_MENTION, _AS_PLACE, _AS_ADJECTIVE = 2.0, 1.0, 0.3, 0.5
_A_SENTENCE_BACK = 0.75


def _salience(scene: Scene, mention: Mention) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for entity in scene.iter_before(mention, 40):
        weight = _weight(entity)
        weight *= _A_SENTENCE_BACK ** max(0, mention.sentence - entity.mention.sentence)
        codes = {actor.state for actor in entity.finding.actors if actor.state is not None}
        for code in codes:
            weights[code] += weight
    return weights


def _weight(entity: Entity) -> float:
    weight = _BY_SUBJECT if entity.mention.subject and not entity.nested else _BY_MENTION
    if entity.actor is not None and entity.actor.type == "place":
        weight *= _AS_PLACE
    if entity.mention.hint == "nationality" or entity.nested:
        weight *= _AS_ADJECTIVE
    return weight


def _former(scene: Scene, mention: Mention, title: str) -> Finding | None:
    for entity in scene.iter_before(mention, 200):
        if entity.finding.former and entity.actor is not None:
            return Finding(
                (entity.actor,),
                f"the former {title} named before",
                OFFICE_IN_CONTEXT,
                entity.finding.office,
                former=True,
                repeats=entity.mention.id,
            )
    return None


def linked_holder(
    scene: Scene, mention: Mention, tenure: Tenure, reason: str, confidence: float
) -> Finding:
    """Return the finding of one who holds an office, with where the text has him before."""
    earlier = next(
        (
            entity
            for entity in scene.iter_before(mention, 400)
            if entity.mention.form != "pronoun"
            and entity.actor is not None
            and entity.actor.id == tenure.person.id
        ),
        None,
    )
    office: Office | None = tenure.office if scene.on and tenure.holds(scene.on) else None
    foremost = scene.directory.foremost(tenure.person.id, scene.on)
    if foremost is not None:
        office = foremost.office
    return Finding((tenure.person,), reason, confidence, office,
                   repeats=earlier.mention.id if earlier else None)  # fmt: skip
