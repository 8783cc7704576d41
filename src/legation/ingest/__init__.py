"""The outside world to `Document`s: files, folders, standard input, pages."""

from legation.ingest.fetch import Fetched, Fetcher, FetchError, UrlFetcher
from legation.ingest.read import iter_documents
from legation.ingest.refused import RefusedError

__all__ = ["FetchError", "Fetched", "Fetcher", "RefusedError", "UrlFetcher", "iter_documents"]
