"""What a sentence says happened to money: ``withdrew 50 euros from Sparkasse to cash``, ``tom gave me back 10``,
``昨天打车23微信``, ``小王还了100``.

In come the words of a line that isn't in order; out goes each way in which it can be read, the likeliest first: which
command it is about, the amount as it was typed, and who, what and which accounts are named. Nothing is looked up here:
which of the readings holds the books decide, and which line it makes is shown before anything is recorded.
"""

from __future__ import annotations

import re

from wallet_cli.domain.amounts import is_amount_like
from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.dates import looks_like_date
from wallet_cli.domain.text import narrow
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAY, RECEIVE, TRANSFER, REFUND = "pay", "receive", "transfer", "refund"
LEND, BORROW = "lend", "borrow"
REPAID, REPAYS = "repaid", "repays"
"""A person gives back what they owe; I give back what I owe."""
PAYS_OFF = "pays off"
"""A debt account, ``target``, is paid from another."""
SENDS = "sends"
"""To someone, or between accounts."""


class Told(NamedTuple):
    """One reading: ``kind`` what it is about, ``word`` what says so, ``amount`` as typed, ``name`` who or what,
    ``source`` and ``target`` the accounts that it names, ``people`` who shares it, ``fee``, ``day``; ``less`` is how
    much never arrived, and ``kept`` where it went; "" for what isn't said.
    """

    kind: str
    word: str
    amount: str
    name: str = ""
    source: str = ""
    target: str = ""
    people: str = ""
    fee: str = ""
    day: str = ""
    less: str = ""
    kept: str = ""


_AMOUNT = "§"
"""In the place of the amount in a sentence that is compared."""
_CODES = (
    "eur",
    "euro",
    "euros",
    "usd",
    "dollars",
    "gbp",
    "pounds",
    "chf",
    "francs",
    "cny",
    "rmb",
    "yuan",
    "jpy",
    "yen",
)
_BEGINNINGS = re.compile(r"^(?:(?:i|we|i've|i have|we have|have|just|also|then|today) )+", re.IGNORECASE)
_AGO = re.compile(r"(?P<count>\d+|an?|one|two|three|four|five|six|seven) days? ago", re.IGNORECASE)
_CENTS = re.compile(
    r"(?<!\S)(\d+) (euros?|eur|dollars|usd|pounds|gbp|chf|francs) (\d\d)(?: cents?)?(?!\S)", re.IGNORECASE
)
"""``23 euro 40``, which is one amount."""
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}

