"""What rows of e-wallets mean: each wording in a row of its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files import ewallet_words as w
from wallet_cli.domain.files.ewallet import Meaning, Part, Wording, fee_in, meaning, way
from wallet_cli.domain.files.statement import Row
from wallet_cli.domain.money import Money

CNY, USD = Currency("CNY", 2), Currency("USD", 2)
COUNTED_OUT, COUNTED_IN = (("收/支", "支出"),), (("收/支", "收入"),)
TEXTS = ("kind", "memo", "category", "payee", "method", "status")


def row(minor: int = -5000, **said: object) -> Row:
    return Row(1, date(2026, 11, 3), Money(minor, CNY), **said)


def shown(parts: tuple[Part, ...]) -> str:
    return "+".join(part.name or "own" for part in parts) or "outside"


def sides(found: Meaning) -> tuple[str, str, str]:
    return found.what, shown(found.left), shown(found.came)


@pytest.mark.parametrize(
    ("said", "wanted", "counts"),
    [
        # WeChat Pay: 交易类型
        ({"kind": "零钱充值", "payee": "工商银行(9876)", "method": "工商银行(9876)"}, "top-up 工商银行(9876) own", 1),
        ({"kind": "零钱充值", "payee": "工商银行(9876)", "method": "零钱"}, "top-up 工商银行(9876) own", 1),
        ({"kind": "零钱提现", "payee": "招商银行()", "method": "工商银行"}, "withdrawal own 工商银行", -1),
        ({"kind": "零钱提现", "payee": "招商银行()", "method": "零钱"}, "withdrawal own 招商银行", -1),
        ({"kind": "零钱提现", "payee": "/", "method": "/"}, "withdrawal own ?", -1),
        ({"kind": "信用卡还款", "payee": "建设银行信用卡还款", "method": "零钱"}, "repayment own 建设银行信用卡", -1),
        ({"kind": "信用卡还款", "payee": "", "method": "招商银行(1)"}, "repayment 招商银行(1) ?", -1),
        ({"kind": "转入零钱通-来自工商银行(9876)", "method": "工商银行(9876)"}, "transfer 工商银行(9876) 零钱通", 1),
        ({"kind": "转入零钱通-来自零钱", "method": "零钱"}, "transfer own 零钱通", -1),
        ({"kind": "零钱通转出-到零钱", "method": "零钱通"}, "transfer 零钱通 own", 1),
        ({"kind": "零钱通转出-到工商银行(9876)", "method": "零钱通"}, "transfer 零钱通 工商银行(9876)", -1),
        ({"kind": "购买理财通", "payee": "理财通", "method": "工商银行"}, "transfer 工商银行 理财通", -1),
        ({"kind": "理财通赎回", "payee": "理财通", "method": "零钱"}, "transfer 理财通 own", 1),
        # Alipay: 商品说明
        ({"memo": "充值-普通充值", "payee": "招商银行", "method": "招商银行(12)"}, "top-up 招商银行(12) own", 1),
        ({"memo": "提现-快速提现", "payee": "招商银行", "method": "余额"}, "withdrawal own 招商银行", -1),
        ({"memo": "余额宝-单次转入", "method": "招商银行(12)"}, "transfer 招商银行(12) 余额宝", 1),
        ({"memo": "余额宝-自动转入", "method": "账户余额"}, "transfer own 余额宝", -1),
        ({"memo": "余额宝-转出到余额", "method": "余额宝"}, "transfer 余额宝 own", 1),
        ({"memo": "余额宝-转出到银行卡", "payee": "招商银行", "method": "余额宝"}, "transfer 余额宝 招商银行", -1),
        ({"memo": "余额宝-单次转出至招商银行(12)", "method": "余额宝"}, "transfer 余额宝 招商银行(12)", -1),
        ({"memo": "小荷包-自动攒", "method": "余额"}, "transfer own 小荷包", -1),
        ({"memo": "余额宝-2026.11.02-收益发放", "method": "余额宝"}, "incoming outside 余额宝", 1),
        ({"memo": "花呗主动还款-2026年11月账单", "method": "余额宝"}, "repayment 余额宝 花呗", -1),
        ({"memo": "自动还款-花呗2026年11月账单", "method": "招商银行(12)"}, "repayment 招商银行(12) 花呗", -1),
        ({"memo": "借呗-放款至余额", "method": "余额"}, "transfer 借呗 own", 1),
        ({"memo": "借呗-放款", "method": "招商银行(12)"}, "transfer 借呗 招商银行(12)", 1),
        ({"memo": "蚂蚁财富-某基金-买入", "method": "招商银行(12)"}, "transfer 招商银行(12) 蚂蚁财富", -1),
        ({"memo": "蚂蚁财富-某基金-卖出至余额宝", "method": "余额宝"}, "transfer 蚂蚁财富 余额宝", 1),
        ({"memo": "某证券-买入", "payee": "某证券", "method": ""}, "transfer ? 某证券", -1),
        # JD
        ({"memo": "白条还款", "payee": "京东金融", "method": "招商银行(12)"}, "repayment 招商银行(12) 白条", -1),
    ],
)
def test_what_moves_between_one_s_own_accounts(said, wanted, counts):
    found = meaning(row(**said))
    assert " ".join(sides(found)) == wanted
    assert all(part.amount == Money(5000, CNY) for part in (*found.left, *found.came))
    assert way(Wording(**said)) == counts


@pytest.mark.parametrize(
    ("minor", "said", "wanted"),
    [
        (-5000, {"kind": "商户消费", "method": "招商银行(12)"}, "purchase 招商银行(12) outside"),
        (-5000, {"kind": "商户消费", "method": ""}, "purchase ? outside"),
        (-5000, {"kind": "转账", "method": "零钱"}, "people own outside"),
        (-5000, {"category": "转账红包", "memo": "转账", "method": "余额"}, "people own outside"),
        (-5000, {"kind": "微信红包(单发)", "method": "零钱"}, "red-packet own outside"),
        (-5000, {"category": "转账红包", "memo": "普通红包", "method": "余额"}, "red-packet own outside"),
        (-5000, {"kind": "亲属卡交易", "memo": "亲属卡", "method": "零钱通"}, "purchase 零钱通 outside"),
        (5000, {"kind": "微信红包", "method": ""}, "red-packet outside own"),
        (5000, {"kind": "群收款", "method": "零钱"}, "people outside own"),
        (5000, {"memo": "卖二手书", "method": ""}, "incoming outside own"),
        (5000, {"memo": "卖二手书", "method": "余额宝"}, "incoming outside 余额宝"),
        (5000, {"kind": "微信红包-退款", "method": "招商银行(12)"}, "refund outside 招商银行(12)"),
        (5000, {"category": "退款", "memo": "退款-鞋", "method": ""}, "refund outside ?"),
        (5000, {"memo": "退款-鞋", "method": "余额"}, "refund outside own"),
        (5000, {"kind": "转账", "memo": "转账备注:退款", "method": "零钱"}, "people outside own"),
    ],
)
def test_what_comes_from_and_goes_to_others(minor, said, wanted):
    counted = COUNTED_OUT if minor < 0 else COUNTED_IN
    assert " ".join(sides(meaning(row(minor, extra=counted, **said)))) == wanted


def test_a_refund_is_one_whatever_it_refunds():
    said = {"status": "退款成功", "method": "余额", "memo": "退款-信用卡还款"}
    assert sides(meaning(row(5000, **said))) == ("refund", "outside", "own")
    said = {"status": "退款成功", "method": "余额宝", "memo": "蚂蚁财富-某基金-买入退款"}
    assert sides(meaning(row(5000, **said))) == ("transfer", "蚂蚁财富", "余额宝")
    assert sides(meaning(row(-5000, memo="退款-鞋", method="余额"))) == ("purchase", "own", "outside")


def test_what_the_platform_counts_as_spent_is_no_movement_of_one_s_own():
    said = {"memo": "买入一台旧相机", "method": "余额"}
    assert meaning(row(**said)).what == w.TRANSFER
    assert meaning(row(extra=COUNTED_OUT, **said)).what == w.PURCHASE


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"moves_money": False, "status": "交易关闭"}, "closed"),
        ({"moves_money": False, "status": "提现失败，已退回零钱", "method": "零钱"}, "closed"),
        ({"moves_money": False}, "closed"),
        ({"amount": Money(0, CNY), "kind": "先享后付", "method": "先享后付"}, "not-yet-charged"),
        ({"amount": Money(0, CNY)}, "closed"),
        ({"moves_money": False, "status": "等待付款"}, "not-yet-charged"),
        ({"moves_money": False, "status": "解冻成功", "memo": "芝麻免押"}, "frozen"),
        ({"moves_money": False, "status": "交易成功", "method": "余额"}, "unclear"),
        ({"method": "亲属卡(小李)"}, "anothers-card"),
        ({"method": "亲情卡", "moves_money": False, "status": "交易关闭"}, "anothers-card"),
    ],
)
def test_a_note_has_no_sides(changes, why):
    found = meaning(row()._replace(**changes))
    assert (found.what, found.left, found.came, found.why) == (w.NOTE, (), (), why)


def test_what_neither_text_nor_state_places_counts_neither_way():
    assert way(Wording(memo="杂项", status="交易成功")) == 0
    assert way(Wording(memo="余额宝-单次转入", method="余额", status="解冻成功")) == 0
    assert way(Wording(memo="杂项", status="退款成功")) == 1
    assert way(Wording(memo="余额宝-转入", method="零钱通")) == -1  # between pockets: as rules have it


def test_the_fee_is_within_the_amount():
    found = meaning(row(-10010, kind="零钱提现", method="工商银行", charges=Money(10, CNY)))
    assert (found.amount, found.fee) == (Money(10010, CNY), Money(10, CNY))
    for wrong in (Money(10011, CNY), Money(10, USD), Money(0, CNY)):
        assert meaning(row(-10010, kind="零钱提现", method="工商银行", charges=wrong)).fee is None
    assert fee_in("服务费¥0.10", CNY) == Money(10, CNY)
    assert fee_in("手续费：￥1,000.00", CNY) == Money(100000, CNY)
    assert fee_in("服务费¥0.105", CNY) is None
    assert fee_in("午饭", CNY) is None


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("余额&招商银行(1234)&红包", [("", None, False), ("招商银行(1234)", None, False), ("红包", None, True)]),
        ("花呗＆红包(¥5.00)", [("花呗", 4500, False), ("红包", 500, True)]),
        ("余额 20.00元&招商银行(1234)(¥30.00)", [("", 2000, False), ("招商银行(1234)", 3000, False)]),
        ("余额20元&招商银行(¥20.00)", [("", None, False), ("招商银行", None, False)]),
        ("余额(60.00元)&招商银行", [("", None, False), ("招商银行", None, False)]),
        ("余额(0.005元)", [("余额(0.005元)", 5000, False)]),
        ("&", [("?", 5000, False)]),
        ("/&余额", [("?", None, False), ("", None, False)]),
        ("满减优惠", [("满减优惠", 5000, True)]),
    ],
)
def test_a_combined_payment_is_taken_apart(method, wanted):
    left = meaning(row(method=method, extra=COUNTED_OUT)).left
    assert [(part.name, part.amount and part.amount.minor, part.is_gift) for part in left] == wanted


@pytest.mark.parametrize(
    ("said", "minor"),
    [
        ({"status": "已全额退款"}, 5000),
        ({"status": "已退款(￥12.50)"}, 1250),
        ({"status": "已退款￥12.50"}, 1250),
        ({"extra": (("note", "(已退款39.84)"),)}, 3984),
        ({"extra": (("note", "(已全额退款)"),)}, 5000),
        ({"extra": (("成功退款（元）", "5.00"),)}, 500),
        ({"extra": (("成功退款（元）", "0.00"),)}, None),
        ({"extra": (("成功退款（元）", "50.01"),)}, None),
        ({"extra": (("成功退款（元）", "x"),)}, None),
        ({"status": "支付成功"}, None),
    ],
)
def test_how_much_of_a_purchase_came_back(said, minor):
    assert meaning(row(**said)).refunded == (None if minor is None else Money(minor, CNY))


@pytest.mark.parametrize(
    ("order", "wanted"), [("2026X88_2026X57", "2026X88"), ("2026X88*1", "2026X88"), ("2026X88", "2026X88"), ("", "")]
)
def test_a_refund_names_its_order(order, wanted):
    assert meaning(row(5000, category="退款", order_id=order)).order == wanted


def test_the_platform_s_category_is_a_hint():
    assert meaning(row(category="餐饮美食", extra=COUNTED_OUT)).category == "food"
    assert meaning(row(kind="分分捐", extra=COUNTED_OUT)).category == "gifts"
    assert meaning(row(category="信用借还", memo="花呗分期手续费", extra=COUNTED_OUT)).category == "fees"
    assert meaning(row(5000, category="保险", extra=COUNTED_IN)).category == "insurance"
    assert meaning(row(category="服饰装扮", extra=COUNTED_OUT)).category == ""
    assert meaning(row(5000, memo="余额宝-2026.11.02-收益发放")).category == "interest"
    assert meaning(row(memo="余额宝-单次转入")).category == ""


PIECES = (
    *(
        "还款",
        "转入",
        "转出",
        "-到",
        "至",
        "来自",
        "&",
        "＆",
        "(1234)",
        "(¥12.50)",
        "3元",
        "红包",
        "退款",
        "亲情卡",
        "花呗",
    ),
    *("买入", "卖出", "放款", "/", "-", " ", "收益", "充值-", "提现-", "99999999元"),
)
WORDS = st.lists(
    st.sampled_from([*w.BALANCES, *w.POCKETS, *w.CATEGORIES, *PIECES]) | st.text(max_size=5), max_size=6
).map("".join)


@given(
    st.fixed_dictionaries(dict.fromkeys(TEXTS, WORDS)),
    st.integers(-(10**6), 10**6),
    st.booleans(),
    st.sampled_from([(), COUNTED_OUT, COUNTED_IN]),
)
def test_whatever_a_row_says_its_parts_are_within_its_amount(said, minor, moves, counted):
    found = meaning(row(minor, moves_money=moves, extra=counted, **said))
    assert found.amount == abs(Money(minor, CNY))
    for side in (found.left, found.came):
        known = [part.amount.minor for part in side if part.amount is not None]
        assert sum(known) <= found.amount.minor
        assert len(known) < len(side) or sum(known) == (found.amount.minor if side else 0)
        assert all(part.amount is None or part.amount.minor >= 0 for part in side)
    if not moves or not minor:
        assert found.what == w.NOTE
    assert (found.what == w.NOTE) == (not found.left and not found.came) == bool(found.why)
    assert way(Wording(**said)) in (-1, 0, 1)


def test_a_platform_s_account_is_known_by_its_names_and_what_names_none_by_its_own() -> None:
    assert [w.is_platform(name) for name in ("支付宝", "微信零钱", "招行")] == [True, True, False]
    assert w.unsaid("支付宝") == "支付宝(未写明)"
