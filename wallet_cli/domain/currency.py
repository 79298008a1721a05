"""Currencies: which codes there are, how many decimals each has, and what people call them.

In comes a code ("eur") or a word as typed ("€", "元", "bucks"); out goes a ``Currency`` or the codes that the word may
mean. The table is one string per scale, searched as it is: nothing is built at import.
The codes are those of ISO 4217 that have minor units (list of 2026-01-01), six withdrawn lately that old statements
still carry, bitcoin (satoshi) and ether (gwei: wei don't fit into 64 bits).
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

# All codes have three letters and blanks between them, so a code is only found whole.
_BY_SCALE = (
    (
        2,
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
        CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
        HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
        MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
        RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
        USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
        """
        # withdrawn since 2021
        """
        ANG BGN CUC HRK SLL ZWL
        """,
    ),
    (
        0,
        """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
        """,
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
    (8, "BTC"),
    (9, "ETH"),
)

# word=codes, the likeliest first: the account's currency decides, then the wallet's own, then the order here.
_WORDS = """
€=EUR euro=EUR euros=EUR 欧元=EUR 欧=EUR
$=USD,CAD,AUD,HKD,SGD,TWD,NZD,MXN,ARS,CLP,COP us$=USD dollar=USD,CAD,AUD,HKD,SGD,TWD,NZD
dollars=USD,CAD,AUD,HKD,SGD,TWD,NZD bucks=USD,CAD,AUD 美元=USD 美金=USD 刀=USD
£=GBP pound=GBP,EGP pounds=GBP,EGP quid=GBP 英镑=GBP
¥=CNY,JPY cn¥=CNY rmb=CNY yuan=CNY kuai=CNY 元=CNY 块=CNY 块钱=CNY 圆=CNY,JPY 人民币=CNY
jp¥=JPY yen=JPY 円=JPY 日元=JPY 日圆=JPY
hk$=HKD 港币=HKD 港元=HKD nt$=TWD 台币=TWD 新台币=TWD mop$=MOP 澳门元=MOP 澳门币=MOP
s$=SGD 新元=SGD 新加坡元=SGD 新币=SGD c$=CAD ca$=CAD 加元=CAD 加币=CAD a$=AUD au$=AUD 澳元=AUD 澳币=AUD nz$=NZD 纽元=NZD
r$=BRL mx$=MXN fr=CHF sfr=CHF franc=CHF francs=CHF 瑞郎=CHF 瑞士法郎=CHF
kr=SEK,NOK,DKK,ISK zł=PLN kč=CZK ft=HUF lei=RON ₽=RUB 卢布=RUB ₺=TRY ₴=UAH ₸=KZT ₾=GEL ₼=AZN ₪=ILS
₹=INR rs=INR,PKR,LKR,NPR,MUR rupee=INR,PKR,LKR,NPR,MUR rupees=INR,PKR,LKR,NPR,MUR 卢比=INR,PKR,LKR,NPR,MUR
₩=KRW,KPW 韩元=KRW ₫=VND 越南盾=VND ฿=THB baht=THB 泰铢=THB ₱=PHP rm=MYR 马币=MYR 令吉=MYR rp=IDR 印尼盾=IDR ₦=NGN ₵=GHS
₿=BTC 比特币=BTC ξ=ETH 以太币=ETH 以太坊=ETH
"""
_COMMON = ("EUR", "USD", "CNY")
_words: dict[str, tuple[str, ...]] = {}


class Currency(NamedTuple):
    """A currency: its code, and its scale (how many decimals; one minor unit is ``10 ** -scale``)."""

    code: str
    scale: int


def _scale_of(code: str) -> int | None:
    """The scale of a code of three letters in any case."""
    if len(code) == 3 and code.isascii() and code.isalpha():
        code = code.upper()
        for scale, table in _BY_SCALE:
            if code in table:
                return scale
    return None


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code, BTC or ETH, in any case; UsageProblem("unknown-currency") otherwise."""
    code = code.strip()
    scale = _scale_of(code)
    if scale is None:
        raise unknown(code)
    return Currency(code.upper(), scale)


_SLIP = 4
"""Characters of a mistyped code: one more than it has."""


def unknown(word: str) -> UsageProblem:
    """The refusal of a currency word nobody knows, with the nearest codes, or some common ones."""
    from difflib import get_close_matches

    upper = word.upper()[:12]
    # a longer word isn't a slip of a code: "month" isn't MNT
    # nor is a code of a metal or a fund, which ISO 4217 begins with an X: XAU isn't XAD
    is_slip = len(word) <= _SLIP and not (len(word) < _SLIP and upper.startswith("X"))
    near = currency_of_word(word) or (tuple(get_close_matches(upper, codes(), n=3)) if is_slip else ())
    return UsageProblem("unknown-currency", currency=word, near=near or _COMMON)


def codes() -> tuple[str, ...]:
    """Every code known, in alphabetical order."""
    return tuple(sorted(code for _, table in _BY_SCALE for code in table.split()))


def currency_of_word(word: str) -> tuple[str, ...]:
    """The codes that a symbol, a name or a code as typed may mean, the likeliest first; () if it is none."""
    if _scale_of(word) is not None:
        return (word.upper(),)
    if not _words:
        for pair in _WORDS.split():
            name, _, meaning = pair.partition("=")
            _words[name] = tuple(meaning.split(","))
    return _words.get(word.replace("￥", "¥").casefold(), ())
