"""Read the reporting on a diplomatic crisis and keep the file a desk officer would."""

import os

# One sentence is too small to share out; idle threads would only spin. It counts only if it is said
# before numpy is loaded, so it is said before anything else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