_TAKEN_OUT = r"(?P<word>withdrew|withdraw|took out|take out|pulled out|got out|drew)"
_TOOK = r"(?P<word>took|take|got|pulled)"
_PUT = r"(?P<word>deposited|deposit|put|paid in|moved|move|transferred|topped up)"
_TO_CASH = r"(?: (?:to|into|in|as) (?P<target>.+))?"
_FROM = r"(?: (?:with|from|by|using|via|on) (?P<source>.+))?"
_BY = r" (?:with|from|by|using|via) (?P<source>.+)"
_INTO = r"(?: (?:to|into|in|on|by|via|with) (?P<target>.+))?"
_BACK = r"(?P<word>gave me back|paid me back|gave back|paid back|sent me back|sent back|returned|repaid me|repaid)"
_INCOMES = (
    r"salary|wages?|paycheck|paycheque|payslip|pension|(?:tax|vat) (?:refund|rebate|return)"
    r"|(?:child |housing )?benefits?|unemployment|dividends?"
    r"|bonus|commission|royalties|royalty|scholarship|stipend|inheritance|winnings|cashback"
)
"""What is received, never spent, where no verb says so."""
_OTHER = r"(?:(?!(?:paid|pay|spent|spend|bought|buy|gave|give|sent|lent|owed?) )\S+ )?"
_MINE = r"(?:my |our |the |a |an |some )?"
_GOT = r"(?:got|received|receive|get|earned|collected|cashed|won)"
_CAME = r"(?:came in|came|arrived|was paid in|was paid|is in|is here|is|was|of|for|:)"
_ENGLISH = (
    (RECEIVE, rf"(?:{_GOT} )?{_MINE}(?P<name>{_OTHER}(?P<word>{_INCOMES})|(?:savings |bank )?interest)"
              rf"(?: payment)?(?: {_CAME})? §{_INTO}"),
    (RECEIVE, rf"(?:{_GOT} )?{_MINE}(?P<name>{_OTHER}(?P<word>{_INCOMES}))(?: of)? § (?:came in|came|arrived){_INTO}"),
    (RECEIVE, rf"(?:got|was|am|been|get|getting) (?P<word>paid)(?: back)? §(?: (?:by|from) (?P<name>.+?))?{_INTO}"),
    (RECEIVE, rf"(?P<word>sold) {_MINE}(?P<name>.+?) (?:(?:for|at) )?§{_INTO}"),
    (REFUND, rf"(?P<word>returned|took back|brought back|sent back|gave back) {_MINE}(?P<name>.+?),? (?:and )?"
             rf"(?:i |we )?(?:got|received|have) (?:§ back|back §|§){_INTO}"),
    (REFUND, rf"(?P<word>got|received|get) (?:§ back|back §) for {_MINE}(?P<name>.+?){_INTO}"),
    (TRANSFER, rf"{_TAKEN_OUT} § (?:out )?(?:of|from) (?P<source>.+?){_TO_CASH}"),
    (TRANSFER, rf"{_TOOK} § (?:out (?:of|from)|from) (?P<source>.+?){_TO_CASH}"),
    (TRANSFER, rf"(?:{_TAKEN_OUT} §|{_TOOK.replace('word', 'verb')} § out){_TO_CASH}"),
    (TRANSFER, rf"{_PUT} § from (?P<source>.+?) (?:to|into|onto|in|on) (?P<target>.+)"),
    (TRANSFER, rf"{_PUT} § (?:to|into|onto|in|on) (?P<target>.+?)(?: from (?P<source>.+))?"),
    (TRANSFER, rf"{_PUT} §"),
    (SENDS, r"(?P<word>transferred|sent|moved) § (?:from (?P<source>.+?) )?to (?P<name>.+)"),
    (PAYS_OFF, rf"(?P<word>paid|pay|settled|cleared) (?:off )?(?P<target>.+?)(?: bill| debt)? (?:off |with )?§{_FROM}"),
    (PAYS_OFF, rf"(?P<word>paid|pay) § (?:to|off|for|on)? ?(?P<target>.+?)(?: bill| debt)?{_FROM}"),
    (REPAID, rf"(?P<name>.+?) {_BACK}(?: me)? §{_INTO}"),
    (REPAID, rf"(?P<name>.+?) (?:gave|paid|sent) me § (?P<word>back){_INTO}"),
    (REPAID, rf"(?P<word>got|received|get) § back from (?P<name>.+?){_INTO}"),
    (REPAYS, rf"(?P<word>gave back|paid back|repaid|returned) (?:§ to (?P<name>.+?)|(?P<people>.+?) §){_FROM}"),
    (REPAYS, rf"(?P<word>gave|paid|sent) (?P<name>.+?) (?:§ back|back §){_FROM}"),
    (LEND, rf"(?P<word>lent|lend|loaned) (?:§ to (?P<name>.+?)|(?P<people>.+?) §){_FROM}"),
    (LEND, r"(?P<name>.+?) (?P<word>borrowed) §(?: (?:off|from) me)?"),
    (BORROW, rf"(?P<word>borrowed) § (?:from|off) (?P<name>.+?){_INTO}"),
    (BORROW, rf"(?P<name>.+?) (?P<word>lent|loaned) me §{_INTO}"),
    (REFUND, rf"(?P<name>.+?) (?P<word>refunded)(?: me)? §{_INTO}"),
    (REFUND, rf"(?:got )?(?:a )?(?:§ (?P<word>refund)|(?P<verb>refund)(?: of)? §) (?:from|for) (?P<name>.+?){_INTO}"),
    (RECEIVE, rf"(?:got |received )?(?:my )?(?P<word>salary|wages|paycheck|pay) (?:of )?§ from (?P<name>.+?){_INTO}"),
    (RECEIVE, rf"(?P<word>got|received|get) § (?:from|off) (?P<name>.+?){_INTO}"),
    (RECEIVE, rf"(?P<name>.+?) (?P<word>gave me|paid me|sent me|transferred me) §{_INTO}"),
    (RECEIVE, rf"(?P<word>{_GOT[3:-1]}) {_MINE}(?P<name>.+?)(?: (?:for|of))? §{_INTO}"),
    (PAY, r"(?P<word>split|shared) § (?:for |on )?(?P<name>.+?) (?:with|between|among) (?P<people>.+?)"
          r"(?:,? (?:and )?(?:i )?paid (?:by|with|from|on|using) (?P<source>.+))?"),
    (PAY, rf"(?P<word>split|shared) (?P<name>.+?) (?:with|between|among) (?P<people>.+?) §{_FROM}"),
    (PAY, rf"(?P<word>paid|spent|pay|spend) § (?:(?:for|on|at|to) )?(?P<name>.+){_BY}"),
    (PAY, r"(?P<word>paid|spent|pay|spend) § (?:(?:for|on|at|to) )?(?P<name>.+)"),
    (PAY, rf"(?P<word>)§ (?:for|on|at) (?P<name>.+?){_BY}"),
    (PAY, rf"(?P<word>bought|buy|paid for|paid) (?P<name>.+?) (?:(?:for|at) )?§(?:{_BY})?"),
)  # fmt: skip

