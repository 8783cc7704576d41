"""Read a signal from the table of roll calls: how alike two states voted in their last session.

In: `Alignment`s of two states. Out: one `FoundSignal` of kind `roll calls`, or None.
Not here: votes that a text reports (`votesigns`), counting roll calls (`assess.alignment`).

One signal a session, not one a roll call: a session's votes are one habit. It is of its last day,
so the walk forgets it as it forgets all that is old.
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.assess.alignment import Alignment
from legation.assess.positions.signals import FoundSignal, Witness
from legation.records import Actor, RecordId, Signal, make_id

METHOD = "legation.rollcalls/1"
# Roll calls are on everything, not on the matter at hand: half of what a deed between the two is.
STRENGTH = 0.5
SOURCE = "roll calls of the UN General Assembly (Voeten, CC0)"


def roll_call_signal(
    told: Sequence[Alignment], actor: Actor, about: Actor, estimate: RecordId
) -> FoundSignal | None:
    """Return how alike two states voted in the last session in which both did.

    Args:
        told: Session by session, of days that count.
        actor: The one whose position is followed.
        about: The other.
        estimate: Id of the estimate that says the same: what the signal rests on.
    """
    last = next((one for one in reversed(told) if one.agreement is not None), None)
    if last is None or last.agreement is None:
        return None
    session = f"session {last.session} of the UN General Assembly"
    signal = Signal(
        id=make_id("signal", "roll calls", actor.id, about.id, last.session),
        actor=actor,
        about=about,
        direction=round(2 * last.agreement - 1, 3),
        strength=STRENGTH,
        on=last.until.isoformat(),
        evidence=(estimate,),
        method=METHOD,
        confidence=None,
    )
    words = (
        f"In {session} {actor.name} and {about.name} voted alike on {last.n_same} of {last.n_both} "
        f"roll calls and against each other on {last.n_opposed}."
    )
    witness = Witness(
        document=session,
        origin=session,
        title=session,
        publisher=SOURCE,
        published_on=last.until.isoformat(),
        start=0,
        end=0,
        text=words,
        speakers=(),
        named=None,
        on_record=None,
        teller="table",
        records=(estimate,),
    )
    return FoundSignal(signal, "roll calls", f"voted alike in {session}", last.until, last.until,
                       (witness,))  # fmt: skip
