"""Tables that are known by their header: whose they are, and what neither their names nor their cells say.

A row each; most of a table is still understood by its own words (``roles``, ``survey``), so that a bank that renames a
column is read as any other. What was settled by the owner (``TableProfile``) comes before what is said here.
"""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.formats.table import roles as r
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from wallet_cli.formats.table.header import Columns

_CARD, _E_WALLET, _BANK, _FUNDS = "信用卡", "支付宝", "借记卡", "证券"
"""Words of the kinds of account that tables are of."""


class Source(NamedTuple):
    """One table: its ``name``; the ``columns`` that its header has and no other's has all of, parted by ``|``.

    ``word`` means a kind of account (``domain.kinds``); ``sign`` is which way a plain amount went, as in a profile;
    ``currency`` where neither column nor cell names one; ``roles`` are those of columns whose names mislead. Where
    ``names_kind``, the description begins with what the booking is: ``（消费）``, ``退货 ``. Where ``names_account``,
    the other party's name ends in its account's number.
    """

    name: str
    columns: str
    word: str
    sign: str = ""
    currency: str = "CNY"
    roles: tuple[tuple[str, str], ...] = ()
    names_kind: bool = False
    names_account: bool = False

    @property
    def is_e_wallet(self) -> bool:
        """Whether this is a platform's, whose rows may be neither income nor spending."""
        return self.word == _E_WALLET

    @property
    def kind(self) -> str:
        """The name of the kind of account."""
        found = kinds.meant_by(self.word)
        return found.name if found else ""


NO_SOURCE = Source("", "", "", currency="")
"""A table of nobody's that is known."""

_ROWS = (
    Source(
        "alipay-web",
        "交易号|商家订单号|交易创建时间|付款时间|交易对方|金额（元）|收/支|交易状态|资金状态",
        _E_WALLET,
        roles=(("付款时间", r.BOOKED), ("最近修改时间", ""), ("成功退款（元）", ""), ("类型", r.KIND)),
    ),
    Source("alipay", "交易时间|交易对方|商品说明|收/支|金额|收/付款方式|交易状态|交易订单号|商家订单号", _E_WALLET),
    Source("wechat", "交易时间|交易类型|交易对方|商品|收/支|金额(元)|支付方式|当前状态|交易单号", _E_WALLET),
    Source("jd", "交易时间|商户名称|交易说明|金额|收/付款方式|交易状态|收/支|交易分类|交易订单号", _E_WALLET),
    Source(
        "meituan",
        "交易创建时间|交易类型|订单标题|收/支|支付方式|订单金额|实付金额|交易单号",
        _E_WALLET,
        roles=(("订单金额", ""), ("交易成功时间", "")),
    ),
    Source("cmb", "记账日期|货币|交易金额|联机余额|交易摘要|对手信息", _BANK, "in", names_account=True),
    Source("cmb-card", "交易日|记账日|交易摘要|人民币金额|卡号末四位", _CARD, sign="out"),
    Source("icbc-card", "交易日期|记账日期|摘要|交易场所|记账金额(收入)|记账金额(支出)|记账币种", _CARD),
    Source("icbc", "交易日期|摘要|交易场所|记账金额(收入)|记账金额(支出)|记账币种", _BANK),
    Source("abc", "交易日期|交易时间|交易摘要|交易金额|本次余额|对手信息|日 志 号", _BANK, "in", names_account=True),
    Source("boc-card", "交易日|银行记账日|卡号后四位|交易描述|存入|支出|币种", _CARD),
    Source("boc", "记账日期|记账时间|币别|金额|余额|交易名称|渠道|网点名称", _BANK, "in"),
    Source("bocom-card", "交易日期|记账日期|交易说明|交易币种/金额|入账币种/金额", _CARD, names_kind=True),
    Source("bocom", "交易日期|交易时间|交易类型|借贷|交易金额|余额|对方账号|对方户名|交易地点", _BANK),
    Source("ccb", "记账日|交易日期|支出|收入|账户余额|摘要|对方账号|对方户名|交易地点", _BANK),
    Source("citic-card", "交易日期|入账日期|交易描述|卡末四位|交易金额|结算金额", _CARD, sign="out"),
    Source("spdb", "交易日期|交易类型|存入金额|取出金额|余额|交易对手名称|交易对手账号", _BANK),
    Source("cgb-card", "交易日期|入账日期|交易摘要|交易金额|入账金额|入账货币", _CARD, sign="out", names_kind=True),
    Source("hsbc-hk-card", "Transaction date|Post date|Billing amount|Billing currency|Credit / Debit", _CARD, "", ""),
    Source("hsbc-hk", "Date|Description|Billing amount|Billing currency|Balance|Balance currency", _BANK, "in", ""),
    Source(
        "htsec",
        "证券代码|证券名称|成交日期|成交金额|发生金额|操作|手续费|资金本次余额|资金账号",
        _FUNDS,
        "in",
        roles=(
            *(("成交日期", r.BOOKED), ("成交时间", r.TIME), ("发生金额", r.AMOUNT), ("成交金额", "")),
            ("操作", r.KIND),
            *(("证券名称", r.PAYEE), ("证券代码", r.MEMO), ("资金账号", r.ACCOUNT), ("成交号", r.ORDER)),
            *(("手续费", r.FEE), ("印花税", r.FEE), ("过户费", r.FEE), ("其他费", r.FEE), ("股东账号", "")),
        ),
    ),
    Source(
        "hxsec",
        "交收日期|成交时间|业务名称|证券代码|成交金额|总费用|清算金额|资金本次余额",
        _FUNDS,
        "in",
        roles=(
            *(("交收日期", r.BOOKED), ("成交时间", r.TIME), ("清算金额", r.AMOUNT), ("成交金额", "")),
            *(("业务名称", r.KIND), ("证券名称", r.PAYEE), ("证券代码", r.MEMO), ("资金帐号", r.ACCOUNT)),
            ("成交编号", r.ORDER),
            *(("总费用", r.FEE), ("净佣金", ""), ("清算费", ""), ("交易规费", ""), ("股东代码", "")),
        ),
    ),
    Source("bmo-card", "Item #|Card #|Transaction Date|Posting Date|Transaction Amount", _CARD, "out", "CAD"),
    Source("bmo", "First Bank Card|Transaction Type|Date Posted|Transaction Amount", _BANK, "in", "CAD"),
)  # fmt: skip
SOURCES: dict[str, Source] = {row.name: row for row in _ROWS}
"""By name; of two that fit the first counts."""

