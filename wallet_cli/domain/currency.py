"""Currencies: which codes there are, how many decimals each has, and what people call them.

In comes a code ("eur"), a number of ISO 4217 ("978") or a word as typed ("€", "元", "bucks"); out goes a ``Currency``
or the codes that the word may mean. The table is one string per scale, searched as it is: nothing is built at import.
The codes are those of ISO 4217 that have minor units (list of 2026-01-01), six withdrawn lately that old statements
still carry, bitcoin (satoshi) and ether (gwei: wei don't fit into 64 bits).
"""

from __future__ import annotations

from wallet_cli.errors import UsageProblem
from wallet_cli.named_tuple import NamedTuple

# Each entry is the code and its ISO number; letters and digits never overlap, so find() only hits whole entries.
_BY_SCALE = (
    (
        2,
        """
        AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BMD060 BND096 BOB068
        BOV984 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHE947 CHF756 CHW948 CNY156 COP170 COU970
        CRC188 CUP192 CVE132 CZK203 DKK208 DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981
        GHS936 GIP292 GMD270 GTQ320 GYD328 HKD344 HNL340 HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404
        KGS417 KHR116 KPW408 KYD136 KZT398 LAK418 LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 MGA969 MKD807 MMK104
        MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484 MXV979 MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524
        NZD554 PAB590 PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690 SDG938
        SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764 TJS972 TMT934 TOP776
        TRY949 TTD780 TWD901 TZS834 UAH980 USD840 USN997 UYU858 UZS860 VED926 VES928 WST882 XAD396 XCD951 XCG532
        YER886 ZAR710 ZMW967 ZWG924
        """
        # withdrawn since 2021
        """
        ANG532 BGN975 CUC931 HRK191 SLL694 ZWL932
        """,
    ),
    (
        0,
        """
        BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 UYI940 VND704 VUV548 XAF950
        XOF952 XPF953
        """,
    ),
    (3, "BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788"),
    (4, "CLF990 UYW927"),
    (8, "BTC---"),
    (9, "ETH---"),
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


def _entry(code: str) -> tuple[int, str] | None:
    """The scale and the ISO number of a code of three letters in any case."""
    if len(code) == 3 and code.isascii() and code.isalpha():
        code = code.upper()
        for scale, table in _BY_SCALE:
            at = table.find(code)
            if at >= 0:
                return scale, table[at + 3 : at + 6]
    return None


def currency(code: str) -> Currency:
    """The currency of an ISO 4217 code, BTC or ETH, in any case; UsageProblem("unknown-currency") otherwise."""
    code = code.strip()
    entry = _entry(code)
    if entry is None:
        raise unknown(code)
    return Currency(code.upper(), entry[0])


_SLIP = 4
"""Characters of a mistyped code: one more than it has."""


def unknown(word: str) -> UsageProblem:
    """The refusal of a currency word nobody knows, with the nearest codes, or some common ones."""
    from difflib import get_close_matches

    upper = word.upper()[:12]
    # a longer word isn't a slip of a code: "month" isn't MNT
    near = currency_of_word(word) or (tuple(get_close_matches(upper, codes(), n=3)) if len(word) <= _SLIP else ())
    return UsageProblem("unknown-currency", currency=word, near=near or _COMMON)


def codes() -> tuple[str, ...]:
    """Every code known, in alphabetical order."""
    return tuple(sorted(entry[:3] for _, table in _BY_SCALE for entry in table.split()))


def numeric(code: str) -> str:
    """The three digits of ISO 4217 for a code ("156" for CNY); "" where there are none (BTC, ETH)."""
    entry = _entry(currency(code).code)
    return "" if entry is None or entry[1] == "---" else entry[1]


def currency_of_word(word: str) -> tuple[str, ...]:
    """The codes that a symbol, a name or a code as typed may mean, the likeliest first; () if it is none."""
    if _entry(word):
        return (word.upper(),)
    if not _words:
        for pair in _WORDS.split():
            name, _, meaning = pair.partition("=")
            _words[name] = tuple(meaning.split(","))
    return _words.get(word.replace("￥", "¥").casefold(), ())
