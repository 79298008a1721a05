"""The first accounts of a wallet, as they are typed one a line, before any of them is booked.

In comes ``visa owed 200``, ``信用卡欠200`` or ``my bank 1,250.00``; out goes a draft with the kind that the name gives
away and the signed balance. A later line about the same name, or about a draft's number, changes that draft:
``visa 90``, ``2 loan``, ``2 -``. Nothing is written before ``book``.
"""

from __future__ import annotations

import re

from wallet_cli.domain import kinds
from wallet_cli.domain import owing as who_owes
from wallet_cli.domain.account import Account, name_key
from wallet_cli.domain.amounts import is_amount_like, read_signed_amount, to_money
from wallet_cli.domain.answers import is_other
from wallet_cli.domain.currency import Currency, currency_of_word
from wallet_cli.domain.operation import FIRST_ACCOUNTS
from wallet_cli.domain.text import fold, narrow
from wallet_cli.errors import Refused, UsageProblem
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services import names
from wallet_cli.services.record import typed_line
from wallet_cli.services.session import Session, home_currency, money_of, typing_style
from wallet_cli.services.things import accounts, first_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wallet_cli.services.things.accounts import AccountMade

OWED = ("owed", "owes", "owe", "owing", "debt", "欠", "还欠", "欠款", "负债", "待还", "应还")
"""Between a name and an amount, or behind both: the amount is a debt."""
_I_OWE = ("我欠", "欠")
_GLUED = re.compile(
    rf"(?<=\S)\s*({'|'.join(sorted((word for word in OWED if not word.isascii()), key=len, reverse=True))})"
    r"\s*(?=[-+0-9¥$€£一二两三四五六七八九十百千万]|$)"
)
DROP = "-"
_COMMAS = ",;，；、"


class Draft(NamedTuple):
    """An account to be: ``minor`` its signed balance in ``unit`` (debit positive), None where none was typed;
    ``number`` is that of its line, which it keeps when another one goes.
    """

    name: str
    kind: str
    unit: Currency
    minor: int | None = None
    number: int = 0

    @property
    def asks_owed(self) -> bool:
        """Whether it is to be asked what is owed: a card or a loan of which only the name was typed."""
        return self.minor is None and kinds.of(self.kind).debt


class Typed(NamedTuple):
    """A line taken apart: ``owed`` whether it says that this is a debt, ``mine`` that I am the one who owes it;
    ``of_person`` that it says who owes whom.
    """

    name: str
    amount: str
    owed: bool = False
    mine: bool = False
    of_person: bool = False


def read(session: Session, text: str, drafts: Sequence[Draft], called: Mapping[str, str]) -> list[Draft]:
    """``drafts`` with what a line adds or changes; ``called`` are kinds by their names in the language of the screen.

    Raises UsageProblem("account-is-amount", "amount-of-which-account", "account-is-answer", "several-accounts",
    "account-amount-last",
    "account-is-date", "account-is-category", "amount-in-words", "no-such-line", and as amounts and currencies do),
    Refused("name-taken"), UsageProblem("bad-name").
    """
    found = list(drafts)
    for part in first_lines.parts(text) or [text]:
        found = _with_line(session, part, found, called)
    return found


_DIGITS_OF_A_LINE = 2
_CENTS = 2
"""Decimals of a currency that has cents."""


def require_line(text: str, drafts: Sequence[Draft]) -> None:
    """Refuse a number that is none of a draft's with a kind or an amount behind it, ``9 savings``, ``9 5200``: it may
    be an amount, or a slip.

    Raises UsageProblem("no-such-line").
    """
    first, _blank, rest = narrow(text).strip().partition(" ")
    if not drafts or not first.isdecimal() or _numbered(first, drafts) is not None:
        return
    if kinds.typed(rest.strip()) in kinds.money():
        raise _no_such_line(first, drafts, f"{text.strip().partition(' ')[2].strip()} {first}")
    if len(first) <= _DIGITS_OF_A_LINE and is_amount_like(rest.strip()):
        raise _no_such_line(first, drafts)


def _no_such_line(number: str, drafts: Sequence[Draft], corrected: str = "") -> UsageProblem:
    numbers = tuple(str(each.number) for each in drafts)
    return UsageProblem("no-such-line", number=number, numbers=numbers, corrected=corrected)


