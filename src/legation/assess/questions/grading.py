"""Grade a piece of evidence by who speaks about whom: the Admiralty's letter and number.

In: what is known of a `Telling`. Out: `Grade` with its reasons, and what it is worth.
Not here: who the speaker is (`resolve`), a person's own grade (`Overrule`), weighing.

The two scales are the Admiralty code's, as NATO's STANAG 2511 has them: A to F for the source, 1
to 6 for what it says; F and 6 mean that it cannot be judged. The rules below are ours: a letter
for who the source is and how he knows, a number for whether he would say so anyway.
"""

from __future__ import annotations

from dataclasses import dataclass

# What a grade is worth as a probability that the words hold: ours. A third of the distance to
# certainty is lost with each letter; 1 to 5 follow NATO's words (confirmed, probably, possibly,
# doubtful, improbable). F and 6 carry no weight, which is not the same as being false.
LETTERS = {"A": 0.95, "B": 0.85, "C": 0.7, "D": 0.5, "E": 0.25, "F": 0.0}
NUMBERS = {"1": 1.0, "2": 0.9, "3": 0.75, "4": 0.5, "5": 0.2, "6": 0.0}
_ORDER = "ABCDE"


@dataclass(frozen=True, slots=True)
class Telling:
    """How one report comes to say something, as far as the rules ask."""

    says: bool
    """Somebody is said to say it; False: the report says so itself."""
    known_side: bool
    """It is known for whom the speaker speaks: a state, or a body."""
    named: bool
    on_record: bool
    own_conduct: bool
    """He speaks of what his own side does."""
    relayed: bool
    """By way of another's words, or of a publisher who is not of his side."""
    official: bool
    """The publisher speaks for a state."""
    publisher_known: bool
    interest: int
    """1: his side gains if he is believed; −1: it loses; 0: neither, or not known."""
    confirmed: bool
    """Another side has given the same by that day, in a report of another origin."""
    disputed: bool
    """Another side has denied it by that day."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter for the source, a number for what it says."""

    letter: str
    number: str
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.letter}{self.number}"

    @property
    def reliability(self) -> float:
        """Return how much it is worth, 0 (cannot be judged) to .95."""
        return LETTERS[self.letter] * NUMBERS[self.number]


def grade(telling: Telling) -> Grade:
    """Return the grade that the rules give."""
    letter, source = _letter(telling)
    number, content = _number(telling)
    return Grade(letter, "6" if letter == "F" else number, (*source, *content))


def given(text: str, reason: str) -> Grade:
    """Return the grade that a person gave, such as `B2`."""
    return Grade(text[0], text[1], (reason,))


def _letter(telling: Telling) -> tuple[str, tuple[str, ...]]:
    if not telling.says:
        return _publisher(telling)
    if not telling.known_side and not telling.named:
        return "F", ("nobody is named as its source, nor a side",)
    # Whoever speaks for a side and can be held to it is usually reliable (B); each of what
    # follows is one letter.
    steps = 1
    of_own = " of its own conduct" if telling.own_conduct else ""
    reasons = [f"speaks{of_own} {'on the record' if telling.on_record else 'on background'}"]
    if not telling.on_record:
        steps += 1
    if not telling.known_side:
        steps += 1
        reasons.append("speaks for nobody the desk knows")
    if telling.relayed:
        steps += 1
        reasons.append("relayed by another")
    if telling.own_conduct and telling.on_record and telling.interest < 0 and not telling.relayed:
        steps -= 1
        reasons.append("admits what does it harm")
    return _ORDER[min(steps, len(_ORDER) - 1)], tuple(reasons)


def _publisher(telling: Telling) -> tuple[str, tuple[str, ...]]:
    if telling.official:
        own = "its own conduct" if telling.own_conduct else "another's conduct"
        return "B", (f"an official text tells of {own}",)
    if telling.publisher_known:
        return "C", ("the report says so itself, naming no source",)
    return "F", ("neither source nor publisher is known",)


def _number(telling: Telling) -> tuple[str, tuple[str, ...]]:
    number, reasons = 3, []
    if telling.interest < 0:
        number -= 1
        reasons.append("against the speaker's interest")
    elif telling.interest > 0:
        number += 1
        reasons.append("in the speaker's interest")
    if telling.confirmed:
        number -= 1
        reasons.append("confirmed by another side")
    if telling.disputed:
        number += 1
        reasons.append("denied by another side")
    return str(min(5, max(1, number))), tuple(reasons)
