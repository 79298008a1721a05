"""The text of a booking, ``:86:``: what of it is the other party, what the purpose, what are references.

Three ways are in use: German, Austrian and Polish banks number the pieces (``?20`` or ``<20``) and put SEPA's names
into them (``EREF+``); Dutch and other banks name them between slashes (``/NAME/``); the rest write as they like.
"""

from __future__ import annotations

import re

from wallet_cli.named_tuple import NamedTuple, unchecked

_NUMBERED = re.compile(r"(?P<code>\d{3})?\s*(?P<mark>[?<~^|>])(?=\d\d)")
_PIECE_CODES = r"(00|1[01]|2[0-9]|3[0-4]|38|6[0-9]|7[0-9])"
_PIECES = {mark: re.compile(re.escape(mark) + _PIECE_CODES) for mark in "?<~^|>"}
_PIECE_NAMES = {"10": "journal", "11": "piece-11", "34": "key"}
_PIECE_WIDTH = 27
"""How many characters a full piece has: the next one goes on in the middle of a word."""
_LINE_WIDTH = 65
_SEPA = re.compile(
    r"(?<![A-Za-z0-9])(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|ANAM|SQTP|MTLG(?=:))[+:] ?"
)
_ENDS_WITH_ID = frozenset({"EREF", "KREF", "MREF", "CRED", "DEBT"})
_SLASHED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|MARF|CSID|ORDP|BENM|CNTP|PREF|RTRN|ISDT|PURP|ULTC|ULTD|ULTB|SVCL|ID|NRTX|TRCD|ADDR"
    r"|CREF|TYPE|BATC|SWOD|PT|PY|OCMT|CHGS|EXCH|UDTR|UCRD|CDTRREFTP|CDTRREF|INIT|ACCW)/"
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_IBAN_FIRST = re.compile(r"([A-Z]{2}[0-9]{2}[A-Z0-9]{11,30})(?: ([^\n]{2,140}))?(?:\n|$)")
_NONE = frozenset({"NOTPROVIDED", "NONREF", "NOT PROVIDED"})
_NAMED = {
    "KREF": "customer-reference",
    "PREF": "payment-reference",
    "CRED": "creditor-id",
    "CSID": "creditor-id",
    "DEBT": "originator-id",
    "COAM": "compensation",
    "OAMT": "original-amount",
    "ABWA": "ultimate-debtor",
    "ULTD": "ultimate-debtor",
    "ABWE": "ultimate-creditor",
    "ULTC": "ultimate-creditor",
    "ULTB": "ultimate-creditor",
    "PURP": "purpose",
    "RTRN": "return-reason",
    "ADDR": "address",
    "TRCD": "transaction-code",
    "ISDT": "date",
    "EXCH": "rate",
    "MTLG": "message",
}


class Said(NamedTuple):
    """What a booking's text says."""

    payee: str = ""
    memo: str = ""
    kind: str = ""
    other_account: str = ""
    other_bank: str = ""
    end_to_end: str = ""
    mandate: str = ""
    extra: list[tuple[str, str]] | tuple[()] = ()


def is_iban(text: str) -> bool:
    """Whether it looks like an IBAN."""
    return _IBAN.fullmatch(text) is not None


def unwrapped(text: str) -> str:
    """Lines as one: a full line goes on in the middle of a word, any other ends one."""
    joined, last = "", _LINE_WIDTH
    pieces = []
    for line in text.split("\n"):
        if last < _LINE_WIDTH:
            pieces.append(" ")
        pieces.append(line)
        last = len(line)
    joined = "".join(pieces)
    return " ".join(joined.split()) if "  " in joined or joined[:1] == " " or joined[-1:] == " " else joined


def structured(text: str) -> Said | None:
    """A text in numbered pieces or with names between slashes; None if it is neither."""
    match = _NUMBERED.match(text)
    if match:
        return _of_pieces(text.replace("\n", ""), match["mark"], match["code"] or "")
    start = text.lstrip()
    if start[:1] == "/" and (found := _SLASHED.match(start)):
        return _of_names(unwrapped(start), found.re)
    return None


