"""Words in the cells of tables: which way money went, what a row is that is none, and what isn't a statement at all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import repeat

from wallet_cli.domain.text import loose, narrow
from wallet_cli.errors import BadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

IN, OUT, NEITHER = 1, -1, 0

_DIRECTIONS: dict[int, str] = {
    IN: """credit cr c in inflow haben h + bij crédito credito abono haber eingang gutschrift entrada avoir avere
        uznanie uznania příjem prijem kredit kreditní jóváírás income deposit received
        收入 收 贷 贷方 转入 存入 入账 进 入""",
    OUT: """debit dr d out outflow soll s - af débito debito cargo debe ausgang belastung salida débit dare
        obciążenie obciazenie výdaj vydaj terhelés expense withdrawal sent 支出 支 借 借方 转出 支取 出""",
    NEITHER: "/ 不计收支 其他 中性交易 不计 neutral",
}
_DIRECTION = {loose(word): way for way, words in _DIRECTIONS.items() for word in words.split()}
_LONGEST = 12

SPENT = re.compile(r"消费|取现|purchase|\bsales?\b|withdrawal|kartenzahlung|lastschrift")
RETURNED = re.compile(r"退款|退货|refund|\breturn\b|gutschrift|remboursement")
REPAID = re.compile(r"还款|payment received|payment - thank|thank you|autopay")
"""What a row's text says it is; a card's repayment is money in."""

CARD_TITLE = re.compile(r"信用卡|credit ?card|kreditkarte|carte de cr[eé]dit|tarjeta de cr[eé]dito|mastercard|\bvisa\b")
"""In the title of a statement of a credit card."""

PENDING = frozenset(
    """pending|vorgemerkt|umsatz vorgemerkt|pendiente|待入账|未入账|等待入账|authorised|authorized|reserved|on hold|held
    |processing|in progress|uncleared|unposted|ausstehend|in bearbeitung|reserviert|en attente|en cours|in sospeso
    |in attesa|in behandeling|gereserveerd|en proceso|em processamento|oczekująca|čeká""".replace("\n    ", "").split(
        "|"
    )
)

CLOSED = re.compile("交易关闭|已关闭|对方已退还|失败|已撤销|已取消")
"""States of an order that moved no money."""

_STATES: dict[str, str] = {
    "failed": """cancell?ed|declined|denied|reverted|failed|failure|rejected|refused|expired|void|voided|blocked|aborted
        |storniert|abgelehnt|abgebrochen|fehlgeschlagen|gescheitert|verfallen|abgelaufen|gesperrt|widerrufen|zurückgewiesen
        |annulée?|refusée?|rejetée?|échouée?|expirée?|bloquée?|rechazad[oa]|cancelad[oa]|anulad[oa]|fallid[oa]|denegad[oa]
        |caducad[oa]|bloquead[oa]|recusad[oa]|annullat[oa]|rifiutat[oa]|respint[oa]|fallit[oa]|scadut[oa]|bloccat[oa]
        |geannuleerd|geweigerd|mislukt|afgewezen|verlopen|geblokkeerd|odrzucon[ay]|anulowan[ay]|zamítnut[oaá]|zrušen[oaá]
        |stornován[oa]|elutasítva|törölve|avvisad|avvist|annulleret""",
    "returned": """returned|reversed|charged back|zurückgegeben|zurückgebucht|retournée?|devuelt[oa]
        |stornat[oa]|teruggeboekt|zwrócon[ay]""",
}
_STATE = {
    state: re.compile(rf"(?<![^\W_])(?:{re.sub(chr(10) + ' *', '', words)})(?![^\W_])", re.IGNORECASE)
    for state, words in _STATES.items()
}
FAILED, RETURNED_STATE = "failed", "returned"
"""What a word in a column of states says: money never moved; or it came back, perhaps in a row of its own."""

UNPAID = re.compile("等待付款|待付款|未付款|待支付|等待买家付款")
"""States of an order that nobody has paid."""

RETURN_DONE = re.compile("退款成功|退税成功|已退款|已全额退款")

TOTAL = re.compile(r"^(totals?|summe|gesamt|saldo|somme|totale|suma|razem|celkem|sum)\b|合计|总计|小计", re.IGNORECASE)

CARRIED = re.compile(
    r"\b(brought|carried) (forward|down|over)\b|\b[bc]/[fd]\b|\b(opening|closing|start(ing)?|end(ing)?) balance\b"
    r"|(u|ü)bertrag\b|saldovortrag|(alter|neuer|letzter) (konto|saldo)|kontostand"
    r"|\b[aà] reporter\b|ancien solde|nouveau solde|承前页|过次页|转下页|承上页|上页余额|期初余额|期末余额",
    re.IGNORECASE,
)
"""Words in a row without a day that only says what the account held, where one page ends and the next begins."""

LABELLED = re.compile(
    r"(?:Auftraggeber|Empfänger|Zahlungspflichtiger|Zahlungsempfänger): ?(.{1,140}?)"
    r" ?(?:Kto/IBAN: ?\S{1,40} ?)?(?:BLZ/BIC: ?\S{1,20} ?)?Buchungstext: ?(.*)"
)
"""A text that names the other party, then what it was for."""

STANDING = re.compile(
    r"^((beginning|opening|closing|ending|starting) balance|(balance )?(brought|carried) forward"
    r"|(alter|neuer|letzter) kontostand|kontostand|saldo)\b",
    re.IGNORECASE,
)
"""Words in a dated row without an amount that only says what the account held."""

OPENING, CLOSING = "opening", "closing"
_STANDING_WORDS: dict[str, str] = {
    OPENING: """saldovortrag|anfangssaldo|startsaldo|eröffnungssaldo|alter saldo|alter kontostand|opening balance
        |beginning balance|starting balance|balance brought forward|brought forward|balance b/f|ancien solde
        |solde initial|solde précédent|saldo inicial|saldo anterior|saldo iniziale|saldo precedente|beginsaldo
        |vorig saldo|saldo początkowe|počáteční zůstatek|nyitó egyenleg|期初余额|承前页|上页余额""",
    CLOSING: """endsaldo|schlusssaldo|schlußsaldo|neuer saldo|neuer kontostand|letzter saldo|letzter kontostand
        |closing balance|ending balance|balance carried forward|carried forward|balance c/f|nouveau solde
        |solde final|saldo final|saldo nuevo|nuevo saldo|saldo finale|nuovo saldo|eindsaldo|nieuw saldo
        |saldo końcowe|konečný zůstatek|záró egyenleg|期末余额|过次页|转下页""",
}
_STANDING_ROW = {word.strip(): what for what, words in _STANDING_WORDS.items() for word in words.split("|")}
_LONGEST_STANDING = max(map(len, _STANDING_ROW)) + 3


@lru_cache(maxsize=1024)
def standing_of(cell: str) -> str:
    """OPENING or CLOSING where the whole cell says that its row only gives what the account held before or after."""
    return "" if len(cell) > _LONGEST_STANDING else _STANDING_ROW.get(cell.casefold().strip(" .:*"), "")


def may_stand(cells: Iterable[str]) -> bool:
    """Whether ``standing_of`` may say something of any of these cells; of most it is certain that it doesn't."""
    return not _STANDING_ROW.keys().isdisjoint(map(str.strip, map(str.casefold, cells), repeat(" .:*")))


