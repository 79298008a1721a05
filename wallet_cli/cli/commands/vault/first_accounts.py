"""The question of ``wallet init`` for the first accounts: each is shown with its kind before anything is booked."""

from __future__ import annotations

from datetime import date
from functools import partial

from wallet_cli.cli.access import ask, numbers
from wallet_cli.cli.commands.record import prompted
from wallet_cli.cli.render import problem
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import Style, is_amount_like, respelled
from wallet_cli.domain.answers import is_yes
from wallet_cli.domain.dates import read_date
from wallet_cli.domain.quickline import parted
from wallet_cli.domain.text import fold, narrow, visible
from wallet_cli.errors import UsageProblem, WalletError
from wallet_cli.i18n import N_, _, sign
from wallet_cli.services.record import likely
from wallet_cli.services.session import Session, style
from wallet_cli.services.things import first_accounts, first_lines, settings
from wallet_cli.words.amount import held
from wallet_cli.words.spelling import example, said, spelled, unbroken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from wallet_cli.cli.app import App
    from wallet_cli.services.things.accounts import AccountMade
    from wallet_cli.services.things.first_accounts import Draft

    _Read = TypeVar("_Read")


_WHAT = N_("An account is a place where money is, or a debt: cash, a bank account, a card, someone who owes you.")
_SAME = N_("it is of that kind already")
_RENAMED = N_('another name is written like "{line}", with the number of the line')
_STYLE_SLUGS = ("amount-bad-grouping", "amount-wrong-separator")
_ENDING = (*ask.LEAVING, "done", "end", "完成", "结束", "完了", "好了", "没了", "没有了", "就这些")


def ask_for(app: App, session: Session) -> str:
    """Ask for accounts until Enter alone, then for the day of their balances, and book them.

    Answers the name of the one that payments come from, as the prompt of ``wallet pay`` names it; "" for none.
    """
    out = Output(app)
    for line in _invitation():
        out.note(said(line))
    drafts: list[Draft] = []
    app.waiting, app.keeps = [], partial(_keeps, app)
    ask.afresh(app)
    try:
        day = 0
        while not day:
            _gather(app, session, drafts)
            day = _day(app, session, drafts) if any(each.minor for each in drafts) else session.today
    except EOFError:  # the wallet is made, and what was typed counts
        out.note("")
        day = session.today
    except KeyboardInterrupt:
        out.note("\n" + said(_("no account was added; whenever you like: `wallet accounts add NAME`")))
        return ""
    finally:
        app.waiting, app.keeps = None, lambda _typed: False
    made = first_accounts.book(session, drafts, day)
    if made:
        _tell(out, made, date.fromordinal(day).isoformat() if any(each.minor for each in drafts) else "")
    return likely.payer(session)


def _invitation() -> list[str]:
    """What can be typed, with amounts in the number style of the wallet."""
    return [
        _("Your first accounts, one a line: a name and what is in it now, for example"),
        *(f"  {example(each)}" for each in (_("cash 80"), _("bank 1,250.00"), _("visa owed 200"))),
        _('Wrong? Type its number and what is right: "1 savings", "1 90", or "1 -" to drop it. Enter alone ends.'),
    ]


def _gather(app: App, session: Session, drafts: list[Draft]) -> None:
    """Lines until Enter alone, which before the first account says what it means and is asked for once more."""
    out = Output(app)
    called = {_(kind): kind for kind in kinds.money()}
    is_sure = False
    while (text := first_lines.as_change(_next(app).strip())) or not (drafts or is_sure):
        word = text.lower()
        if not word:
            out.note(_("No account yet, and each payment needs one. Enter once more goes on without any."))
            is_sure = True
            ask.afresh(app)
        elif word in _ENDING:
            return
        elif first_lines.asks_how_much(text):
            _answer(app, session, text, drafts)
        elif word in ("help", "?", "？", "帮助") or first_lines.asks(text):
            for line in (_(_WHAT), *_invitation(), _renamed(), _("kinds: {names}").format(names="  ".join(called))):
                out.note(said(line))
        else:
            try:
                before = [*drafts]
                _require_account_line(text, drafts)
                if number := first_accounts.no_line(text, drafts):
                    out.note(_("there is no account number {number}: taken as an amount").format(number=number))
                found = _in_style(app, session, text, lambda line: first_accounts.read(session, line, drafts, called))
                drafts[:] = found or before  # what is asked for now may be left by Ctrl-D: the account stays
                drafts[:] = [_with_debt(app, session, each, drafts) for each in found or before]
            except WalletError as error:
                problem.show(error, app.around, as_json=False)
                if error.slug == "unknown-kind":
                    out.note(f"  {_renamed()}", 2)
            else:
                _show(app, session, before, drafts)
                if found == before and first_accounts.is_about_line(text, drafts):
                    out.note(f"  {_(_SAME)}{_('; ')}{_renamed(text)}", 2)


