"""``python -m tests.e2e.refusing PROGRAM …`` runs a program to which the kernel refuses its keyring."""

import ctypes
import os
import platform
import struct
import sys

MACHINES = {"x86_64": (0xC000003E, (248, 249, 250)), "aarch64": (0xC00000B7, (217, 218, 219))}
"""What a filter calls the machine, and its numbers of add_key, request_key and keyctl."""

_LOAD, _IS, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _EPERM = 0x7FFF0000, 0x00050001
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _BY_FILTER = 38, 22, 2


def refuse_the_keyring() -> None:
    """From here on each call for the kernel's keyring fails with EPERM, in this process and those that it starts."""
    arch, numbers = MACHINES[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_IS, 1, 0, arch), (_RETURN, 0, 0, _ALLOW), (_LOAD, 0, 0, 0)]
    steps += [(_IS, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _EPERM)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.prctl(_SET_SECCOMP, _BY_FILTER, program):
        raise OSError(ctypes.get_errno(), "no filter can be set here")


if __name__ == "__main__":
    refuse_the_keyring()
    os.execvp(sys.argv[1], sys.argv[1:])
