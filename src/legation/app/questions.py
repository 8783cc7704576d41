"""Ask the desk what bears on a question.

In: a question file, an open desk. Out: `Inquiry`s that the shelf can follow, `Gathered` evidence.
Not here: what evidence is worth (`assess.questions.grading`, `assess.questions.weighing`), printing
(`app.commands.question`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.records import (
    Claim,
    Dispute,
    Document,
    DocumentId,
    Event,
    Judgement,
    Reading,
    RecordId,
    Vote,
)
from legation.reference.tomlplaces import Places

if TYPE_CHECKING:
    from legation.assess.questions.evidence import Gathered
    from legation.assess.questions.inquiry import Inquiry, Pattern, QuestionError
    from legation.assess.questions.matching import Ready
    from legation.store.desk import Desk

Windows = dict[DocumentId, list[tuple[int, int]]]


def gather_evidence(desk: Desk, inquiry: Inquiry, as_of: date | None = None) -> Gathered:
    """Return the evidence that the desk holds for a question, by the end of a day.

    Args:
        desk: With origins, as `read` leaves it.
        inquiry: The question.
        as_of: Nothing published later is used; None: all.
    """
    from legation.assess.questions.evidence import gather
    from legation.reference.publishers import state_of_publisher

    windows = windows_of(desk, inquiry, as_of)
    readings = _with_origins_of(desk, desk.readings_within(windows), as_of)
    claims = {one.id for reading in readings for one in reading.claims}
    return gather(readings, inquiry, state_of_publisher, as_of, _denials(desk, claims))


def _with_origins_of(desk: Desk, readings: Sequence[Reading], as_of: date | None) -> list[Reading]:
    """Return documents with the origins that could be told by the end of a day.

    A later document can be like two earlier ones that are not like each other. Where it is of their
    group, the group is looked at again without it.
    """
    from legation.resolve.origins import find_origins

    n_of = Counter(one.document.origin for one in readings)
    if as_of is None or max(n_of.values(), default=0) < 2:
        return list(readings)
    later = {one.origin for one in desk.documents(since=as_of + timedelta(days=1), undated=True)}
    again = {origin for origin, n in n_of.items() if n > 1 and origin in later}
    groups: defaultdict[DocumentId, list[Document]] = defaultdict(list)
    for document in desk.documents(as_of=as_of) if again else ():
        if document.origin in again:
            groups[document.origin].append(document)
    then: dict[DocumentId, DocumentId] = {}
    for group in groups.values():
        then |= find_origins(group)
    return [
        replace(one, document=replace(one.document, origin=then[one.document.id]))
        if one.document.id in then
        else one
        for one in readings
    ]


def windows_of(desk: Desk, inquiry: Inquiry, as_of: date | None) -> Windows:
    """Return where on the desk a pattern can fit, so that only that is read in full."""
    from legation.assess.questions.matching import Matcher, around

    matcher = Matcher(inquiry)
    texts: dict[DocumentId, str] = {}
    found: Windows = {}
    origins: set[DocumentId] = set()
    last = as_of or inquiry.closes_on
    for document in desk.documents(since=inquiry.opened_on, as_of=last, undated=True):
        texts[document.id] = document.text
        origins.add(document.origin or document.id)
        if windows := matcher.windows(document.text):
            found[document.id] = windows
    for original in sorted(origins - texts.keys()):
        # Published before the opening, and copied since.
        for one in desk.records("document", document=original):
            if isinstance(one, Document):
                found[original] = [(0, len(one.text))]
    for pattern in matcher.wordless():
        for record in _records(desk, pattern, inquiry, as_of):
            text = texts.get(record.span.document)
            if text is not None:
                window = around(text, record.span.start, record.span.end)
                found.setdefault(record.span.document, []).append(window)
    return found


def _records(
    desk: Desk, ready: Ready, inquiry: Inquiry, as_of: date | None
) -> Iterable[Claim | Event | Vote]:
    pattern = ready.pattern
    doing = ready.sides.get("speaker" if pattern.kind == "claim" else "actor")
    for kind in pattern.type or (None,):
        for act in (pattern.act if pattern.kind == "claim" else ()) or (None,):
            for one in desk.records(
                pattern.kind,
                type=kind,
                act=act,
                actor=doing,
                since=inquiry.opened_on,
                as_of=as_of or inquiry.closes_on,
            ):
                if isinstance(one, Claim | Event | Vote):
                    yield one


def _denials(desk: Desk, claims: Iterable[RecordId]) -> dict[RecordId, list[date]]:
    """Return on which days each claim is known to have been denied by another side.

    Who denies what was said before is not denied by it.
    """
    wanted = frozenset(claims)
    days: defaultdict[RecordId, list[date]] = defaultdict(list)
    for dispute in desk.records("dispute"):
        if not isinstance(dispute, Dispute) or dispute.relation != "denied":
            continue
        if wanted.isdisjoint(dispute.claims):
            continue
        first, second = (desk.record(one) for one in dispute.claims)
        for mine, other in ((first, second), (second, first)):
            if not isinstance(mine, Claim) or not isinstance(other, Claim):
                continue
            only_denies = mine.act == "deny" and other.act != "deny"
            if mine.id in wanted and not only_denies and (day := _told_on(desk, other)):
                days[mine.id].append(day)
    return dict(days)


def _told_on(desk: Desk, claim: Claim) -> date | None:
    for document in desk.records("document", document=claim.span.document):
        published = getattr(document, "published_on", None)
        return None if published is None else date.fromisoformat(published[:10])
    return None


def load_question(path: Path, actor: str | None = None) -> Inquiry:
    """Return the question of one file; the shelf knows all actors.

    Args:
        path: A question file.
        actor: Another actor to ask about, for comparison; None: as the file says.

    Raises:
        QuestionError: It is a folder, cannot be used, or names an actor whom the shelf does not
            know.
    """
    from legation.assess.questions.inquiry import QuestionError
    from legation.assess.questions.questionfile import load_inquiry

    if path.is_dir():
        names = ", ".join(one.name for one in _files(path))
        msg = f"{path}: is a folder; name one question in it: {names}"
        raise QuestionError(msg)
    known = _with_actors(load_inquiry(path))
    return known if actor is None else known.about_another(_id_of(actor, "--actor"))


def load_questions(paths: Sequence[Path]) -> list[Inquiry]:
    """Return the questions of some files or folders, in their order.

    Raises:
        QuestionError: As `load_question`; or a folder holds no question.
    """
    return [load_question(one) for path in paths for one in _files(path)]


def load_usable(paths: Sequence[Path]) -> tuple[list[Inquiry], list[QuestionError]]:
    """Return the questions that can be used, and what is wrong with the others."""
    from legation.assess.questions.inquiry import QuestionError

    usable: list[Inquiry] = []
    faults: list[QuestionError] = []
    for path in paths:
        try:
            for file in _files(path):
                try:
                    usable.append(load_question(file))
                except QuestionError as error:
                    faults.append(error)
        except QuestionError as error:
            faults.append(error)
    return usable, faults


def refuse(faults: Sequence[QuestionError]) -> None:
    """Raise what is wrong with some questions as one error; nothing where nothing is wrong."""
    from legation.assess.questions.inquiry import QuestionError

    if faults:
        raise QuestionError("\n".join(map(str, faults)))


def _files(path: Path) -> list[Path]:
    from legation.assess.questions.inquiry import QuestionError

    if not path.is_dir():
        return [path]
    files = sorted(path.glob("*.toml"))
    if not files:
        msg = f"{path}: holds no question; questions are files that end in .toml"
        raise QuestionError(msg)
    return files


def _with_actors(inquiry: Inquiry) -> Inquiry:
    """Return a question in which every actor is an id of the shelf."""
    path = Path(inquiry.path)
    places = Places(path.read_text(encoding="utf-8-sig"))

    def name(word: str, *place: str | int) -> str:
        return _id_of(word, f"{path}, line {places.line(*place)}")

    def names(words: Sequence[str], *place: str | int) -> tuple[str, ...]:
        return tuple(name(word, *place, n) for n, word in enumerate(words))

    def named(pattern: Pattern, *place: str | int) -> Pattern:
        ids: dict[str, Any] = {one: names(getattr(pattern, one), *place, one) for one in _NAMING}
        return replace(pattern, **ids)

    return replace(
        inquiry,
        actor=name(inquiry.actor, "actor"),
        about=names(inquiry.about, "about"),
        interests=tuple(
            replace(one, of=name(one.of, "interest", n, "of"))
            for n, one in enumerate(inquiry.interests)
        ),
        indicators=tuple(
            replace(
                one,
                patterns=tuple(
                    named(pattern, "indicator", n, "match", place)
                    for place, pattern in enumerate(one.patterns)
                ),
            )
            for n, one in enumerate(inquiry.indicators)
        ),
    )


_NAMING = ("names", "speaker", "not_speaker", "addressee", "actor", "recipient")


def _id_of(word: str, place: str) -> str:
    from legation.app.who import UnknownActorError, find_actors
    from legation.assess.questions.inquiry import ABOUT, ACTOR, QuestionError
    from legation.reference.shelf import load_shelf

    if word in {ABOUT, ACTOR}:
        return word
    if (by_id := load_shelf().actor(word)) is not None and by_id.id is not None:
        return by_id.id
    try:
        (found,) = find_actors((word,), ())
    except UnknownActorError as error:
        msg = f"{place}: nobody is known as {word!r}; {str(error).partition('; ')[2]}"
        raise QuestionError(msg) from error
    return found.id or word


def count_matches(desk: Desk, inquiry: Inquiry) -> Mapping[tuple[str, int], int]:
    """Return how many records of the desk fit each pattern: (indicator, its number) -> n."""
    from legation.assess.questions.matching import Matcher

    return Matcher(inquiry).counts(desk.readings_within(windows_of(desk, inquiry, None)))


def last_day(desk: Desk, inquiry: Inquiry, as_of: date | None) -> date:
    """Return the last day of which the desk can tell, by the end of `as_of`.

    After its newest document nothing was seen because nothing was read: that is no silence. Where
    it holds nothing of the days since the opening, that is the opening, and the priors stand.

    Raises:
        QuestionError: `as_of` lies before the opening.
    """
    from legation.assess.questions.inquiry import QuestionError

    if as_of is not None and as_of < inquiry.opened_on:
        msg = (
            f"{inquiry.path}: the question opens on {inquiry.opened_on}, after {as_of}; ask for "
            "that day or a later one"
        )
        raise QuestionError(msg)
    newest = desk.newest_day() or inquiry.opened_on
    return max(inquiry.opened_on, min(newest, as_of or newest))


def is_open(desk: Desk, inquiry: Inquiry, as_of: date | None) -> bool:
    """Tell whether by the end of a day the desk can tell anything of a question not yet closed."""
    newest = desk.newest_day()
    if newest is None or inquiry.resolved_as is not None:
        return False
    return inquiry.opened_on <= min(newest, as_of or newest)


def new_signs(desk: Desk, inquiry: Inquiry, as_of: date | None) -> Iterator[dict[str, Any]]:
    """Yield each piece of evidence that no kept judgement of the question knows yet.

    What cannot be judged is told too: an alert is for people, who can. A piece that was told stays
    told when an earlier copy of its report comes in, and what a person left out is not told.
    """
    from legation.app.questionviews import passage

    question = inquiry.record().id
    known: set[RecordId] = set()
    for one in desk.records("judgement"):
        if isinstance(one, Judgement) and one.question == question:
            known.update(one.evidence)
    texts = {one.id: one.text for one in inquiry.indicators}
    for piece in gather_evidence(desk, inquiry, as_of).evidence:
        if piece.left_out is not None or known & {*piece.records, *piece.copied_records}:
            continue
        names = ", ".join(dict.fromkeys(actor.name for actor in piece.speakers))
        yield {
            "question": inquiry.name,
            "indicator": piece.indicator,
            "text": texts[piece.indicator],
            "evidence": piece.id,
            "records": list(piece.records),
            "document": piece.document,
            "title": piece.title,
            "reported_on": piece.reported_on.isoformat(),
            "by": names or piece.publisher or "nobody named",
            "on_record": piece.on_record,
            "grade": str(piece.grade),
            "passage": passage(piece),
        }


def alert_line(one: Mapping[str, Any]) -> str:
    """Return an alert in one line for people."""
    return (
        f"{one['reported_on']} {one['question']}: {one['text']} ({one['by']}, {one['grade']}): "
        f"“{one['passage']}”"
    )


def keep_judgement(desk: Desk, inquiry: Inquiry, as_of: date | None) -> Judgement:
    """Weigh a question and keep the judgement on the desk."""
    from legation.assess.questions.judging import judge

    day = last_day(desk, inquiry, as_of)
    evidence = gather_evidence(desk, inquiry, day).evidence
    judgement = judge(inquiry, evidence, day).record()
    desk.save_concluded(inquiry.record(), judgement)
    return judgement
