"""Say a reported number as it was read, with its bound.

In: `Figure`s and the numbers of `Estimate`s. Out: phrases such as `over $750 billion`.
Not here: reading numbers out of text (`extract.figures`).
"""

from __future__ import annotations

from legation.records import Figure

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_CURRENCIES = {
    "AUD": "Australian dollars",
    "CAD": "Canadian dollars",
    "CHF": "Swiss francs",
    "CNY": "yuan",
    "INR": "rupees",
    "KRW": "won",
    "PLN": "zlotys",
    "RUB": "roubles",
    "TRY": "liras",
    "UAH": "hryvnias",
}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_PLURALS = {"person": "people", "percent": "percent", "aircraft": "aircraft", "foot": "feet"}


def number_words(value: float) -> str:
    """Return a number with its scale word (`7.5 billion`, `1,200`, `0.4`)."""
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{_digits(value / scale)} {word}"
    return _digits(value)


def _digits(value: float) -> str:
    rounded = round(value, 6)
    if rounded == int(rounded):
        return f"{int(rounded):,}"
    return f"{rounded:,.6f}".rstrip("0").rstrip(".")


def amount(value: float, unit: str) -> str:
    """Return a number with its unit (`$750 billion`, `7 hours`, `1,200 people`)."""
    number = number_words(value)
    if unit in _SIGNS:
        sign = "-" if value < 0 else ""
        return f"{sign}{_SIGNS[unit]}{number.removeprefix('-')}"
    if unit in _CURRENCIES:
        return f"{number} {_CURRENCIES[unit]}"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {number}"
    return f"{number} {unit if value == 1 else _plural(unit)}"


def _plural(unit: str) -> str:
    if unit in _PLURALS:
        return _PLURALS[unit]
    if unit.endswith(("s", "x", "ch", "sh")):
        return f"{unit}es"
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}s"


# "About 150" is kept as 5 % either way; a wider or lopsided band was written as a range.
_ABOUT_SHARE = 0.05


def _is_about(value: float, low: float, high: float) -> bool:
    reach = _ABOUT_SHARE * abs(value) * 1.001
    return low < value < high and value - low <= reach and high - value <= reach


def figure_amount(figure: Figure) -> str:
    """Return what a figure says: its number, and on which side the words leave it open."""
    low, high = figure.low, figure.high
    written = amount(figure.value, figure.unit)
    if low is None and high is None:
        return f"about {written}"
    if high is None:
        return (
            f"over {written}"
            if low == figure.value
            else f"at least {amount(low or 0, figure.unit)}"
        )
    if low is None:
        return (
            f"under {written}" if high == figure.value else f"at most {amount(high, figure.unit)}"
        )
    if low == high:
        return written
    if _is_about(figure.value, low, high):
        return f"about {written}"
    return f"between {amount(low, figure.unit)} and {amount(high, figure.unit)}"
