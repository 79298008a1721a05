"""A household's e-wallets and bank through the real import, in every order: the same books, and no purchase twice."""

import os
from io import BytesIO
from itertools import permutations
from typing import Any

import pytest

from tests.households.platforms import BOTH, COMPANY, PLATFORM, SHOP, Told, household
from tests.services.books import add
from wallet_cli.services.amend import undo
from wallet_cli.services.files import bank_import, source
from wallet_cli.services.files.ewallet_places import Means, told
from wallet_cli.services.files.imported import Imported
from wallet_cli.services.look.history import entries
from wallet_cli.services.session import Session
from wallet_cli.store.books import accounts, transactions
from wallet_cli.store.books.register import LAST_DAY, Query

DAYS = 14
HEAD = {
    "alipay": "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,"
    "交易订单号,商家订单号,备注,",
    "wechat": "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注",
    "cmb": "记账日期,货币,交易金额,联机余额,交易摘要,对手信息,客户摘要",
}
CARD = "招商银行(1234)"


def money(minor: int) -> str:
    return f"{'-' * (minor < 0)}{abs(minor) // 100}.{abs(minor) % 100:02}"


def alipay_row(row: Told) -> str:
    amount, method = money(abs(row.minor)), row.method or CARD
    if row.kind == "out":
        return f"{row.day} 10:00:00,账户存取,招商银行,/,提现-快速提现,不计收支,{amount},余额,交易成功,A{row.event},,"
    if row.kind == "back":
        return (
            f"{row.day} 10:00:00,退款,{row.text},/,退款-商品,不计收支,{amount},{method},退款成功,A{row.of}_R,M{row.of},"
        )
    return f"{row.day} 10:00:00,其他,{row.text},/,商品,支出,{amount},{method},交易成功,A{row.event},M{row.event},"


def wechat_row(row: Told) -> str:
    amount, method = money(abs(row.minor)), "零钱" if row.method else CARD
    if row.kind == "out":
        fee = money(row.fee)
        return f"{row.day} 10:00:00,零钱提现,招商银行,/,/,¥{amount},{CARD},提现已到账,W{row.event},/,服务费¥{fee}"
    if row.kind == "in":
        return f"{row.day} 10:00:00,零钱充值,{CARD},/,/,¥{amount},{CARD},充值完成,W{row.event},/,/"
    if row.kind == "back":
        return (
            f"{row.day} 10:00:00,商户消费-退款,{row.text},/,收入,¥{amount},{method},已全额退款,W{row.event},M{row.of},/"
        )
    return f"{row.day} 10:00:00,商户消费,{row.text},商品,支出,¥{amount},{method},支付成功,W{row.event},M{row.event},/"


def bank_row(row: Told) -> str:
    return f"{row.day},CNY,{money(row.minor)},,{row.text.partition(' ')[0]},,{row.text.partition(' ')[2] or ''}"


def files(way: str, seed: int) -> dict[str, bytes]:
    of = household(seed, way, DAYS)
    rows = {
        "alipay": map(alipay_row, of.alipay),
        "wechat": map(wechat_row, of.wechat),
        "cmb": map(bank_row, of.bank),
    }
    return {name: "\n".join([HEAD[name], *found, ""]).encode() for name, found in rows.items()}


def brought(session: Session, name: str, data: bytes) -> Imported:
    plan = bank_import.planned(
        session, [source.source(BytesIO(data), f"{name}.csv")], name, means=Means(told([f"{CARD}=cmb", "招商银行=cmb"]))
    )
    return bank_import.record(session, plan)


def books(session: Session) -> list[Any]:
    """All transactions: days, payees, accounts, amounts, ids and what both files say."""
    found = []
    for entry in entries(session, Query(last=LAST_DAY)):
        kept = transactions.by_row(session.db, int(entry.ref[1:]))
        assert kept is not None
        txn = kept.transaction
        postings = []
        for each in txn.postings:
            node = accounts.by_uid(session.db, each.account)
            assert node is not None
            facts = tuple((fact, value) for fact, value in each.facts)
            postings.append((node.path, each.amount_minor, each.date, each.state, each.bank_id, facts))
        found.append((txn.date, txn.memo, txn.delivered, tuple(sorted(postings))))
    return sorted(found)


SEEDS = [int(seed) for seed in os.environ.get("HOUSEHOLDS", "1").split(",")]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("way", [BOTH, COMPANY, PLATFORM, SHOP])
def test_every_order_of_three_files_ends_in_the_same_books(session: Session, way: str, seed: int) -> None:
    add(session, "alipay", "ewallet", "CNY")
    add(session, "wechat", "ewallet", "CNY")
    add(session, "cmb", "bank", "CNY")
    of = files(way, seed)
    first = None
    for order in permutations(of):
        done = [brought(session, name, of[name]) for name in order]
        found = books(session)
        again = [brought(session, name, of[name]) for name in of]
        assert [(each.statements[0].new, each.statements[0].confirmed) for each in again] == [(0, 0)] * 3
        for each in reversed(done):
            undo.undo(session, int(each.op[1:]))
        first = first or found
        assert [x for x in found if x not in first] == [] == [x for x in first if x not in found], order
