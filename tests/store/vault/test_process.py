"""What guards a process: set in this one, and taken back where that can be done."""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator

import pytest

from wallet_cli.store.vault import kernel_keyring, process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has prctl")
_GET, _SET = 3, 4


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that nothing guards; afterwards all is as before, but for the limit of an image, which never rises."""
    prctl = ctypes.CDLL(None).prctl
    before, mask, handler = prctl(_GET), os.umask(0o022), signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    prctl(_SET, 1, 0, 0, 0)
    monkeypatch.setattr(kernel_keyring, "libc", None)  # where it was loaded the process counts as guarded
    yield
    prctl(_SET, before, 0, 0, 0)
    os.umask(mask)
    signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("missing", ["", "dlsym", "dlopen", "call_function"])
def test_no_image_no_debugger_private_files_and_a_limit_that_is_an_error(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import _ctypes

    prctl = ctypes.CDLL(None).prctl
    assert prctl(_GET) == 1
    with monkeypatch.context() as patch:
        if missing:
            patch.delattr(_ctypes, missing)
        process.harden()
    assert (prctl(_GET), os.umask(0o022)) == (0, 0o077)
    assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN
