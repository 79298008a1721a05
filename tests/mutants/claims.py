"""Each claim of the security page dies with its named test: ``python -m tests.mutants.claims [PART OF A NAME…]``.

``breaches_store`` and those beside it hold a change to the code for each test that the page names
(``docs/explanation/security.md``), which breaks what the test stands for. A copy of the tree gets one change after the
other, and the named test alone must fail in it. Without a change all of them must pass: that is tried first. What can't
have a change is in ``EXEMPT``, with the reason.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.docs.test_security import PAGE, REFERENCE
from tests.mutants import breaches_above, breaches_faults, breaches_folder, breaches_seen, breaches_store
from tests.mutants.breach import Breach
from tests.mutants.running import NOT_FOR_THEM, ROOT

BREACHES = (
    *breaches_store.BREACHES,
    *breaches_above.BREACHES,
    *breaches_seen.BREACHES,
    *breaches_folder.BREACHES,
    *breaches_faults.BREACHES,
)
EXEMPT = {
    "faults/test_cuts.py::test_a_disk_that_forgets_what_was_synced_is_found_out": "it breaks the disk itself",
    "faults/test_cuts.py::test_killed_commands_leave_nothing_half_there": "a few kills by chance seldom hit one step",
    "faults/test_folder.py::test_the_judge_sees_what_an_opener_that_proves_nothing_destroys": "it breaks the opener",
    "faults/test_leaks.py::test_a_crash_leaves_no_image_of_memory": "two walls hold it, each with a test of its own",
    "store/check/test_guessing.py::test_in_records_of_version_1_it_can_be_found_still": "the attack, on what is old",
}
LIMIT_S = 600


def named() -> set[str]:
    """The tests that the page names."""
    return {f"{path}::{name}" for path, name in REFERENCE.findall(PAGE.read_text(encoding="utf-8"))}


def missing(tests: Iterable[str]) -> list[str]:
    """Tests without a change and without a reason, and changes and reasons for tests that the page doesn't name."""
    told, wanted = {breach.test for breach in BREACHES} | set(EXEMPT), set(tests)
    return sorted(wanted ^ told)


def misplaced() -> list[str]:
    """Changes whose place isn't in the code any more."""
    found = []
    for breach in BREACHES:
        try:
            breach.applied((ROOT / "wallet_cli" / breach.file).read_text(encoding="utf-8"))
        except LookupError as error:
            found.append(f"{breach.test}: {error}")
    return found


@contextmanager
def copied() -> Iterator[Path]:
    """A copy of the tree, whose code and tests are found before this one's, in processes of their own too."""
    with tempfile.TemporaryDirectory(prefix="claims-") as folder:
        tree = Path(folder)
        for each in ("wallet_cli", "tests"):
            shutil.copytree(ROOT / each, tree / each)
        for path in ROOT.iterdir():
            if not (tree / path.name).exists() and path.name not in (".git", ".venv"):
                (tree / path.name).symlink_to(path)
        yield tree


def holds(tree: Path, tests: Collection[str]) -> bool:
    """Whether these tests pass in this tree, and end. Raises RuntimeError where they can't be run at all."""
    env = {name: value for name, value in os.environ.items() if name not in NOT_FOR_THEM}
    env |= {
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(tree / ".examples"),
    }
    paths = [f"tests/{test}" for test in tests]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:cov", f"--basetemp={tree / 'tmp'}"]
    line = [sys.executable, "-m", "pytest", *options, *paths]
    limit_s = LIMIT_S * len(paths)
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(line, cwd=tree, env=env, stdin=quiet, capture_output=True, text=True, timeout=limit_s)
    except subprocess.TimeoutExpired:
        return False
    if done.returncode not in (0, 1) or (" skipped" in done.stdout and " passed" not in done.stdout):
        raise RuntimeError(done.stdout + done.stderr)
    return done.returncode == 0


def dies(tree: Path, breach: Breach) -> bool:
    """Whether the named test fails where its claim is broken."""
    path = tree / "wallet_cli" / breach.file
    source = path.read_text(encoding="utf-8")
    changed = breach.applied(source)
    compile(changed, breach.file, "exec")
    path.write_text(changed, encoding="utf-8")
    try:
        return not holds(tree, [breach.test])
    finally:
        path.write_text(source, encoding="utf-8")


def main(words: list[str]) -> int:
    """Try them; 1 if a claim can be broken unnoticed, 2 if no row fits the words."""
    chosen = [breach for breach in BREACHES if not words or any(word in breach.test for word in words)]
    if not chosen:
        sys.stderr.write(f"no claim's test has {' or '.join(words)} in its name\n")
        return 2
    alive = 0
    with copied() as tree:
        if not holds(tree, [breach.test for breach in chosen]):
            sys.stdout.write("a test fails without a change\n")
            return 1
        for breach in chosen:
            died = dies(tree, breach)
            alive += not died
            sys.stdout.write(f"{'died ' if died else 'LIVES'} {breach.test}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(chosen)} claims broken, {len(chosen) - alive} noticed by the named test\n")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
