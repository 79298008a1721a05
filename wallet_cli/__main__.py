"""The ``wallet`` command, and ``python -m wallet_cli``."""

import gc


def main() -> None:
    """Run the command line of this process and leave at once."""
    # what a short command makes is freed by reference counts; hunting for cycles costs a tenth of its time
    gc.disable()
    from wallet_cli.wiring import leave, run

    leave(run())


if __name__ == "__main__":
    main()