_DAYS = ("大前天", "前天", "昨天", "昨晚", "今天", "今早", "今晚")
_SAID_DAYS = {"昨晚": "昨天", "今早": "今天", "今晚": "今天"}
_DIGITS = re.compile(r"[¥￥$€]?\d[\d.,，]*[万千百wWkK]?(?:元|块钱|块\d?|人民币|欧元|欧|美元|rmb)?")
_NUMERALS = re.compile(
    r"[一二两三四五六七八九][零〇一二两三四五六七八九十百千万]*[十百千万]"
    r"[零〇一二两三四五六七八九十百千万半]*(?:元|块钱|块[一二三四五六七八九半]?)?"
    r"|十[一二三四五六七八九]?(?:元|块钱|块)?"
)
_FEE = re.compile(r"(?:，|,)?手续费[:：]?(?P<fee>[^手]+)$")
_LESS = re.compile(r"(?:，|,)?(?:扣了|扣除|扣掉|扣|减去|减)(?P<kept>[^\d¥￥]+?)(?P<less>[¥￥]?\d[^扣]*)$")
_LESS_ENGLISH = re.compile(
    r"(?P<rest>.+?),? (?:less|minus) (?P<less>\S+) (?:(?:of|for|to|into|in) )?(?:the |my )?(?P<kept>.+)", re.IGNORECASE
)
_SHARED = r"(?:aa制|aa|平摊|均摊|平分|分摊)"
_IN_CASH = r"(?:的?现金|出来|元现金)?"
_CHINESE = (
    (TRANSFER, rf"从(?P<source>.+?)(?P<word>取现|提现|取款|取钱|取出|提|取)了?§(?:到(?P<target>.+)|{_IN_CASH})"),
    (TRANSFER, rf"(?P<word>取现|取钱|取款|取了|提现|取)§(?:到(?P<target>.+)|{_IN_CASH})"),
    (TRANSFER, rf"(?P<source>.+?)(?P<word>取现|提现|取款|取钱|取出|取)了?§(?:到(?P<target>.+)|{_IN_CASH})"),
    (TRANSFER, r"(?P<word>充值|存钱|存款|存入|存了|存|转账|转了|转)了?§(?:到|进|入|至)(?P<target>.+)"),
    (TRANSFER, r"(?P<word>充值|存钱|存款|转账)了?§"),
    (TRANSFER, r"(?:往|给|到)?(?P<target>.+?)(?P<word>充值|充了|存入|存了)了?§"),
    (SENDS, r"(?:从)?(?P<source>.+?)(?P<word>转账|转了|转)(?:了)?§(?:到|给|进|至)(?P<name>.+)"),
    (SENDS, r"(?:从)?(?P<source>.+?)(?:给|向)(?P<name>.+?)(?P<word>转账|转了|转)了?§"),
    (SENDS, r"(?:从)?(?P<source>.+?)(?P<word>转账|转)(?:给|到)?(?P<name>.+?)了?§"),
    (SENDS, r"(?P<word>转账|转)(?:给|到)了?(?P<name>.+?)§"),
    (SENDS, r"(?:给|向)(?P<name>.+?)(?P<word>转账|转了|转)了?§"),
    (REPAID, r"(?P<name>.+?)(?P<word>还给我|还了我|还我|还钱|还了)(?:钱)?§(?:到(?P<target>.+))?"),
    (REPAID, r"(?P<word>收到)(?P<name>.+?)(?:还|还了|还的|还款)§"),
    (PAYS_OFF, r"(?:用|从)?(?P<source>.*?)(?P<word>还清|还掉|还了|还)(?P<target>[^给我].*?)§"),
    (PAYS_OFF, r"(?P<target>.+?)(?P<word>还款|还了)§"),
    (REPAYS, r"(?:用)?(?P<source>.*?)(?P<word>还给|还了|还)(?P<name>[^我].*?)§"),
    (LEND, r"(?P<word>借给)了?(?P<name>[^我].*?)§"),
    (BORROW, r"(?:向|跟|找|问|和)(?P<name>.+?)(?P<word>借了|借)(?:钱)?§"),
    (BORROW, r"(?P<name>.+?)(?P<word>借给我|借了我|借我)§"),
    (LEND, r"(?P<name>.+?)(?P<word>欠了我|欠我)§"),
    (BORROW, r"(?P<word>欠了|欠)(?P<name>[^我].*?)§"),
    (PAY, rf"(?:和|跟|与)(?P<people>.+?)(?P<word>{_SHARED})了?(?P<name>.+?)§"),
    (PAY, rf"(?P<name>.+?)§(?:，|,)?(?:和|跟|与)(?P<people>.+?)(?P<word>{_SHARED})"),
    (RECEIVE, r"(?P<name>.+?)(?P<word>转给我|转了我|给了我|给我转了?|给我|发我|发给我)§(?:到(?P<target>.+))?"),
    (REFUND, r"(?P<word>收到)(?P<name>.+?)退款§"),
    (REFUND, r"(?P<word>退款|退货|退钱|退了|退)了?§(?:的?(?P<name>.+?)(?:退了|退货了?|退款)?)?"),
    (REFUND, r"(?P<name>.+?)(?P<word>退款|退货|退钱|退了我|退我|退了)§(?:到(?P<target>.+))?"),
    (RECEIVE, r"(?P<word>收到|收了|收)(?P<name>.+?)§(?:到(?P<target>.+))?"),
    (RECEIVE, r"(?P<name>.+?)(?P<word>收到|到账|入账|收入|收了)§(?:到(?P<target>.+))?"),
    (RECEIVE, r"(?P<word>收到|收了|收入|收款)§(?:的?(?P<name>.+))?"),
    (RECEIVE, r"(?:发|发了)?(?P<name>.*?(?P<word>工资|薪水|奖金|报销|利息|补贴))§"),
    (RECEIVE, r"(?P<name>.*?(?P<word>工资|薪水|奖金|报销|利息|返现|分红|退税|补贴|收入))§"
              r"(?:打到|存到|转到|发到|存入|转入|到账|到|进|入)了?(?P<target>.+)"),
    (PAY, r"(?P<source>.+?)(?P<word>花了?|付了?|用了?|支付)§(?:买了?|吃了?)?(?P<name>.+)"),
    (PAY, r"(?:用)(?P<source>.+?)(?P<word>付了?|买了?|支付)(?P<name>.+?)(?:花了|用了)?§"),
    (PAY, r"(?P<source>.+?)(?P<word>买了|买|付了|付|支付)(?P<name>.+?)(?:花了|用了)?§"),
    (PAY, r"(?P<name>.+?)(?P<word>花了|花|付了|用了)§(?P<source>.+)?"),
    (PAY, r"(?P<name>.+?)§(?P<word>用|刷)(?P<source>.+?)(?:付的|付|支付|刷的)?"),
    (PAY, r"(?P<name>.+?)§(?:用|从|走|刷)?(?P<source>.+?)(?P<word>付的|付|支付|刷的)?"),
    (PAY, r"(?P<name>.{2,}?)§"),
)  # fmt: skip