def is_line(text: str, drafts: Sequence[Draft]) -> bool:
    """Whether a text that should be something else is a line about an account: a new one, one of the ``drafts``, or a
    name alone that gives its kind away.
    """
    return first_lines.another(text, "") or _begins_with_number(text, drafts) or bool(kinds.guess(text, ""))


def is_about_line(text: str, drafts: Sequence[Draft]) -> bool:
    """Whether a text drops one of the ``drafts`` or gives it a kind by its number: ``4 -``, ``2 loan``."""
    rest = narrow(text).strip().partition(" ")[2].strip()
    return _begins_with_number(text, drafts) and (rest == DROP or kinds.typed(rest) in kinds.money())


def _begins_with_number(text: str, drafts: Sequence[Draft]) -> bool:
    first, _blank, rest = narrow(text).strip().partition(" ")
    return _numbered(first, drafts) is not None and bool(rest.strip())


def _numbered(text: str, drafts: Sequence[Draft]) -> int | None:
    """Where among the drafts the one with this number is."""
    number = int(text) if text.isdecimal() else 0
    return next((at for at, each in enumerate(drafts) if number and each.number == number), None)


def _with_line(session: Session, text: str, drafts: list[Draft], called: Mapping[str, str]) -> list[Draft]:
    at, rest = _meant(text, drafts)
    if at is not None:
        return _changed(session, drafts, at, called.get(rest, rest))
    _require_no_cents(session, text)
    text, said = first_lines.kind_behind(first_lines.ordered(first_lines.apart(text)), called)
    typed, kind = _of_one(text, drafts, said)
    name = names.checked_path(typed.name)
    same = next((at for at, each in enumerate(drafts) if name_key(each.name) == name_key(name)), None)
    if same is not None:
        if typed.of_person or said:
            drafts = _with(drafts, same, drafts[same]._replace(kind=kind))
        return _with(drafts, same, _balanced(session, drafts[same], typed) if typed.amount else drafts[same])
    _require_account(session, name)
    number = max([each.number for each in drafts], default=0) + 1
    draft = Draft(name, kind, money_of(session, home_currency(session)), number=number)
    return [*drafts, _balanced(session, draft, typed) if typed.amount else draft]


def _require_no_cents(session: Session, text: str) -> None:
    """Refuse ``wallet 50 cents``: nothing there is an amount as it is read. Raises UsageProblem("amount-in-cents")."""
    said, count = first_lines.in_cents(text)
    unit = money_of(session, home_currency(session))
    if said and unit.scale == _CENTS:
        amount = f"{count // 100}{typing_style(session).decimal}{count % 100:02}"
        raise UsageProblem("amount-in-cents", text=said, corrected=narrow(text).strip().replace(said, amount, 1))


def _of_one(text: str, drafts: Sequence[Draft], known: str) -> tuple[Typed, str]:
    """A line about one account, taken apart, and its kind, ``known`` where it is said; a colon after the name isn't
    part of it.
    """
    if is_other(text):
        raise UsageProblem("account-is-answer", text=text.strip())
    _require_no_date(text)
    if said := first_lines.in_words(text):
        digits = first_lines.in_digits(said) or "AMOUNT"
        is_alone = said == fold(text.strip())
        name = (drafts[-1].name if drafts else kinds.own()[0]) if is_alone else ""
        corrected = (
            f"{name} {digits}"
            if is_alone
            else re.sub(re.escape(said), digits, text.strip(), count=1, flags=re.IGNORECASE)
        )
        raise UsageProblem("amount-in-words", text=said, corrected=corrected)
    try:
        typed, kind = _said(text, kind=known)
    except UsageProblem as error:
        if error.slug != "account-is-amount" or not drafts:
            raise
        raise UsageProblem("amount-of-which-account", text=text.strip(), name=drafts[-1].name) from None
    before = typed.name.split()[1:]
    if "·" in text or (typed.amount and any(len(word) > 1 and is_amount_like(word.strip(_COMMAS)) for word in before)):
        raise UsageProblem("several-accounts", text=text.strip())
    if not typed.amount and (corrected := first_lines.amount_last(text)):
        raise UsageProblem("account-amount-last", text=text.strip(), corrected=corrected)
    _require_no_date(typed.name)
    return typed._replace(name=typed.name.rstrip(":：") or typed.name), kind


