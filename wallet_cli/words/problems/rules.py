"""Texts for rules: what can't be looked for, what can't be done, what isn't there."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    "no-such-rule": (
        N_('no rule "{name}"[[ (did you mean {near}?)]]'),
        N_("see all: `wallet rules`; those that ship: `wallet rules list --shipped`"),
    ),
    "no-rules": (
        N_("there are no rules, or all are off"),
        N_("make one: `wallet rules add TEXT +CATEGORY`"),
    ),
    "rule-differs": (
        N_("the rule {rule} of the file is {kept} here, and says something else"),
        N_("to take the file's, remove the one here: `wallet rules rm {kept}`"),
    ),
    "rule-without-condition": (
        N_("the rule doesn't say which rows it is for"),
        N_("name a text that is in them: `wallet rules add TEXT +CATEGORY`"),
    ),
    "rule-without-action": (
        N_("the rule doesn't say what is done with its rows"),
        N_("name a category, or --transfer, --name, --tag or --memo: `wallet rules add TEXT +CATEGORY`"),
    ),
    "rule-text-empty": (
        N_('"{text}" has no letter or digit to look for'),
        N_("write what is in the rows: `wallet rules add TEXT +CATEGORY`"),
    ),
    "rule-pattern": (
        N_('the pattern /{pattern}/ can\'t be read from character {at}: "{part}"'),
        N_(
            "a pattern has characters, . [a-z] \\d \\w \\s \\b ^ $ | ( ) and * + ? {{2,5}}; "
            "\\ before a sign that means itself"
        ),
    ),
    "rule-pattern-large": (
        N_("the pattern /{pattern}/ is too large: at most {limit} characters, and repeats count each time"),
        N_("write a shorter one, or several rules"),
    ),
    "rule-days": (
        N_('"{text}" is not a day of the month or of the week'),
        N_("write days like 1-5, last, mon or mon-fri; several with commas"),
    ),
    "rule-hours": (
        N_('"{text}" is not a time from one hour to another'),
        N_("write it like 11:00-14:30"),
    ),
    "rule-amount": (
        N_('"{text}" can\'t be written exactly with decimals'),
        N_("write an amount like 12.50"),
    ),
    "rule-never": (
        N_("{one} and {other} can't be true together"),
        N_("leave one out, or change it"),
    ),
    "rule-one-account": (
        N_("a rule is for one account, or for all: {accounts}"),
        N_("leave all but one out; for several accounts make several rules"),
    ),
    "rule-where-twice": (
        N_("a row can't go to +{category} and be a transfer with @{account}"),
        N_("leave one of them out"),
    ),
    "rule-share-unsaid": (
        N_("the last category takes the rest, so +{category} can't have an amount"),
        N_("add the category of the rest: `wallet rules add TEXT +CATEGORY=AMOUNT +OTHER`"),
    ),
    "rule-to-itself": (
        N_("a row of @{account} can't be a transfer with @{account} itself"),
        N_("name another account with --transfer"),
    ),
    "rule-shares-too-large": (
        N_("{shares} is more than there is with {condition}: nothing would be left for the last category"),
        N_("lower the shares, or raise the amount"),
    ),
}
