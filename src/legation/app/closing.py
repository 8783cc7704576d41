"""Close a question: write its outcome into its file, score it, look back.

In: a question file, the desk. Out: the file, changed; `Aftermath`.
Not here: the scores (`assess.scoring`), which evidence misled (`assess.aftermath`).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legation.records import LegationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legation.assess.aftermath import Piece as Pull
    from legation.assess.questions.judging import Judged
    from legation.records.aftermath import Aftermath
    from legation.store.desk import Desk


class PageNameError(LegationError):
    """The name of a page does not tell its form."""


def close_question(desk: Desk, path: Path, outcome: str, day: date | None) -> Aftermath:
    """Return what is learnt from a question that turned out so, and write it into its file.

    Judgements are made anew for every day from what was known by then, so that each day is
    scored whether or not anybody asked on it.

    Raises:
        QuestionError: The file cannot be used, or has no such hypothesis.
    """
    from legation.app.questions import gather_evidence, last_day, load_question
    from legation.assess.aftermath import look_back
    from legation.assess.questions.inquiry import QuestionError
    from legation.assess.questions.judging import judge

    inquiry = load_question(path)
    if outcome not in {one.id for one in inquiry.leaves}:
        names = ", ".join(one.id for one in inquiry.leaves)
        msg = f"{path}: {outcome!r} is no hypothesis that can come true; there are {names}"
        raise QuestionError(msg)
    on = day or inquiry.closes_on
    if not inquiry.opened_on < on:
        msg = f"{path}: {on} is not after the opening on {inquiry.opened_on}; give --on a later day"
        raise QuestionError(msg)
    inquiry = replace(inquiry, resolved_as=outcome, resolved_on=on)
    last = last_day(desk, inquiry, on - timedelta(days=1))
    gathered = gather_evidence(desk, inquiry, last)
    judged = judge(inquiry, gathered.evidence, last)
    found = look_back(
        inquiry.text,
        _by_day(judged),
        outcome,
        _pulls(judged),
        opened_on=inquiry.opened_on,
        resolved_on=on,
    )
    _write(path, outcome, on)
    desk.save_concluded(inquiry.record(), judged.record())
    return replace(found, wordings=tuple((one.id, one.text) for one in inquiry.leaves))


def _by_day(judged: Judged) -> list[tuple[date, dict[str, float]]]:
    leaves = [one.id for one in judged.inquiry.leaves]
    rows = judged.band.mid.tolist()
    return [
        (day, dict(zip(leaves, row, strict=True)))
        for day, row in zip(judged.days, rows, strict=True)
    ]


def _pulls(judged: Judged) -> Sequence[Pull]:
    """Return what each piece did to the log-odds; all days of an absence are one piece."""
    from legation.app.questionviews import passage
    from legation.assess.aftermath import Piece as Pull

    leaves = [one.id for one in judged.inquiry.leaves]
    told = {one.id: one for one in judged.evidence}
    absent: defaultdict[str, list[tuple[date, tuple[float, ...]]]] = defaultdict(list)
    pulls = []
    for one in judged.worth:
        evidence = told.get(one.piece.id)
        if evidence is None:
            absent[one.piece.indicator].append((one.piece.on, one.factors))
            continue
        names = ", ".join(dict.fromkeys(a.name for a in evidence.speakers))
        pulls.append(
            Pull(
                evidence.id,
                evidence.reported_on,
                f"{evidence.indicator}: {passage(evidence)}",
                f"{names or evidence.publisher or 'nobody named'}, {evidence.grade}",
                _log_odds(one.factors, leaves),
            )
        )
    for indicator, days in absent.items():
        product = [math.prod(factors[n] for _, factors in days) for n in range(len(leaves))]
        words = f"{indicator}: not seen on {len(days)} days"
        pulls.append(
            Pull(f"{indicator} not seen", days[0][0], words, "silence", _log_odds(product, leaves))
        )
    return pulls


def _log_odds(factors: Sequence[float], leaves: Sequence[str]) -> dict[str, float]:
    """Return how far each hypothesis's log-odds against the others' mean move."""
    logs = [math.log(one) for one in factors]
    n = len(logs)
    return {name: logs[k] - (sum(logs) - logs[k]) / (n - 1) for k, name in enumerate(leaves)}


def _write(path: Path, outcome: str, on: date) -> None:
    """Write the outcome beside the closing day, in place of one that stands there.

    All else stays as a person wrote it, to the ends of its lines.
    """
    text = path.read_bytes().decode("utf-8")
    path.write_bytes(with_outcome(text, outcome, on).encode("utf-8"))


def with_outcome(text: str, outcome: str, on: date) -> str:
    """Return the text of a question file with its outcome put in after its closing day."""
    from legation.reference.tomlplaces import Places

    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    for name in ("resolved_as", "resolved_on"):
        if (old := Places(text).stretch(name)) is not None:
            start = text.rfind("\n", 0, old.start) + 1
            end = text.find("\n", old.end) + 1
            text = text[:start] + (text[end:] if end else "")
    closes = Places(text).stretch("closes_on")
    at = len(text) if closes is None else text.find("\n", closes.end) + 1 or len(text)
    break_ = "\r\n" if "\r\n" in text else "\n"
    before = "" if text[:at].endswith("\n") else break_
    told = (
        f"resolved_as = {json.dumps(outcome, ensure_ascii=False)}",
        f"resolved_on = {on.isoformat()}",
        "",
    )
    return mark + text[:at] + before + break_.join(told) + text[at:]


def score_record(aftermath: Aftermath) -> dict[str, Any]:
    """Return the score and what misled, for programs."""
    return {
        "question": aftermath.question,
        "outcome": aftermath.outcome,
        "opened_on": aftermath.opened_on.isoformat(),
        "resolved_on": aftermath.resolved_on.isoformat(),
        "time_averaged_brier": aftermath.time_averaged,
        "brier_of_first": aftermath.of_first,
        "said": [
            {"on": one.on.isoformat(), "probabilities": dict(one.probabilities), "score": one.score}
            for one in aftermath.said
        ],
        "misled": [one.evidence for one in aftermath.misled],
        "helped": [one.evidence for one in aftermath.helped],
    }


def page_words(aftermath: Aftermath) -> str:
    """Return the score in a few lines."""
    n_days = sum(one.n_days for one in aftermath.said)
    lines = [
        f"{aftermath.question}  Came out as: {aftermath.outcome}, on {aftermath.resolved_on}.",
        (
            f"Time-averaged Brier score over {n_days} days: {aftermath.time_averaged:.4f} "
            f"(0 best; had the first judgement stood: {aftermath.of_first:.4f})."
        ),
    ]
    for title, some in (("Misled most", aftermath.misled), ("Helped most", aftermath.helped)):
        lines += [f"{title}: {one.on} {one.words} ({one.source})" for one in some[:3]]
    return "\n".join(lines)


def write_page(aftermath: Aftermath, path: Path) -> None:
    """Write the post-mortem in the form that the end of its name tells.

    Raises:
        PageNameError: It ends in neither .md nor .html.
    """
    from legation.briefing.postmortem import to_html, to_markdown

    check_page_name(path)
    make = to_html if path.suffix.lower() == ".html" else to_markdown
    path.write_text(make(aftermath), encoding="utf-8")


def check_page_name(path: Path) -> None:
    """Refuse a name under which no page can be written, before anything is closed.

    Raises:
        PageNameError: It ends in neither .md nor .html, or lies in no folder.
    """
    if path.suffix.lower() not in {".md", ".html"}:
        msg = f"{path}: give a name that ends in .md or .html"
        raise PageNameError(msg)
    if not path.parent.is_dir():
        msg = f"{path}: there is no folder {path.parent}; make it, or name another"
        raise PageNameError(msg)
