"""What ``wallet import`` asks at a terminal: whose file it is, and what becomes of rows that can't go in as they are.

A clean file of a known account asks nothing. What always holds: until all is answered nothing is recorded.
"""

from __future__ import annotations

from wallet_cli.cli.access import ask
from wallet_cli.cli.commands.files import ewallet_questions
from wallet_cli.cli.commands.files.by_digit import by_digit
from wallet_cli.cli.render.files import import_words, imports
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.account import name_key
from wallet_cli.domain.files.beginning import BY_OPENING
from wallet_cli.domain.text import visible
from wallet_cli.errors import BadFile, UsageProblem, WalletError
from wallet_cli.i18n import _
from wallet_cli.services import names
from wallet_cli.services.files import (
    bank_import,
    ewallet_places,
    first_balances,
    identified,
    reading,
    statement_account,
)
from wallet_cli.services.files.ewallet_places import Fresh
from wallet_cli.services.files.imported import BY_ANSWER, BY_PLATFORM, MOVE, SKIP, Choices
from wallet_cli.services.session import home_currency, style
from wallet_cli.words import amount
from wallet_cli.words.counted import ROWS, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.cli.render.progress import Bar
    from wallet_cli.domain.files.statement import Refusal, StatementHead
    from wallet_cli.services.files.imported import Began, ImportPlan
    from wallet_cli.services.files.statement_account import Choose
    from wallet_cli.services.session import Session

REFUSED_SHOWN = 20
"""That many refused rows are shown where it is asked whether to leave them out."""

_MOST_ALIKE = 10
"""That many new accounts are proposed at most that are called by the same kind."""

EARLY_SHOWN = 5
"""That many rows from before an account's beginning are shown where it is asked what becomes of them."""


def account_chooser(app: App, session: Session, bar: Bar) -> Choose:
    """Asks which account a statement is of; UsageProblem("import-account-left") where that is left open."""
    made: set[str] = set()

    def choose(head: StatementHead, file: str) -> str | Fresh:
        from wallet_cli.cli.commands.record import questions

        bar.away()
        if ewallet_places.platform_of(head):
            return ewallet_questions.own_account(app, session, head, file)
        ask.afresh(app)
        kind = head.kind or kinds.USUAL
        if identified.is_number(head.account):
            has_digits = any(map(str.isdigit, head.account))
            fields = {"number": visible(head.account), "kind": _(kind)}
            if has_digits:
                text = _("which account is number {number}? @").format(**fields)
            else:
                text = _('which account is "{number}" ({kind})? @').format(**fields)
        else:
            text = _("which account is {file} of? @").format(file=visible(file))
        paths = [node.path for node in statement_account.likely(session, head, file)]
        question = questions.Question(
            text,
            paths,
            lambda name: _is_own(session, name),
            making=_("a new account {name}"),
            fresh=_fresh(session, head, kind, made),
            stops=True,
        )
        app.digits = {}  # another file's accounts keep no digits
        chosen = questions.choose(app, question)
        if chosen is None:
            raise UsageProblem("import-account-left")
        if not chosen.is_new:
            return chosen.name
        made.add(name_key(chosen.name))
        code = head.currency.code if head.currency else home_currency(session)
        return Fresh(chosen.name, code, "", kind, is_told=bool(head.kind))

    return choose


def _fresh(session: Session, head: StatementHead, kind: str, made: Collection[str]) -> str:
    """What a new account can be called: as the file names it, else by its kind; another number is never of one that was
    ``made`` for the one before. "" where nothing fits.
    """
    is_number = identified.is_number(head.account)
    called = [head.account] if is_number and not any(map(str.isdigit, head.account)) else []
    more = [f"{_(kind)}{number}" for number in range(2, _MOST_ALIKE)] if is_number else []
    for name in (*called, _(kind), *more):
        found = ewallet_places.fresh(session, name)
        if found and not (is_number and name_key(found) in made):
            return found
    return ""


def _is_own(session: Session, name: str) -> bool:
    try:
        names.own_account(session, name)
    except WalletError:
        return False
    return True


def decided(app: App, session: Session, plan: ImportPlan, choices: Choices, *, learns: bool) -> tuple[Choices, bool]:
    """The choices about a plan with what was still open, and whether what is refused was shown already.

    BadFile("rows-refused", "rows-before-opening") where the person stops.
    """
    is_shown = False
    is_usable = any(each.rows or each.notes for each in plan.statements)
    if app.asks and plan.refusals and is_usable and not choices.skip_refused:
        leave_out(app, BadFile("rows-refused", refused=len(plan.refusals)), plan.refusals)
        choices, is_shown = choices._replace(skip_refused=True), True
    if app.asks and not choices.before_opening and any(each.early for each in plan.statements):
        choices = choices._replace(before_opening=_before_opening(app, session, plan, choices))
    if app.asks:
        choices = choices._replace(opens=tuple(_opens(app, session, plan)))
    return choices._replace(learns=tuple(_learned(app, session, plan, learns=learns))), is_shown


