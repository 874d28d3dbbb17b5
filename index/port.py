"""The index as the rest of the program sees it. Importing this imports Whoosh: never in the desk's process."""

from __future__ import annotations

from index.folders import IndexBusy
from index.searcher import Searcher
from index.stamp import fits, make_stamp, read_stamp
from index.writer import IndexWriter

__all__ = ["IndexBusy", "IndexWriter", "Searcher", "fits", "make_stamp", "read_stamp"]
