"""How commands take a period: as a word or behind ``-p``, with the same examples everywhere."""

from __future__ import annotations

from wallet_cli.cli.spec import Param, arg, opt
from wallet_cli.errors import UsageProblem
from wallet_cli.i18n import N_


def examples() -> tuple[str, ...]:
    """Examples of periods, loaded where they are shown: most commands take a period, and few get one."""
    from wallet_cli.words import calendar

    return calendar.examples()


WORD: Param = arg(
    "period",
    required=False,
    metavar="PERIOD",
    help=N_("the period: {names}; the current one when left out"),
    complete="period",
    names=examples,
)
OPTION: Param = opt(
    "within",
    "-p",
    "--period",
    metavar="PERIOD",
    help=N_("the period, instead of the word: {names}"),
    complete="period",
    names=examples,
)


def chosen(word: str | None, option: str | None) -> str | None:
    """The one period that was given, as a word or behind ``-p``. UsageProblem("several-periods")."""
    if word is not None and option is not None:
        raise UsageProblem("several-periods", one=word, other=option)
    return option if word is None else word


def is_word(word: str) -> bool:
    """Whether a word behind a noun is a period, and so meant for the noun's usual verb: ``wallet report 2026``."""
    from wallet_cli.domain.period_words import looks_like_period

    return looks_like_period(word)
