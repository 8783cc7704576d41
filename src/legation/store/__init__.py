"""The desk: where records are kept and searched."""
