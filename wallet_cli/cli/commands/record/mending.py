"""What a refused line becomes at a terminal: its names are taken for what they clearly mean, and a person answers which
account, category or currency it lacks, or which corrected line is meant. Loaded only where a line is refused.
"""

from __future__ import annotations

from wallet_cli.cli.commands.record import questions, understood
from wallet_cli.cli.commands.record.questions import Question, choose
from wallet_cli.cli.render.output import Output
from wallet_cli.domain import kinds
from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.quickline import Word, ends_in_day, join_words, parted, read_line, spelled
from wallet_cli.domain.text import narrow, visible
from wallet_cli.errors import NotFound
from wallet_cli.i18n import N_, _
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.names import typed
from wallet_cli.services.record import likely

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from wallet_cli.cli.app import App
    from wallet_cli.errors import WalletError
    from wallet_cli.services.session import Session

    _Read = tuple[Any, Any | None]
    """What was typed; and what it is where a date word at its end is the day."""

_WHICH_ACCOUNT = N_("which account? (Enter alone leaves this line out)")
_WHICH_CATEGORY = N_("which category? (Enter alone leaves this line out)")
_IS_IT = {
    "@": N_('no account "{name}"; is it this one? (1, or Enter alone for none)'),
    "+": N_('no category "{name}"; is it this one? (1, or Enter alone for none)'),
}
_FROM, _TO = N_("from which account?"), N_("to which account?")
_MAKES = {kinds.SPENT: N_("add it: {name} (spending)"), kinds.EARNED: N_("add it: {name} (income)")}
_BLANKS = ("@ACCOUNT", "+CATEGORY")
"""What stands for a name in a corrected line; it is asked for next."""
_CAN_MAKE = ("pay", "receive", "refund")


class Mended(NamedTuple):
    """What the answer makes of the words of a line, None where they stay; ``new_category`` is one to be made with it,
    ``forced``: the payee is taken as it is.
    """

    words: Callable[[Sequence[str]], list[str]] | None = None
    whole: bool = False
    new_category: str = ""
    forced: bool = False


def answered(app: App, session: Session, error: WalletError, wished: _Read) -> tuple[Session, _Read] | None:
    """The session and the line with what ``error`` says of it mended, to be tried once more; None where nothing can be
    asked, or nothing was answered.
    """
    if app.options.quiet:  # ids alone are read
        return None
    literal, other = wished
    if isinstance(error, NotFound) and error.params.get("name") not in (session.meant or ()):
        again = understood.take(session, error, literal)
        if again is not None:
            return session, (again, other and understood.take(session, error, other))
    if error.slug == "no-such-person":
        from wallet_cli.cli.commands.record import offered

        name = str(error.params["name"])
        person = offered.adds(app, session.command, error)
        if person == name:
            return session._replace(new_people=(*session.new_people, name)), wished
        return (session._replace(meant={**(session.meant or {}), name: person}), wished) if person else None
    if understood.agrees(app, session, error, other or literal):
        return session, (understood.signed(session, other or literal), None)
    answer = _mended(app, session, error, literal)
    if answer is None:
        return None
    if answer.new_category:
        session = session._replace(new_categories=(*session.new_categories, answer.new_category))
    return session, _applied(answer, wished)


def is_known_as(app: App, session: Session, error: WalletError, *, takes: bool) -> bool:
    """Whether a name outside a line is known now in ``session.meant``: it is taken where ``takes``, else asked about
    where it may mean something.
    """
    name, sigil = error.params.get("name"), understood.SIGILS.get(error.slug, "")
    if session.meant is None or not sigil or name in session.meant:
        return False
    if takes and understood.take(session, error, ()) is not None:
        return True
    return bool(understood.perhaps(session, str(name), sigil, ())) and _mended(app, session, error, ()) is not None


