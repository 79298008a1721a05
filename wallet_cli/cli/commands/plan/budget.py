"""``wallet budget``: envelopes, by month or any other period."""

from __future__ import annotations

from wallet_cli.cli.access import opening
from wallet_cli.cli.commands import of_periods, understanding
from wallet_cli.cli.render.output import Output
from wallet_cli.cli.render.plan import budget as screen
from wallet_cli.cli.render.record import receipt
from wallet_cli.cli.spec import FLAG, SIGNED, Hint, Noun, Spec, arg, opt
from wallet_cli.domain import kinds
from wallet_cli.domain.account import bare
from wallet_cli.domain.amounts import read_signed_amount, to_money
from wallet_cli.domain.currency import currency, currency_of_word
from wallet_cli.domain.duration import switch
from wallet_cli.errors import FINDINGS_EXIT, UsageProblem
from wallet_cli.i18n import N_, _
from wallet_cli.services import periods
from wallet_cli.services.plan import budget as budgeting
from wallet_cli.services.plan import envelopes
from wallet_cli.services.plan.budget import FREE, BudgetChange
from wallet_cli.services.record import typed_line
from wallet_cli.services.session import Session, home_currency, money_of, style, typing_style
from wallet_cli.words import amount, calendar
from wallet_cli.words.spelling import said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.app import App
    from wallet_cli.domain.money import Money


def show(app: App, month: str | None, within: str | None, check: bool, code: str | None) -> int:
    """Show a month's envelopes; with ``check`` status 10 where one is overspent."""
    out = Output(app)
    with opening.reading(app) as session:
        budget = budgeting.show(session, _code(session, code), _asked(session, month, within))
        over = budgeting.overspent(budget)
        found = budgeting.begun(budget)
        if out.form == "json":
            out.json(screen.document(budget))
        elif out.form == "jsonl":
            head = {"schema": "wallet.budget/1", "month": budget.period.label}
            out.jsonl({**head, **screen.envelope(budget, path, each)} for path, each in found.items())
        elif app.options.quiet:
            for path in over if check else found:
                out.line(path)
        elif out.form == "tsv":
            screen.rows(out, budget)
        elif found:
            screen.people(out, budget, style(session), session.today, few=app.simple)
        else:
            out.note(said(_("no envelopes yet; `wallet budget set CATEGORY AMOUNT`")))
        others_by = envelopes.other_calendars(session, budget.currency.code) if out.form == "table" else ()
        if others_by and not found:
            text = _("there are envelopes by {kinds}, and the wallet goes by {kind} now: `wallet config period`")
            out.note(
                said(text, kinds=calendar.kinds(others_by), kind=calendar.kinds((periods.own(session).kind.name,)))
            )
        others = [each for each in envelopes.currencies(session) if each != budget.currency.code]
        if others and code is None and out.form == "table":
            out.aside(_("envelopes in {currencies} too: --currency").format(currencies=" ".join(others)))
    return FINDINGS_EXIT if check and over else 0


def assign(app: App, category: str, text: str, only: str | None, since: str | None, code: str | None) -> None:
    """Set what an envelope gets."""
    if only is not None and since is not None:
        raise UsageProblem("options-exclude", options=("--month", "--from"))
    with opening.writing(app, "budget set") as session:
        money = _amount(session, text, code)
        index, kind = periods.number(session, only or since), periods.own(session).kind
        name = bare(category)
        done = understanding.changed(
            app,
            session,
            lambda each: budgeting.assign(each, name, money.currency.code, index, money.minor, only=only is not None),
        )
        if only:
            _told(app, session, done, _("{envelope} gets {amount} in {month} only"))
        else:
            _told(app, session, done, _("{envelope} gets {amount} from {month} on"), each=kind.name)
        if not money.minor and app.asks and not Output(app).as_json and not app.options.quiet:
            Output(app).note(_("that is 0; if you typed $ and an amount, the shell took it: write 50usd"))
        if done.apart and not Output(app).as_json and not app.options.quiet:
            months = " ".join(each.label for each in done.apart)
            Output(app).note(_("these keep an amount of their own: {months}").format(months=months))


def move(app: App, text: str, source: str, target: str, month: str | None, code: str | None) -> None:
    """Move money from an envelope to another."""
    with opening.writing(app, "budget move") as session:
        money = _amount(session, text, code)
        when = periods.number(session, month)
        giver, taker, code = bare(source), bare(target), money.currency.code
        done = understanding.changed(
            app, session, lambda each: budgeting.move(each, code, when, money.minor, giver, taker)
        )
        _told(app, session, done, _("{envelope} got {amount} from {giver} in {month}"))


