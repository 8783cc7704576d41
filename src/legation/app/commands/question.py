"""`legation question`: ask, weigh and close questions; keep the score.

In: the words of the command line. Out: what the subcommand prints.
Not here: the subcommands (each in a file of its own).
"""

from __future__ import annotations

import click

from legation.app.commands.question_alert import alert
from legation.app.commands.question_check import check
from legation.app.commands.question_new import new
from legation.app.commands.question_resolve import resolve
from legation.app.commands.question_score import score
from legation.app.commands.question_weigh import weigh


@click.group(name="question")
def command() -> None:
    """Keep questions, and the score of what was said of them."""


for one in (new, check, weigh, alert, resolve, score):
    command.add_command(one)