def _of_pieces(text: str, mark: str, code: str) -> Said:
    parts = _PIECES[mark].split(text)
    pieces: dict[str, str] = {}
    purpose: list[str] = []
    more: list[str] = []
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        first = name[0]
        if first == "2":
            purpose.append(value)
        elif first in "67":
            more.append(value)
        else:
            pieces[name] = pieces[name] + value if name in pieces else value
    before = parts[0][len(code) :].strip()
    names = _SEPA.findall(" ".join(purpose)) if more else ()
    if names and names[-1] in _ENDS_WITH_ID:  # an id ends with its piece, the purpose may go on
        more.insert(0, " SVWZ+")
    if before:
        purpose.insert(0, before)
    _payee, memo, _kind, account, bank, end_to_end, mandate, told = _of_sepa(_joined(purpose + more))
    extra = list(told)
    if code:
        extra.append(("booking-code", code))
    extra += [(_PIECE_NAMES[name], value) for name, value in pieces.items() if name in _PIECE_NAMES and value.strip()]
    get = pieces.get
    party = _joined([pieces["32"], pieces["33"]]) if "32" in pieces and "33" in pieces else get("32") or get("33", "")
    account = get("31", "").strip() or get("38", "").strip() or account
    bank = get("30", "").strip() or bank
    values = " ".join(party.split()), memo, get("00", ""), account, bank, end_to_end, mandate, extra
    return unchecked(Said, values)


def _joined(pieces: list[str]) -> str:
    text = ""
    out: list[str] = []
    for piece in pieces:
        if out and len(text) < _PIECE_WIDTH:
            out.append(" ")
        out.append(piece)
        text = piece
    joined = "".join(out)
    return " ".join(joined.split()) if "  " in joined else joined.strip()


def _of_sepa(text: str) -> Said:
    """The purpose, taken apart by SEPA's names where it has any."""
    parts = _SEPA.split(text)
    if len(parts) == 1:
        return Said(memo=text)
    named: dict[str, str] = {"": parts[0].strip()}
    for at in range(1, len(parts), 2):
        name, value = parts[at], parts[at + 1].strip()
        named[name] = f"{named[name]} {value}" if name in named else value
    return _of_named(named, f"{named['']} {named.get('SVWZ', '')}".strip(), named.get("ANAM", ""))


def _of_names(text: str, names: re.Pattern[str]) -> Said:
    parts = names.split(text)
    named: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        value = value.strip().rstrip("/").strip()
        if value:
            named[name] = f"{named[name]} {value}" if name in named else value
    payee = named.get("NAME", "")
    if "CNTP" in named:  # account/bank/name/town
        cells = (named["CNTP"] + "///").split("/")
        named.setdefault("IBAN", cells[0])
        named.setdefault("BIC", cells[1])
        payee = payee or cells[2]
    remittance = named.get("REMI", "")
    for prefix in ("USTD//", "STRD/"):
        remittance = remittance.removeprefix(prefix)
    rest = " ".join(named[name] for name in ("ORDP", "BENM", "PY", "NRTX") if name in named)
    said = _of_named(named, remittance or rest, payee)
    return said._replace(kind=named.get("TRTP", named.get("TYPE", named.get("PT", ""))))


def _of_named(named: dict[str, str], memo: str, payee: str) -> Said:
    end_to_end = named.get("EREF", "")
    return Said(
        payee,
        memo,
        "",
        named.get("IBAN", "").replace(" ", ""),
        named.get("BIC", ""),
        "" if end_to_end.upper() in _NONE else end_to_end,
        named.get("MREF", named.get("MARF", "")),
        [(_NAMED[name], value) for name, value in named.items() if value and name in _NAMED],
    )


def free(text: str) -> Said:
    """A text as the bank likes it; one that begins with an IBAN has the other party's name behind it."""
    match = _IBAN_FIRST.match(text)
    if match:
        return Said(
            payee=(match[2] or "").strip(), memo=_of_sepa(unwrapped(text[match.end() :])).memo, other_account=match[1]
        )
    return _of_sepa(unwrapped(text))
