"""`make bench`: measures the engine against other ways of doing the same, and writes the table into `benchmarks/README.md`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from benchmarks.measuring import main

    main(sys.argv[1:])
