"""Word records: every sentence of a brief is made by a named form, and can be made again.

In: the name of a form, the ids of its records, a `View`. Out: a `Sentence` that cites them.
Not here: the forms themselves (`briefing.forms_*`), and which sentences are said
(`briefing.compose`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from legation.briefing.page import Reference, Sentence
from legation.briefing.view import View
from legation.records import LegationError, RecordId, Span

# A reader follows a handful of passages; the rest are still named among the records.
MAX_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class Said:
    """What a form makes of its records: the words, and what they rest on."""

    text: str
    passages: tuple[Span, ...] = ()
    counted: tuple[RecordId, ...] = ()
    """Records behind a count of our own."""
    computed: tuple[str, ...] = field(default=())
    """Table, model and scenario of a number of our own."""


# A line of the list of sources is itself what others refer to: it needs no number of its own.
SELF_CITING = frozenset({"source"})

Form = Callable[[tuple[RecordId, ...], View], Said]
FORMS: dict[str, Form] = {}


class UnknownFormError(LegationError, LookupError):
    """A page names a form of sentence that this program does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return (
            f"no form of sentence is called {self.name!r}; the brief was written by another "
            "version, or edited by hand: write it again"
        )


def form(name: str) -> Callable[[Form], Form]:
    """Return a decorator that registers a form under `name`, once."""

    def register(function: Form) -> Form:
        if name in FORMS:
            msg = f"two forms of sentence are called {name!r}"
            raise LegationError(msg)
        FORMS[name] = function
        return function

    return register


def say(name: str, records: Iterable[RecordId], view: View) -> Sentence:
    """Return the sentence that the form `name` makes of `records`.

    The same records and frame give the same words: `briefing.verify` rests on it.

    Raises:
        UnknownFormError: There is no such form.
        RecordGoneError: A record is missing or of the wrong kind.
    """
    # The forms register themselves; here, since they import this module.
    from legation.briefing import (  # noqa: F401  (importing them files their forms)
        forms_gaps,
        forms_judged,
        forms_means,
        forms_moment,
        forms_outside,
        forms_principals,
        forms_relations,
        forms_tables,
    )

    if name not in FORMS:
        raise UnknownFormError(name)
    identities = tuple(records)
    said = FORMS[name](identities, view)
    passages = tuple(dict.fromkeys(said.passages))[:MAX_PASSAGES]
    references = [Reference(passage=passage) for passage in passages]
    if said.counted and name not in SELF_CITING:
        references.append(Reference(counted=said.counted))
    references.extend(Reference(computed=source) for source in said.computed)
    text = " ".join(said.text.split())
    return Sentence(name, identities, text, tuple(references), is_new(said, view))


def is_new(said: Said, view: View) -> bool:
    """Tell whether all that a sentence rests on was reported after the frame's `since`.

    A count is neither new nor old; one older report makes the whole old news.
    """
    if view.frame.since is None or not said.passages:
        return False
    since = view.frame.since.isoformat()
    days = [view.document(passage.document).published_on for passage in said.passages]
    return all(day is not None and day > since for day in days)