def cover(app: App, category: str, source: str | None, month: str | None, code: str | None) -> None:
    """Give an overspent envelope what it lacks."""
    with opening.writing(app, "budget cover") as session:
        unit, when = _code(session, code), periods.number(session, month)
        taker, giver = bare(category), bare(source or FREE)
        done = understanding.changed(app, session, lambda each: budgeting.cover(each, unit, when, taker, giver))
        _told(app, session, done, _("{envelope} got {amount} from {giver} in {month}"))


def hold(app: App, text: str | None, reset: bool, month: str | None, code: str | None) -> None:
    """Hold money for the next month, or no longer."""
    if reset == (text is not None):
        raise UsageProblem("hold-what")
    with opening.writing(app, "budget hold") as session:
        when = periods.number(session, month)
        if text is None:
            done = budgeting.release(session, _code(session, code), when)
            _told(app, session, done, _("{amount} of {month} is available to budget again"))
        else:
            money = _amount(session, text, code)
            done = budgeting.hold(session, money.currency.code, when, money.minor)
            _told(app, session, done, _("{amount} of {month} is held for later"))


def carry(app: App, category: str, word: str, month: str | None, code: str | None) -> None:
    """Say whether overspending stays in an envelope."""
    on = _switch(word)
    with opening.writing(app, "budget carry") as session:
        name, unit, when = bare(category), _code(session, code), periods.number(session, month)
        done = understanding.changed(app, session, lambda each: budgeting.carry(each, name, unit, when, on=on))
        kept, taken = (
            _("{envelope} keeps its overspending from {month} on"),
            _("overspending of {envelope} is taken from the money to budget from {month} on"),
        )
        _told(app, session, done, kept if on else taken)


def account(app: App, name: str, word: str) -> None:
    """Say whether an account's money is on the budget."""
    on = _switch(word)
    with opening.writing(app, "budget account") as session:
        done = understanding.changed(app, session, lambda each: budgeting.count(each, bare(name), on=on))
        _told(app, session, done, _("{envelope} is on the budget") if on else _("{envelope} is not on the budget"))


def explain(app: App, category: str, month: str | None, within: str | None, code: str | None) -> None:
    """Show the terms of one envelope."""
    out = Output(app)
    with opening.reading(app) as session:
        unit, index, name = _code(session, code), _asked(session, month, within), bare(category)
        terms = understanding.looked(app, session, lambda each: budgeting.explain(each, name, unit, index))
        if out.as_json:
            out.json(screen.terms_document(terms))
        else:
            screen.explained(out, terms, style(session))


def remove(app: App, category: str, code: str | None) -> None:
    """Take an envelope away."""
    with opening.writing(app, "budget rm") as session:
        name, unit = bare(category), _code(session, code)
        done = understanding.changed(app, session, lambda each: budgeting.remove(each, name, unit))
        _told(app, session, done, _("{envelope} has no envelope any more"))


def _told(app: App, session: Session, done: BudgetChange, text: str, each: str = "") -> None:
    period, money = done.period, amount.as_json(done.amount_minor, done.currency)
    shown = amount.people(done.amount_minor, done.currency, style(session))
    month = period.since if each else period.shown
    if each:
        shown = calendar.each(each, shown)
    envelope, giver = (_("to-budget") if each == FREE else each for each in (done.envelope, done.giver))
    line = text.format(envelope=envelope, giver=giver, amount=shown, month=month)
    changed = {"category": done.envelope, "month": period.label, "amount": money}
    receipt.told(app, done.op, done.dry_run, line, short=done.op, budget=changed)


def _asked(session: Session, month: str | None, within: str | None) -> int:
    return periods.number(session, of_periods.chosen(month, within))


def _code(session: Session, text: str | None) -> str:
    return home_currency(session) if text is None else currency(text).code


def _amount(session: Session, text: str, code: str | None) -> Money:
    numbers = typing_style(session)
    typed = read_signed_amount(text, numbers)
    if code is None:
        return to_money(typed, typed_line.currency_for(session, typed, None), numbers)
    unit = money_of(session, currency(code).code)
    meant = currency_of_word(typed.word) if typed.word else ()
    if meant and unit.code not in meant:
        raise UsageProblem("currencies-differ", one=meant[0], other=unit.code)
    return to_money(typed, unit, numbers)