_FOREIGN: tuple[tuple[str, frozenset[str]], ...] = (
    ("journal", frozenset({"journalnumber", "netamount"})),
    ("orders", frozenset({"order id", "items", "payments"})),
    ("takings", frozenset({"captured", "card last4", "mode"})),
    ("trades", frozenset({"交易对", "成交额"})),
    ("trades", frozenset({"pair", "side", "executed"})),
    ("chain", frozenset({"交易哈希"})),
    ("chain", frozenset({"txhash"})),
    ("chain", frozenset({"transaction hash"})),
)


def require_statement(names: Iterable[str]) -> None:
    """Refuse tables with days and amounts that are not the statement of an account, by columns that only they have.

    BadFile("table-is-journal", "table-is-orders", "table-is-takings", "table-is-trades", "table-is-chain").
    """
    named = set(names)
    kind = next((kind for kind, columns in _FOREIGN if columns <= named), "")
    if kind == "journal":
        raise BadFile("table-is-journal")
    if kind == "orders":
        raise BadFile("table-is-orders")
    if kind == "takings":
        raise BadFile("table-is-takings")
    if kind == "trades":
        raise BadFile("table-is-trades")
    if kind == "chain":
        raise BadFile("table-is-chain")


@lru_cache(maxsize=1024)
def state_of(cell: str) -> str:
    """What a cell of a column of states says in one of its words: FAILED, RETURNED_STATE, or ""."""
    return next((state for state, words in _STATE.items() if words.search(cell)), "")


def is_memo(cell: str) -> bool:
    """Whether a cell beside an amount says that it doesn't count for the balance (PayPal's Balance Impact)."""
    return loose(narrow(cell)) == "memo"


@lru_cache(maxsize=1024)
def direction_of(cell: str) -> int | None:
    """Which way a word says that money went, ``NEITHER`` for a word that says neither, None for any other text."""
    if len(cell) > _LONGEST:
        return None
    text = loose(narrow(cell)).strip(" .")
    found = _DIRECTION.get(text)
    if found is None and " " in text:  # 贷 Cr
        ways = {_DIRECTION.get(word) for word in text.split()}
        found = ways.pop() if len(ways) == 1 else None
    return found
