"""One thing as people see it, a line for each of its facts; and an account with what it holds."""

from __future__ import annotations

from collections.abc import Callable

from wallet_cli.domain.text import visible, width
from wallet_cli.i18n import N_, _
from wallet_cli.words import amount
from wallet_cli.words.names import apart

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from wallet_cli.cli.render.output import Output
    from wallet_cli.domain.amounts import Style
    from wallet_cli.services.look.show import ShownAccount

Facts = list[tuple[str, str]]
"""Labels (English, translated for people only) and values; a label "" goes on with the one before."""
Say = Callable[[str], str]
"""Translates what a value says, for people; rows for programs stay English."""


def write(out: Output, facts: Facts) -> None:
    """A line for each that has a value, long ones folded under their beginning."""
    facts = [(label, value) for label, value in facts if value]
    if out.form == "tsv":
        for label, value in facts:
            out.line(f"{visible(label)}\t{visible(value)}")
        return
    told = [(_(label), value) for label, value in facts]
    column = max(width(label) for label, _value in told) + 2
    for label, value in told:
        out.labelled(label, visible(value), column)


def account_facts(shown: ShownAccount, numbers: Style, say: Say) -> Facts:
    """An account or category: its names, and what it holds."""
    account = shown.account
    held = [amount.held(minor, unit, account.kind, numbers) for minor, unit in shown.held]
    pending = [amount.people(minor, unit, numbers) for minor, unit in shown.pending]
    return [
        (N_("category") if account.is_category else N_("account"), account.path),
        (N_("kind"), say(account.kind)),
        (N_("currencies"), " ".join(account.currencies)),
        (N_("number"), account.number),
        (N_("called in files"), _(", ").join(account.also)),
        (N_("also called"), _(", ").join(account.aliases)),
        (N_("closed"), say("closed") if account.closed else ""),
        (N_("until today") if account.is_category else N_("balance"), apart(held)),
        (N_("of which pending"), "" if account.is_category else apart(pending)),
    ]


def balances(shown: ShownAccount) -> dict[str, Any]:
    """What an account holds, for programs."""
    return {
        "balances": [amount.as_json(minor, unit) for minor, unit in shown.held],
        "pending": [amount.as_json(minor, unit) for minor, unit in shown.pending],
    }
