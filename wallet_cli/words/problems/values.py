"""Texts for values that were typed: amounts, currencies, dates, periods, words after a money verb, foreign text."""

from wallet_cli.i18n import N_

TEXTS: dict[str, tuple[str, str]] = {
    # money and currencies
    "unknown-currency": (
        N_('no currency "{currency}"'),
        N_("write an ISO 4217 code or a symbol, such as {near}"),
    ),
    "currencies-differ": (
        N_("amounts in {one} and {other} can't be added or compared"),
        N_("exchange one into the other first: `wallet exchange`"),
    ),
    "amount-too-large": (N_("the amount in {currency} is beyond what the books can hold"), ""),
    "weight-negative": (
        N_("a share of {weight} is below zero"),
        N_("shares are zero or more, for example --split anna=1,bob=2"),
    ),
    "weights-missing": (N_("all shares are zero"), N_("give at least one share above zero")),
    # amounts
    "amount-missing": (
        N_("the amount is missing"),
        N_(
            "write it first, in digits, for example 12.50 Coffee; a shell swallows $12.50: write 12.50 usd, or "
            "type at the pay> prompt"
        ),
    ),
    "amounts-several": (
        N_("there are two amounts in it, and a line has one"),
        N_("write a line for each, like 12.50 Coffee"),
    ),
    "amount-first": (N_("the amount comes first"), N_("write: `{corrected}`")),
    "amount-glued": (
        N_('"{text}" can be read in two ways: it is not clear where the amount ends'),
        N_("write a space there: `{corrected}` or `{other}`"),
    ),
    "amount-approximate": (
        N_('"{text}" says only about how much it was'),
        N_("write the exact amount, for example 35 or 12.50; a name comes after a space"),
    ),
    "amount-split": (
        N_('"{text}" after the amount looks like the rest of it'),
        N_("write: `{corrected}`[[   (or, if it belongs to the payee: `{other}`)]]"),
    ),
    "amount-leading-point": (
        N_('"{text}" has no digit before the point'),
        N_("write {corrected}, or check what the shell left over: it takes $12.50 for .50"),
    ),
    "amount-trailing-point": (
        N_('"{text}" has no digit after the point'),
        N_("write {corrected}, or the missing decimals"),
    ),
    "amount-exponent": (N_('"{text}" is written with an exponent'), N_("write all digits, or 1.2k")),
    "amount-not-finite": (N_('"{text}" is not an amount'), N_("write a number, for example 12.50")),
    "amount-fraction": (
        N_('"{text}" has a fraction in one character'),
        N_("write decimals, for example 7.50, or a division, for example 15/2"),
    ),
    "amount-foreign-digits": (N_('"{text}" has digits other than 0-9'), N_("write it with the digits 0-9")),
    "amount-has-sign": (
        N_('"{text}" has a sign, but amounts have no sign: the verb gives the direction'),
        N_("write {corrected} after pay or receive"),
    ),
    "amount-double-separator": (
        N_('"{text}" has separators in a row, or two decimal signs'),
        N_("write it like 1234.50"),
    ),
    "amount-bad-grouping": (
        N_('"{text}" is not in the number style of this wallet: its digits are not in groups of three'),
        N_(
            "[[for a decimal sign write {corrected}; ]]this wallet writes {example}[[\n"
            "to write {style} instead: `wallet config numbers {style}`]]"
        ),
    ),
    "amount-wrong-separator": (
        N_('"{text}" is not in the number style of this wallet'),
        N_(
            "[[this wallet writes {example}; ]]scripts, and everything without a terminal, write {plain}: a point, "
            "no grouping[[\n"
            "to write {style} instead: `wallet config numbers {style}`]]"
        ),
    ),
    "amount-per-period": (
        N_('"{text}" is an amount for each "{word}"; only a whole number can come after the /, for example 86/2'),
        N_("write {corrected}; an envelope gets it every month automatically"),
    ),
    "amount-too-long": (N_('"{text}" has more than {limit} digits'), N_("write a shorter amount")),
    "amount-two-currencies": (N_('"{text}" names two currencies, {one} and {other}'), N_("name one currency")),
    "amount-two-readings": (N_('"{text}" can mean {one} or {other}'), N_("write {one} or {other}")),
    "amount-digits-in-row": (
        N_('"{text}" has Chinese digits in a row'),
        N_("write {corrected}, or the number as it is said, for example 四十五"),
    ),
    "amount-unreadable": (
        N_('"{text}" is not an amount'),
        N_("write it like 12.50, 4.5eur, 1.2k, 86/2 or 12+3.5"),
    ),
    "division-by-zero": (N_('"{text}" divides by zero'), N_("divide by a whole number above zero, for example 86/2")),
    "too-many-decimals": (
        N_("the amount has more than the {digits} decimals of {currency}"),
        N_("write [[{below} or ]]{above}; thousands are typed without a separator"),
    ),
    "inexact-division": (
        N_("{total:currency} can't be divided by {parts} without a remainder"),
        N_("write {above}[[ or {below}]]; total of all shares: {shares}"),
    ),
    # the words after a money verb
    "name-missing": (
        N_('"{word}" has no name'),
        N_("write @account or +category without a space, for example +food"),
    ),
    "share-missing": (N_('"{word}" has no amount after ='), N_("write it like +food=220, or leave the = out")),
    "payee-is-number": (
        N_('the payee "{payee}" is a number'),
        N_("put the payee's name in the place of NAME: `{corrected}`   (if it is the name: --force)"),
    ),
    "payee-is-mark": (
        N_('"{payee}" is not a name'),
        N_(
            "put the payee's name in the place of NAME: `{corrected}`   (if it is the name: --force)\n"
            "to take something back there is undo"
        ),
    ),
    "payee-is-short-name": (
        N_('the new payee "{payee}" is the short name of a transaction or an operation'),
        N_(
            "put the payee's name in the place of NAME: `{corrected}`[[\nto take back part of that purchase: "
            "`{other}`]]   (if it is the name: --force)"
        ),
    ),
    "payee-ends-in-account": (
        N_('the new payee "{payee}" ends in the name of an account, "{account}"'),
        N_("if you meant the account: `{corrected}`   (if it is the name: --force)"),
    ),
    "payee-ends-in-date": (
        N_('the new payee "{payee}" has a date in it, "{date}"'),
        N_("if you meant the day: `{corrected}`   (if it is the name: --force)"),
    ),
    "amount-times": (
        N_('"{text}" is not an amount: several can be added, and one divided, not multiplied'),
        N_("write: `{corrected}`"),
    ),
    "payee-ends-in-period": (
        N_('the new payee "{payee}" names a period, "{period}", but a record has one day'),
        N_("put the day in the place of DATE: `{corrected}`   (if it is the name: --force)"),
    ),
    "payee-has-memo": (
        N_('the new payee "{payee}" has a memo in it, "{memo}"'),
        N_("write: `{corrected}`   (if it is the name: --force)"),
    ),
    "payee-says-shared": (
        N_('the new payee "{payee}" says that the bill is shared ("{word}")'),
        N_("write who shares it: `{corrected}`   (if it is the name: --force)"),
    ),
    "payee-says-fee": (
        N_('the new payee "{payee}" has a fee in it, "{fee}"'),
        N_("write: `{corrected}`   (if it is the name: --force)"),
    ),
    # dates and periods
    "date-unreadable": (
        N_('"{text}" is not a date'),
        N_("write it like 2026-11-20, 11-20, nov 20, 20, yesterday, 3d or mon"),
    ),
    "today-unreadable": (
        N_('"{text}" is not a day for WALLET_TODAY'),
        N_("write the whole date: WALLET_TODAY=2026-11-20"),
    ),
    "date-impossible": (
        N_('there is no day "{text}"'),
        N_("[[{month} has only {days} days]][[check the day and the month; they come after the year: {example}]]"),
    ),
    "date-out-of-range": (N_('"{text}" is out of range'), N_("dates lie between the years {first} and {last}")),
    "date-ambiguous": (N_('"{text}" can mean {one} or {other}'), N_("write {one} or {other}")),
    "date-far-ahead": (
        N_('"{text}" is more than a year ahead; nothing was recorded'),
        N_("write the day that is meant, for example -d y or -d 2026-11-20"),
    ),
    "date-order": (
        N_('"{text}" puts the year last or leaves it out, with an order that differs by country'),
        N_("write {corrected}"),
    ),
    "period-unreadable": (
        N_('"{text}" is not a period'),
        N_("write it like {periods}"),
    ),
    "no-such-month": (
        N_('"{text}" is not a month'),
        N_("months go from 1 to 12, or from January to December; with the year: 2026-12"),
    ),
    "period-not-recorded": (
        N_('"{text}" begins with a pay-day that has not been recorded yet'),
        N_("add the day: `wallet config set period +DATE`"),
    ),
    "not-a-calendar": (
        N_('"{text}" does not say how to divide the days into periods'),
        N_('write one of {kinds}, in quotes where it has spaces; months can begin on a day, too: "month from 25"'),
    ),
    "period-backwards": (N_('the period "{text}" ends on {last}, before it begins on {first}'), N_("swap its ends")),
    # foreign text
    "text-not-unicode": (N_('"{text}" is not valid UTF-8'), N_("check the terminal's or the file's encoding")),
    "text-too-long": (N_('the text "{start}…" has {length} characters; {limit} are allowed'), N_("shorten it")),
}