def _renamed(text: str = "") -> str:
    """How a line gets another name: the line ``text``, such as ``5 savings``, with its number, or any."""
    number, _blank, name = text.strip().partition(" ")
    line = f"{number} = {name.strip()}" if name else f"1 = {_(kinds.own()[0])}"
    return _(_RENAMED).format(line=visible(line))


def _next(app: App) -> str:
    """The next line: one that was typed where something else was asked, shown as if it were typed now, or a new one."""
    if not app.waiting:
        return ask.line(app, _("account: "))
    text = app.waiting.pop(0)
    app.around.stderr.write(_("account: ") + visible(text) + "\n")
    return text


def _keeps(app: App, typed: str) -> bool:
    """Whether an answer to a yes or a no is a line about an account: it comes next."""
    if app.waiting is None or not first_lines.another(typed, ""):
        return False
    app.waiting.append(typed)
    Output(app).note(_("that reads as an account of its own: it comes next; answer y or n first"))
    return True


def _answer(app: App, session: Session, text: str, drafts: list[Draft]) -> None:
    """How much is in the accounts that a question names, or owed on them; where that can be seen, if it names none."""
    named = [each for each in drafts if fold(each.name) in fold(text)]
    _show(app, session, [each for each in drafts if each not in named], drafts)
    if not named:
        Output(app).note(said(_("later `wallet balance` shows what each account holds")))


def _require_account_line(text: str, drafts: Sequence[Draft] = ()) -> None:
    """Refuse a payment, ``3 Tea @cash``, ``3 Tea +food`` or ``3 Tea cash`` where that is one of the ``drafts``, and a
    line that is a command, as at the prompt of a shell: ``undo``, ``wallet balance``, ``pay 5``.
    """
    has_sign = any(word[0] == "@" or (word[0] == "+" and word[1:].isalpha()) for word in narrow(text).split()[1:])
    if has_sign or first_lines.pays(text, [each.name for each in drafts]):
        raise UsageProblem("account-is-payment", text=text)
    words = parted(text)
    names_wallet = words[0].text == "wallet" and len(words) > 1 and not is_amount_like(words[1].text)
    rest = words[1:] if names_wallet else words
    if prompted.is_command(rest, names_wallet=names_wallet, may_name=True):
        from wallet_cli.cli.line import registry

        first, *behind = [word.text for word in rest]
        line = spelled([registry.SYNONYMS.get(first, first), *behind])
        raise UsageProblem("account-is-command", text=text, corrected=line)


def _in_style(app: App, session: Session, text: str, read: Callable[[str], _Read]) -> _Read | None:
    """What ``read`` makes of a line; where its amount is in another number style, the wallet's is changed to that if
    the person agrees, and it is read again. None where they don't: it is said that nothing came of the line, and how
    it is written in the wallet's style.
    """
    try:
        return read(text)
    except UsageProblem as error:
        other = _other_style(error)
        if not other:
            raise
        typed, usual, corrected = (str(error.params.get(name, "")) for name in ("text", "example", "corrected"))
        differs = UsageProblem("style-differs", text=typed, example=usual, corrected=corrected)
        problem.show(differs, app.around, as_json=False)
        if ask.yes(app, _("write numbers like {style} in this wallet from now on?").format(style=other)):
            settings.change(session._replace(command="config"), "numbers", other)
            numbers.as_typed(session)
            return read(text)
        line = _in_own_style(session, text, error, read)
    told = _('left out: "{text}"; type it once more like this: {line}') if line else _('left out: "{text}"')
    Output(app).note(told.format(text=visible(text), line=visible(line)))
    return None


def _other_style(error: WalletError) -> str:
    """The number style in which an amount was written that isn't in the wallet's; "" where it is in none."""
    return str(error.params.get("style", "")) if error.slug in _STYLE_SLUGS else ""


def _in_own_style(session: Session, text: str, error: WalletError, read: Callable[[str], object]) -> str:
    """``text`` with each of its amounts in the wallet's number style; "" where that isn't known."""
    line = text
    for _amount in text:
        typed, other = str(error.params.get("text", "")), _other_style(error)
        if not other or typed not in line:
            return ""
        line = line.replace(typed, respelled(typed, Style(*settings.style_of(other)), style(session)), 1)
        try:
            read(line)
        except WalletError as further:
            error = further
        else:
            return line
    return ""


