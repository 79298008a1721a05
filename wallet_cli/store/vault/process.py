"""What this process is guarded by before it reads a word: its memory, its new files, its end at a limit.

Loaded before everything else of wallet, so it loads next to nothing itself.
"""

import os
import sys

_PR_SET_DUMPABLE = 4
_RTLD_NOW = 2


def harden() -> None:
    """Debuggers of the same user may not attach, a crash leaves no image of memory, new files are the owner's alone,
    and a file-size limit is an error instead of the end.

    As early as it can be, but Python itself has started before: anyone who attached by then stays attached.
    """
    if sys.platform == "linux":
        _forbid_dumps()
    os.umask(0o077)
    try:
        import resource
        import signal
    except ImportError:  # Windows has neither
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _forbid_dumps() -> None:
    """``prctl(PR_SET_DUMPABLE, 0)``, called by what lies under ``ctypes``: ``ctypes`` itself takes seven times as long,
    which help and completion would pay. Where that isn't as it is known here, ``ctypes`` does it.
    """
    try:
        import _ctypes as bare
    except ImportError:  # a Python that calls nothing foreign
        return
    try:
        whole = bare.dlopen(None, _RTLD_NOW)  # type: ignore[arg-type, unused-ignore]  # typeshed wants a name
        prctl = bare.dlsym(whole, "prctl")
        bare.call_function(prctl, (_PR_SET_DUMPABLE, 0, 0, 0, 0))
    except (AttributeError, OSError, TypeError):
        from wallet_cli.store.vault.kernel_keyring import forbid_dumps

        forbid_dumps()
