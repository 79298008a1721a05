"""What guards a process, set in processes of their own: the limit of an image never rises again."""

import ctypes
import os
import resource
import signal
import sys

import pytest

from tests.own_process import answer_of
from wallet_cli.store.vault import kernel_keyring, process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
_GET, _SET = 3, 4


@pytest.mark.parametrize("missing", ["", "dlsym", "dlopen", "call_function"])
def test_no_image_no_debugger_private_files_and_a_limit_that_is_an_error(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _ctypes

    def guarded() -> None:
        prctl = ctypes.CDLL(None).prctl
        prctl(_SET, 1, 0, 0, 0)
        os.umask(0o022)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        monkeypatch.setattr(kernel_keyring, "libc", None)  # where it was loaded the process counts as guarded
        with monkeypatch.context() as patch:
            if missing:
                patch.delattr(_ctypes, missing)
            process.harden()
        assert (prctl(_GET), os.umask(0o022)) == (0, 0o077)
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
        assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN

    assert answer_of(guarded) == "done"