def read(words: Sequence[str]) -> list[Told]:
    """The readings of a line without signs, the likeliest first; none where it isn't a sentence with one amount in it.

    ``["took", "50", "out", "of", "the", "bank"]`` is a transfer of ``50`` from ``the bank``.
    """
    text = " ".join(words)
    apart = _LESS_ENGLISH.fullmatch(text) if text.isascii() else None
    if apart and is_amount_like(apart["less"]):
        found = _in_english(apart["rest"].split())
        return [each._replace(less=apart["less"], kept=apart["kept"]) for each in found if each.kind == RECEIVE]
    return list(_in_english(words) if text.isascii() else _in_chinese(text))


def tells(words: Sequence[str]) -> bool:
    """Whether words in Chinese say that money went somewhere: ``今天吃饭花了35``."""
    return not " ".join(words).isascii() and any(told.word for told in read(words))


def _in_english(words: Sequence[str]) -> Iterator[Told]:
    words = _CENTS.sub(r"\1.\3 \2", " ".join(words)).split()
    plain, day = _without_day([word.rstrip(".!") if at == len(words) - 1 else word for at, word in enumerate(words)])
    found = [at for at, word in enumerate(plain) if is_amount_like(word)]
    if len(found) != 1 or len(plain) < 2:
        return
    at = found[0]
    end = at + 1 + (at + 1 < len(plain) and _is_currency(plain[at + 1]))
    text = " ".join([*plain[:at], _AMOUNT, *plain[end:]])
    yield from _matched(_ENGLISH, _BEGINNINGS.sub("", text), " ".join(plain[at:end]), day)


