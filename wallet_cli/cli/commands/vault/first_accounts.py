"""The question of ``wallet init`` for the first accounts: each is shown with its kind before anything is booked."""

from __future__ import annotations

from datetime import date

from wallet_cli.cli.access import ask
from wallet_cli.cli.render import problem
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.answers import is_yes
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.text import visible
from wallet_cli.errors import WalletError
from wallet_cli.i18n import _, sign
from wallet_cli.services.session import Session, style
from wallet_cli.services.things import first_accounts
from wallet_cli.words.amount import held
from wallet_cli.words.spelling import example, said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.cli.app import App
    from wallet_cli.domain.account import Account
    from wallet_cli.services.things.accounts import AccountMade
    from wallet_cli.services.things.first_accounts import Draft


def ask_for(app: App, session: Session) -> str:
    """Ask for accounts until Enter alone, then for the day of their balances, and book them.

    Answers the name of one to pay from, "" for none.
    """
    out = Output(app)
    invitation = (
        _("Your first accounts, one a line: a name and what is in it now, for example"),
        *(f"  {example(each)}" for each in (_("cash 80"), _("bank 1,250.00"), _("visa owed 200"))),
        _('Wrong? Type its number and what is right: "1 savings", "1 90", or "1 -" to drop it. Enter alone ends.'),
    )
    for line in invitation:
        out.note(said(line))
    drafts: list[Draft] = []
    ask.afresh(app)
    try:
        _gather(app, session, drafts, invitation)
        day = _day(app, session) if any(each.minor for each in drafts) else session.today
    except EOFError:  # the wallet is made, and what was typed counts
        out.note("")
        day = session.today
    except KeyboardInterrupt:
        out.note("\n" + said(_("no account was added; whenever you like: `wallet accounts add NAME`")))
        return ""
    made = first_accounts.book(session, drafts, day)
    if made:
        _tell(out, made, date.fromordinal(day).isoformat() if any(each.minor for each in drafts) else "")
    return next((each.account.path for each in made if _pays(each.account)), "")


def _gather(app: App, session: Session, drafts: list[Draft], invitation: Sequence[str]) -> None:
    """Lines until Enter alone, which before the first account says what it means and is asked for once more."""
    out = Output(app)
    called = {_(kind): kind for kind in kinds.money()}
    is_sure = False
    while (text := ask.line(app, _("account: ")).strip()) or not (drafts or is_sure):
        word = text.lower()
        if not word:
            out.note(_("No account yet, and each payment needs one. Enter once more goes on without any."))
            is_sure = True
            ask.afresh(app)
        elif word in ask.LEAVING:
            return
        elif word in ("help", "?", "？", "帮助"):
            for line in (*invitation, _("kinds: {names}").format(names=" ".join(called))):
                out.note(said(line))
        else:
            try:
                before = [*drafts]
                found = first_accounts.read(session, text, drafts, called)
                drafts[:] = found  # what is asked for now may be left by Ctrl-D: the account stays
                drafts[:] = [_with_debt(app, session, each) for each in found]
            except WalletError as error:
                problem.show(error, app.around, as_json=False)
            else:
                _show(app, session, before, drafts)


def _tell(out: Output, made: Sequence[AccountMade], day: str) -> None:
    """What was added, with what it held on which ``day`` ("" where none held anything), and the one line that takes all
    of it back.
    """
    text = _("Added {accounts}, as of {day}") if day else _("Added {accounts}")
    added = "  ".join(f"{visible(each.account.path)} ({each.op})" for each in made)
    out.note(text.format(accounts=added, day=day))
    wrong = ("wallet", "undo", *[each.op for each in reversed(made)])
    text = _("wrong? `{line}`") if len(made) == 1 else _("wrong? `{line}` takes all of them back, `{one}` the last one")
    out.note(said(text, line=wrong, one=wrong[:3]))


def _pays(account: Account) -> bool:
    kind = kinds.of(account.kind)
    return kind.own and kind.on_budget


def _with_debt(app: App, session: Session, draft: Draft) -> Draft:
    """The draft of a card or a loan with what is owed on it, asked for once where that wasn't said."""
    if not draft.asks_owed:
        return draft
    question = _("how much is owed on {account}").format(account=visible(draft.name))
    return ask.until_good(app, question, "0", lambda text: first_accounts.owing(session, draft, text))


def _day(app: App, session: Session) -> int:
    """The day on which the accounts held that; today's by default, and where the answer is yes."""
    today = date.fromordinal(session.today)
    question = _("that is what they held on")
    ask.afresh(app)

    def day_of(text: str) -> int:
        return session.today if is_yes(text) else read_date(text, today).toordinal()

    return ask.until_good(app, question, today.isoformat(), day_of)


def _show(app: App, session: Session, before: list[Draft], drafts: list[Draft]) -> None:
    """What the last line made of the accounts: those that are new or changed, or all where one has gone."""
    out = Output(app)
    for number, draft in enumerate(drafts, 1):
        if draft in before and len(drafts) >= len(before):
            continue
        amount = held(draft.minor or 0, draft.unit, draft.kind, style(session))
        out.note(f"  {number}  " + sign(" · ").join([visible(draft.name), _(draft.kind), amount]))
