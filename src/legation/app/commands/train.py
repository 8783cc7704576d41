"""`legation train`: learn the encoder and its heads anew.

In: the corpora, the releases. Out: one file of weights, such as the one that is shipped.
Not here: the recipes (`evaluate.training`).
"""

from __future__ import annotations

import time
from pathlib import Path

import click


@click.command(name="train")
@click.option(
    "--corpora",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("corpora"),
    help="The folder of corpora.  [default: corpora]",
)
@click.option(
    "--releases",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    multiple=True,
    help="Releases that the corpora label: whitehouse.jsonl.gz, kremlin.jsonl.gz.",
)
@click.option(
    "--polnear",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="PolNeAR's train part: learn from it too, for the benchmark; never shipped.",
)
@click.option(
    "--only",
    type=click.Choice(("claims", "events")),
    help="Learn only this head; the encoder of --weights stays as it is, to the bit.",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="With --only: the weights to start from.  [default: the shipped ones]",
)
@click.option("--epochs", type=click.IntRange(min=1), help="How often to read every sentence.")
@click.option("--seed", type=int, help="What chance starts from.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("reader.zip"),
    help="The file to write.  [default: reader.zip]",
)
def command(  # noqa: PLR0913  (one for each option)
    *,
    corpora: Path,
    releases: tuple[Path, ...],
    polnear: Path | None,
    only: str | None,
    weights: Path | None,
    epochs: int | None,
    seed: int | None,
    output: Path,
) -> None:
    """Learn from our corpora what the program ships.

    Needs the extra `train` (PyTorch and the base model); two cores take well under two hours.
    """
    from legation.evaluate.training.recipe import train
    from legation.evaluate.training.sources import Sources
    from legation.extract.weights import load_weights, write_weights

    if weights is not None and only is None:
        msg = "--weights goes with --only: without it the encoder is learnt anew"
        raise click.UsageError(msg)
    started = time.monotonic()

    def tell(line: str) -> None:
        click.echo(f"{time.monotonic() - started:7.0f} s  {line}", err=True)

    sources = Sources(corpora, releases, polnear)
    asked = {"epochs": epochs, "seed": seed}
    changes = {name: value for name, value in asked.items() if value is not None}
    start = None if only is None else load_weights(weights)
    learnt = train(sources, tell, changes, only=only, weights=start)
    write_weights(output, learnt)
    tell(f"{output}: {output.stat().st_size / 1e6:.1f} MB")
