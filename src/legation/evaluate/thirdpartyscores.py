"""Score who is said to have joined which measure, and when.

In: memberships, a table of what reports tell. Out: `MemberScore`.
Not here: finding memberships (`assess.thirdparties.joining`), reading the reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from legation.assess.thirdparties.joining import Membership, joined_day
from legation.assess.thirdparties.steps import JOINED
from legation.evaluate.textfiles import iter_lines
from legation.records import LegationError, RecordError, edtf

FIELDS = ("government", "kind", "toward", "status", "on", "document", "note")
CHOICES = frozenset({"yes", "no", "abstain", "absent", "veto"})
NOT_JOINED = frozenset({"declined", "not joined", "prepared", "never"})
KINDS = frozenset({"sanctions", "aid", "statement", "joint", "vote"})


class MemberGoldError(LegationError):
    """A line of the gold is wrong; the message names file, line and cure."""


@dataclass(frozen=True, slots=True)
class MemberGold:
    """One government and one measure, as a reader of the reports has it."""

    government: str
    kind: str
    toward: str
    """The party; of a vote the body; empty for what is given together."""
    status: str
    on: str
    """EDTF; `../2022-03-03`: by that day."""

    @property
    def is_joined(self) -> bool:
        """It joined or voted: what recall counts."""
        return self.status not in NOT_JOINED


@dataclass(frozen=True, slots=True)
class MemberScore:
    """How far memberships agree with the gold."""

    n_gold: int
    n_right: int
    """Measure, status or choice, and day are right."""
    wrong: tuple[str, ...]
    n_not: int
    """Rows that say a government did not join."""
    n_kept_out: int
    """Of these, not shown as joined (declined one measure and joined others counts when the
    decline is told)."""
    slipped: tuple[str, ...]
    extra: tuple[str, ...]
    """Told as joined or voted and not in the gold."""

    @property
    def recall(self) -> float:
        """Share of the gold that is right, 0 to 1."""
        return self.n_right / self.n_gold if self.n_gold else 0.0

    @property
    def precision(self) -> float:
        """Share of what is told as joined or voted that is right, 0 to 1."""
        told = self.n_right + len(self.extra)
        return self.n_right / told if told else 0.0


def load_member_gold(path: Path) -> tuple[MemberGold, ...]:
    """Return the rows of a gold file: tab-separated, with a head line; `#` opens a remark.

    Raises:
        MemberGoldError: A line has other fields, an unknown kind or status, or no EDTF date.
    """
    rows = []
    head: list[str] | None = None
    for number, line in enumerate(iter_lines(path), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.rstrip("\n").split("\t")
        if head is None:
            head = cells
            if tuple(head) != FIELDS:
                msg = f"{path}:{number}: the head line must be {' '.join(FIELDS)}, by tabs"
                raise MemberGoldError(msg)
            continue
        rows.append(_row(cells, f"{path}:{number}"))
    return tuple(rows)


def _row(cells: Sequence[str], place: str) -> MemberGold:
    if len(cells) != len(FIELDS):
        msg = f"{place}: {len(cells)} fields where {len(FIELDS)} are due, parted by tabs"
        raise MemberGoldError(msg)
    government, kind, toward, status, on = cells[:5]
    if kind not in KINDS or status not in {JOINED} | CHOICES | NOT_JOINED:
        msg = f"{place}: no such kind or status: {kind} {status}"
        raise MemberGoldError(msg)
    try:
        edtf.check(on)
    except RecordError as error:
        msg = f"{place}: {error}"
        raise MemberGoldError(msg) from error
    return MemberGold(government, kind, toward, status, on)


def score_members(told: Iterable[Membership], gold: Sequence[MemberGold]) -> MemberScore:
    """Return how far memberships agree with the gold.

    A day is right when it is the gold's; where the gold has "by" a day, when that is the latest it
    can have been. Where the gold has a day, "by" that day is wrong.
    """
    found = list(told)
    right, wrong, slipped = 0, [], []
    used: set[int] = set()
    for row in gold:
        same = [(n, one) for n, one in enumerate(found) if _is_same(one, row)]
        if not row.is_joined:
            if not _kept_out(row, [one for _, one in same]):
                slipped.append(_words(row))
            continue
        agreeing = [n for n, one in same if one.status == row.status and _on(one, row)]
        used.update(n for n, one in same if one.status == row.status)
        if agreeing:
            right += 1
        else:
            have = "; ".join(f"{one.status} {one.since}" for _, one in same) or "nothing"
            wrong.append(f"{_words(row)}: told {have}")
    extra = [
        f"{one.government.id} {one.measure.kind} {one.measure.toward or one.measure.body or ''} "
        f"{one.status} {one.since}"
        for n, one in enumerate(found)
        if n not in used and (one.status == JOINED or one.status in CHOICES)
    ]
    n_gold = sum(row.is_joined for row in gold)
    n_not = len(gold) - n_gold
    return MemberScore(
        n_gold, right, tuple(wrong), n_not, n_not - len(slipped), tuple(slipped), tuple(extra)
    )


def _is_same(one: Membership, row: MemberGold) -> bool:
    measure = one.measure
    if one.government.id != row.government or measure.kind != row.kind:
        return False
    if row.kind == "vote":
        return measure.body == row.toward and _on(one, row)
    if row.kind == "joint":
        return _on(one, row)
    return measure.toward == row.toward


def _on(one: Membership, row: MemberGold) -> bool:
    if one.since is None:
        return False
    if row.on.startswith(".."):
        return joined_day(one.since) == joined_day(row.on)
    return one.since == row.on


def _kept_out(row: MemberGold, told: Sequence[Membership]) -> bool:
    if row.status == "never":
        return all(one.status != JOINED for one in told)
    return any(step.status == row.status for one in told for step in one.steps)


def _words(row: MemberGold) -> str:
    return f"{row.government} {row.kind} {row.toward} {row.status} {row.on}".replace("  ", " ")
