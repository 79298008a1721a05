"""What columns are called, in the languages of banks: a table, role by role, and how a name is looked up in it.

First by the whole name, then by a part of it (``PARTS``: the first row that fits). A new bank's word is a word more
in a row. Names are compared without case, accents, brackets and punctuation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from wallet_cli.domain.currency import currency_of_word
from wallet_cli.domain.text import loose, narrow

BOOKED, TRADED, VALUED, DAY, TIME = "booked", "traded", "valued", "day", "time"
AMOUNT, CREDIT, DEBIT, DIRECTION, BALANCE = "amount", "credit", "debit", "direction", "balance"
IMPACT = "impact"
"""Whether an amount counted for the balance, and which way."""
PART = "part"
"""The amount of a part of a collective booking, in a row of its own that has neither debit nor credit."""
MAIN_AMOUNT, MAIN_CREDIT, MAIN_DEBIT = "main-amount", "main-credit", "main-debit"
ORIGINAL, ORIGINAL_CURRENCY = "original", "original-currency"
CURRENCY, MAIN_CURRENCY, BALANCE_CURRENCY = "currency", "main-currency", "balance-currency"
PAYEE, PAYER, DESCRIPTION, MEMO, KIND, CATEGORY, STATUS, METHOD = (
    "payee", "payer", "description", "memo", "kind", "category", "status", "method",
)  # fmt: skip
ACCOUNT, CARD, OWNER, EITHER_ACCOUNT, OTHER_ACCOUNT, OTHER_BANK, BANK = (
    "account", "card-number", "owner", "either-account", "other-account", "other-bank", "own-bank",
)  # fmt: skip
ID, ORDER, SHOP_ORDER, CHEQUE, RATE, FEE, MANDATE, END_TO_END, SETTLED = (
    "id", "order", "shop-order", "cheque", "rate", "fee", "mandate", "end-to-end", "settled",
)  # fmt: skip

DATES = frozenset({BOOKED, TRADED, VALUED, DAY})
AMOUNTS = frozenset({AMOUNT, MAIN_AMOUNT, CREDIT, MAIN_CREDIT, DEBIT, MAIN_DEBIT})
MANY = frozenset({MEMO, DESCRIPTION, CATEGORY, ORIGINAL, FEE})
"""Roles that several columns may have together."""

NAMES: dict[str, str] = {
    BOOKED: """booking date|posting date|posted date|post date|date posted|posted|booked|date processed|processed date
        |settlement date|buchungstag|buchungsdatum|buchung|boekdatum|boekingsdatum|datum verrekening
        |fecha contable|fecha de contabilizacion|date comptable|date de comptabilisation|data contabile
        |data registrazione|data ksiegowania|datum zauctovani|konyveles datuma|konyvelesi datum|bokforingsdag
        |bokforingsdatum|bogforingsdato|记账日期|记账日|入账日期|入账日|银行记账日|过账日期|记账时间""",
    TRADED: """transaction date|trans date|purchase date|date of transaction|started date|transaction date time
        |kaufdatum|belegdatum|umsatztag|datum verrichting|transactiedatum|fecha operacion|fecha de operacion
        |date operation|date de l operation|date d operation|data operazione|data operacji|data transakcji
        |datum provedeni|execution date|tranzakcio datuma|datum transakce|交易日期|交易日|交易时间|交易创建时间
        |付款时间|消费日期""",
    VALUED: """value date|valuta|valutadatum|wertstellung|wertstellungstag|wert|fecha valor|date de valeur|date valeur
        |data valuta|data waluty|erteknap|data valor|datum valuty|rentedatum|起息日""",
    DAY: """date|datum|fecha|data|dato|dag|tag|日期|created|completed date|created at|date time|datetime|timestamp
        |journaldate""",
    TIME: "time|transaction time|uhrzeit|heure|hora|ora|czas|cas|时间|交易时刻|tijd",
    AMOUNT: """amount|betrag|umsatz|importe|montant|importo|bedrag|kwota|castka|osszeg|belopp|belob|valor|value|sum
        |summe|suma|summa|iznos|net|net amount|transaction amount|kwota operacji|kwota transakcji
        |tranzakcio osszege|金额|交易金额|发生额|交易额|人民币金额|消费金额""",
    MAIN_AMOUNT: """billing amount|amount in|betrag in|bedrag in|montant en|importe en|zauctovana castka|kwota w
        |入账金额|记账金额|入账币种金额|实付金额|结算金额|amount charged""",
    CREDIT: """credit|credits|deposit|deposits|credit amount|deposit amount|haben|gutschrift|einnahme|einnahmen|eingang
        |entrada|entradas|abono|abonos|haber|ingreso|ingresos|avoir|accrediti|entrate|avere|bij|uznania|wplywy
        |prijem|prijmy|kredit|jovairas|money in|paid in|inflow|in|credito|creditos|收入|存入|贷方|贷方发生额
        |贷方金额|存入金额|收入金额|转入金额|交易金额收入""",
    DEBIT: """debit|debits|withdrawal|withdrawals|withdrawal amount|debit amount|soll|belastung|ausgabe|ausgaben
        |ausgang|salida|salidas|cargo|cargos|debe|gasto|gastos|addebiti|uscite|dare|af|debet|obciazenia|wydatki
         |vydaj|vydaje|terheles|money out|paid out|outflow|out|debito|debitos|lastschrift in
         |支出|借方|借方发生额|借方金额|支取|支出金额|支取金额|转出金额|取出金额|取出|交易金额支出""",
    MAIN_CREDIT: "记账金额收入|入账金额收入",
    MAIN_DEBIT: "记账金额支出|入账金额支出",
    DIRECTION: """credit debit|debit credit|cr dr|dr cr|d c|c d|cd|dc|soll haben|haben soll|s h|soll haben kennzeichen
        |af bij|bij af|bevetel kiadas|direction|sign|vorzeichen|znamenko|sens|收 支|收支|借贷|借贷标志|收支类型
        |收支方向""",
    BALANCE: """balance|saldo|kontostand|solde|running balance|runningbalance|balance after|account balance|zustatek
        |saldo po operacji|egyenleg|saldo disponible|saldo contable|ledger balance|余额|本次余额|联机余额
        |账户余额|当前余额""",
    IMPACT: """balance impact|auswirkung auf guthaben|auswirkung auf das guthaben|impact sur le solde
        |impatto sul saldo|impacto en el saldo""",
    ORIGINAL: """original amount|local amount|foreign amount|originalbetrag|betrag fremdwahrung|betrag in fremdwahrung
        |amount in foreign currency|foreign currency amount|montant en devise|transfer amount|交易地金额
        |交易币种金额|puvodni castka|importe original|lastschrift ursprungsbetrag""",
    ORIGINAL_CURRENCY: """original currency|local currency|fremdwahrung|transfer amount currency|foreign currency
        |originalwahrung""",
    CURRENCY: """currency|ccy|curr|currency code|wahrung|wahr|divisa|moneda|devise|monn|monnaie|munt|waluta|mena|penznem
         |tranzakcio devizaneme|devizanem|币种|币别|货币|交易币种|交易货币|mineda|valuta code|waehrung|muntsoort""",
    MAIN_CURRENCY: "billing currency|记账币种|入账货币|入账币种|结算币种",
    BALANCE_CURRENCY: "balance currency|余额币种",
    PAYEE: """payee|name|empfanger|auftraggeber|auftraggeber empfanger|empfanger auftraggeber|zahlungsempfanger
        |begunstigter|beguenstigter zahlungspflichtiger|begunstigter zahlungspflichtiger
        |auftraggeber begunstigter|name zahlungsbeteiligter|zahlungsbeteiligter|beneficiario|destinatario
        |beneficiaire|tiers|naam tegenpartij|tegenpartij|naam omschrijving|merchant|merchant name|handelaar
        |partner name|partner neve|counterparty|counterparty name|counteraccount name|counter party|recipient
         |nadawca odbiorca|odbiorca|nazwa kontrahenta|kontrahent|nazev protiuctu|交易对方|对方户名|对方名称
         |对手信息|商户名称|对方账户名|收款人|对方姓名|对手方|交易对手|交易对手名称""",
    PAYER: "payer|payer name|zahlungspflichtige r|zahlungspflichtiger",
    DESCRIPTION: """description|details|narrative|text|desc|transaction details|transaction description|buchungstext
        |payment type and details|transaction type and details
        |omschrijving|concepto|descripcion|movimiento|libelle|descrizione|causale|opis|opis operacji|popis|摘要
        |交易摘要|商品|商品说明|商品名称|交易说明|交易描述|订单标题|交易场所|交易地点|交易详情|beschreibung|avisierungstext""",
    MEMO: """memo|notes|note|verwendungszweck|vwz|reason|purpose|payment reference|reference|poznamka
        |zprava pro prijemce|zprava|message for payee|message for me|zprava pro me|client note
        |klientska poznamka|remark|remarks|comment|comments|mededeling|mededelingen|vrije mededeling
        |gestructureerde mededeling|communication|observaciones|tytul|tytulem|kozlemeny|additional description
        |original description|toelichting|备注|附言|交易附言|客户摘要|用途""",
    KIND: """type|transaction type|typ|typ transakce|buchungsart|umsatzart|transaktionstyp|tranzakcio tipusa
        |posting text|operation type|art|tipo|class|soort|typ operacji|rodzaj|bewegungstyp|交易类型|交易名称""",
    CATEGORY: """category|kategorie|categorie|categoria|kategoria|subcategory|subcategoria|kategorie transakce|交易分类
        |分类""",
    STATUS: "status|state|stav|estado|transaction status|交易状态|当前状态|状态",
    METHOD: "payment method|支付方式|收 付款方式|付款方式|zahlungsart|moyen de paiement",
    ACCOUNT: """account|account name|konto|own account|auftragskonto|iban auftragskonto|numer konta|cislo uctu
        |szamlaszam|produit|compte|cuenta|conto|rekening|本方账号|本方账户|账户""",
    EITHER_ACCOUNT: "kontonummer|account number|account no|iban|number|rekeningnummer|账号|iban number",
    CARD: """card no|card|card number|first bank card|kredietkaart|kartennummer|card used for transaction|kartyaszam
        |卡号|卡号末四位|卡号后四位|卡末四位|卡后四位|借记卡号|交易卡号""",
    OTHER_ACCOUNT: """counterparty account|tegenrekening|rekeningnummer tegenpartij|partner iban|gegenkonto
        |iban zahlungsbeteiligter|cislo protiuctu|partner szamlaszama|bank account details|bankovni spojeni
         |kontonummer iban|iban kontonummer|iban tegenpartij|对方账号|对方卡号 账号|对方账户|对方卡号|交易对手账号""",
    OTHER_BANK: "bic|bic tegenpartij|bic swift code|blz|bankleitzahl|bank|bic swift|对方开户行|对方银行",
    ID: """transaction id|id|transaction reference number|referencni cislo transakce|transaktions id
        |transaction number|n de transaction|unique id|fitid|交易流水号|日志号|流水号""",
    ORDER: "order id|交易订单号|交易单号|交易号|订单号",
    SHOP_ORDER: "商家订单号|商户单号|商户订单号|商家单号",
    CHEQUE: "check number|checknumber|cheque number|cheque|check no|cheque no|chequenummer|check",
    RATE: "exchange rate|rate|wechselkurs|kurs|koers|汇率|tipo de cambio|taux",
    FEE: "fee|fees|gebuhr|gebuhren|kosten op verrichting|commission|手续费|服务费|oplata|poplatek",
    PART: "einzelbetrag|individual amount|montant individuel|importo singolo|teilbetrag|sous montant|sotto importo",
    MANDATE: "mandate identification|mandatsreferenz|mandate|mandate id|mandaat",
    SETTLED: "资金状态",
    END_TO_END: "end to end|end to end id|end to end reference|sepa reference|kundenreferenz end to end|endtoendid",
}

PARTS: tuple[tuple[str, str], ...] = (
    (OTHER_ACCOUNT, "(counter|tegen|partner|gegen|proti|contra|payee|对方|对手).*(iban|acc|konto|rek|uct|账|卡号)"),
    (OTHER_BANK, r"\bbic\b|swift|开户行"),
    ("", "(begin|opening|start|anfang|alter |initial).*(saldo|balance|kontostand|solde)"),
    (BALANCE_CURRENCY, "(balance|余额).*(currency|币)"),
    (ORIGINAL_CURRENCY, "(original|local|foreign|fremd).*(currency|wahrung)"),
    (ORIGINAL, "(original|local|foreign|fremd|devise).*(amount|betrag|bedrag|montant|importe)"),
    (BALANCE, "balance|saldo|kontostand|solde|zustatek|egyenleg|余额"),
    (VALUED, "(date|datum|fecha|data|日期).*(valu|valor|wert|valeur|walut)|(valu|wert).*(date|datum|dag)"),
    (BOOKED, "(book|post|buch|boek|contab|compt|ksieg|zauct|konyvel|记账|入账).*(dat|dag|tag|日)"),
    (BOOKED, "(date|datum|fecha|data).*(book|post|buch|boek|contab|compt|ksieg|zauct|konyvel)"),
    (TRADED, r"\b(date|datum|fecha|data|datuma)\b|datum$|日期|交易.*时间"),
    (MAIN_CREDIT, "(记账|入账).*(收入|存入|贷)"),
    (MAIN_DEBIT, "(记账|入账).*(支出|支取|借)"),
    (CREDIT, r"deposit|paid in|money in|\bcredit amount|amount credit|收入|存入|贷方|gutschrift|haben|ingreso|abono"),
    (DEBIT, r"withdraw|paid out|money out|\bdebit amount|amount debit|支出|支取|取出|借方|belastung|\bsoll\b|cargo"),
    (CURRENCY, r"currency|wahrung|divisa|devise|waluta|\bmena\b|币种|货币"),
    (FEE, r"\b(fees?|tax|charges?|gebuhr|commission)\b|手续费"),
    (MAIN_AMOUNT, "(记账|入账|billing|booked).*(amount|金额)"),
    (AMOUNT, "amount|betrag|montant|importe|importo|bedrag|kwota|castka|osszeg|belopp|金额"),
    (END_TO_END, "end to end"),
    (MANDATE, "mandat"),
    (CHEQUE, r"che(ck|que)\b"),
    (ID, r"(transaction|transaktion|transac).*(id|nr|number|no)\b|流水号"),
    (PAYEE, "payee|merchant|beneficiar|begunst|empfanger|recipient|counterpart|tegenpartij|partner|对方|商户"),
    (CARD, r"\bcard\b|kart[ey]|卡号"),
    (KIND, r"\btype\b|类型"),
    (CATEGORY, "categor|kategor|分类"),
    (STATUS, "status|状态"),
    (MEMO, "verwendungszweck|reference|referenz|memo|remark|comment|备注|附言|zprava|poznamka"),
    (DESCRIPTION, "descri|detail|omschrijving|libel|narrative|concept|摘要|说明|popis|opis"),
)  # fmt: skip

_BY_NAME = {re.sub(r"\s+", " ", name).strip(): role for role, names in NAMES.items() for name in names.split("|")}
_BY_PART = tuple((role, re.compile(part)) for role, part in PARTS)
_LETTERS = str.maketrans({"ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
_SIGNS = re.compile(r"[^\w%#]+|_")
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
_CENTS = re.compile(r"\b(cents?|pence|pennies|centimes|centimos|centavos|rappen|minor units?|amount minor)\b| 分$")
_NAME_LIMIT = 60
_CURRENCY_LETTERS = 3


def key_of(name: str) -> str:
    """A column's name as it is compared."""
    return _SIGNS.sub(" ", loose(narrow(name)).translate(_LETTERS)).strip()