def _require_no_date(text: str) -> None:
    if first_lines.is_date(text):
        raise UsageProblem("account-is-date", text=text.strip())


def draft_of(session: Session, words: Sequence[str], kind: str | None = None, code: str | None = None) -> Draft:
    """The draft of a line that came as words, in each of which blanks are part of a name; ``kind`` and ``code`` (a
    currency) where they were given apart. Raises as ``read``.
    """
    is_name = len(words) == 1 and not _GLUED.search(words[0])
    if is_name and not who_owes.read(words[0]):
        typed, guessed = Typed(words[0], ""), kinds.guess(words[0])
    else:
        typed, guessed = _said(*words, kind=kind or "")
    draft = Draft(typed.name, kind or guessed, money_of(session, code or home_currency(session)))
    return _balanced(session, draft, typed) if typed.amount else draft


def owing(session: Session, draft: Draft, text: str) -> Draft:
    """The draft of a card or a loan with what is owed on it now."""
    try:
        return _balanced(session, draft, Typed(draft.name, text, owed=True))
    except UsageProblem:
        amount = first_lines.owed(text, draft.name)
        if amount == text:
            raise
    return _balanced(session, draft, Typed(draft.name, amount, owed=True))


def debt(draft: Draft, text: str) -> str:
    """The amount in a balance that says that it is owed, ``欠200`` or ``owed 200``; "" for any other.

    Raises UsageProblem("owed-unclear") where it is about a person: who owes it isn't said.
    """
    words = _GLUED.sub(r" \1 ", f"{draft.name} {narrow(text)}").split()[len(draft.name.split()) :]
    kept = [word for word in words if fold(word) not in OWED]
    amount = " ".join(kept)
    if len(kept) == len(words) or not any(map(_is_amount, kept)):
        return ""
    if kinds.of(draft.kind).is_person:
        raise UsageProblem("owed-unclear", text=text.strip(), name=draft.name, amount=amount)
    return amount


def _require_account(session: Session, name: str) -> None:
    """Refuse a name that is taken, and of a category say what that is."""
    try:
        accounts.require_free(session, name)
    except Refused:
        owner = names.any_node(session, name)
        if owner.account.is_category:
            raise UsageProblem("account-is-category", name=owner.path) from None
        raise


def book(session: Session, drafts: Sequence[Draft], day: int) -> list[AccountMade]:
    """Add the accounts, each by an operation that can be undone, with what was in them on ``day`` (ordinal)."""
    adding = session._replace(command=FIRST_ACCOUNTS)
    made = []
    for name, kind, unit, minor, _number in drafts:
        opened = accounts.Opening(unit.code, minor, day) if minor else None
        made.append(accounts.add(adding, Account(b"", name, kind, (unit.code,)), opened))
    return made


def taken_apart(*texts: str) -> Typed:
    """``my bank 1 250 eur`` as a name and an amount ("" for none): the last words, as far as they look like one.

    Of several texts each is one word, and the first one is of the name: ``"Konto 2"`` is not an amount.
    Raises UsageProblem("account-is-amount").
    """
    least = min(1, len(texts) - 1)
    words = list(texts) if least else _GLUED.sub(r" \1 ", texts[0]).split()
    mine = len(words) > 2 and words[0].lower() in ("owe", *_I_OWE)
    words = words[1:] if mine else words
    owed = len(words) > 1 and fold(words[-1]) in OWED
    words = words[:-1] if owed else words
    at = len(words)
    while at > least and (_is_amount(words[at - 1]) or currency_of_word(words[at - 1])):
        at -= 1
    if not any(map(_is_amount, words[at:])):
        if at == least and words and _is_amount(words[0]):
            raise UsageProblem("account-is-amount", text=" ".join(words))
        at = len(words)  # only the name of a currency: it belongs to the account's
    amount = " ".join(words[at:])
    if at > 1 and amount and fold(words[at - 1]) in OWED:
        owed, at = True, at - 1
    if not at:
        raise UsageProblem("account-is-amount", text=" ".join(texts))
    return Typed(" ".join(words[:at]), amount, owed or mine, mine)