def _is_currency(word: str) -> bool:
    return bool(currency_of_word(word)) and (word.isupper() or not word.isalpha() or word.casefold() in _CODES)


def _without_day(words: Sequence[str]) -> tuple[list[str], str]:
    """The words without the first day that they name, and that day as it is typed: ``2d`` for ``two days ago``."""
    for at in range(int(words[:1] not in (["yesterday"], ["today"])), len(words)):
        ago = _AGO.fullmatch(" ".join(words[at : at + 3]))
        if ago:
            count = ago["count"].lower()
            return [*words[:at], *words[at + 3 :]], f"{_COUNTS.get(count, count)}d"
        if words[at].isalpha() and not is_amount_like(words[at]) and looks_like_date(words[at]) and len(words[at]) > 1:
            return [*words[:at], *words[at + 1 :]], words[at]
    return list(words), ""


def _in_chinese(text: str) -> Iterator[Told]:
    compact = "".join(text.split()).rstrip("。！!")
    day = next((each for each in _DAYS if each in (compact[: len(each)], compact[1 : len(each) + 1])), "")
    compact = compact.replace(day, "", 1).lstrip("，,的") if day else compact
    compact = compact[1:] if compact[:1] == "我" else compact
    fee = _FEE.search(compact)
    taken = fee["fee"] if fee and is_amount_like(fee["fee"]) else ""
    compact = compact[: fee.start()] if fee and taken else compact
    part = _LESS.search(compact)
    less, kept = (part["less"], part["kept"]) if part and is_amount_like(part["less"]) else ("", "")
    compact = compact[: part.start()] if part and less else compact
    for pattern in (_DIGITS, _NUMERALS):
        found = [match for match in pattern.finditer(compact) if is_amount_like(narrow(match[0]))]
        if len(found) != 1:
            continue
        start, end = found[0].span()
        sentence = compact[:start] + _AMOUNT + compact[end:]
        for told in _matched(_CHINESE, sentence, found[0][0], _SAID_DAYS.get(day, day)):
            if not less or told.kind == RECEIVE:
                yield told._replace(fee=taken, less=less, kept=kept)
        return


def _matched(rules: Sequence[tuple[str, str]], sentence: str, amount: str, day: str) -> Iterator[Told]:
    for kind, pattern in rules:
        match = re.fullmatch(pattern, sentence, re.IGNORECASE)
        if match is None:
            continue
        found = {field: (text or "").strip(" ,，") for field, text in match.groupdict().items()}
        verb, word = found.pop("verb", ""), found.pop("word", "")
        word = word or verb
        if kind != PAY:
            people = found.pop("people", "")
            found["name"] = found.get("name") or people
        yield Told(kind, word, amount, day=day, **found)
