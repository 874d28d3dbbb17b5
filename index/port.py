"""The index as the rest of the program sees it: documents in, requests out, nothing of SQL or of screens.

Writing: ``IndexWriter.open_or_none`` (go on with an index), ``rebuild`` (begin a new one beside it), ``resume`` (go on
with a rebuild that ended before its time); ``add``, ``delete``, ``commit``, ``merge_when_idle``, ``keys``, ``stamp``.
Searching: ``Searcher.search`` (looks for the newest state by itself), ``warm``, ``seq``. Whether an index is that of a
case: ``read_stamp``, ``fits``, ``make_stamp``; what is wrong with one: ``examine``.

The tests in ``tests/index/port`` know these and nothing else; another engine joins them by a line in
``tests/support/search_engines.py``. Importing this module imports Whoosh and numpy: never in the desk's process, which
talks to ``index.server`` in the words of ``index.wire``.
"""

from __future__ import annotations

from index.folders import IndexBusy
from index.health import examine
from index.searcher import Searcher
from index.stamp import fits, make_stamp, read_stamp
from index.writer import IndexWriter

__all__ = ["IndexBusy", "IndexWriter", "Searcher", "examine", "fits", "make_stamp", "read_stamp"]
