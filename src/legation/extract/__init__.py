"""`Document` to mentions, moments, figures, claims, events and votes."""

import os

# One sentence is too small to share out; idle threads would only spin. It counts only if it is said
# before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