def with_day(error: WalletError, day: str) -> WalletError:
    """``error`` with the ``day`` that the line ended in, "" for none, behind the line that lacks a name."""
    corrected = str(error.params.get("corrected") or "")
    if day and corrected and error.slug in ("account-missing", "category-missing") and day not in corrected:
        error.params["corrected"] = f"{corrected} -d {join_words([day])}"
    return error


def _mended(app: App, session: Session, error: WalletError, wished: Any) -> Mended | None:
    if not app.asks or Output(app).as_json:
        return None
    if error.slug in _TOLD:
        from wallet_cli.cli.commands.record import told_otherwise

        if told_otherwise.asks(app, session, wished):
            return None
    words = _paid_from(session, error, _corrected(error, session))
    if words and not getattr(wished, "force", False):
        return _line_meant(app, session, error, words, wished)
    ask = _ASKS.get(error.slug)
    return ask(app, session, error, wished) if ask else None


def _applied(answer: Mended, wished: _Read) -> _Read:
    """What was typed, and what it is where a date word in it is the day, with the answer in both."""
    literal, other = wished
    if answer.words is None:
        return wished
    changed = answer.words(literal.words)
    if answer.whole and other is None and not literal.notes.day:  # only now a day in the line is at its end
        rest, day = ends_in_day([Word(word, False) for word in changed])
        if day:
            other = literal._replace(words=[word.text for word in rest], notes=literal.notes._replace(day=day))
            return literal._replace(words=changed), other
    if answer.whole and other is not None:
        day = next(
            (word for word in literal.words if list(literal.words).count(word) > list(other.words).count(word)), ""
        )
        if day not in changed:  # the line without the day was refused, and mended
            return other._replace(words=changed), None
        at = len(changed) - 1 - changed[::-1].index(day)
        return literal._replace(words=changed), other._replace(words=[*changed[:at], *changed[at + 1 :]])
    both = literal._replace(words=changed), other and other._replace(words=answer.words(other.words))
    if answer.forced:
        return both[0]._replace(force=True), both[1] and both[1]._replace(force=True)
    return both


def _corrected(error: WalletError, session: Session) -> list[str]:
    """The words of the corrected line, where it may be taken as it is."""
    field = {"one-account": "line"}.get(error.slug, "corrected")
    corrected = str(error.params.get(field) or "")
    if error.slug not in _MEANT or error.params.get("verb", session.command) != session.command:
        return []
    blank = {"account-missing": "@ACCOUNT", "category-missing": "+CATEGORY"}.get(error.slug)
    words = [word.text for word in parted(corrected)]
    if not words or blank in words or not {"NAME", "AMOUNT", "-d"}.isdisjoint(words):
        return []
    return [word for word in words if word not in _BLANKS]


def _paid_from(session: Session, error: WalletError, words: list[str]) -> list[str]:
    """The words of a line in which an own account is where the payee goes, ``80 cash``, with its sign: who was paid is
    asked next.
    """
    if not words or error.slug != "amount-first" or session.command not in _WHO:
        return words
    line = read_line(words)
    if line.accounts or not likely.is_known(session, line.payee, "@"):
        return words
    return [word.text for word in parted(spelled(line._replace(payee="", accounts=(line.payee,))))]


_WHO = {
    "pay": N_("who was paid? (a name; Enter alone leaves this line out)"),
    "receive": N_("who paid? (a name; Enter alone leaves this line out)"),
}


def _who(app: App, session: Session, _error: WalletError, wished: Any) -> Mended | None:
    """The line with the name that it lacks, where the account is in it: ``80 @cash``."""
    if session.command not in _WHO or not any(narrow(word[:1]) == "@" for word in wished.words):
        return None
    typed_words = questions.named(app, _(_WHO[session.command]))
    return Mended(lambda words: [*words, *typed_words]) if typed_words else None


def _glued(app: App, _session: Session, error: WalletError, _wished: Any) -> Mended | None:
    """Which of two readings of a glued word is meant."""
    lines = [str(error.params[field]) for field in ("corrected", "other")]
    readings = [[word.text for word in parted(line)] for line in lines]
    found = {join_words(words): words for words in readings if "AMOUNT" not in words}
    chosen = choose(app, Question(_("which is meant?"), list(found)))
    return Mended(lambda _words: list(found[chosen.name]), whole=True) if chosen else None


