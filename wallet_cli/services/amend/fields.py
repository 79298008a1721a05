"""The words of an edit that name what they change: ``amount 40``, ``category=food``, ``date to yesterday``.

In come the words behind the transaction, out go the words that record the same, and the day and the memo among them.
What isn't clearly a field is left as it was typed: ``Date Night`` is a payee, and so is whatever a known one is called.
"""

from __future__ import annotations

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.dates import looks_like_date
from wallet_cli.domain.text import fold, narrow
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.store.books import accounts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from wallet_cli.services.session import Session

AMOUNT, PAYEE, ACCOUNT, CATEGORY, DAY, MEMO = "amount", "payee", "account", "category", "date", "memo"
_NAMES = {
    "amount": AMOUNT, "sum": AMOUNT, "price": AMOUNT, "金额": AMOUNT,
    "payee": PAYEE, "商家": PAYEE, "收款方": PAYEE, "交易对方": PAYEE,
    "account": ACCOUNT, "账户": ACCOUNT,
    "category": CATEGORY, "分类": CATEGORY,
    "date": DAY, "day": DAY, "日期": DAY,
    "memo": MEMO, "note": MEMO, "备注": MEMO,
}  # fmt: skip
_LEADING = ("to", "from", "for", "on", "as", "at", "with", "by", "via", "in", "into", "改成", "改为")
_OUT_OF = ("from ", "从", "把", "由")
_BETWEEN = (" to ", "改成", "改为", "->", "→", "变成")
_LINKS = ("to", "is", "=", ":", "改成", "改为")


class Meant(NamedTuple):
    """The words as they record the same; ``day`` and ``memo`` None where none was named. ``was`` is the amount that is
    said to be there now, ``25 to 30``; "" for none.
    """

    words: tuple[str, ...]
    day: str | None = None
    memo: str | None = None
    was: str = ""


def read(session: Session, words: Sequence[str]) -> Meant:
    """What the words mean; as they are where the first of them names no field, or one of the values isn't one of it."""
    typed = Meant(tuple(words))
    if not words or accounts.find_payee(session.db, " ".join(words)) is not None:
        return typed
    if not _named(words[0])[0]:
        both = _both_amounts(words)
        return both if both.was else _unnamed(session, words)
    meant = Meant(())
    if len(words) == 1 and not _named(words[0])[1]:  # a field alone changes nothing
        return meant
    for field, value in _parted(words):
        text = " ".join(value)
        if not text or (field == AMOUNT and not _has_amount(value)) or (field == DAY and not looks_like_date(text)):
            return typed
        if field == DAY:
            meant = meant._replace(day=text)
        elif field == MEMO:
            meant = meant._replace(memo=text)
        elif field == AMOUNT:
            both = _both_amounts(value)
            meant = meant._replace(words=(*both.words, *meant.words), was=both.was)
        else:
            meant = meant._replace(words=(*meant.words, _signed(field, text)))
    return meant


def _both_amounts(words: Sequence[str]) -> Meant:
    """The amount that is there and the one that is right: ``25 to 30``, ``25改成30``, ``from 25 to 30``; the words as
    they are where they say something else.
    """
    signed = [word for word in words if narrow(word[:1]) in ("@", "+")]
    line = " ".join(word for word in words if word not in signed)
    line = line[len(next((each for each in _OUT_OF if line.casefold().startswith(each)), "")) :]
    for link in _BETWEEN:
        before, found, after = (each.strip() for each in line.partition(link))
        if found and is_amount_like(before) and is_amount_like(after):
            return Meant((after, *signed), was=before)
    return Meant(tuple(words))


def _unnamed(session: Session, words: Sequence[str]) -> Meant:
    """What a value says whose field goes without a name: a day, alone or behind an amount, ``to 13.00``, ``from visa``,
    ``for transport``.
    """
    start = 1 if is_amount_like(words[0]) else 0
    day = " ".join(words[start:])
    if words[start:] and looks_like_date(day) and not is_amount_like(day):
        return Meant(tuple(words[:start]), day)
    text = " ".join(words[1:])
    if words[0].casefold() not in _LEADING or not text:
        return Meant(tuple(words))
    node = accounts.find(session.db, text)
    if node is not None and (node.account.is_own or node.account.is_category):
        return Meant((_signed(CATEGORY if node.account.is_category else ACCOUNT, text),))
    if looks_like_date(text) and not is_amount_like(text):
        return Meant((), text)
    return Meant(tuple(words[1:] if _has_amount(words[1:]) else words))


def _parted(words: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The fields in the order of the line, each with the words of its value."""
    found: list[tuple[str, list[str]]] = []
    for word in words:
        field, rest = _named(word)
        if field:
            found.append((field, [rest] if rest else []))
        elif found[-1][1] or word not in _LINKS:
            found[-1][1].append(word)
    return found


def _named(word: str) -> tuple[str, str]:
    """The field that a word names, and the value behind its ``=`` or ``:``; "" twice for none."""
    text = narrow(word)
    at = next((at for at, char in enumerate(text) if char in "=:："), len(text))
    field = _NAMES.get(fold(text[:at]), "")
    return (field, word[at + 1 :]) if field else ("", "")


def _has_amount(value: Sequence[str]) -> bool:
    """Whether it is an amount, or only marks, which are refused as such."""
    is_marks = not any(map(str.isalnum, "".join(value)))
    return is_marks or any(map(is_amount_like, value[:2]))


def _signed(field: str, text: str) -> str:
    sign = {ACCOUNT: "@", CATEGORY: "+"}.get(field, "")
    return text if narrow(text[:1]) == sign else sign + text
