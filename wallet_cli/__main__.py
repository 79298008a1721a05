"""The ``wallet`` command, and ``python -m wallet_cli``."""

import gc
import os

from wallet_cli.errors import INTERRUPTED_EXIT, Ended, Refused
from wallet_cli.store.vault.process import harden


def main(*, cheap_keys: bool = False) -> None:
    """Run the command line of this process and leave at once. ``cheap_keys``: as ``wiring.run``."""
    try:
        # what a short command makes is freed by reference counts; hunting for cycles costs a tenth of its time
        gc.disable()
        harden()
        try:
            from wallet_cli.wiring import leave, run
        except (ImportError, MemoryError, OSError) as error:  # nothing is loaded that could say it in another language
            why = str(error).partition("\n")[0] or "too little memory"
            os.write(2, f"wallet can't start: {why}\n".encode(errors="backslashreplace"))
            raise SystemExit(Refused.exit) from None
        status = run(cheap_keys=cheap_keys)
    except KeyboardInterrupt:  # an impatient Ctrl-C while modules are loaded: later ones are met in cli.run
        raise SystemExit(INTERRUPTED_EXIT) from None
    except Ended as ended:
        status = ended.exit
    leave(status)


if __name__ == "__main__":
    main()
