"""Tell where a government stands that will not say so: signals, and the position they add up to.

The way through: `sides` says whose position is asked; `wordsigns`, `deedsigns`, `joinedsigns`,
`votesigns` and `silence` find signs in readings; `signals` joins them; `walk` follows the position
day by day.
"""
