"""The ``wallet`` command, and ``python -m wallet_cli``."""

import gc

from wallet_cli.errors import INTERRUPTED_EXIT, Ended


def main() -> None:
    """Run the command line of this process and leave at once."""
    # what a short command makes is freed by reference counts; hunting for cycles costs a tenth of its time
    gc.disable()
    try:
        from wallet_cli.wiring import leave, run

        status = run()
    except KeyboardInterrupt:  # an impatient Ctrl-C while modules are loaded: later ones are met in cli.run
        raise SystemExit(INTERRUPTED_EXIT) from None
    except Ended as ended:
        status = ended.exit
    leave(status)


if __name__ == "__main__":
    main()
