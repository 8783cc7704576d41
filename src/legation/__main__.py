"""Run the program as `python -m legation`.

In: the words of the command line. Out: what `legation` does.
Not here: anything else.
"""

from legation.app.main import main

main()
