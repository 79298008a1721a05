"""Which rows of a card's or a loan's statement pay the debt off: money from an own account, never income; and which
rows of others say that they move money to or from an own account.

The words are those that issuers print themselves: 掌上生活还款, 自动转帐还款, ``PAYMENT - THANK YOU``, ``ZAHLUNG
ERHALTEN``, ``PAIEMENT RECU MERCI``. What came back from a shop isn't one, whatever else the row says. A new wording is
a row more.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wallet_cli.domain.text import NOUGHTS, loose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.domain.files.statement import Row

_PAYS = re.compile(
    "|".join(
        (
            r"还款|还清",
            r"\bpayments?\b.{0,40}\bthank|\bthank.{0,40}\b(?:payment|pymt)",
            r"\b(?:payment|pymt|pmt)s?\b.{0,12}\b(?:received|recd|rec'd)|\breceived.{0,12}\bpayment",
            r"\b(?:auto|automatic|autopay|online|internet|web|mobile|phone|telephone|electronic|e-?|ach|bill"
            r"|credit card|card|crd|direct debit|dd|bank|branch|scheduled)[ -]?(?:payment|pymt|pmt)\b",
            r"\bautopay\b|\bbill ?pay\b|\bdirectpay\b|^(?:payment|pymt|pmt)s?$",
            r"\bzahlung.{0,20}\b(?:erhalten|eingegangen)|\bzahlungseingang|\bihre zahlung\b|\bkontoausgleich"
            r"|\bsaldoausgleich|\brechnungsausgleich|\bausgleich.{0,20}\b(?:konto|karte|rechnung)"
            r"|\bkreditkartenabrechnung|\bkartenabrechnung|\babrechnung.{0,12}\bkreditkarte|^einzahlung\b"
            r"|\blastschrifteinzug",
            r"\b(?:paiement|reglement)\b.{0,20}\b(?:recu|merci)|\bvotre (?:paiement|reglement)\b",
            r"\bbetaling ontvangen|\buw betaling\b|\bontvangen betaling",
            r"\bpago recibido|\bsu pago\b|\bpagamento ricevuto|\bpagamento recebido",
        )
    )
)
_BACK_WORDS = """
refund revers returned cashback chargeback merchandise rembours erstatt ruckerstatt ruckbuchung storno restitu
"""
_BACK = re.compile(
    "|".join(
        (
            r"退款|退货|退回|退税|冲正|冲销|返现|返还|奖励|立减",
            # what begins a word; as it begins with letters, most places of a text are passed by at once
            *(rf"{word}(?<!\w{word})" for word in (*_BACK_WORDS.split(), "cash back")),
            r"gutschrift(?<!\wgutschrift).{0,20}\bruckgabe",
        )
    )
)
_GIVEN = re.compile(r"奖励|退税|\btax\b|steuer|\bimpot|\bbelasting")
"""What comes back, or is called so, and no spending of the books was."""
_CREDITS = re.compile(
    r"(花呗|借呗|京东白条|白条|金条|微粒贷|月付)\s*(?:主动|自动)?\s*(?:还款|还清)"
    r"|还款\s*[-:：]?\s*(花呗|借呗|京东白条|白条)"
)
"""What an e-wallet lends, as a bank's row calls it that pays it off."""
_KINDS = frozenset({"payment", "repayment"})
"""What formats with words of their own call it (OFX: ``PAYMENT``)."""


def says_back(row: Row) -> bool:
    """Whether a row says that money came back: a refund, a reversal, a chargeback."""
    for text in (row.payee, row.memo, row.kind):
        if text and _is_back(text.encode().translate(NOUGHTS) if text.isascii() else text):
            return True
    return False


def reverses(row: Row) -> bool:
    """Whether a row says that spending came back, so that it is less: no reward, no tax."""
    return says_back(row) and not any(_GIVEN.search(loose(text)) for text in (row.payee, row.memo, row.kind) if text)


@lru_cache(maxsize=2048)
def _is_back(words: str | bytes) -> bool:
    """Whether a text, whose digits don't count, says so."""
    return _BACK.search(loose(words if isinstance(words, str) else words.decode())) is not None


def is_repayment(row: Row) -> bool:
    """Whether a row of a debt's statement says that money came in to pay it off."""
    if row.amount.minor <= 0 or not row.moves_money:
        return False
    if says_back(row):
        return False
    texts = [loose(text) for text in (row.kind, row.payee, row.memo) if text]
    return loose(row.kind) in _KINDS or any(_PAYS.search(text) for text in texts)


def says_so(text: str) -> bool:
    """Whether a text, a bank's as well, calls its row a repayment."""
    key = loose(text)
    return _PAYS.search(key) is not None and _BACK.search(key) is None


def paid_off(row: Row) -> str:
    """What an e-wallet lends and a bank's row pays off, by its name there (花呗); "" where it says no such thing."""
    if row.amount.minor >= 0 or not row.moves_money:
        return ""
    for text in (row.kind, row.payee, row.memo):
        if "还" in text and (match := _CREDITS.search(text)):
            return match[1] or match[2]
    return ""


def moved_to(row: Row) -> str:
    """The account that a program's file names as the other side of a movement, as it is called there; "" for none."""
    return next((value for name, value in row.extra if name == "transfer"), "")


def wording(row: Row) -> str:
    """What a repayment is called: by this it is known the next time."""
    return row.payee or row.memo or row.kind
