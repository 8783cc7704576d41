"""Ask what will happen: hypotheses, what was seen of them, how likely each is and how sure that is.

The way through: `questionfile` reads an `inquiry`; `matching` finds what shows its signs in
readings; `evidence` makes one graded piece of each report; `judging` weighs them.
"""
