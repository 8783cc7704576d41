"""Find what reporting tells by turns of phrase that no event holds.

In: a `Scene`. Out: `Step`s of joining, acting "together with" and "has not imposed any"; texts and
pledges given together.
Not here: coded events (`deeds`), votes (`ballots`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from legation.assess.thirdparties.deeds import event_steps
from legation.assess.thirdparties.scene import Scene, Stretch
from legation.assess.thirdparties.steps import (
    JOINED,
    MEASURE,
    REFUSES,
    UNJOINED,
    Kind,
    Step,
    beside,
    by_day,
    companions,
    make_step,
    near_day,
)
from legation.records import Actor

_JOIN = re.compile(
    r"\b(?:join(?:s|ed|ing)?\b(?! by\b)|sign(?:s|ed|ing)? (?:up|on) to\b|"
    r"align(?:s|ed|ing)? (?:itself |themselves )?with (?=(?:\w+ ){0,4}sanctions)|"
    r"follow(?:s|ed|ing)? suit\b)",
    re.IGNORECASE,
)
ACT_AGAINST = re.compile(r"\b(?:act(?:s|ed|ing)?|mov(?:es|ed|ing)) against\b", re.IGNORECASE)
# "Japan, Australia and Taiwan helped to draw up the rules": more than words, less than joining.
_PREPARED = re.compile(
    r"\bhelp(?:s|ed|ing)? (?:to )?(?:draw up|draft|design|prepare|shape|write|work out)\b",
    re.IGNORECASE,
)
_HAS_NOT = re.compile(
    r"\b(?:ha[sd]|have|did|do|does)(?:\s+(?:not|never)|n[’']t)\s+(?:yet\s+)?"
    r"(?P<verb>impos\w+|adopt\w*|join\w*|sanction\w*|condemn\w*|denounc\w*)",
    re.IGNORECASE,
)
_CONDEMN = re.compile(r"(?:condemn|denounc)", re.IGNORECASE)
# What stands between a subject and "join" tells how far it has come; the first that fits counts.
_BETWEEN = {
    "declined": r"\b(?:not|never|refus\w+|declin\w+|reject\w+)\b|n[’']t\b",
    "hypothetical": r"\b(?:if|unless|whether|should)\b",
    "possible": r"\b(?:may|might|could|consider\w*|weigh\w*)\b",
    "planned": r"\b(?:will|would|shall|plan\w*|intend\w*|ready|prepar\w+|agreed to|promis\w+|"
    r"pledg\w+|about to|set to|expected to|vow\w*|want\w*|offer\w*)\b|[’']ll\b",
}
_INFINITIVE = re.compile(r"\bto\s+$")
_JOINT = re.compile(
    r"\b(?:jointly|in unison|with one voice|their leaders (?:said|agreed|wrote)|joint "
    r"(?:statement|call|text|letter|declaration|communiqu[eé]|pledge|appeal|group|summit))\b",
    re.IGNORECASE,
)
_TEXT_GIVEN = re.compile(r"\b(?:statement|text|declaration|communiqu[eé])\b", re.IGNORECASE)
# Who stands farther before a turn of phrase than this is hardly its subject.
_FARTHEST = 120
_IF = re.compile(r"\b(?:if|unless|whether|when will|why (?:has|have|is|are))\b", re.IGNORECASE)


def iter_steps(scene: Scene) -> Iterator[Step]:
    """Yield the steps of one report in reading order, parties of the conflict left out."""
    joint = list(_joint_lists(scene))
    found: list[Step] = []
    for event in scene.reading.events:
        found += event_steps(scene, event, joint)
    found += list(_of_phrases(scene, tuple(found)))
    for sentence, governments in joint:
        if not _is_about_it(scene, sentence):
            continue
        span = scene.span(sentence)
        day = scene.day_after(span.start) or scene.day_before(span.start, 0)
        for one in governments:
            found.append(make_step(scene, one, "joint", None, (JOINED, by_day(scene, day)), span))
    yield from sorted(
        (one for one in found if one.government.id not in scene.parties),
        key=lambda one: (one.span.start, one.span.end),
    )


def _of_phrases(scene: Scene, known: Sequence[Step]) -> Iterator[Step]:
    for pattern in (_JOIN, ACT_AGAINST, _PREPARED, _HAS_NOT):
        for match in pattern.finditer(scene.text):
            sentence = scene.sentence_at(match.start())
            kind = _kind_of(scene, sentence, match)
            # A question tells nothing.
            if kind is not None and not scene.is_question(sentence):
                yield from _phrase(scene, sentence, match, kind, known)


def _kind_of(scene: Scene, sentence: Stretch, match: re.Match[str]) -> Kind | None:
    """Return what a turn of phrase is about; None where no measure is named near it."""
    if match.re is _HAS_NOT and _CONDEMN.match(match["verb"]):
        return "statement"
    near = scene.paragraph_at(match.start())
    if match.re is _JOIN:
        near = Stretch(match.end(), max(match.end(), sentence.end))  # "joined the ban on …"
    if MEASURE.search(scene.text, near.start, near.end):
        return "sanctions"
    return "sanctions" if match.re is ACT_AGAINST and _names_money(scene, near) else None


def _names_money(scene: Scene, paragraph: Stretch) -> bool:
    words = scene.text[paragraph.start : paragraph.end].lower()
    return any(one in words for one in ("central bank", "assets", "reserves", "banks"))


def _phrase(
    scene: Scene, sentence: Stretch, match: re.Match[str], kind: Kind, known: Sequence[Step]
) -> Iterator[Step]:
    """Yield the steps of whoever stands before a phrase, and of those "together with" whom."""
    subject = _subject(scene, sentence, match.start())
    if subject is None:
        return
    end, governments = subject
    between = scene.text[end : match.start()]
    if len(between) > _FARTHEST or _IF.search(scene.text, sentence.start, end):
        return
    status = _told_status(between, match)
    doers = frozenset(one.id for one in governments if one.id is not None)
    toward = scene.party_near(match.start(), apart=beside(scene, sentence), doers=doers)
    if toward is None:
        return
    span = scene.span(Stretch(scene.span(sentence).start, sentence.end))
    together = companions(scene, span)
    # What was not done has no day: it had not been by the day of the report.
    undone = status in UNJOINED
    on = by_day(scene, None) if undone else near_day(scene, match.start(), sentence)
    for one in dict.fromkeys([*governments, *(together if status == JOINED else ())]):
        said = any(
            step.government == one
            and step.kind == kind
            and sentence.start <= step.span.start < sentence.end
            and step.status == status
            for step in known
        )
        if not said:
            yield make_step(scene, one, kind, toward, (status, on), span)


def _subject(scene: Scene, sentence: Stretch, start: int) -> tuple[int, tuple[Actor, ...]] | None:
    """Return the last governments named before `start`, and where their list ends.

    The subject of a clause comes before the rest: "Japan said on Sunday that it would join".
    """
    named = [
        one for one in scene.within(Stretch(sentence.start, start)) if scene.governments(one.id)
    ]
    subjects = [one for one in named if one.subject] or named
    if not subjects:
        return None
    last = subjects[-1]
    return last.span.end, scene.listed_with(last.id) or scene.governments(last.id)


def _told_status(between: str, match: re.Match[str]) -> str:
    if match.re is _HAS_NOT:
        return "not joined"
    if match.re is _PREPARED:
        return "prepared"
    for status, words in _BETWEEN.items():
        if re.search(words, between, re.IGNORECASE):
            refused = status != "declined" or REFUSES.search(between) is not None
            return status if refused else "not joined"
    # "Washington urged India to join": asked to is not done.
    return "possible" if _INFINITIVE.search(between) else JOINED


def _is_about_it(scene: Scene, sentence: Stretch) -> bool:
    """Tell whether what is given together, or a later sentence on its text, names a party."""
    return scene.names_a_party(sentence) or any(
        scene.names_a_party(later)
        for later in scene.sentences
        if later.start >= sentence.end and _TEXT_GIVEN.search(scene.text, later.start, later.end)
    )


def _joint_lists(scene: Scene) -> Iterator[tuple[Stretch, tuple[Actor, ...]]]:
    """Yield sentences in which two governments or more say or do something together."""
    seen: set[int] = set()
    for match in _JOINT.finditer(scene.text):
        sentence = scene.sentence_at(match.start())
        if sentence.start in seen or scene.is_question(sentence):
            continue
        seen.add(sentence.start)
        lists = [
            scene.listed_with(one.id) for one in scene.within(sentence) if scene.governments(one.id)
        ]
        longest: tuple[Actor, ...] = max(lists, key=len, default=())
        outside = tuple(one for one in longest if one.id not in scene.parties)
        if len(outside) >= 2:
            yield sentence, outside
