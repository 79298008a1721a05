"""Which rows of a bank's own file say that money only moved between own accounts, and where its other side is.

Cash from a machine or paid in at a desk, a credit card paid off, a platform's balance that was topped up or taken out
(微信零钱提现), money to oneself. The words are those that banks print; what a bank took for it (手续费, ``ATM FEE``),
and what came back, isn't one, nor is what was topped up for use elsewhere (话费充值). A new wording is a row more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wallet_cli.domain.account import name_key
from wallet_cli.domain.files.ewallet_words import PLATFORMS, POCKETS
from wallet_cli.domain.files.repayments import says_back
from wallet_cli.domain.text import loose
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import Row

CASH, CARD, PLATFORM, SELF = "in-hand", "credit", "platform", "self"
"""Where the other side is: in one's own hands, on a credit card, with a platform, on another account of one's own."""


class Movement(NamedTuple):
    """Where the other side is, and what the row says of it: a card's last digits, a platform's or a pocket's name; ""
    where it says nothing.
    """

    where: str
    name: str = ""


_HINTS = (
    *("取", "存", "支现", "信用卡", "贷记卡", "充值", "提现", "转入", "转出"),
    *("atm", "cash ", "cashpoint", "credit", "automat", "bargeld", "barein", "baraus", "barabh", "karte"),
    *("retrait", "especes", "opname", "prelievo", "contant", "reintegro", "cajero", "efectivo"),
)
"""One of these is in every row that any of the words below fits: looked for first, as that costs least."""
_TAKEN = re.compile(
    r"取款|取现|支取现金|现金支取|支现|卡取(?:$|\W)"
    r"|\batmd?\b(?!.{0,12}(?:转账|转帐|存|transfer|trf|deposit|payment|purchase))|\batmd?\s?\d"
    r"|\bcash (?:withdrawal|wdl|advance)|\bcashpoint\b|\bcash machine"
    r"|\bgeldautomat|\bbargeld(?:auszahlung|abhebung|bezug)|\bbarauszahlung|\bbarabhebung|\bgeldopname|\bgeldautomaat"
    r"|\bretrait (?:dab|gab|especes|d'especes|au distributeur)|\bprelievo (?:bancomat|contant|atm)"
    r"|\bretirada de efectivo|\breintegro .{0,12}cajero|\bdisposicion .{0,12}(?:cajero|efectivo)"
)
_PAID_IN = re.compile(
    r"现金存[入款]|存现|现金?存$|atm.{0,4}存款|无卡存款|自助存款|\bcash (?:deposit|paid in|dep)\b|\batm deposit"
    r"|\bbareinzahlung|\bbargeldeinzahlung|\bversement (?:d')?especes|\bversamento contant|\bingreso .{0,12}efectivo"
)
_CARD = re.compile(
    r"(?:信用卡|贷记卡).{0,6}(?:还款|还清)|还(?:款)?[^，,]{0,8}(?:信用卡|贷记卡)"
    r"|\bcredit (?:card|crd) ?(?:auto ?|e-?|bill )?(?:payment|pymt|pmt|repayment|bill)\b|\bcreditcard payment"
    r"|\bkreditkartenabrechnung|\babrechnung.{0,12}\bkreditkarte|\bkartenabrechnung"
)
_OUT_OF = re.compile(r"提现|转出")
_INTO = re.compile(
    r"(?:零钱|余额|钱包|余额宝|零钱通|小荷包)\W{0,2}(?:充值|转入)|转入(?:零钱|余额|小荷包)"
    r"|(?:支付宝|财付通|微信|京东|美团)\W{0,3}充值(?!\w)"
)
_ELSEWHERE = re.compile(
    r"话费|手机|流量|游戏|q币|公交|地铁|油卡|加油|etc|会员|水费|电费|燃气|校园|一卡通|缴费|移动|联通"
)
_COSTS = re.compile(
    r"手续费|服务费|工本费|年费|利息|\bfees?\b|\bsurcharge|\bcharges?\b|\binterest\b|gebuhr|entgelt|\bfrais\b|\bkosten\b"
    r"|\bcommission|\bcomision|\bzins"
)
_NAMED = (
    *((pocket, pocket) for pocket in POCKETS),
    *(("支付宝", "支付宝"), ("alipay", "支付宝"), ("财付通", "微信"), ("微信", "微信"), ("wechat", "微信")),
    *(("tenpay", "微信"), ("零钱", "微信"), ("京东", "京东"), ("美团", "美团")),
)
"""How a bank's row names a platform, and the platform's own name; the pockets first, which hold money by themselves."""
_TAIL = re.compile(r"(?<!\d)(\d{4})(?!\d)")


def movement(row: Row, owner: str = "") -> Movement | None:
    """Where the other side of a bank's row is, if it says that it only moved; ``owner`` as the file names them."""
    if not row.moves_money or not row.amount.minor:
        return None
    found = _said(f"{row.kind} {row.payee} {row.memo}", row.amount.minor > 0)
    if found is None and owner and name_key(row.payee) == name_key(owner):
        found = Movement(SELF)
    return None if found is None or says_back(row) else found


@lru_cache(maxsize=2048)
def _said(text: str, comes: bool) -> Movement | None:
    text = loose(text)
    for hint in _HINTS:
        if hint in text:
            break
    else:
        return None
    if _COSTS.search(text):
        return None
    platform = next((name for word, name in _NAMED if word in text), "")
    if platform and (_OUT_OF if comes else _INTO).search(text):
        return None if _ELSEWHERE.search(text) else Movement(PLATFORM, platform)
    if not comes and _CARD.search(text):
        tails = set(_TAIL.findall(text))
        return Movement(CARD, tails.pop() if len(tails) == 1 else "")
    if (_PAID_IN if comes else _TAKEN).search(text):
        return None if platform else Movement(CASH)
    return None


def platform_names(name: str) -> tuple[str, ...]:
    """What an own account with a platform's money can be called; a pocket's own name alone."""
    return next((names for names in PLATFORMS.values() if names[0] == name), (name,))
