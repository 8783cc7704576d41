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
from legation.reference.cities import state_of_town
from legation.reference.roles import load_titles
from legation.reference.shelf import Tenure
from legation.resolve.belonging import owner_of, state_in, state_said, title_of
from legation.resolve.holding import Held, find_holder, find_left, words_of_time
from legation.resolve.kinds import kind_of
from legation.resolve.scene import Entity, Finding, Scene
from legation.resolve.wording import Phrase, word_set

OFFICE_HOLDER, OFFICE_IN_CONTEXT, NAMED_BEFORE = 0.93, 0.7, 0.88
# Of the state that the text is about, alone or before others by far.
_CLEARLY, _HARDLY = 0.05, 0.2
_BY_FAR = 1.5
_POST_NOT_SAID = 0.1
_OWNERS = word_set("our my his her their your its")

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
    if title == "speaker" and words.lower[0] in _OWNERS:
        return None  # who speaks next, in no parliament
    if not title or words.former:
        return _former(scene, mention, title) if words.former else None
    of_body = _of_body(scene, mention, words, title)
    if of_body is not None:
        return of_body
    code = state_said(scene, mention, words)
    whole = _of_whole_title(scene, mention, words, title, code)
    if whole is not None:
        return whole
    if title in {"permanent representative", "un envoy"}:
        title = "un ambassador"
    if title in _POSTED:
        envoy = _envoy(scene, mention, words, title)
        if envoy is not None:
            return envoy
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


# Titles whose holder is at a post.
_POSTED = frozenset(("ambassador", "envoy", "high commissioner"))
# "The mayor *of Lisbon*", "the commander *in Afghanistan*", "the envoy *for the Horn of Africa*".
_REST = re.compile(
    r"(?P<joint>\s+(?:of|in|for|to)\s+)(?:the\s+)?"
    r"(?P<rest>[A-Z][\w.'’\-]*(?:\s+(?:of|for|and|the|[A-Z][\w.'’\-]*)){0,5})"
)


def _of_whole_title(
    scene: Scene, mention: Mention, words: Phrase, title: str, code: str | None
) -> Finding | None:
    """Link an office whose name goes on after its noun, as the shelf has it word by word."""
    assert scene.on is not None  # noqa: S101  (asked by `link_office`)
    rest = _REST.match(scene.after(mention, 80))
    if rest is None:
        return None
    said = rest["rest"].split()
    named = state_in(scene, words.written)
    town = state_of_town(rest["rest"].split(" and ")[0])
    codes = [code for code in (named, code, town, "USA") if code is not None]
    for n in range(len(said), 0, -1):
        office = f"{title}{rest['joint']}{' '.join(said[:n])}"
        for one in dict.fromkeys(codes):
            for tenure in scene.directory.holders(office, one, scene.on):
                if len(tenure.office.name.split()) > 2:
                    held = Held(tenure, 1.0, f"{tenure.office.name} on that day")
                    return _linked(scene, mention, held, OFFICE_HOLDER)
    return None


# "The ambassador in Kabul", "the high commissioner to Pakistan", "its envoy in Washington".
_POST = re.compile(r"\s+(?:in|to|at)\s+(?:the\s+)?((?:[A-Z][\w.\-]*\s*(?:of\s+)?){1,4})")
_SENDERS = ("United States of America", "United States")


def _envoy(scene: Scene, mention: Mention, words: Phrase, title: str) -> Finding | None:
    """Link "the US ambassador in Kabul", and "the US ambassador" where the text is about Kabul."""
    assert scene.on is not None  # noqa: S101  (asked by `link_office`)
    sender = state_in(scene, words.written) or _owning_state(scene, mention, words)
    post = _POST.match(scene.after(mention))
    named = tuple(post[1].split()) if post is not None else ()
    host = state_in(scene, named, first=True) if named else None
    if sender is None:
        return None
    noun = "high commissioner" if title.endswith("high commissioner") else "ambassador"
    hosts = [(host, 0.0)] if host is not None else [
        (code, less + _POST_NOT_SAID) for code, less in _states_in_play(scene, mention, title)
    ]  # fmt: skip
    for code, less in hosts:
        state = scene.directory.state(code)
        if state is None or code == sender:
            continue
        names = _SENDERS if code == "USA" else (state.name,)
        for name in names:
            for office in (f"{noun} to {name}", f"ambassador to {name}"):
                held = find_holder(scene.directory, scene.on, office, sender)
                if held is not None and "mbassador" in held.tenure.office.name + noun:
                    return _linked(scene, mention, held, OFFICE_HOLDER - less)
    return None