_COLUMNS = tuple((row, frozenset(r.key_of(name) for name in row.columns.split("|"))) for row in _ROWS)


_WALLETS = tuple(
    frozenset(r.key_of(name) for name in columns.split("|"))
    for columns in (
        "Product|Started Date|Completed Date|Amount|Fee|State",
        "Produkt|Datum des Beginns|Datum des Abschlusses|Betrag|Gebühr",
        "Produit|Date de début|Date de fin|Montant|Frais",
        "Producto|Fecha de inicio|Fecha de finalización|Importe|Comisión",
        "Prodotto|Data di inizio|Data di completamento|Importo|Costo",
    )
)
"""Headers of Revolut: its fees are taken besides the amounts, and each product (current account, savings) has balances
of its own.
"""
_PRODUCTS = frozenset({"product", "produkt", "produit", "producto", "prodotto"})


def takes_fees(names: Iterable[str]) -> bool:
    """Whether the table with these columns is known to have its fees besides the amounts, and products as accounts."""
    there = {r.key_of(name) for name in names}
    return any(columns <= there for columns in _WALLETS)


def with_products(columns: Columns) -> Columns:
    """The columns of such a table, its products as accounts."""
    if r.ACCOUNT in columns.roles or not takes_fees(columns.names):
        return columns
    roles = [
        r.ACCOUNT if r.key_of(name) in _PRODUCTS and not role else role
        for name, role in zip(columns.names, columns.roles, strict=True)
    ]
    return columns._replace(roles=tuple(roles))


def known_by(names: Iterable[str]) -> Source:
    """The table whose header has these names, ``NO_SOURCE`` if none has."""
    there = {r.key_of(name) for name in names}
    return next((row for row, columns in _COLUMNS if columns <= there), NO_SOURCE)


def corrected(names: Iterable[str], roles: Iterable[str], source: Source) -> tuple[str, ...]:
    """The roles of columns as the table of ``source`` has them."""
    known = {r.key_of(name): role for name, role in source.roles}
    taken = set(known.values()) - r.MANY - {""}
    return tuple(
        known[key] if (key := r.key_of(name)) in known else "" if role in taken else role
        for name, role in zip(names, roles, strict=True)
    )
