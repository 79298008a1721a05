"""``python -m tests.measuring`` measures all tests that may be measured, and lists those that needn't be.

It takes longer than all tests do. By hand: before a release, or when the tests have become slow.
"""

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.measuring.choice import merged, unneeded
from tests.measuring.left_out import ANEW, LIST
from tests.measuring.reach import Reach


def run() -> Reach:
    """What each function reached; tests that fail may be among them, which pytest says."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["-q", "-n", "2", "-p", "no:cacheprovider", "-p", "tests.measuring.reach", "--cov", "--cov-report="]
        env = os.environ | {ANEW: folder, "COVERAGE_FILE": str(Path(folder) / "coverage")}
        subprocess.run([sys.executable, "-m", "pytest", *words], env=env, check=False)
        return merged([Reach(*pickle.loads(path.read_bytes())) for path in Path(folder).glob("*.pickle")])


if __name__ == "__main__":
    LIST.write_text("".join(f"{name}\n" for name in unneeded(run())), encoding="utf-8")