def _owning_state(scene: Scene, mention: Mention, words: Phrase) -> str | None:
    owner = owner_of(scene, mention, words)
    states = {one.state for one in owner.finding.actors if one.state} if owner else set()
    return states.pop() if len(states) == 1 else None


# What is said of one who lost his office that day; of what others did to him before the title.
_LEFT = re.compile(
    r"^[^.;]{0,40}?\b(?:resign|died|is dead|"
    r"was (?:killed|shot|flown|murdered|ousted|deposed|toppled|arrested|detained|sacked|dismissed|"
    r"removed|assassinated|overthrown|hanged)|had (?:fled|gone|left)|has (?:left|fled|gone|quit)|"
    r"fled|steps? down|stepped down|quits?\b|left (?:his|her|the|office|by)|"
    r"conceded|bows? out|bowed out|hands? over|handed over|cleared (?:his|her)|will go\b|is out\b|"
    r"lost|is gone|packed)",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"\b(?:killed|shot|arrested|ousted|toppled|removed|deposed|detained|seized|overthrew|"
    r"overthrown|sacked|murdered|succeeds?|succeeded|replaces?|replaced|follows|followed)\s+$",
    re.IGNORECASE,
)


def _who_left(scene: Scene, mention: Mention, held: Held) -> Held:
    """Return who lost the office that day where the words tell of that, else who holds it."""
    assert scene.on is not None  # noqa: S101  (asked by `link_office`)
    departs = {"outgoing", "departing", "caretaker", "ousted", "deposed", "slain", "late"}
    told = _LEFT.match(scene.after(mention, 90)) or _REMOVED.search(scene.before(mention))
    if not told and not departs & set(mention.span.text.lower().split()):
        return held
    left = find_left(scene.directory, held, scene.on)
    if left is None:
        return held
    return Held(left, 0.85, f"{left.office.name} until {left.office.until}")


def _linked(scene: Scene, mention: Mention, held: Held, confidence: float) -> Finding:
    held = _who_left(scene, mention, held)
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
    # "Top" goes with the rank of a person elsewhere; with a body it makes an office.
    titles = (title, " ".join(words.rest))
    for body in bodies:
        offices = (office_of_body(body, one) for one in titles if body is not None)
        office = next((one for one in offices if one is not None), None)
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
    own = re.match(r"[Tt]he [A-Z]", mention.span.text) and not _of_elsewhere(words)
    if scene.home is not None and own:
        holder = holder_of(scene, title, scene.home)
        if holder is not None:
            reason = f"{holder.office.name} of the state whose seat publishes"
            return linked_holder(scene, mention, holder, reason, OFFICE_HOLDER)
    said = words_of_time(words.words)
    nearer = _of_state_just_named(scene, mention, title, said)
    if nearer is not None:
        return nearer
    by_body = _of_body_in_context(scene, mention, title)
    if by_body is not None:
        return by_body
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


def _of_elsewhere(words: Phrase) -> bool:
    """Tell whether a town or province stands first: "the Montana governor"."""
    written = words.written
    if len(written) < 2 or " ".join(words.rest) in load_titles():
        return False
    return state_of_town(written[0]) is not None or state_of_town(" ".join(written[:2])) is not None


