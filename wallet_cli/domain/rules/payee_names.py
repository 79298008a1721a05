"""Payees' names without what cards, platforms and branches put around them: the rules that ship.

In comes a payee as a bank wrote it, out goes the name that people know, and which rules made it. What always holds: a
name never becomes empty, and never one without a letter; a name that no rule touches comes back as it was; what was
delivered is kept beside the payee, so that nothing is lost. The expressions are fixed, without a repeat inside a
repeat, and look at ``LONGEST`` characters.
"""

from __future__ import annotations

import re

from wallet_cli.domain.rules.cities import CITIES, REGIONS
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LONGEST = 200


class Shipped(NamedTuple):
    """A rule that ships: its ``name``, an ``example`` of what it makes of what, and ``clean``."""

    name: str
    example: tuple[str, str]
    clean: Callable[[str], str]


def _without(pattern: str) -> Callable[[str], str]:
    """Takes away what an expression finds."""
    found = re.compile(pattern, re.IGNORECASE)
    return lambda text: found.sub("", text)


_PLATFORMS = (
    "财付通|支付宝|微信支付|微信|云闪付|银联|京东支付|美团支付|抖音支付|度小满|拉卡拉|快钱|易宝支付|网银在线|通联支付"
)
_CARDS = "visa|mastercard|maestro|v ?pay|amex|american express|girocard|ec|card|karte|carte|cb|carta|tarjeta"
_SIGNS = r"[\s\-–—－_:：*＊/|]"


_COUNTED_WORDS = """
account acct konto compte cuenta conto invoice rechnung facture kunde customer client order bestellung room ref nr no
card karte visa mastercard maestro ec loan policy contract vertrag police member user
"""
_COUNTED = frozenset(_COUNTED_WORDS.split())
"""Behind these words a number is what one differs by from the other, not a branch."""
_branch = _without(
    r"[\s,\-]+(?:(?:store|shop|branch|filiale|fil\.?|markt|no\.?|nr\.?|num\.?|n°)\s?)?#?"
    r"(?!(?:18|19|20)\d\d$)\d{3,8}$"
)


def _without_branch(text: str) -> str:
    """Without the number of a branch."""
    found = _branch(text)
    return text if found.rpartition(" ")[2].casefold() in _COUNTED else found


_PREPOSITIONS = frozenset(("of", "in", "at", "de", "di", "du", "von", "the", "am", "an"))


def _city(text: str) -> str:
    """Without a city that a region or country follows, or a branch's number precedes; ``BANK OF CHICAGO`` stays."""
    words = text.split()
    end = len(words)
    if words and words[-1] in REGIONS:
        end -= 1
    for size in (2, 1):
        city = " ".join(words[end - size : end]).casefold().strip(",")
        if end > size and city in CITIES:
            before = words[end - size - 1].casefold()
            is_sure = end < len(words) or before.lstrip("#").isdecimal()
            return " ".join(words[: end - size]).rstrip(",- ") if is_sure and before not in _PREPOSITIONS else text
    return text


SHIPPED = (
    Shipped("platform", ("财付通-瑞幸咖啡", "瑞幸咖啡"), _without(rf"^(?:{_PLATFORMS}){_SIGNS}+")),
    Shipped("paypal", ("PAYPAL *SPOTIFY", "SPOTIFY"), _without(r"^(?:paypal|pp)\s?\*\s?")),
    Shipped("square", ("SQ *BLUE BOTTLE", "BLUE BOTTLE"), _without(r"^sq\s?\*\s?")),
    Shipped(
        "terminal",
        ("SumUp *Cafe Anna", "Cafe Anna"),
        _without(r"^(?:sumup|zettle|izettle|iz|tst|toast|sp|stripe|klarna|google|ppg|lsp|ckx|cko)\s?[*_]\s?"),
    ),
    Shipped(
        "card-number",
        ("VISA 1234 REWE", "REWE"),
        _without(
            rf"^(?:(?:pos|debit|credit|purchase|payment|kartenzahlung|paiement|compra|pagamento|kauf)\s)?"
            rf"(?:{_CARDS})(?: debit| credit| purchase)?\s(?:no\.? )?[*x.•#]{{0,12}}\s?\d{{4}}{_SIGNS}+"
        ),
    ),
    Shipped("card-behind", ("REWE VISA 1234", "REWE"), _without(rf"{_SIGNS}+(?:{_CARDS})\s[*x.•#]{{0,12}}\s?\d{{4}}$")),
    Shipped("tail", ("瑞幸咖啡 尾号1234", "瑞幸咖啡"), _without(r"\s*[(（]?(?:卡)?尾号[为:：]?\s?\d{4}[)）]?$")),
    Shipped("place", ("REWE SAGT DANKE//BERLIN/DE", "REWE SAGT DANKE"), _without(r"\s?//.{0,80}$")),
    Shipped("shop", ("星巴克(国贸店)", "星巴克"), _without(r"\s?[(（][^()（）]{1,30}(?:店|门店|分店|专柜|网点)[)）]$")),
    Shipped("city", ("TESCO STORES LONDON GB", "TESCO STORES"), _city),
    Shipped(
        "branch",
        ("STARBUCKS STORE 4711", "STARBUCKS"),
        _without_branch,
    ),
    Shipped("reference", ("AMZN MKTP US*2K3L45", "AMZN MKTP US"), _without(r"\s?\*(?=[a-z]*\d)[a-z0-9]{5,20}$")),
)
"""In the order in which they are tried. Names are stable: one that is off is kept by its name."""

_HINTS = re.compile(rf"[\d*_(（]|//|^(?:{_PLATFORMS})|\s(?:{'|'.join(sorted(REGIONS))})$", re.IGNORECASE).search
"""Something of this is in every name that one of them changes."""
_BY_NAME = {each.name: each for each in SHIPPED}


class Cleaned(NamedTuple):
    """A payee's name, and the names of the rules that made it of what was delivered."""

    name: str
    by: tuple[str, ...]


def find(name: str) -> Shipped | None:
    """The rule that ships under this name."""
    return _BY_NAME.get(name.casefold())


def cleaned(text: str, off: Collection[str] = ()) -> Cleaned:
    """A payee's name without what the rules that aren't ``off`` take away; each is tried again where others did."""
    name = text.strip()
    by: dict[str, None] = {}
    if len(text) > LONGEST or not _HINTS(name):
        return Cleaned(text, ())
    before = ""
    while name != before:  # each change makes it shorter
        before = name
        for each in SHIPPED:
            found = each.clean(name).strip() if each.name not in off else name
            if found != name and any(char.isalpha() for char in found) and len(found) > 1:
                name, by = found, {**by, each.name: None}
    return Cleaned(name if by else text, tuple(by))