_TOLD = ("amount-first", "amount-missing", "amounts-several", "synonym")
"""What is said of a sentence."""
_MEANT = (
    "account-missing", "account-not-category", "amount-first", "amount-times", "category-missing",
    "category-not-account", "one-account", "payee-ends-in-account",
)  # fmt: skip


def _line_meant(app: App, session: Session, error: WalletError, words: list[str], wished: Any) -> Mended | None:
    """Whether the corrected line is meant; or, where its end may be a part of the name, the line as it was typed. What
    belongs to another verb is remarked before.
    """
    if error.slug == "amount-first":
        _remark(app, session, wished, words)
    from wallet_cli.cli.commands.record.told_otherwise import joined, own_options  # which loads much else

    day = getattr(getattr(wished, "notes", None), "day", None)
    kept = [*(["-d", day] if day else []), *own_options(wished)]
    corrected = f"{join_words(words)} {joined(kept)}".rstrip()
    as_typed = _("as typed: it is a part of the name")
    may_be_name = error.slug in ("account-missing", "category-missing", "payee-ends-in-account")
    offers = [corrected, as_typed] if may_be_name else [corrected]
    text = _("is this what you mean? (1, or Enter alone to leave this line out)")
    text = _("which is meant?") if may_be_name else text
    chosen = choose(app, Question(text, offers, agrees=not may_be_name))
    if chosen is None:
        return None
    if chosen.name == corrected:
        return Mended(lambda _words: list(words), whole=True)
    return Mended(list, forced=True)


def _account(app: App, session: Session, _error: WalletError, wished: Any) -> Mended | None:
    return _named(app, session, "@", Question(_(_WHICH_ACCOUNT), likely.own_accounts(session)), wished)


def _end(app: App, session: Session, _error: WalletError, wished: Any) -> Mended | None:
    text = _end_missing(wished)
    return _named(app, session, "@", Question(_(text), likely.own_accounts(session)), wished) if text else None


def _category(app: App, session: Session, _error: WalletError, wished: Any) -> Mended | None:
    _remark(app, session, wished)
    return _named(app, session, "+", _of_categories(session, _(_WHICH_CATEGORY)), wished)


def _remark(app: App, session: Session, wished: Any, words: Sequence[str] = ()) -> None:
    from wallet_cli.cli.commands.record import other_verbs

    remark = other_verbs.remark(session, wished, words) if hasattr(wished, "notes") else ""
    if remark:
        questions.say(app, remark)


def _of_categories(session: Session, text: str, fresh: str = "") -> Question:
    flow = understood.flow_of(session)
    making = _(_MAKES[flow]) if session.command in _CAN_MAKE else ""
    return Question(text, likely.categories(session, flow), making=making, fresh=fresh)


def _named(app: App, session: Session, sigil: str, question: Question, wished: Any) -> Mended | None:
    """The line with the account or category that is chosen; those that it has already aren't offered."""
    names = [name for name in question.names if sigil + name not in wished.words]
    chosen = choose(app, _with_names(session, question, sigil, names, wished))
    if chosen is None:
        return None
    word = sigil + chosen.name
    return Mended(lambda words: [*words, word], new_category=chosen.name if chosen.is_new else "")


def _with_names(session: Session, question: Question, sigil: str, names: Sequence[str], wished: Any) -> Question:
    """The question for one of these accounts or categories, any of which is understood as in a line."""
    return question._replace(
        names=names,
        known=lambda name: likely.is_known(session, name, sigil),
        meant=lambda name: understood.meant(session, name, sigil, wished),
    )


