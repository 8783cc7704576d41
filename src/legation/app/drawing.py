"""Save a picture to a file.

In: a Vega-Lite specification and a path. Out: an SVG, PNG or JSON file.
Not here: what is drawn (`briefing`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from legation.records import LegationError

FORMS = (".svg", ".png", ".json")


class PictureNameError(LegationError):
    """The name of a picture does not tell its form."""


def check_picture_name(path: Path) -> None:
    """Refuse a name that ends in none of `FORMS`, before anything is computed.

    Raises:
        PictureNameError: It does not.
    """
    if path.suffix.lower() not in FORMS:
        msg = f"{path}: give a name that ends in .svg, .png or .json"
        raise PictureNameError(msg)


def save_picture(spec: Mapping[str, Any], path: Path, name: str) -> None:
    """Write a picture in the form that the end of its name tells.

    Args:
        spec: Vega-Lite.
        path: Ends in one of `FORMS`.
        name: Keeps the ids inside an SVG apart from those of other pictures on a page.

    Raises:
        PictureNameError: The name ends otherwise.
    """
    from legation.briefing.charts import render_png, render_svg

    check_picture_name(path)
    match path.suffix.lower():
        case ".svg":
            path.write_text(render_svg(spec, name), encoding="utf-8")
        case ".png":
            path.write_bytes(render_png(spec))
        case _:
            path.write_text(json.dumps(spec, indent=1), encoding="utf-8")