def _tell(out: Output, made: Sequence[AccountMade], day: str) -> None:
    """What was added, with what it held on which ``day`` ("" where none held anything), and the one line that takes all
    of it back.
    """
    text = _("Added {accounts}, as of {day}") if day else _("Added {accounts}")
    added = "  ".join(unbroken(f"{visible(each.account.path)} ({each.op})") for each in made)
    out.note(text.format(accounts=added, day=day))
    wrong = ("wallet", "undo", *[each.op for each in reversed(made)])
    text = _("wrong? `{line}`") if len(made) == 1 else _("wrong? `{line}` takes all of them back, `{one}` the last one")
    out.note(said(text, line=wrong, one=wrong[:3]))


def _with_debt(app: App, session: Session, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The draft of a card or a loan with what is owed on it, asked for once where that wasn't said."""
    if not draft.asks_owed:
        return draft
    question, out = _("how much is owed on {account}").format(account=visible(draft.name)), Output(app)
    while True:
        text = ask.default(app, question, "0")
        is_other = first_lines.another(text, draft.name) or first_accounts.is_about_line(text, drafts)
        if app.waiting is not None and is_other and "@" not in narrow(text):
            app.waiting.append(text)
            out.note(_("that reads as an account of its own: it comes next"))
        elif _may_be_account(text):
            try:
                found = _in_style(app, session, text, partial(first_accounts.owing, session, draft))
                if found is not None:
                    return found
            except WalletError as error:
                if " " not in text and narrow(text[:1]) in "0123456789.,¥$€£":  # an amount gone wrong
                    problem.show(error, app.around, as_json=False)
        told = _("asked here: what is owed on {account} now, like 1,250.00; Enter alone leaves it at 0 for now")
        out.note("  " + example(told).format(account=visible(draft.name)), 2)


def _may_be_account(text: str, drafts: Sequence[Draft] = ()) -> bool:
    """Whether a line may be about an account, or what is owed on one: a question, a command and a payment aren't."""
    try:
        _require_account_line(text, drafts)
    except UsageProblem:
        return False
    return not (first_lines.asks(text) or text.lower() in ("help", "帮助"))


def _day(app: App, session: Session, drafts: Sequence[Draft]) -> int:
    """The day (ordinal) on which the accounts held that; today's by default. 0 where the answer is a line about an
    account, which comes next.
    """
    out, today = Output(app), date.fromordinal(session.today)
    question = _("that is what they held on")
    ask.afresh(app)
    while True:
        text = ask.default(app, question, today.isoformat())
        try:
            return _day_of(text, today)
        except UsageProblem as error:
            is_other = error.slug == "date-unreadable"
            if is_other and not _may_be_account(text, drafts):
                out.note(_("asked here: the day of these balances, Enter alone for today; payments come right after"))
            elif is_other and app.waiting is not None and first_accounts.is_line(text, drafts):
                app.waiting.append(text)
                out.note(_("that is a line about an account: it comes next, and after the accounts the day once more"))
                return 0
            else:
                problem.show(error, app.around, as_json=False)


def _day_of(text: str, today: date) -> int:
    """The day (ordinal) that an answer means, a yes the one that was shown. ``y`` alone, which is yesterday everywhere
    else, may be either: UsageProblem("date-ambiguous"); besides "held-in-future" and as dates do.
    """
    try:
        day = read_date(text, today)
    except UsageProblem:
        if not is_yes(text):
            raise
        day = today
    if is_yes(text) and day != today:
        raise UsageProblem("date-ambiguous", text=text, one=today.isoformat(), other=day.isoformat())
    if day > today:
        raise UsageProblem("held-in-future", day=day.isoformat(), today=today.isoformat())
    return day.toordinal()


def _show(app: App, session: Session, before: list[Draft], drafts: list[Draft]) -> None:
    """What the last line made of the accounts: those that are new or changed; all where one has gone, and where it
    changed nothing.
    """
    out = Output(app)
    shows_all = len(drafts) < len(before) or drafts == before
    for draft in drafts:
        if draft in before and not shows_all:
            continue
        amount = held(draft.minor or 0, draft.unit, draft.kind, style(session))
        out.note(f"{draft.number:>3}  " + sign(" · ").join([visible(draft.name), _(draft.kind), amount]))
