"""Look at every government outside a conflict: what it said, did and joined, when and after whom.

The way through: a `scene` is one report with its records at hand; `deeds`, `phrases` and `ballots`
find `steps` in scenes; `joining` puts steps together; `looking` adds rates, hedges and parallels.
"""
