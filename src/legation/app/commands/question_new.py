"""`legation question new`: begin a question file.

In: what the question is. Out: a TOML file to fill in, that `question check` can read.
Not here: what may stand in it (`assess.questions.questionfile`).
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import click

from legation.app.options import Day, Words
from legation.records import LegationError

_FORM = """# {text}
#
# Say what may be true, what would be seen if it were, and why you think so; then:
#   legation question check {name}
#   legation question weigh {name}
# docs/questions.md tells of every field.

text = {quoted}
actor = "{actor}"
about = [{about}]
opened_on = {opens}
closes_on = {closes}
half_life = 180  # days after which half of what was learnt has faded; leave out if nothing fades

# Hypotheses exclude each other and leave nothing out; their priors sum to 1.
[[hypothesis]]
id = "yes"
text = "yes"
prior = 0.30
reason = "why so likely before any evidence: how often such things happen"

[[hypothesis]]
id = "no"
text = "no"
prior = 0.65
reason = "…"

[[hypothesis]]
id = "none"
text = "none of these"
prior = 0.05
reason = "something nobody has written down"

# An indicator is what would be seen, in words of records: claims, events or votes.
[[indicator]]
id = "says-so"
text = "it says that it will"
reason = "how much more often it would say so if it were true than if not, and why"
likelihood = {{ yes = 2.0, no = 0.7, none = 1.0 }}  # only ratios matter

[[indicator.match]]
kind = "claim"
speaker = ["$actor"]
names = ["$about"]
act = ["assert", "promise"]
words = ["will", "intend*"]
"""


class QuestionThereError(LegationError):
    """A new question would take the place of a file."""


@click.command(name="new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--text", default="Will …?", help="The question, as a sentence.")
@click.option("--actor", default="CHN", show_default=True, help="Whose conduct is asked about.")
@click.option(
    "--about",
    type=Words(),
    default=("RUS",),
    metavar="WHO[,WHO…]",
    help="Toward whom or what.  [default: RUS]",
)
@click.option("--opens", type=Day(), help="First day.  [default: today]")
@click.option("--closes", type=Day(), help="Last day.  [default: half a year later]")
def new(
    file: Path,
    text: str,
    actor: str,
    about: tuple[str, ...],
    opens: date | None,
    closes: date | None,
) -> None:
    """Write a question to FILE, with one of everything, to fill in."""
    from legation.app.questions import load_question
    from legation.app.who import find_actors

    if file.exists():
        msg = f"{file}: is there already; name another file, or change that one"
        raise QuestionThereError(msg)
    first = opens or date.today()  # noqa: DTZ011  (the day at the analyst's desk)
    known = [one.id or one.name for one in find_actors((actor, *about), ())]
    form = _FORM.format(
        text=text,
        name=file.name,
        quoted='"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
        actor=known[0],
        about=", ".join(f'"{one}"' for one in known[1:]),
        opens=first.isoformat(),
        closes=(closes or first + timedelta(days=182)).isoformat(),
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(form, encoding="utf-8")
    try:
        load_question(file)
    except LegationError:
        file.unlink()
        raise
    click.echo(f"{file}: written; fill in what may be true and what would be seen")
