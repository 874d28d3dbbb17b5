"""The index catches up with the journal: what lies after its stamp becomes documents.

The journal is the only queue. Whoever holds the index's lock feeds it: the desk's worker, or a command.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from casefile.domain.dates import parse_date
from casefile.domain.errors import CasefileError, IndexTrouble, NotFound
from casefile.domain.kinds import EntityState
from casefile.domain.search import IndexDocument, IndexStamp
from casefile.services.cases import OpenCase
from casefile.store import home, read_articles, read_case, read_entities, read_journal, read_notes
from index import stamp as stamps

_BATCH = 2000
