"""What a row of Alipay, WeChat Pay, JD or Meituan means for the books: which own accounts money left and reached.

The platform's statement lists everything that was done with it, also what a bank's card paid and what only moved from
one pocket to another. ``meaning`` takes one row apart; it reads no other row and posts nothing. What always holds: a
row that moves no money is a note without sides, and the parts of a payment never exceed its amount. The rules are the
statements' own wording (``ewallet_words``).
"""

from __future__ import annotations

import re

from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.domain.files.machine import machine_money
from wallet_cli.domain.money import Money
from wallet_cli.errors import WalletError
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.currency import Currency
    from wallet_cli.domain.files.statement import Row

_FEE = re.compile(r"(?:服务费|手续费)[:：]?\s*[¥￥]?\s*(\d[\d,]{0,15}(?:\.\d{1,4})?)")
_BACK = re.compile(r"已退款\s*[(（]?\s*[¥￥]?\s*(\d[\d,]{0,15}(?:\.\d{1,4})?)")
_WHOLE_BACK = "已全额退款"
_SUM = r"(?<![\d.,])(\d[\d,]{0,15}(?:\.\d{1,4})?)"
_PART = re.compile(rf"(.*?)[(（]?\s*(?:[¥￥]\s*{_SUM}|{_SUM}\s*元)\s*[)）]?")
_ORDER_TAIL = re.compile(r"[_*]")
_BOTH = re.compile("[&＆]")
_NO_TAIL = re.compile(r"[(（]\s*[)）]$")
_COUNTED = frozenset({"收入", "支出"})
_NOTHING = frozenset({"", "/", "-", "--"})


class Part(NamedTuple):
    """One place that money left or reached.

    ``name`` in the platform's words (``招商银行(1234)``, ``花呗``, ``余额宝``), ``BALANCE`` for the platform's own
    balance, ``UNSAID`` where the row names none.
    ``amount`` without a sign, None where the row doesn't say how a combined payment was shared; ``is_gift``: a discount
    or red packet that no account of one's own paid.
    """

    name: str
    amount: Money | None = None
    is_gift: bool = False


class Meaning(NamedTuple):
    """What a row means. ``what`` is one of PURCHASE, INCOME, REFUND, TOP_UP, WITHDRAWAL, TRANSFER, REPAYMENT,
    RED_PACKET, PERSON or NOTE (``ewallet_words``).

    ``amount`` is whole and without a sign. ``left`` are the own places that it left, ``came`` those that it reached;
    the side that isn't one's own (a shop, a person) is empty, and both are of a note, whose ``why`` says what it is
    (CLOSED, OTHERS, LATER, FROZEN, UNCLEAR). ``fee`` is within the amount: what arrives is ``amount - fee``. A refund
    names the ``order`` that it belongs to ("" where the row doesn't); ``refunded`` is what came back of a purchase so
    far, which rows of their own bring. ``category`` is a hint: the English name of one that every wallet begins with,
    or "".
    """

    what: str
    amount: Money
    left: tuple[Part, ...] = ()
    came: tuple[Part, ...] = ()
    fee: Money | None = None
    order: str = ""
    refunded: Money | None = None
    category: str = ""
    why: str = ""


class Wording(NamedTuple):
    """The texts of a row that say what it is: 交易类型, 交易分类, 交易对方, 商品说明, 收/付款方式 and 交易状态."""

    kind: str = ""
    category: str = ""
    payee: str = ""
    memo: str = ""
    method: str = ""
    status: str = ""


