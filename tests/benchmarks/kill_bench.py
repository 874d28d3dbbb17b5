"""Kill -9 at random moments of writing notes and adding articles: how much acknowledged work is lost?

    python tests/benchmarks/kill_bench.py [--rounds 100]

Each round starts a writer on the same case, kills it after a random time, then opens the case, looks for everything
the writer had acknowledged, and runs the doctor. Anything lost or damaged makes it exit 1.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from killed_writer import kill_once, lost


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    random_ = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["CASEFILE_HOME"] = scratch
        from casefile.services import cases, upkeep

        case = cases.create_case("Killed affair")
        root = case.root
        case.close()
        acknowledged = gone = damaged = 0
        for number in range(chosen.rounds):
            told = kill_once(root, number, seconds=random_.uniform(0.0, 0.6))
            acknowledged += len(told)
            gone += len(lost(root, told))
            case = cases.open_case(root)
            damaged += sum(finding.severity == "error" for finding in upkeep.doctor(case))
            case.close()
    print(f"rounds {chosen.rounds}  acknowledged {acknowledged}  lost {gone}  damaged {damaged}")
    return 1 if gone or damaged else 0


if __name__ == "__main__":
    sys.exit(main())