def _switch(word: str) -> bool:
    on = switch(word)
    if on is None:
        raise UsageProblem("not-on-off", text=word)
    return on


CATEGORY = arg("category", metavar="CATEGORY", help=N_("the envelope's category"), complete="category")
AMOUNT = arg("text", metavar="AMOUNT", help=N_("an amount, for example 300 or 300usd"))
SWITCH = arg("word", metavar=N_("on|off"), help=N_("on or off"), complete="switch")
SHOWN = arg(
    "month",
    required=False,
    metavar="MONTH",
    help=N_("the month, or period of the budget: 2026-11; the current one when left out"),
    complete="period",
)
MONTH = opt(
    "month",
    "-m",
    "--month",
    "-p",
    "--period",
    metavar="MONTH",
    help=N_("the month, or period of the budget; the current one when left out"),
    complete="period",
)
CURRENCY = opt(
    "code", "--currency", metavar="CODE", help=N_("the currency; the wallet's own when left out"), complete="currency"
)
CHECK = opt("check", "--check", takes=FLAG, help=N_("exit status 10 when an envelope is overspent"))

COMMAND = Noun(
    "budget",
    N_("envelopes, by month or any other period"),
    (
        Spec("show", N_("show a month's envelopes"), show,
             (SHOWN, of_periods.OPTION, CHECK, CURRENCY),
             ("wallet budget", "wallet budget 2026-10", "wallet budget --check")),
        Spec("set", N_("set what an envelope gets: every month from this one on, or one month only"), assign,
             (CATEGORY, AMOUNT,
              opt("only", "-m", "--month", "-p", "--period", metavar="MONTH", help=N_("in this month only"),
                  complete="period"),
              opt("since", "--from", metavar="MONTH", help=N_("from this month on"), complete="period"),
              CURRENCY),
             ("wallet budget set food 300", "wallet budget set gifts 400 -m 2026-12",
              "wallet budget set home 820 --from 2027-01"),
             N_("An amount applies until another is set; months that were set or moved on their own keep theirs.")),
        Spec("move", N_("move money between envelopes; to-budget is the money that none has"), move,
             (AMOUNT, arg("source", metavar="FROM", help=N_("the envelope to take it from"), complete="category"),
              arg("target", metavar="TO", help=N_("the envelope to give it to"), complete="category"), MONTH, CURRENCY),
             ("wallet budget move 20 fun food", "wallet budget move 50 to-budget travel")),
        Spec("cover", N_("give an overspent envelope what it lacks"), cover,
             (CATEGORY,
              opt("source", "--from", metavar="CATEGORY", complete="category",
                  help=N_("the envelope to take it from; otherwise the money to budget")),
              MONTH, CURRENCY),
             ("wallet budget cover food --from fun",)),
        Spec("hold", N_("hold money of this month for the next one"), hold,
             (arg("text", required=False, metavar="AMOUNT", help=N_("how much to hold; adds to what is held")),
              opt("reset", "--reset", takes=FLAG, help=N_("stop holding anything")), MONTH, CURRENCY),
             ("wallet budget hold 200", "wallet budget hold --reset")),
        Spec("carry", N_("whether an envelope keeps its overspending, or it is taken from next month's money"), carry,
             (CATEGORY, SWITCH, MONTH, CURRENCY), ("wallet budget carry food on",)),
        Spec("account", N_("whether an account's money is on the budget"), account,
             (arg("name", metavar="ACCOUNT", help=N_("the account's name"), complete="account"),
              SWITCH._replace(help=N_("on or off; these kinds begin off: {names}"), names=kinds.off_budget,
                              spoken=True)),
             ("wallet budget account bank:reserve off",),
             N_("What an account that is off the budget pays for directly counts as received and spent.")),
        Spec("explain", N_("show what an envelope's figure is made of"), explain,
             (CATEGORY, SHOWN, of_periods.OPTION, CURRENCY),
             ("wallet budget explain food 2026-10",)),
        Spec("rm", N_("remove an envelope; what it had is available to budget again"), remove, (CATEGORY, CURRENCY),
             ("wallet budget rm fun",)),
    ),
    "show",
    N_("Spending counts to the nearest category above it that has an envelope. What is left rolls on into the next."),
    hints=(
        Hint(SIGNED, ("{bare}",), lambda typed, line: UsageProblem("budget-has-sign", text=typed, corrected=line)),
    ),
    takes=of_periods.is_word,
)  # fmt: skip
