"""Where samples of other projects lie: at ``$WALLET_CORPUS``, else beside the repository. They aren't part of it."""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("WALLET_CORPUS") or Path(__file__).resolve().parents[2] / "shared" / "data")
STATEMENTS = FOLDER / "statements"
