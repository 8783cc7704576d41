"""Name those who act and speak, as an English sentence does.

In: `Actor`s and `Party`s. Out: phrases: `the United States`, `Xi Jinping`, `China’s`.
Not here: who they are (`resolve`, `reference`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from legation.briefing.view import Party
from legation.records import Actor

# A sentence that lists more than this stops being read.
MAX_NAMES = 5

_TAKES_ARTICLE = re.compile(
    r"(?:United|European|African|Arab|Soviet|Holy|Gulf|Security|General) "
    r"|.*\b(?:Union|Republic|Islands|Emirates|Kingdom|Federation|Council|Committee|Commission|"
    r"Organi[sz]ation|Bank|Ministry|Department|Agency|Assembly|Government|Party|Army|Court|Fund|"
    r"House|Pentagon|Kremlin|Treasury|League|Seven|Twenty|Senate|Navy|Forces|Bahamas|Gambia|"
    r"Maldives|Netherlands|Philippines|Comoros|Seychelles)$"
    r"|.*\b(?:Ministry|Department|Bank|Organi[sz]ation|Association|Agency|Office|Council|Republic|"
    r"Court) (?:of|for|on) "
    r"|(?:EU|UN|IMF|OSCE|IAEA|WHO|WTO|ICC|ICJ|US|UK|UAE|G7|G20)$"
)
_PRONOUNS = frozenset(
    "i we you he she it they me us him her them who whom whose this that these those".split()
)
# Words that open a description, and bear a capital only where they open a sentence.
_COMMON_START = re.compile(
    r"(?:A|An|The|Some|Many|Most|Several|More|Few|Officials?|Senior|Top|Leaders?|Experts?|"
    r"Analysts?|Foreign|Former|Other|Two|Three|His|Her|Its|Their|Our) ?"
)
# Heads of state and government are known by their names; part 5 gives their offices.
_WELL_KNOWN = ("President", "Prime Minister", "Chancellor", "King", "Queen", "Emperor", "Pope")
_NO_ARTICLE = re.compile(
    r"(?:the|a|an|some|many|several|most|his|her|their|its|our|one|two) ", re.IGNORECASE
)


def name(actor: Actor) -> str:
    """Return an actor's name as it stands inside a sentence, with its article."""
    if actor.id is None and actor.name.lower() in _PRONOUNS:
        return "somebody not identified"
    if actor.id is None and len(actor.name) > 4 and actor.name.isupper():
        return actor.name.lower()
    if actor.id is None and _COMMON_START.match(actor.name):
        return actor.name[:1].lower() + actor.name[1:]
    if actor.type in ("person", "group") or _NO_ARTICLE.match(actor.name):
        return actor.name
    return with_article(actor.name)


def with_article(words: str) -> str:
    """Return a name of a state, body or organisation with `the` where English wants it."""
    return f"the {words}" if _TAKES_ARTICLE.match(words) else words


def place(words: str) -> str:
    """Return a place in the text's own words, with its article where it takes one."""
    bare = words.removeprefix("the ").removeprefix("The ")
    return f"the {bare}" if _TAKES_ARTICLE.match(bare) else words


def state_name(code: str) -> str:
    """Return the English name of a state by its ISO 3166-1 code; the code where it is unknown."""
    from legation.reference.shelf import load_shelf

    state = load_shelf().states.get(code)
    return state.name if state is not None else code


def names(actors: Iterable[Actor], limit: int = MAX_NAMES) -> str:
    """Return several names joined by commas and `and`; the rest beyond `limit` as a number."""
    return listed([name(actor) for actor in actors], limit)


def listed(words: Sequence[str], limit: int = MAX_NAMES) -> str:
    """Return words joined by commas and `and`; those beyond `limit` as `and 3 others`."""
    if len(words) > limit:
        rest = len(words) - limit + 1
        return f"{', '.join(words[: limit - 1])} and {rest} others"
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def possessive(words: str) -> str:
    """Return `words` with its possessive ending (`China’s`, `the United States’`)."""
    return f"{words}’" if words.endswith("s") else f"{words}’s"


def capitalised(words: str) -> str:
    """Return `words` with a capital at the start, as a sentence begins; quotations stay."""
    return words[:1].upper() + words[1:]


def party_words(party: Party, *, with_office: bool = True) -> str:
    """Return who somebody is: the unnamed said to be unnamed, the unknown in the text's words."""
    if not party.linked:
        return f"“{party.actor.name}” (not identified)"
    words = name(party.actor)
    if party.actor.id is None:
        return f"{words} (not named)"
    if party.former and party.actor.type == "person":
        return f"{words} (out of office)"
    if with_office and party.office and not party.office.startswith(_WELL_KNOWN):
        return f"{words} ({party.office})"
    return words


def parties_words(parties: Sequence[Party], *, with_office: bool = True) -> str:
    """Return several parties, joined."""
    return listed([party_words(party, with_office=with_office) for party in parties])


def office_words(office: str, state: str | None) -> str:
    """Return the title of an office as it stands after a name, with its state where needed."""
    if state is None or " of the " in office or state in office or "White House" in office:
        return office
    link = "for" if " to " in office else "of"
    article = "the " if _TAKES_ARTICLE.match(state) else ""
    return f"{office} {link} {article}{state}"


def is_plural(actors: Sequence[Actor]) -> bool:
    """Tell whether the verb of these subjects stands in the plural."""
    return len(actors) > 1 or any(
        actor.id is None
        and re.search(r"(?:[^su]s|men|people|troops|forces)$", actor.name) is not None
        for actor in actors
    )


def count_words(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun (`1 report`, `12 reports`); small numbers stay digits."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def quoted(words: str, limit: int = 260) -> str:
    """Return a source's own words in quotation marks; inner marks turn single and are closed.

    Words beyond `limit` characters are cut at a blank and end in ` …`.
    """
    plain = re.sub(r'(^|[\s(\[—–-])"', r"\1“", " ".join(words.split())).replace('"', "”")
    plain = plain.strip(" ,;:").removesuffix(".")
    whole = re.fullmatch(r"“([^“”]*)”", plain)
    plain = (whole[1] if whole else plain).strip(" ,;:")
    if len(plain) > limit:
        plain = plain[: plain.rfind(" ", 0, limit)].rstrip(" ,;:.") + " …"
    plain = re.sub(r"[.,]?”(?=$)", "”", plain)
    plain = re.sub(r"“([^“”]*)”", r"‘\1’", plain)
    # What is left over has lost its other half where the words were cut out of their sentence.
    plain = plain.replace("”", "").removeprefix("“")
    if "“" in plain:
        plain = f"{plain.replace('“', '‘')}’"
    return f"“{plain.removesuffix('.')}”"
