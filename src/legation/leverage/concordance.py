"""Say which of our twelve sectors a code of another classification belongs to.

In: a code of the OECD tables, WIOD, or the Harmonized System. Out: a sector of
`reference.trade.SECTORS`, or None.
Not here: other words for sectors (`leverage.naming`), adding them up (`leverage.aggregation`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from legation.reference.trade import SECTORS, load_sector_codes

# A section of ISIC Rev. 4, as all codes of the OECD tables and of WIOD's 2016 release begin: A01,
# C10T12, C10-C12, B05_06, J62_63, R_S, D. The 2018 and 2021 editions of the OECD tables write
# only a D before the division, for any section (D05T06, D20); it is read by division then.
_ISIC = re.compile(r"([A-U])(\d\d)?(?:\d|[A-Z](?=$)|[-_T][A-Z]?\d*)*")
_SECTION_OF_DIVISION = ((4, "A"), (10, "B"), (34, "C"))


@lru_cache(maxsize=4096)
def sector_of(code: str) -> str | None:
    """Return the sector of ours that a sector of some table belongs to, by its name or code.

    Names of ours are their own; `c1` to `c35` are WIOD 2013's industries; codes that begin with a
    section of ISIC Rev. 4 are the OECD's and WIOD 2016's. None: the code is none of these.
    """
    if code in SECTORS:
        return code
    # Case tells: `c16` is WIOD's other manufacturing, `C16` ISIC's wood.
    found = load_sector_codes("wiod2013").get(code)
    found = found or load_sector_codes("isic4").get(code)
    if found:
        return found[0]
    match = _ISIC.fullmatch(code.strip().upper())
    if not match:
        return None
    section, division = match[1], match[2] or ""
    if section == "D" and division and int(division) != 35:
        section = next((s for end, s in _SECTION_OF_DIVISION if int(division) < end), "G")
    return _longest(load_sector_codes("isic4"), section + division)


@lru_cache(maxsize=16384)
def sector_of_product(hs: str) -> str | None:
    """Return the sector of ours that makes a product of the Harmonized System (2 to 6 digits).

    Approximate: a chapter goes whole to one sector, but for the headings the file names. A code
    that lost its leading zero (`10121` for `010121`) is read as five-digit. None: no such chapter.
    """
    digits = hs.strip()
    if not digits.isdecimal():
        return None
    return _longest(load_sector_codes("hs"), digits.zfill(6) if len(digits) == 5 else digits)


def _longest(codes: Mapping[str, tuple[str, ...]], code: str) -> str | None:
    for end in range(len(code), 0, -1):
        if code[:end] in codes:
            return codes[code[:end]][0]
    return None