def meaning(row: Row) -> Meaning:
    """What a row of an e-wallet means; it never raises.

    In this order: a note (closed, another's card, charged later, held in its place); a refund (退款 in kind, category
    or state, or in front of the text, and money in); what moved between one's own accounts, where the platform counts
    the row as neither income nor spending; a red packet (红包); money between people (转账, 二维码收款, 群收款); else
    bought or earned. A refund of a purchase of funds (买入退款) is a movement between one's own accounts.
    """
    amount = abs(row.amount)
    said = Wording(row.kind, row.category, row.payee, row.memo, row.method, row.status)
    why = _why(row, said)
    if why:
        return Meaning(w.NOTE, amount, why=why)
    fee = row.charges if row.charges and row.charges.currency == amount.currency and row.charges <= amount else None
    if row.amount.minor > 0 and _is_return(said):
        order = _ORDER_TAIL.split(row.order_id, maxsplit=1)[0]
        return Meaning(w.REFUND, amount, (), _parts(said.method, amount), fee, order)
    found = None if _is_counted(row) else _movement(said)
    if found is not None:
        rule, left, came = found
        hint = w.INTEREST if rule.what == w.INCOME else ""
        return Meaning(rule.what, amount, _parts(left, amount), _parts(came, amount), fee, category=hint)
    hint = w.CATEGORIES.get(row.category) or w.CATEGORIES.get(row.kind, "")
    if row.amount.minor > 0:
        return _came_in(said, amount, fee, hint)
    hint = w.FEE if w.COSTS.search(said.memo) else hint
    what = w.RED_PACKET if _is_packet(said) else w.PERSON if _is_person(said) else w.PURCHASE
    return Meaning(what, amount, _parts(said.method, amount), (), fee, refunded=_refunded(row, amount), category=hint)


def _is_return(said: Wording) -> bool:
    if w.FUND_RETURNED.search(said.memo):
        return False
    return said.memo.startswith("退款") or bool(w.RETURNED.search(f"{said.kind} {said.category} {said.status}"))


def _came_in(said: Wording, amount: Money, fee: Money | None, hint: str) -> Meaning:
    """Money in that didn't come back; without a named place it is in the balance."""
    what = w.RED_PACKET if _is_packet(said) else w.PERSON if _is_person(said) else w.INCOME
    parts = (Part(w.BALANCE, amount),) if said.method in _NOTHING else _parts(said.method, amount)
    return Meaning(what, amount, (), parts, fee, category=hint)


def _why(row: Row, said: Wording) -> str:
    """Why a row is a note, "" if it isn't one."""
    if is_anothers(said.method):
        return w.OTHERS
    if row.moves_money and row.amount.minor:
        return ""
    texts = f"{said.kind} {said.memo} {said.status} {said.method}"
    if w.PAYS_LATER.search(texts):
        return w.LATER
    if w.IN_PLACE.search(texts):
        return w.FROZEN
    is_open = row.amount.minor and not w.UNDONE.search(said.status)
    return w.UNCLEAR if is_open and said.method not in _NOTHING else w.CLOSED


def is_anothers(method: str) -> bool:
    """Whether what was paid with is another person's card (亲属卡, 亲情卡, 代付), which costs the owner nothing."""
    return bool(method) and w.OTHERS_CARD.search(method) is not None


def way(said: Wording) -> int:
    """Which way money went of a row that the platform counts neither as income nor as spending: 1 in, -1 out.

    As the platform's balance has it, else its pockets (余额宝, 零钱通), else by what was done: paid back or invested
    is out, borrowed or sold is in. What came back (退款成功) is in. 0 where nothing says it, or money was held in its
    place.
    """
    if w.RETURN_DONE.search(said.status):
        return 1
    found = _movement(said)
    if found is None or w.IN_PLACE.search(said.status):
        return 0
    rule, left, came = found
    for is_own in (_is_balance, _is_pocket):
        if is_own(left) != is_own(came):
            return 1 if is_own(came) else -1
    return rule.way


def fee_in(text: str, unit: Currency) -> Money | None:
    """The fee that a note names (``服务费¥0.10``, which is within the amount of the row), None if it names none."""
    match = _FEE.search(text)
    return _exact(match[1], unit) if match else None