def _opens(app: App, session: Session, plan: ImportPlan) -> Iterator[bytes]:
    """The empty accounts that begin with what their file says, though its sums don't prove it."""
    for each in first_balances.found(session, plan):
        if each.is_proven:
            continue
        shown = amount.held(each.minor, each.currency, each.account.kind, style(session))
        fields = {"account": visible(each.account.path), "amount": shown, "day": each.on.isoformat()}
        text = _("the file says that {account} had {amount} before {day}: let it begin with that?")
        if _agreed(app, text.format(**fields)):
            yield each.account.uid


def _agreed(app: App, question: str) -> bool:
    """Yes or no; BadFile("import-question-left") where the question was left, so that nothing is recorded."""
    answer = ask.agreed(app, question, usual=True)
    if answer is None:
        raise BadFile("import-question-left")
    return answer


def leave_out(app: App, problem: BadFile, refusals: Sequence[Refusal]) -> None:
    """Show what can't be used and ask whether the rest is to be recorded; ``problem`` where not."""
    imports.list_refusals(app, refusals, REFUSED_SHOWN)
    answers = {"1": _("leave them out and import the rest"), "2": _("stop; nothing is recorded")}
    if by_digit(app, _("1 or 2?"), answers) != "1":
        problem.params.pop(reading.REASONS, None)  # they were shown
        raise problem


def _before_opening(app: App, session: Session, plan: ImportPlan, choices: Choices) -> str:
    """Whether beginnings move back; what they would be is found out by doing it without keeping it."""
    out, numbers = Output(app), style(session)
    for each in plan.statements:
        rows = [each.rows[at] for at in sorted(each.early)]
        if rows:
            text = _("{account}: {rows} of days before it begins")
            late = _(", ").join(node.path for node in each.begun) or each.account.path
            out.note(text.format(account=visible(late), rows=counted(len(rows), ROWS)))
        for row in rows[:EARLY_SHOWN]:
            shown = amount.people(row.amount.minor, row.amount.currency, numbers)
            out.note(f"  {row.booking_date.isoformat()}  {shown}  {visible(row.text)}", 4)
        if len(rows) > EARLY_SHOWN:
            out.note("  " + _("and {count} more").format(count=len(rows) - EARLY_SHOWN))
    try:
        dry = session._replace(dry_run=True)
        began = bank_import.record(dry, plan, choices._replace(before_opening=MOVE)).began
    except WalletError as error:
        from wallet_cli.cli.render import problem

        problem.show(error, app.around, as_json=False)
        began = ()
    answers = {"1": "\n    ".join(_moved(session, each) for each in began)} if began else {}
    answers["2"] = _("leave them out")
    chosen: str | None = ""
    while chosen == "":
        chosen = by_digit(app, _("1 or 2?") if began else "2?", answers)
    return {"1": MOVE, "2": SKIP}.get(chosen or "", "")


def _moved(session: Session, each: Began) -> str:
    shown = amount.held(each.minor, each.currency, each.account.kind, style(session))
    fields = {"account": visible(each.account.path), "day": each.on.isoformat(), "amount": shown}
    if each.proof == BY_OPENING:
        text = _("let {account} begin on {day} with {amount}, which the bank's own balance says")
    elif each.proof:
        text = _("let {account} begin on {day} with {amount}; then the bank's balance agrees with the books")
    else:
        text = _("let {account} begin on {day} with {amount}")
    return text.format(**fields) + _("; ") + import_words.today(each, style(session))


def _learned(app: App, session: Session, plan: ImportPlan, *, learns: bool) -> Iterator[bytes]:
    """The accounts that get the number their file names: all, those that were asked for, or those where it is said."""
    asked = {each.account.uid for each in plan.statements if each.found in (BY_ANSWER, BY_PLATFORM)}
    for uid, (node, number) in statement_account.learnable(session, plan.statements).items():
        text = _("the file names the number {number}: keep it, so that {account} is found by itself?")
        if (
            learns
            or uid in asked
            or (app.asks and not session.dry_run
                and _agreed(app, text.format(number=visible(number), account=visible(node.path))))
        ):  # fmt: skip
            yield uid
