"""Texts of the errors about budgets."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "several-budget-periods": (
        N_('"{text}" is more than one period of the budget'),
        N_('name one, or a day in it; "{text}" begins in {one} and ends in {other}'),
    ),
    "budget-amount-not-positive": (
        N_("the amount to move or to hold must be more than zero"),
        N_("to take money back, move it the other way: `wallet budget move AMOUNT FROM TO`"),
    ),
    "budget-month-too-far": (
        N_("{month} is too far ahead for a budget"),
        N_("the last one is {last}"),
    ),
    "budget-of-income": (
        N_('"{category}" is an income category, and envelopes are for spending'),
        N_("income is available to budget as soon as it is received: `wallet budget` shows it"),
    ),
    "hold-what": (
        N_("give an amount to hold, or --reset"),
        N_("write: `wallet budget hold AMOUNT`, or `wallet budget hold --reset`"),
    ),
    "nothing-held": (
        N_("nothing is held"),
        N_("`wallet budget` shows what is held"),
    ),
    "not-on-off": (
        N_('"{text}" is neither on nor off'),
        N_("write on or off"),
    ),
    "nothing-to-budget": (
        N_("no money is left to budget"),
        N_("`wallet budget` shows where it is; `wallet budget move AMOUNT FROM TO` takes it from an envelope"),
    ),
    "too-little-to-budget": (
        N_("less than that is left to budget"),
        N_("`wallet budget` shows how much is left"),
    ),
    "account-has-no-envelope": (
        N_('"{account}" is an account, and envelopes are for categories: what money is for, not where it is'),
        N_("see which there are: `wallet categories`; give one an envelope: `wallet budget set CATEGORY AMOUNT`"),
    ),
    "budget-has-sign": (
        N_('"{text}" has a sign, but the amount of an envelope is zero or more'),
        N_("write: `{corrected}`; to take money out of one: `wallet budget move AMOUNT FROM TO`"),
    ),
    "no-envelope": (
        N_('"{category}" has no envelope'),
        N_("give it one: `wallet budget set {category} AMOUNT`"),
    ),
    "envelope-not-overspent": (
        N_('"{category}" is not overspent, so nothing has to be covered'),
        N_("to give it more: `wallet budget move AMOUNT FROM {category}`"),
    ),
    "not-overbudgeted": (
        N_("no more is budgeted than there is, so nothing has to be covered"),
        "",
    ),
    "envelope-empty": (
        N_('nothing is left in "{category}"'),
        N_("`wallet budget` shows which envelopes have money left"),
    ),
    "envelope-too-small": (
        N_('less than that is left in "{category}"'),
        N_("`wallet budget` shows what each envelope has left"),
    ),
    "move-to-itself": (
        N_("money can't be moved to where it is"),
        N_("name two envelopes: `wallet budget move AMOUNT FROM TO`"),
    ),
}
