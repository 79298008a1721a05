"""What a table leaves open as a question with a few answers, each the value of an option of ``import``."""

from __future__ import annotations

from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import CURRENCY, setting
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.profile import Unclear
    from wallet_cli.errors import UnclearFile
    from wallet_cli.services.session import Session

MOST = 2
"""Questions that are asked about one file: a table that leaves more open is not understood."""

_MOST_CHOICES = 9
"""Each is one digit."""
_ROLES = {"amount-column-unclear": "amount", "payee-column-unclear": "payee"}


class Choice(NamedTuple):
    """One answer: the ``value`` of the option, and what the file would say then ("" where the value says it)."""

    value: str
    reading: str = ""


class Question(NamedTuple):
    """``slug`` of what is open, the ``option`` that answers it, the answers, and the place of the likely one."""

    slug: str
    option: str
    choices: tuple[Choice, ...]
    likely: int
    seen: Unclear


def of(session: Session, problem: UnclearFile, seen: Unclear) -> Question:
    """The question for a table that leaves ``problem`` open."""
    params = problem.params
    option = ""
    if problem.slug == "dates-ambiguous":
        one, other = str(params["one"]), str(params["other"])
        is_year_first = one[5:7] == other[5:7]  # else day and month are what may be either
        option, found = "dates", [Choice("dmy", one), Choice("ymd" if is_year_first else "mdy", other)]
    elif problem.slug == "decimal-ambiguous":
        mark = "," if "," in str(params["amount"]) else "."
        other = "." if mark == "," else ","
        option, found = "decimal", [Choice(other, str(params["other"])), Choice(mark, str(params["one"]))]
    elif problem.slug in ("sign-unknown", "sign-of-debt"):
        option, found = "sign", [Choice("out"), Choice("in")]
    elif problem.slug == "currency-unclear":
        own = own_currency(session)
        codes = [own, *(code for code in accounts.scales(session.db) if code != own)]
        option, found = "currency", [Choice(code) for code in codes]
    else:
        role = _ROLES[problem.slug]
        fitting = params["columns"]
        columns = fitting if isinstance(fitting, tuple) else ()
        option = "columns"
        found = [Choice(f"{role}={seen.names.index(each) + 1}", each) for each in columns]
    values = [each.value for each in found]
    likely = values.index(seen.likely) if seen.likely in values else 0
    return Question(problem.slug, option, tuple(found[:_MOST_CHOICES]), likely, seen)


def own_currency(session: Session) -> str:
    """The code of the wallet's own currency: the likely one where a table names none."""
    return str(setting(session, CURRENCY))


def answered(options: dict[str, str], question: Question, choice: Choice) -> dict[str, str]:
    """The options with one answer more."""
    before = options.get(question.option, "")
    joined = f"{before},{choice.value}" if before and question.option == "columns" else choice.value
    return {**options, question.option: joined}
