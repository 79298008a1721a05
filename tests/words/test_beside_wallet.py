"""The line that installs a further package reaches the Python that runs wallet, wherever that was installed."""

import sys

from wallet_cli import wiring
from wallet_cli.errors import Refused
from wallet_cli.words import catalogue, spelling


def hint(package: str = "pillow") -> str:
    """What is said where a further library is missing."""
    return spelling.bare(catalogue.text_of(Refused("extra-missing", package=package))[1])


def test_it_begins_with_what_runs_wallet() -> None:
    assert wiring.surroundings().python == sys.executable
    assert "`" not in hint() and "python -m pip install pillow" in hint()
    spelling.choose_python("/opt/my tools/bin/python3")
    assert '"/opt/my tools/bin/python3" -m pip install pillow' in hint()
    spelling.choose_python("/usr/bin/python3")
    told = spelling.bare(spelling.said("first `python -m pip install keyring`, then `wallet unlock`"))
    assert told == "first /usr/bin/python3 -m pip install keyring, then wallet unlock"
