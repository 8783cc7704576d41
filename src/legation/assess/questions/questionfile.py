"""Read a question file: TOML that a person writes, checks and compares line by line.

In: the path of a `.toml` file. Out: `Inquiry`; or `QuestionError` with file, line and cure.
Not here: whether its patterns can match anything (`linting`), whether the shelf knows its
actors (`app.questions`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from legation.assess.questions.inquiry import (
    NONE_OF_THESE,
    Absence,
    Hypothesis,
    Indicator,
    Inquiry,
    Interest,
    Overrule,
    Pattern,
    QuestionError,
)
from legation.assess.questions.phrases import PhraseError, phrase
from legation.assess.questions.pieces import LARGEST_RATIO
from legation.records import ACTS, CHOICES, MEANS, STATUSES
from legation.reference.codebook import TYPES
from legation.reference.tomltable import TomlTable, among, load_toml

# Priors are written by hand with two or three digits.
_SUM_WITHIN = 0.0005
_TOP = (
    *("text", "actor", "about", "opened_on", "closes_on", "half_life", "ratio_spread"),
    *("hypothesis", "indicator", "interest", "overrule", "resolved_as", "resolved_on"),
)
PATTERN_KINDS = ("claim", "event", "vote")
_PATTERN_KEYS = tuple(one.name for one in fields(Pattern) if one.name != "line")
_NOT_LISTS = frozenset({"kind", "negated", "certainty", "on_record"})
_CLOSED = {
    "act": ACTS,
    "status": STATUSES,
    "means": MEANS,
    "choice": CHOICES,
    "type": TYPES,
}
_PHRASES = ("words", "all_words", "not_words")
# What only records of some kinds have.
_ONLY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("addressee", "negated", "certainty", "on_record"), ("claim",)),
    **dict.fromkeys(("type", "mode", "status", "means", "recipient"), ("event",)),
    "actor": ("event", "vote"),
    "choice": ("vote",),
}
_GRADE = re.compile(r"[A-F][1-6]")


def load_inquiry(path: Path) -> Inquiry:
    """Load a question.

    Raises:
        QuestionError: It cannot be read, is no TOML, or holds what it cannot hold: priors that do
            not sum to 1, a likelihood of zero or infinity, a close before the opening, a word that
            is no field. The message names file, line and cure.
    """
    top = load_toml(path, QuestionError, "`legation question new` makes one")
    top.known(_TOP)
    opened, closes = top.day("opened_on"), top.day("closes_on")
    if closes <= opened:
        top.fail(f"closes on {closes}, but opens on {opened}: set a later day", "closes_on")
    hypotheses = _hypotheses(top)
    ids = [one.id for one in hypotheses]
    resolved_on = top.maybe_day("resolved_on")
    if resolved_on is not None and resolved_on < opened:
        top.fail(f"resolved on {resolved_on}, but opens on {opened}: correct it", "resolved_on")
    return Inquiry(
        name=path.stem,
        text=top.words("text"),
        actor=top.words("actor"),
        about=top.several("about"),
        opened_on=opened,
        closes_on=closes,
        hypotheses=hypotheses,
        indicators=_indicators(top, _leaf_ids(hypotheses), (opened, closes)),
        half_life=top.whole("half_life", 1),
        ratio_spread=top.number("ratio_spread", 0.0, 2.0, 0.3),
        interests=tuple(_interest(one, ids) for one in top.tables("interest")),
        overrules=tuple(_overrule(one) for one in top.tables("overrule")),
        resolved_as=(
            top.one_of("resolved_as", ids, "hypothesis") if top.has("resolved_as") else None
        ),
        resolved_on=resolved_on,
        path=str(path),
    )


def _hypotheses(top: TomlTable) -> tuple[Hypothesis, ...]:
    tables = list(top.tables("hypothesis"))
    if not tables:
        top.fail("has no [[hypothesis]]; write at least two, one of them `none`")
    ids = [one.words("id") for one in tables]
    parents = {one.maybe_words("part_of") for one in tables}
    found = [
        _hypothesis(table, ids, n, is_parent=ids[n] in parents) for n, table in enumerate(tables)
    ]
    if NONE_OF_THESE not in ids:
        tables[0].fail(
            f"has no hypothesis {NONE_OF_THESE!r}: none of these is always possible; add it"
        )
    leaves = [one.prior for one in found if one.id not in parents]
    if abs(sum(leaves) - 1) > _SUM_WITHIN:
        tables[-1].fail(
            f"the priors of the hypotheses sum to {sum(leaves):.4g}, not to 1; correct them"
        )
    return _summed(found, sum(leaves))


def _hypothesis(table: TomlTable, ids: Sequence[str], n: int, *, is_parent: bool) -> Hypothesis:
    table.known(("id", "text", "prior", "reason", "part_of"))
    if ids.index(ids[n]) != n:
        table.fail(f"{ids[n]!r} stands twice; give each hypothesis its own id", "id")
    part_of = table.one_of("part_of", ids, "hypothesis") if table.has("part_of") else None
    if part_of is not None and ids.index(part_of) >= n:
        table.fail(f"put {part_of!r} before its parts", "part_of")
    if is_parent and table.has("prior"):
        table.fail(f"{ids[n]!r} has parts, whose priors it sums; take its own out", "prior")
    prior = 0.0 if is_parent else table.number("prior", 0.0, 1.0)
    if not is_parent and not 0 < prior < 1:
        table.fail(f"prior = {prior:g}: nothing is impossible or certain beforehand", "prior")
    return Hypothesis(ids[n], table.words("text"), prior, table.words("reason"), part_of)


def _summed(found: Sequence[Hypothesis], total: float) -> tuple[Hypothesis, ...]:
    """Let the leaves sum to exactly 1, and each parent be the sum of its parts."""
    prior = {one.id: one.prior / total for one in found}
    for one in reversed(found):
        if one.part_of is not None:
            prior[one.part_of] += prior[one.id]
    return tuple(replace(one, prior=prior[one.id]) for one in found)


def _indicators(
    top: TomlTable, leaves: Sequence[str], life: tuple[date, date]
) -> tuple[Indicator, ...]:
    tables = list(top.tables("indicator"))
    if not tables:
        top.fail("has no [[indicator]]; say what would be seen if a hypothesis were true")
    ids = [one.words("id") for one in tables]
    found = []
    for n, table in enumerate(tables):
        table.known(("id", "text", "reason", "match", "likelihood", "relevance", "absent"))
        if ids.index(ids[n]) != n:
            table.fail(f"{ids[n]!r} stands twice; give each indicator its own id", "id")
        patterns = tuple(_pattern(one) for one in table.tables("match"))
        if not patterns:
            table.fail(f"{ids[n]}: has no [[indicator.match]]; say what records show it")
        absent = table.table("absent")
        found.append(
            Indicator(
                id=ids[n],
                text=table.words("text"),
                reason=table.words("reason"),
                patterns=patterns,
                likelihood=_likelihood(table, leaves),
                relevance=table.number("relevance", 0.0, 1.0, 1.0),
                absent=None if absent is None else _absence(absent, leaves, ids, life),
                line=table.line,
            )
        )
    return tuple(found)


def _pattern(table: TomlTable) -> Pattern:
    table.known(_PATTERN_KEYS)
    kind = table.one_of("kind", PATTERN_KINDS, "kind of record for patterns")
    for name in table.values:
        if kind not in _ONLY.get(name, PATTERN_KINDS):
            only = " or ".join(f"{word}s" for word in _ONLY[name])
            table.fail(f"{name!r} is asked of {only} only, not of a {kind}", name)
    lists = {
        name: table.several(name)
        for name in _PATTERN_KEYS
        if name in table.values and name not in _NOT_LISTS
    }
    for name, allowed in _CLOSED.items():
        for word in lists.get(name, ()):
            if word not in allowed:
                table.fail(f"{word!r} is no {name}; {among(word, allowed)}", name)
    for name in _PHRASES:
        for text in lists.get(name, ()):
            _check_phrase(table, name, text)
    given: dict[str, Any] = dict(lists)
    return Pattern(
        kind=kind,
        certainty=_certainty(table),
        negated=table.flag("negated"),
        on_record=table.flag("on_record"),
        line=table.line,
        **given,
    )


def _check_phrase(table: TomlTable, name: str, text: str) -> None:
    try:
        phrase(text)
    except PhraseError as error:
        table.fail(f"{error}; write a word to look for", name)


def _certainty(table: TomlTable) -> tuple[float, float] | None:
    value = table.values.get("certainty")
    if value is None:
        return None
    numbers = isinstance(value, list) and all(isinstance(x, int | float) for x in value)
    if not numbers or len(value) != 2 or not 0 <= value[0] <= value[1] <= 1:
        table.fail("write the lowest and the highest, as in certainty = [0.0, 0.4]", "certainty")
    return float(value[0]), float(value[1])


def _likelihood(table: TomlTable, leaves: Sequence[str]) -> dict[str, float]:
    given = table.numbers("likelihood")
    for name, value in given.items():
        if name not in leaves:
            table.fail(
                f"likelihood: {name!r} is no hypothesis; {among(name, leaves)}", "likelihood"
            )
        if not math.isfinite(value) or value <= 0:
            table.fail(
                f"likelihood: {name} = {value:g}: one sign can neither exclude nor prove a "
                "hypothesis; write a number above 0, such as 0.05",
                "likelihood",
                name,
            )
    if given and max(given.values()) / min(given.values()) > LARGEST_RATIO:
        table.fail(
            f"likelihood: a ratio above {LARGEST_RATIO:.0e} is a certainty; write a smaller one",
            "likelihood",
        )
    if missing := [name for name in leaves if name not in given]:
        table.fail(
            f"likelihood: nothing for {', '.join(missing)}; write 1.0 if unsure", "likelihood"
        )
    return {name: given[name] for name in leaves}


def _absence(
    table: TomlTable, leaves: Sequence[str], ids: Sequence[str], life: tuple[date, date]
) -> Absence:
    table.known(("share", "by", "after", "reason"))
    share = table.numbers("share")
    for name, value in share.items():
        if name not in leaves:
            table.fail(f"share: {name!r} is no hypothesis; {among(name, leaves)}", "share")
        if not 0 <= value < 1:
            table.fail(f"share: {name} = {value:g}; write a number from 0 to below 1", "share")
    by = table.maybe_day("by") or life[1]
    if by <= life[0]:
        table.fail(f"by = {by}, but the question opens on {life[0]}: set a later day", "by")
    after = table.one_of("after", ids, "indicator") if table.has("after") else None
    return Absence(
        {name: share.get(name, 0.0) for name in leaves}, by, after, table.words("reason")
    )


def _interest(table: TomlTable, ids: Sequence[str]) -> Interest:
    table.known(("of", "hypotheses", "reason"))
    named = table.several("hypotheses")
    for name in named:
        if name not in ids:
            table.fail(f"{name!r} is no hypothesis; {among(name, ids)}", "hypotheses")
    return Interest(table.words("of"), frozenset(named), table.words("reason"))


def _overrule(table: TomlTable) -> Overrule:
    table.known(("evidence", "grade", "leave_out", "by", "reason"))
    grade = table.maybe_words("grade")
    if grade is not None and not _GRADE.fullmatch(grade):
        table.fail(f"grade = {grade!r}; write a letter A to F and a digit 1 to 6", "grade")
    leave_out = table.flag("leave_out") or False
    if grade is None and not leave_out:
        table.fail('overrules nothing: write grade = "C3", or leave_out = true')
    return Overrule(
        table.words("evidence"), grade, leave_out, table.words("by"), table.words("reason")
    )


def _leaf_ids(hypotheses: Sequence[Hypothesis]) -> tuple[str, ...]:
    parents = {one.part_of for one in hypotheses}
    return tuple(one.id for one in hypotheses if one.id not in parents)
