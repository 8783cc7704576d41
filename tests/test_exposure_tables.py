"""What people see of exposure: whole numbers on a usual terminal, words for shares and sums."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import numpy as np
import pytest

from legation.app.exposureparts import Part, percent, sum_words
from legation.app.exposurepictures import picture
from legation.app.exposures import draw_up, sector_words
from legation.app.exposuretables import lay_out
from legation.app.exposureties import weight_words
from legation.app.tables import write_table
from legation.leverage.exposure import measure_asymmetry
from legation.leverage.library import load_trade_table
from legation.leverage.readers import Reading
from trade_tables import hand_table


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def parts(of: str, to: str = "", limit: int = 0) -> list[Part]:
    words = tuple(to.split(",")) if to else ()
    return lay_out(draw_up(load_trade_table(), tuple(of.split(",")), words, ()), limit)


@pytest.mark.parametrize(
    ("of", "to"), [("RUS", ""), ("ARE", ""), ("all", ""), ("RUS", "CHN"), ("ARE", "ROW,USA")]
)
def test_no_number_is_cut_on_the_usual_terminal(
    of: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for part in parts(of, to):
        stream = Terminal()
        write_table(part.rows, part.columns, stream)
        shown = re.sub(r"\x1b\[[\d;]*m", "", stream.getvalue())
        for column in part.columns:
            if column.room <= 80 and not column.wide:
                assert column.title in shown
                missing = [row for row in part.rows if str(row[column.field]) not in shown]
                assert missing == [], part.heading


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (0.0, "0.0 %"),
        (0.0004, "< 0.1 %"),
        (0.0949, "9.5 %"),
        (0.0997, "10 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_has_the_digits_a_reader_wants(share: float | None, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("usd", "words"),
    [(3.1e12, "$3.1 tn"), (8.3325e10, "$83.3 bn"), (4.97e8, "$497 mn"), (12.0, "$12")],
)
def test_a_sum_is_short(usd: float, words: str) -> None:
    assert sum_words(usd) == words


@pytest.mark.parametrize(
    ("there", "back", "says"),
    [
        (0.0, 0.0, "do not trade with each other"),
        (40.0, 20.0, "about the same"),
        (1.0, 1.0, "times as much for China as for the United States"),
    ],
)
def test_the_heavier_side_is_named(there: float, back: float, says: str) -> None:
    # China is small where little is traded: 10 at home against 60.
    home = 10.0 if there == back else 60.0
    flows = np.array([[[60.0], [there]], [[back], [home]]])
    table = replace(hand_table(), flows_usd=flows)
    assert says in weight_words(measure_asymmetry(table, 0, 1))
    assert says in weight_words(measure_asymmetry(table, 1, 0))


def test_a_limit_says_how_many_partners_it_left_out() -> None:
    buys = next(part for part in parts("RUS", limit=5) if "buys" in part.heading)
    assert (len(buys.rows), buys.n_left_out) == (5, 22)


def test_a_statistical_code_is_told_with_our_sector() -> None:
    assert sector_words("C24A") == "C24A (metals)"
    assert sector_words("metals") == "metals"
    assert sector_words("all") == "all"


def test_a_matrix_of_very_many_has_the_largest_traders_only() -> None:
    n = 40
    flows = np.ones((n, n, 1)) * np.arange(1, n + 1)[:, None, None]
    many = replace(
        hand_table(),
        regions=tuple(f"R{number:02}" for number in range(n)),
        flows_usd=flows,
        input_shares=None,
    )
    spec = picture(draw_up(Reading(many, ()), ("all",), (), ()))
    assert spec is not None
    rows = {row["of"] for row in spec["data"]["values"]}
    assert rows == {f"R{number:02}" for number in range(10, 40)}
    assert "others" in {row["on"] for row in spec["data"]["values"]}
