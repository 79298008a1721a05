"""The ``wallet`` command, and ``python -m wallet_cli``."""

import sys


def main() -> None:
    """Run the command line of this process."""
    from wallet_cli.wiring import run

    sys.exit(run())


if __name__ == "__main__":
    main()
