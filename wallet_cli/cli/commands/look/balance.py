"""``wallet balance``: what every account holds, checked against the journal's digest before it is shown."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods, understanding
from wallet_cli.cli.render.output import Column, Output
from wallet_cli.cli.spec import WORDS, Hint, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import bare, name_key
from wallet_cli.domain.amounts import plain
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.text import visible
from wallet_cli.errors import NotFound, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import names as resolving
from wallet_cli.services.look.balance import AccountBalance, balances_at, to_review
from wallet_cli.services.session import Session, home_currency, style
from wallet_cli.words import amount
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.domain.currency import Currency
    from wallet_cli.services.look.home_value import HomeValue


def run(app: App, names: list[str], day: str | None, within: str | None) -> None:
    """Show the balances of all accounts, or of those named; with children."""
    out = Output(app)
    with opening.reading(app) as session:
        names, text = _apart(session, names, within)
        when = _when(session, day, text)
        held = balances_at(session, when.toordinal())
        found, without = understanding.looked(app, session, lambda each: _asked(each, held, names, app.reads_names))
        review = to_review(session)
        if out.as_json:
            _as_json(out, when, found, review)
        elif out.form == "tsv":
            out.rows(COLUMNS, [_plain_row(each) for each in found])
        else:
            if text or day:
                out.note(_("at the end of {day}").format(day=when.isoformat()))
            if found or not without:
                _for_people(out, session, when.toordinal(), found)
            for name in without:
                out.note(_("nothing is held or owed: {account}").format(account=visible(name)))
            if review:
                out.prose(_("{count} to review").format(count=review))


def _apart(session: Session, names: list[str], within: str | None) -> tuple[list[str], str | None]:
    """The names of accounts, and the one period behind ``-p`` or as a word: such a word is part of no account's name.

    Raises UsageProblem("several-periods").
    """
    found = [name for name in names if name == bare(name) and _is_period(session, name)]
    if len(found) > 1:
        raise UsageProblem("several-periods", one=found[0], other=found[1])
    return [name for name in names if name not in found], of_periods.chosen(found[0] if found else None, within)


def _is_period(session: Session, word: str) -> bool:
    from wallet_cli.domain.period_words import means_period
    from wallet_cli.services import periods

    today = date.fromordinal(session.today)
    return not resolving.is_in_an_account(session, word) and means_period(word, today, periods.own(session))


def _when(session: Session, day: str | None, period: str | None) -> date:
    """The day at whose end balances are shown: today, a day, or the last one of a period. A day without a year is the
    last such day that was: one looks back.
    """
    if period is None:
        today = date.fromordinal(session.today)
        return read_date(day, today) if day else today
    if day is not None:
        raise UsageProblem("options-exclude", options=("--date", "--period"))
    from wallet_cli.services import periods

    return periods.asked(session, period).last


def _asked(
    session: Session, held: list[AccountBalance], names: list[str], in_part: bool
) -> tuple[list[AccountBalance], list[str]]:
    try:
        return _chosen(held, [_path(session, bare(name), in_part) for name in names])
    except NotFound as error:
        category = resolving.category_called(session, str(error.params["name"]))
        raise NotFound("category-has-no-balance", category=category) if category else error from None


def _path(session: Session, name: str, in_part: bool) -> tuple[str, bool]:
    """The path of the account that answers to ``name``, an old name or alias too. Else ``name`` and False, where part
    of a name will do: a script that adds up what it gets must not get the accounts of another name.
    """
    try:
        return resolving.account(session, name, closed=True).path, True
    except NotFound:
        if not in_part:
            raise
        return name, False


def _chosen(found: list[AccountBalance], names: list[tuple[str, bool]]) -> tuple[list[AccountBalance], list[str]]:
    """What the accounts of these names hold, and the accounts that never held anything: a person without debts."""
    if not names:
        return [each for each in found if not each.account.closed or each.balance_minor], []
    chosen: list[AccountBalance] = []
    without = []
    for name, is_known in names:
        key = name_key(name)
        paths = [(each, name_key(each.account.path)) for each in found]
        exact = [each for each, path in paths if path == key or path.startswith(key + ":")]
        loose = exact or [each for each, path in paths if key in path]
        if not loose and is_known:
            without.append(name)
        elif not loose:
            from wallet_cli.domain.text import names_near

            near = names_near(name, [each.account.path for each in found])
            raise NotFound("no-such-account", name=name, new=resolving.addable(name), near=near)
        chosen += [each for each in loose if each not in chosen]
    return chosen, without


def _as_json(out: Output, when: date, found: list[AccountBalance], review: int) -> None:
    rows = [
        {
            "id": each.account.uid.hex(),
            "account": each.account.path,
            "kind": each.account.kind,
            "balance": amount.as_json(each.balance_minor, each.currency),
            "pending": amount.as_json(each.pending_minor, each.currency),
        }
        for each in found
    ]
    if out.form == "jsonl":
        out.jsonl({"schema": "wallet.balance/1", "as_of": when.isoformat(), **row} for row in rows)
    else:
        out.json({"schema": "wallet.balance/1", "as_of": when.isoformat(), "accounts": rows, "review": review})


def _plain_row(each: AccountBalance) -> list[str]:
    unit = each.currency
    return [
        each.account.path,
        each.account.kind,
        plain(each.balance_minor, unit.scale),
        unit.code,
        plain(each.pending_minor, unit.scale),
    ]


COLUMNS = (
    Column("account", ""),
    Column("kind", ""),
    Column("balance", "", right=True),
    Column("currency", ""),
    Column("pending", "", right=True),
)


def _for_people(out: Output, session: Session, day: int, found: list[AccountBalance]) -> None:
    """Money, then debts, and a total a currency; in the main currency too, where the books hold an exchange."""
    if not found:
        out.note(said(_("no accounts yet; `wallet accounts add cash`")))
        return
    numbers = style(session)
    columns: tuple[Column, ...] = (
        Column("account", _("account"), flexible=True),
        Column("kind", _("kind"), drop=2),
        Column("balance", _("balance"), right=True),
        Column("pending", _("of which pending"), right=True, drop=1),
    )
    rows = [
        [
            each.account.path,
            _(each.account.kind),
            amount.held(each.balance_minor, each.currency, each.account.kind, numbers),
            amount.people(each.pending_minor, each.currency, numbers) if each.pending_minor else "",
        ]
        for each in sorted(found, key=_place)
    ]
    if not any(row[3] for row in rows):
        columns, rows = columns[:3], [row[:3] for row in rows]
    totals: dict[Currency, int] = {}
    for each in found:
        totals[each.currency] = totals.get(each.currency, 0) + each.balance_minor
    home = home_currency(session)
    order = sorted(totals, key=lambda unit: (unit.code != home, unit.code))
    ends = [[_("total"), "", amount.people(totals[unit], unit, numbers), ""] for unit in order]
    worth = None
    if len(totals) > 1 or all(unit.code != home for unit in totals):
        from wallet_cli.services.look.home_value import home_value

        worth = home_value(session, {unit: totals[unit] for unit in order}, day)
    if worth:
        text = _("about {amount}").format(amount=amount.people(worth.minor, worth.currency, numbers))
        ends.append([_("total in {currency}").format(currency=worth.currency.code), "", text, ""])
    out.rows(columns, rows, totals=[end[: len(columns)] for end in ends])
    if worth:
        _exchanged(out, worth)


def _place(each: AccountBalance) -> tuple[bool, tuple[list[int], ...], str]:
    """Where an account comes: money first, then debts, those of persons too."""
    from wallet_cli.domain.look.name_order import name_order

    kind = kinds.of(each.account.kind)
    return kind.debt or not kind.own, name_order(each.account.path), each.currency.code


def _exchanged(out: Output, worth: HomeValue) -> None:
    """By which exchanges the total in the main currency was found, and what is not in it."""
    home = worth.currency.code
    texts = [
        _("{currency} as exchanged on {date}").format(currency=unit.code, date=date.fromordinal(day).isoformat())
        for unit, day in worth.days
    ]
    if worth.missing:
        codes = _(", ").join(unit.code for unit in worth.missing)
        texts.append(_("without {currencies}: no exchange for {home} is recorded").format(currencies=codes, home=home))
    out.phrases(texts)


COMMAND = Spec(
    "balance",
    N_("show what every account holds"),
    run,
    (
        arg(
            "names", takes=WORDS, required=False, metavar="ACCOUNT", help=N_("only these accounts"), complete="account"
        ),
        opt("day", "-d", "--date", metavar="DATE", help=N_("as of the end of this day")),
        of_periods.OPTION._replace(help=N_("as of the end of this period, which may also come as a word: {names}")),
    ),
    ("wallet balance", "wallet b bank", "wallet balance lastmonth", "wallet balance -d 2026-06-30 --json"),
    N_(
        "Money comes first, then debts. Below is a total for each currency, and one in the main currency where the "
        "books hold an exchange of the two: the last one counts."
    ),
    hints=(
        Hint(
            "--all",
            ("accounts", "--closed"),
            lambda typed, corrected: UsageProblem(
                "no-such-option-near", option=typed, command="balance", near=("accounts --closed",), corrected=corrected
            ),
            is_line=True,
        ),
    ),
)