def _said(*texts: str, kind: str = "") -> tuple[Typed, str]:
    """A line taken apart, and its kind: ``kind`` where that is known, else what the line gives away. Who owes whom is
    never guessed: UsageProblem("owed-unclear").
    """
    text = " ".join(texts)
    owing = who_owes.read(text)
    if owing is not None and (owing.mine or not kind or kinds.of(kind).is_person):
        return Typed(owing.name, owing.amount, owing.mine, owing.mine, True), kind or who_owes.kind_of(owing)
    typed = taken_apart(*texts)
    word = who_owes.debt_word(narrow(text).replace(narrow(typed.name), "", 1))
    known = kind or kinds.guess(typed.name, "")
    is_clear = not typed.owed or who_owes.is_clear(word, known)
    if owing is not None or typed.mine or not is_clear or (who_owes.debt_word(typed.name) and not kind):
        name, amount = who_owes.guessed(text)
        raise UsageProblem("owed-unclear", text=text, name=name or "anna", amount=amount or "AMOUNT")
    return typed, known or (kinds.OWED if typed.owed else kinds.USUAL)


def _is_amount(word: str) -> bool:
    """An amount, also one gone wrong (``3x``), which its reader refuses."""
    return is_amount_like(word) or word[:1].isdecimal()


def _meant(text: str, drafts: Sequence[Draft]) -> tuple[int | None, str]:
    """The draft whose number or name the line begins with, and what is said of it: a kind, an amount, ``-``."""
    first, _blank, rest = narrow(text).strip().partition(" ")
    rest = rest.strip()
    if _begins_with_number(text, drafts):
        return _numbered(first, drafts), rest
    if first.isdecimal() and rest == DROP:
        raise _no_such_line(first, drafts)
    return None, ""


def _changed(session: Session, drafts: Sequence[Draft], at: int, rest: str) -> list[Draft]:
    draft = drafts[at]
    if rest == DROP:
        return [*drafts[:at], *drafts[at + 1 :]]
    kind = kinds.of(kinds.typed(rest))
    if rest.startswith(first_lines.RENAMES):
        return _renamed(session, drafts, at, rest.removeprefix(first_lines.RENAMES).strip())
    if kind.is_money:
        minor = draft.minor if draft.minor is None or not kind.debt else -abs(draft.minor)
        if kinds.of(draft.kind).debt and not kind.debt and minor is not None:
            minor = abs(minor)
        return _with(drafts, at, draft._replace(kind=kind.name, minor=minor))
    if not any(map(_is_amount, _GLUED.sub(r" \1 ", rest).lstrip("+-").split())):
        corrected = f"{draft.number} {first_lines.RENAMES} {rest}"
        raise UsageProblem("kind-or-name", kind=rest, kinds=kinds.money(), corrected=corrected)
    typed, _kind = _said(f"{draft.name} {rest}", kind=draft.kind)
    if who_owes.debt_word(rest) and name_key(typed.name) != name_key(draft.name):
        amount = who_owes.guessed(rest)[1]
        raise UsageProblem("owed-unclear", text=rest, name=draft.name, amount=amount or "AMOUNT")
    return _with(drafts, at, _balanced(session, draft, typed))


def _renamed(session: Session, drafts: Sequence[Draft], at: int, text: str) -> list[Draft]:
    """The drafts with another name for one of them. Raises UsageProblem("bad-name"), Refused("name-taken")."""
    name = names.checked_path(text)
    other = next((each.name for each in drafts if name_key(each.name) == name_key(name)), "")
    if other and name_key(other) != name_key(drafts[at].name):
        raise Refused("name-taken", name=name, by="", owner=other, noun="accounts")
    _require_account(session, name)
    return _with(drafts, at, drafts[at]._replace(name=name))


def _with(drafts: Sequence[Draft], at: int, draft: Draft) -> list[Draft]:
    return [*drafts[:at], draft, *drafts[at + 1 :]]


def _balanced(session: Session, draft: Draft, typed: Typed) -> Draft:
    """The draft with the balance that was typed. On a card or a loan a bare amount is owed, and only ``+`` isn't; a
    person owes it, except where I do or it has a ``-``.
    """
    numbers = typing_style(session)
    amount = read_signed_amount(typed.amount, numbers)
    unit = draft.unit if amount.word is None else typed_line.currency_for(session, amount, None)
    minor = to_money(amount, unit, numbers).minor
    kind = kinds.of(draft.kind)
    is_debt = typed.mine if kind.is_person else typed.owed or (kind.debt and not narrow(typed.amount).startswith("+"))
    return draft._replace(unit=unit, minor=-abs(minor) if is_debt else minor)
