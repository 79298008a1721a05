"""The program as tests start it: ``wallet`` with a key derivation that costs little, composed here and nowhere else.

No variable, file or option makes the product derive keys more cheaply; who starts this script has chosen to.
"""

import sys
from pathlib import Path

SCRIPT = str(Path(__file__).with_name("wallet.py"))
PROGRAM = (sys.executable, SCRIPT)
"""The words that start it."""
