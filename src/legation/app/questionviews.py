"""Lay out how a question stands: for programs, for people, as a picture.

In: `Judged`. Out: one object for programs; rows and columns for people.
Not here: the judgement (`assess.questions.judging`), printing (`app.commands.question_weigh`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from legation.app.tables import Column, Row

if TYPE_CHECKING:
    from legation.assess.questions.evidence import Evidence, Gathered
    from legation.assess.questions.judging import Judged
    from legation.assess.questions.weighing import Worth

HYPOTHESIS_COLUMNS = (
    Column("hypothesis", "text", wide=True),
    Column("likelihood", "words"),
    Column("probability", "percent", number=True),
    Column("80 % band", "band", number=True),
    Column("a week ago", "week_ago", number=True, room=100),
    Column("at first", "prior", number=True, room=100),
)
EVIDENCE_COLUMNS = (
    Column("reported", "reported_on"),
    Column("sign", "indicator"),
    Column("by", "by", wide=True),
    Column("grade", "grade"),
    Column("moves", "moves", wide=True),
    Column("passage", "passage", wide=True),
    Column("id", "id", room=140),
)
INDICATOR_COLUMNS = (
    Column("sign", "indicator"),
    Column("what it is", "text", wide=True),
    Column("ratio", "ratio", number=True),
    Column("for", "for"),
    Column("against", "against"),
    Column("bits", "bits", number=True),
    Column("seen", "n", number=True),
)
# What moves no odds by this factor is said to move nothing.
_MOVES = 1.02
_WEEK = timedelta(days=7)


def heading_words(judged: Judged) -> str:
    """Return what is asked, as of when, and how it came out where that is known."""
    inquiry = judged.inquiry
    told = f"{inquiry.text}  As of {judged.as_of}."
    if inquiry.resolved_as is None:
        return told
    on = "" if inquiry.resolved_on is None else f", on {inquiry.resolved_on}"
    return f"{told}  Closed: came out as {inquiry.resolved_as}{on}; weighed on what came before."


def another_words(judged: Judged) -> str:
    """Return that the question is asked of another actor than its file says, and of whom."""
    from legation.reference.shelf import load_shelf

    actor = load_shelf().actor(judged.inquiry.actor)
    name = judged.inquiry.actor if actor is None else f"{actor.name} ({judged.inquiry.actor})"
    return f"Asked about {name} in place of the actor whom the words of the file name."


def hypothesis_rows(judged: Judged) -> list[Row]:
    """Return a row a hypothesis, sub-hypotheses indented under their parent."""
    from legation.reference.probability import band_words, percent

    earlier = max(0, len(judged.days) - 1 - _WEEK.days)
    rows: list[Row] = []
    for one in judged.inquiry.hypotheses:
        low, mid, high = judged.of(one.id)
        indent = "" if one.part_of is None else "  "
        rows.append(
            {
                "id": one.id,
                "text": f"{indent}{one.text}",
                "words": band_words(low, mid, high).partition(" (")[0],
                "percent": percent(mid),
                "band": f"{percent(low)} to {percent(high)}",
                "week_ago": percent(judged.of(one.id, earlier)[1]),
                "prior": percent(one.prior),
            }
        )
    return rows


def evidence_rows(judged: Judged) -> list[Row]:
    """Return a row for each piece of evidence, in the order in which it came."""
    worth = {one.piece.id: one for one in judged.worth}
    return [
        {
            "id": one.id,
            "reported_on": one.reported_on.isoformat(),
            "indicator": one.indicator,
            "by": _by(one),
            "grade": str(one.grade),
            "moves": _moves(worth.get(one.id), judged, one),
            "passage": passage(one),
        }
        for one in judged.evidence
    ]


def passage(one: Evidence) -> str:
    """Return the words that a piece of evidence rests on, white space in one."""
    return " ".join(one.passages[0].text.split())


def _by(one: Evidence) -> str:
    # Transcripts mark reporters by a letter.
    known = (actor.name for actor in one.speakers if actor.name != "Q")
    names = ", ".join(dict.fromkeys(known)) or ("a reporter" if one.speakers else "")
    told = names or (f"{one.publisher} itself" if one.publisher else "nobody named")
    how = "on record" if one.on_record else "on background"
    via = ", relayed" if one.relayed else ""
    return f"{told} ({how}{via})" if one.speakers else told


def _moves(worth: Worth | None, judged: Judged, one: Evidence) -> str:
    """Return in words which way a piece moves the odds, by itself on its day."""
    if one.left_out is not None:
        return one.left_out
    if one.reliability == 0:
        return "nothing: its source cannot be judged"
    if worth is None:
        return "nothing"
    leaves = judged.inquiry.leaves
    order = sorted(range(len(leaves)), key=lambda n: worth.factors[n])
    if worth.factors[order[-1]] < _MOVES:
        return f"nothing new: {worth.share.why}" if worth.share.why else "next to nothing"
    most, least = order[-1], order[0]
    moved = f"{leaves[most].id} ×{worth.factors[most]:.2f}, {leaves[least].id} ×"
    return f"{moved}{worth.factors[least]:.2f}" + (
        f" ({worth.share.why})" if worth.share.why else ""
    )


def matrix_rows(judged: Judged) -> tuple[list[Row], tuple[Column, ...]]:
    """Return the ACH view: a row a piece, its rating against each hypothesis; scores below."""
    leaves = judged.inquiry.leaves
    columns = (
        Column("evidence", "evidence", wide=True),
        *(Column(one.id, one.id, number=True) for one in leaves),
        Column("diagnosticity", "diagnosticity", number=True),
    )
    told = {one.id: f"{one.reported_on} {one.indicator}" for one in judged.evidence}
    rows: list[Row] = [
        {
            "evidence": told.get(piece, piece),
            **{leaf.id: _rating(rating) for leaf, rating in zip(leaves, ratings, strict=True)},
            "diagnosticity": f"{value:.2f}",
        }
        for piece, ratings, value in zip(
            judged.matrix.pieces, judged.matrix.ratings, judged.matrix.diagnosticity, strict=True
        )
    ]
    scores = zip(leaves, judged.matrix.inconsistency, strict=True)
    rows.append(
        {
            "evidence": "inconsistency (a count, no probability)",
            **{leaf.id: f"{score:.1f}" for leaf, score in scores},
            "diagnosticity": "",
        }
    )
    return rows, columns


def _rating(rating: int) -> str:
    return ("n/a", "−−", "−", "0", "+", "++")[rating]


def day_rows(judged: Judged) -> list[Row]:
    """Return a row for each day and hypothesis."""
    rows: list[Row] = []
    for n, day in enumerate(judged.days):
        for one in judged.inquiry.hypotheses:
            low, mid, high = judged.of(one.id, n)
            rows.append(
                {
                    "day": day.isoformat(),
                    "hypothesis": one.id,
                    "low": round(low, 6),
                    "mid": round(mid, 6),
                    "high": round(high, 6),
                }
            )
    return rows


def overturning_words(judged: Judged) -> str:
    """Return what would turn the leading hypothesis out."""
    found, leaves = judged.overturning, judged.inquiry.leaves
    leader = leaves[found.leader].id
    if found.leader_then is None:
        return f"{leader} leads even without any evidence"
    n = len(found.pieces)
    some = "the one piece" if n == 1 else f"the {n} pieces"
    return (
        f"without {some} {', '.join(_told(judged, one) for one in found.pieces)} "
        f"{leaves[found.leader_then].id} would lead instead of {leader}"
    )


def carrying_words(judged: Judged) -> str:
    """Return which few pieces alone bring the judgement about."""
    if not judged.carrying:
        return "the evidence leaves the judgement near its prior"
    return "carried by " + ", ".join(_told(judged, one) for one in judged.carrying)


def _told(judged: Judged, piece: str) -> str:
    for one in judged.evidence:
        if one.id == piece:
            return f"{one.indicator} of {one.reported_on}"
    return piece


def judged_record(judged: Judged, gathered: Gathered) -> dict[str, Any]:
    """Return everything for programs, numbers unrounded but to six places."""
    inquiry = judged.inquiry
    judgement = judged.record()
    worth = {one.piece.id: one for one in judged.worth}
    return {
        "question": {
            "id": judgement.question,
            "name": inquiry.name,
            "text": inquiry.text,
            "actor": inquiry.actor,
            "about": list(inquiry.about),
            "opened_on": inquiry.opened_on.isoformat(),
            "closes_on": inquiry.closes_on.isoformat(),
            "resolved_as": inquiry.resolved_as,
        },
        "as_of": judged.as_of.isoformat(),
        "hypotheses": [_hypothesis(judged, one.id) for one in inquiry.hypotheses],
        "analytic_confidence": judged.confidence.level,
        "confidence_reasons": list(judged.confidence.reasons),
        "days": day_rows(judged),
        "evidence": [_evidence(one, worth.get(one.id), judged) for one in judged.evidence],
        "leaning": [
            {"origin": one.origin, "moved": round(one.moved, 6), "pieces": list(one.pieces)}
            for one in judged.leaning
        ],
        "carrying": list(judged.carrying),
        "overturning": {
            "pieces": list(judged.overturning.pieces),
            "at_least": judged.overturning.at_least,
            "leader": inquiry.leaves[judged.overturning.leader].id,
            "leader_then": (
                None
                if judged.overturning.leader_then is None
                else inquiry.leaves[judged.overturning.leader_then].id
            ),
        },
        "diagnosticity": [
            {"indicator": one.indicator, "ratio": one.ratio, "bits": round(one.bits, 6)}
            for one in judged.diagnosticity
        ],
        "ach": {
            "pieces": list(judged.matrix.pieces),
            "ratings": [list(row) for row in judged.matrix.ratings],
            "inconsistency": list(judged.matrix.inconsistency),
            "diagnosticity": list(judged.matrix.diagnosticity),
        },
        "undated_documents": gathered.n_undated,
        "unused_overrules": [one.evidence for one in gathered.unused_overrules],
    }


def _hypothesis(judged: Judged, identity: str) -> dict[str, Any]:
    from legation.reference.probability import band_words

    low, mid, high = judged.of(identity)
    one = next(h for h in judged.inquiry.hypotheses if h.id == identity)
    return {
        "id": one.id,
        "text": one.text,
        "part_of": one.part_of,
        "prior": one.prior,
        "low": round(low, 6),
        "mid": round(mid, 6),
        "high": round(high, 6),
        "words": band_words(low, mid, high),
    }


def _evidence(one: Evidence, worth: Worth | None, judged: Judged) -> dict[str, Any]:
    leaves = judged.inquiry.leaves
    factors = (1.0,) * len(leaves) if worth is None else worth.factors
    return {
        "id": one.id,
        "indicator": one.indicator,
        "records": list(one.records),
        "document": one.document,
        "title": one.title,
        "publisher": one.publisher,
        "origin": one.origin,
        "copies": list(one.copies),
        "reported_on": one.reported_on.isoformat(),
        "on": one.on,
        "speakers": [
            {"id": a.id, "name": a.name, "type": a.type, "state": a.state} for a in one.speakers
        ],
        "side": one.side,
        "named": one.named,
        "on_record": one.on_record,
        "relayed": one.relayed,
        "grade": str(one.grade),
        "grade_reasons": list(one.grade.reasons),
        "reliability": round(one.reliability, 6),
        "relevance": one.relevance,
        "left_out": one.left_out,
        "passages": [
            {"document": s.document, "start": s.start, "end": s.end, "text": s.text}
            for s in one.passages
        ],
        "factors": {leaf.id: round(f, 6) for leaf, f in zip(leaves, factors, strict=True)},
        "why_less": "" if worth is None else worth.share.why,
    }


def leaning_words(judged: Judged) -> str:
    """Return on which report, or which silence, the judgement leans most."""
    if not judged.leaning:
        return "it leans on no report"
    most = judged.leaning[0]
    titles = {one.origin: f"“{one.title}”, {one.reported_on}" for one in judged.evidence}
    named = titles.get(most.origin, most.origin)
    return f"without {named} no hypothesis would stand elsewhere by more than {most.moved:.2f}"


def indicator_rows(judged: Judged) -> list[Row]:
    """Return a row an indicator: how well it tells the hypotheses apart, and how often it fired."""
    leaves = judged.inquiry.leaves
    texts = {one.id: one.text for one in judged.inquiry.indicators}
    return [
        {
            "indicator": one.indicator,
            "text": texts[one.indicator],
            "ratio": f"{one.ratio:.1f}",
            "for": leaves[one.most_likely].id,
            "against": leaves[one.least_likely].id,
            "bits": f"{one.bits:.3f}",
            "n": sum(piece.indicator == one.indicator for piece in judged.evidence),
        }
        for one in judged.diagnosticity
    ]


def unseen_rows(judged: Judged) -> Sequence[str]:
    """Return what it says that signs have not been seen, one sentence each."""
    last: dict[str, Worth] = {}
    n_days: dict[str, int] = {}
    total: dict[str, list[float]] = {}
    for one in judged.worth:
        if one.piece.kind != "absent":
            continue
        name = one.piece.indicator
        last[name] = one
        n_days[name] = n_days.get(name, 0) + 1
        before = total.get(name, [1.0] * len(one.factors))
        total[name] = [a * b for a, b in zip(before, one.factors, strict=True)]
    leaves = judged.inquiry.leaves
    told = []
    for name, factors in total.items():
        low = min(range(len(leaves)), key=lambda n: factors[n])
        ratio = factors[low] / max(factors)
        told.append(
            f"{name}: not seen on the {n_days[name]} days on which it was due, which leaves "
            f"{leaves[low].id} {ratio:.2f} of its odds"
        )
    return told