def _unknown_category(app: App, session: Session, error: WalletError, wished: Any) -> Mended | None:
    name = str(error.params["name"])
    text = _('no category "{name}"; which is meant? (Enter alone leaves this line out)')
    fresh = name if questions.can_be_made(name) else ""
    question = _of_categories(session, text.format(name=visible(name)), fresh)
    return _replaced(app, session, error, wished, "+", question)


def _unknown_account(app: App, session: Session, error: WalletError, wished: Any) -> Mended | None:
    text = _('no account "{name}"; which is meant? (Enter alone leaves this line out)')
    names = likely.own_accounts(session)
    question = Question(text.format(name=visible(str(error.params["name"]))), names)
    return _replaced(app, session, error, wished, "@", question) if names else None


def _replaced(
    app: App, session: Session, error: WalletError, wished: Any, sigil: str, question: Question
) -> Mended | None:
    """What an unknown name is taken for; the line with another name in its place where none may be taken for it."""
    name, words = str(error.params["name"]), list(getattr(wished, "words", ()))
    old = next((word for word in words if narrow(word[:1]) == sigil and _name_of(word, sigil) == name), None)
    may_take = session.meant is not None and name not in session.meant
    if old is None and not may_take:
        return None
    used = [_name_of(word, sigil) for word in words if narrow(word[:1]) == sigil]
    others = [each for each in question.names if each not in used and typed(each) not in used]
    first = [each for each in understood.perhaps(session, name, sigil, wished) if sigil == "@" or each in others]
    names = [*first, *[each for each in others if each not in first]]
    if len(first) == 1 and not (question.fresh and question.making):
        asked_of_all = question.text if len(names) > 1 else ""
        text = _(_IS_IT[sigil]).format(name=visible(name))
        question = question._replace(text=text, agrees=True, others=asked_of_all)
    chosen = choose(app, _with_names(session, question, sigil, names, wished)._replace(first=first))
    if chosen is None:
        return None
    if session.meant is not None and may_take and not chosen.is_new:
        session.meant[name] = chosen.name
        return Mended()
    if old is None:
        return None
    new = old[:1] + chosen.name + old[1:].strip()[len(name) :]
    return Mended(
        lambda words: [new if word == old else word for word in words],
        new_category=chosen.name if chosen.is_new else "",
    )


def _name_of(word: str, sigil: str) -> str:
    name = word[1:].strip()
    at = max(name.rfind("="), name.rfind("＝")) if sigil == "+" else -1
    return name[:at].strip() if at >= 0 else name


def _currency(app: App, _session: Session, error: WalletError, wished: Any) -> Mended | None:
    """The code of a currency in place of a sign that several share."""
    sign, candidates = str(error.params["word"]), error.params["candidates"]
    old = next((word for word in wished.words if sign in word and (word == sign or is_amount_like(word))), None)
    if old is None or not isinstance(candidates, tuple):
        return None
    text = _('which currency is "{sign}"? (a digit, or another code)')
    known: Callable[[str], bool] = lambda name: len(currency_of_word(name)) == 1  # noqa: E731
    chosen = choose(app, Question(text.format(sign=visible(sign)), candidates, known))
    if chosen is None:
        return None
    code = currency_of_word(chosen.name)[0]
    return Mended(lambda words: [word.replace(sign, code) if word == old else word for word in words])


def _end_missing(wished: Any) -> str | None:
    """What to ask where a transfer lacks an account; nothing where other words may have been meant for one."""
    named = [word for word in wished.words if word[:1] in ("@", "＠")]
    has_source = bool(getattr(wished, "source", None)) or (bool(named) and not getattr(wished, "target", None))
    if len(wished.words) - len(named) != 1 or len(named) > 1:
        return None
    return _TO if has_source else _FROM


_ASKS: dict[str, Callable[[App, Session, WalletError, Any], Mended | None]] = {
    "account-missing": _account,
    "amount-glued": _glued,
    "category-missing": _category,
    "currency-ambiguous": _currency,
    "no-such-account": _unknown_account,
    "no-such-category": _unknown_category,
    "payee-missing": _who,
    "two-accounts": _end,
}
