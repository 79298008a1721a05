"""Write the record anew: ``python -m tests.corpus``."""

import tempfile
from pathlib import Path

from tests.corpus.recording import RECORD, record

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        RECORD.write_text("".join(f"{line}\n" for line in record(Path(folder))), encoding="utf-8")