def _movement(said: Wording) -> tuple[w.Rule, str | None, str | None] | None:
    """The rule that a row's kind or text fits, and the places that money left and reached; None if none does."""
    for text in (said.kind, said.memo):
        for rule in w.MOVEMENTS:
            match = rule.says.search(text) if text else None
            if match is not None:
                named = match.groupdict()
                return rule, _side(rule.left, said, named.get("one", "")), _side(rule.came, said, named.get("two", ""))
    return None


def _side(where: str, said: Wording, named: str) -> str | None:
    """The words for one side of a movement, ``UNSAID`` if nothing names it; None for no account of one's own."""
    if where == w.OTHER_SIDE:
        return None
    if where == w.BALANCE:
        return "余额"
    if where == w.NAMED:
        return named
    if where == w.SHOP:
        return _debt_or_fund(said)
    method = said.method
    if where == w.BANK and (method in _NOTHING or method in w.BALANCES or method in w.POCKETS):
        method = _NO_TAIL.sub("", said.payee)
    return w.UNSAID if method in _NOTHING else method


def _debt_or_fund(said: Wording) -> str:
    """Which debt was paid back, or which fund bought: by the platform's own names, else by who it went to."""
    texts = f"{said.kind} {said.memo} {said.payee}"
    match = w.DEBTS.search(texts) or w.FUNDS.search(texts)
    if match is not None:
        return match[0]
    payee = said.payee.removesuffix("还款")
    return w.UNSAID if payee in _NOTHING else payee


def _is_balance(words: str | None) -> bool:
    return words in w.BALANCES


def _is_pocket(words: str | None) -> bool:
    return words in w.POCKETS


def _is_counted(row: Row) -> bool:
    """Whether the platform counts a row as income or spending."""
    return any(value in _COUNTED for _name, value in row.extra)


def _is_packet(said: Wording) -> bool:
    return w.PACKETS.search(said.kind) is not None or (not said.kind and w.PACKETS.search(said.memo) is not None)


def _is_person(said: Wording) -> bool:
    return w.PEOPLE.search(said.kind) is not None or w.PEOPLE.search(said.category) is not None


def _parts(words: str | None, amount: Money) -> tuple[Part, ...]:
    """The places that a method names (``余额&招商银行(1234)&红包``), each with its amount where the row says it.

    Amounts that are more than the whole are not believed; the one place without an amount has what is left.
    """
    if words is None:
        return ()
    found = [_part(word.strip(), amount.currency) for word in _BOTH.split(words) if word.strip()]
    if not found:
        return (Part(w.UNSAID, amount),)
    known = sum(part.amount.minor for part in found if part.amount is not None)
    unknown = [at for at, part in enumerate(found) if part.amount is None]
    if known > amount.minor or (not unknown and known < amount.minor):
        found, known = [part._replace(amount=None) for part in found], 0
        unknown = list(range(len(found)))
    if len(unknown) == 1:
        found[unknown[0]] = found[unknown[0]]._replace(amount=Money(amount.minor - known, amount.currency))
    return tuple(found)


def _part(word: str, unit: Currency) -> Part:
    match = _PART.fullmatch(word)
    exact = _exact(match[2] or match[3], unit) if match is not None else None
    name = match[1].strip() if match is not None and exact is not None else word
    name = w.UNSAID if name in _NOTHING else w.BALANCE if name in w.BALANCES else name
    return Part(name, exact, w.GIFTS.search(name) is not None)


def _refunded(row: Row, amount: Money) -> Money | None:
    """What of a purchase came back, as the row says: 已全额退款, 已退款(￥5.00), or the column of refunds."""
    texts = [row.status, *(value for name, value in row.extra if name == "note")]
    if any(_WHOLE_BACK in text for text in texts):
        return amount
    sums = [match[1] for text in texts if (match := _BACK.search(text))]
    sums += [value for name, value in row.extra if "退款" in name]
    for text in sums:
        found = _exact(text, amount.currency)
        if found and found <= amount:
            return found
    return None


def _exact(text: str, unit: Currency) -> Money | None:
    """The amount in a note; None for one that can't be read exactly."""
    try:
        return machine_money(text, unit, ".")
    except WalletError:
        return None
