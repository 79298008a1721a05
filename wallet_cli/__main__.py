"""The ``wallet`` command, and ``python -m wallet_cli``."""

import sys


def main() -> None:
    """Run the command line of this process and leave at once."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from wallet_cli import __version__

        sys.stdout.write(f"wallet {__version__}\n")
        sys.stdout.flush()
        return
    import gc

    # what a short command makes is freed by reference counts; hunting for cycles costs a tenth of its time
    gc.disable()
    from wallet_cli.wiring import leave, run

    leave(run())


if __name__ == "__main__":
    main()