@lru_cache(maxsize=4096)  # the beginning of a file is looked at twice and more
def role_of(name: str) -> str:
    """The role that a column's name stands for, "" if none; a currency in the name is not part of it."""
    text = name.strip().strip("'\"\ufeff")
    if not text or len(text) > _NAME_LIMIT:
        return ""
    whole = key_of(text)
    short = key_of(" ".join(word for word in _BRACKETS.sub(" ", narrow(text)).split() if not _is_currency(word)))
    numberless = short.rstrip("0123456789 #")
    for key in (whole, whole.replace(" ", ""), short, numberless, short.replace(" ", "")):
        if found := _BY_NAME.get(key):
            return found
    for key in dict.fromkeys((whole, short)):
        for role, part in _BY_PART:
            if part.search(key):
                return role
    return ""


def currency_in(name: str) -> str:
    """The code of the only currency that a column's name names, "" if none."""
    words = [word for word in re.split(r"[\s()\[\]（）【】/:,.]+", narrow(name)) if _is_currency(word)]
    codes = {found[0] for word in words if (found := currency_of_word(word))}
    if not codes and "人民币" in name:
        return "CNY"
    return codes.pop() if len(codes) == 1 else ""


def is_in_cents(name: str) -> bool:
    """Whether a column's name says that its amounts count the smallest unit: ``Amount (cents)``, ``amount_minor``."""
    return _CENTS.search(key_of(name)) is not None


def is_unit_alone(name: str) -> bool:
    """Whether a column's name says no more than how money is counted: 元 is behind amounts in any currency."""
    return "元" in name and not any(word in name for word in ("人民币", "美元", "港元", "欧元", "日元"))


def _is_currency(word: str) -> bool:
    """A code in capitals, or a sign; ``all`` and ``try`` are words before they are currencies."""
    found = currency_of_word(word)
    if len(found) != 1:
        return False
    return len(word) != _CURRENCY_LETTERS or not word.isascii() or word.isupper()
