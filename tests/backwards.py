"""Of several workers every other one loads the tests from the last file to the first, and they meet in the middle: what
one of them made of the assertions in a file, the others find done. In the end all have the tests in one order.
"""

from collections.abc import Generator
from itertools import groupby
from operator import attrgetter

import pytest


def is_wanted(config: pytest.Config) -> bool:
    """Whether this is such a worker; several paths on the command line stay in their order."""
    number = getattr(config, "workerinput", {}).get("workerid", "gw0").removeprefix("gw")
    return int(number) % 2 == 1 and len(config.args) == 1


class Backwards:
    """A plugin, since pytest doesn't ask a conftest about folders."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """What is in a folder, from behind."""
        report = yield
        if isinstance(collector, pytest.Directory):
            report.result.reverse()
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """The files in their order; a file's tests are in theirs."""
        files = [list(tests) for _path, tests in groupby(items, attrgetter("path"))]
        items[:] = [item for tests in reversed(files) for item in tests]
