"""Files of one ZIP that may be the same days of an account, in two formats: taking both would book everything twice.

Equal rows of one format are known again by their ids or contents; another format has other ids and other texts.
"""

from __future__ import annotations

from itertools import combinations

from wallet_cli.domain.files.statement import days_of
from wallet_cli.domain.text import visible
from wallet_cli.errors import UnclearFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.services.files.imported import Assigned, FilePlan


def require_apart(plans: Iterable[FilePlan], *, is_one: bool) -> None:
    """Refuse files that one ZIP holds, in different formats, with rows of one account from the same time; ``is_one``
    where nothing but that ZIP is imported.

    UnclearFile("packed-several"), which names the ZIP as ``one_of_several`` where other files are imported with it.
    """
    for one, other in combinations([each for each in plans if "/" in each.file.name], 2):
        (archive, _, name), (beside, _, same) = (each.file.name.partition("/") for each in (one, other))
        if archive == beside and one.file.format != other.file.format and _meet(one, other):
            problem = UnclearFile("packed-several", files=(visible(name), visible(same)), corrected="")
            if not is_one:
                problem.params["one_of_several"] = visible(archive)
            raise problem


def _meet(one: FilePlan, other: FilePlan) -> bool:
    return any(
        mine.account.uid == theirs.account.uid and _overlap(mine, theirs)
        for mine in one.statements
        for theirs in other.statements
    )


def _overlap(one: Assigned, other: Assigned) -> bool:
    mine, theirs = days_of(one.rows), days_of(other.rows)
    return bool(mine and theirs) and min(mine) <= max(theirs) and min(theirs) <= max(mine)