def _of_state_just_named(
    scene: Scene, mention: Mention, title: str, said: frozenset[str]
) -> Finding | None:
    """Link "Brasília sent its minister, since the president had fallen" to the subject's state."""
    assert scene.on is not None  # noqa: S101  (asked by `link_office`)
    for entity in scene.iter_before(mention, 12):
        other = entity.mention
        if mention.sentence - other.sentence > 1:
            return None
        actor = entity.actor
        if actor is None or actor.state is None:
            continue
        held = find_holder(scene.directory, scene.on, title, actor.state, said)
        if actor.type == "person":
            # Whoever is named nearer and holds the office is meant (`_office_in_context`).
            if held is not None and held.tenure.person.id == actor.id:
                return None
            continue
        if actor.type == "state" and other.subject and not entity.nested and held is not None:
            reason = f"{held.tenure.office.name} of the state just spoken of"
            sure = (OFFICE_IN_CONTEXT + _CLEARLY) * held.sure
            return linked_holder(scene, mention, held.tenure, reason, sure)
    return None


# Whose office it is where the text names no body that has it.
_BY_DEFAULT = {
    "secretary-general": "legation:united-nations", "secretary general": "legation:united-nations",
    "high representative": "legation:european-union",
    "foreign policy chief": "legation:european-union",
    "commission president": "legation:european-commission",
}  # fmt: skip


def _of_body_in_context(scene: Scene, mention: Mention, title: str) -> Finding | None:
    """Link "the secretary-general" to the body named last that has one, else to the UN's."""
    default = _BY_DEFAULT.get(title)
    if default is None or scene.on is None:
        return None
    bodies = [
        actor.id for entity in scene.iter_before(mention, 60) for actor in entity.finding.actors
        if actor.type == "organisation" and actor.id is not None
    ]  # fmt: skip
    named = next((one for one in bodies if office_of_body(one, title) is not None), None)
    office = office_of_body(named or default, title) or office_of_body(default, title)
    for tenure in scene.directory.holders(office, None, scene.on) if office else ():
        sure = NAMED_BEFORE if named is not None else OFFICE_IN_CONTEXT + 2 * _CLEARLY
        return linked_holder(scene, mention, tenure, f"{tenure.office.name} on that day", sure)
    return None


# Titles that one state only has.
_OF_ONE_STATE = {
    "secretary of state": "USA", "attorney general": "USA", "defense secretary": "USA",
    "treasury secretary": "USA", "foreign secretary": "GBR", "home secretary": "GBR",
    "director of national intelligence": "USA", "national intelligence director": "USA",
    "chairman of the joint chiefs": "USA", "chairman of the joint chiefs of staff": "USA",
    "joint chiefs chairman": "USA", "cia director": "USA", "cia chief": "USA",
    "fbi director": "USA", "fed chair": "USA", "fed chairman": "USA", "secretary of defense": "USA",
    "secretary of the treasury": "USA", "homeland security secretary": "USA",
    "commerce secretary": "USA", "energy secretary": "USA", "pentagon chief": "USA",
    "state department spokesman": "USA", "state department spokeswoman": "USA",
    "state department spokesperson": "USA", "pentagon spokesman": "USA",
    "white house spokesman": "USA", "white house spokeswoman": "USA", "press secretary": "USA",
    "supreme leader": "IRN", "supreme guide": "IRN", "kremlin spokesman": "RUS",
    "kremlin chief": "RUS", "kremlin leader": "RUS", "tanaiste": "IRL", "dalai lama": "CHN",
    "chancellor of the exchequer": "GBR", "taoiseach": "IRL", "pope": "VAT", "pontiff": "VAT",
    "holy father": "VAT",
}  # fmt: skip


def _states_in_play(scene: Scene, mention: Mention, title: str) -> Iterator[tuple[str, float]]:
    """Yield the states whose office a bare title can mean, with what each costs in confidence."""
    if title in _OF_ONE_STATE:  # even where the text is about another
        yield _OF_ONE_STATE[title], 0.0
        return
    weights = _salience(scene, mention)
    main = scene.main_state()
    if main is not None and main not in weights:
        weights[main] = 0.1  # named after, and most of all
    if not weights:
        for found in scene.full_names.values():
            for actor in found.actors:
                if actor.state is not None:
                    weights[actor.state] += 0.05  # nothing but people is named
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
