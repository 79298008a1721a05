"""Texts of the errors about budgets."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "not-a-month": (
        N_('"{text}" is not a month'),
        N_("write it as year and month, as in 2026-11"),
    ),
    "budget-amount-not-positive": (
        N_("the amount to move or to hold must be more than zero"),
        N_("to take money back, move it the other way: wallet budget move FROM TO AMOUNT"),
    ),
    "nothing-to-budget": (
        N_("no money is left to budget in this month"),
        N_("wallet budget shows where it is; wallet budget move FROM TO AMOUNT takes it from an envelope"),
    ),
    "too-little-to-budget": (
        N_("less than that is left to budget in this month"),
        N_("wallet budget shows how much is left"),
    ),
    "no-envelope": (
        N_('"{category}" has no envelope'),
        N_("give it one: wallet budget set {category} AMOUNT"),
    ),
    "envelope-not-overspent": (
        N_('"{category}" is not overspent, so nothing has to be covered'),
        N_("to give it more: wallet budget move FROM {category} AMOUNT"),
    ),
    "not-overbudgeted": (
        N_("no more is budgeted than there is, so nothing has to be covered"),
        "",
    ),
    "envelope-empty": (
        N_('nothing is left in "{category}"'),
        N_("wallet budget shows which envelopes have money left"),
    ),
    "envelope-too-small": (
        N_('less than that is left in "{category}"'),
        N_("wallet budget shows what each envelope has left"),
    ),
    "move-to-itself": (
        N_("money can't be moved to where it is"),
        N_("name two envelopes: wallet budget move FROM TO AMOUNT"),
    ),
}
