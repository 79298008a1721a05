"""Rows of e-wallets and of a bank that are one: which are paired, which are in doubt, and which stay apart."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.households.both_files import measured
from tests.households.platforms import WAYS, household
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.joins import purchases
from wallet_cli.domain.files.joins.purchases import EITHER, NAMED, ONLY, SEVERAL, Pair, Side, decided, platform_in
from wallet_cli.domain.money import Money

CNY = Currency("CNY", 2)
MONDAY = date(2026, 11, 2)
ALIPAY, WECHAT = "支付宝", "微信"


def told(day: int = 0, text: str = "老王面馆 午饭", minor: int = -3550, platform: str = ALIPAY) -> Side:
    return Side(f"{platform}{day}{text}", MONDAY + timedelta(day), Money(minor, CNY), text, platform)


def bank(day: int = 1, text: str = "快捷支付 支付宝-老王面馆", minor: int = -3550) -> Side:
    return Side(f"bank{day}{text}", MONDAY + timedelta(day), Money(minor, CNY), text, platform_in(text))


def pairs(tolds: list[Side], banks: list[Side]) -> list[tuple[int, int, str]]:
    return sorted((each.told, each.bank, each.reason) for each in decided(tolds, banks).pairs)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("快捷支付 支付宝-老王面馆", ALIPAY),
        ("ALIPAY HANGZHOU", ALIPAY),
        ("深圳市财付通支付科技有限公司", WECHAT),
        ("Tenpay 米线", WECHAT),
        ("财付通-美团支付", WECHAT),
        ("京东支付-手机", "京东"),
        ("美团支付-外卖", "美团"),
        ("抖音支付-抖音电商商家", "?"),
        ("京东到家", ""),
        ("POS消费 永辉超市", ""),
        ("", ""),
    ],
)
def test_a_banks_text_names_a_platform_by_its_words(text, platform):
    assert platform_in(text) == platform


def test_equal_amounts_within_the_days_are_one_where_the_bank_names_the_platform():
    assert pairs([told()], [bank()]) == [(0, 0, NAMED)]
    assert pairs([told()], [bank(text="支付宝")]) == [(0, 0, NAMED)]
    assert pairs([told()], [bank(3)]) == [(0, 0, NAMED)]
    assert pairs([told()], [bank(0)]) == [(0, 0, NAMED)]
    for other in (
        bank(4),
        bank(-1),
        bank(minor=-3551),
        bank(minor=3550),
        bank(text="财付通-老王面馆"),
        bank(text="云闪付"),
    ):
        assert pairs([told()], [other]) == [], other
    assert pairs([], [bank()]) == pairs([told()], []) == []


def test_over_a_weekend_or_a_holiday_a_bank_takes_longer():
    assert [purchases.most_days(MONDAY + timedelta(day)) for day in range(7)] == [3, 3, 5, 5, 5, 5, 5]
    for month, day, most in ((9, 27, 3), (9, 28, 5), (10, 8, 5), (1, 19, 5), (4, 6, 5), (4, 12, 3), (5, 5, 5)):
        assert purchases.most_days(date(2027, month, day)) == most, (month, day)
    assert pairs([told(2)], [bank(7)]) == [(0, 0, NAMED)]
    assert pairs([told(2)], [bank(8)]) == []


def test_as_many_pairs_as_can_be_then_texts_then_the_order_of_the_days():
    # the nearer day would leave one alone
    assert pairs([told(0), told(2)], [bank(2), bank(5)]) == [(0, 0, NAMED), (1, 1, NAMED)]
    tea = "东街奶茶 奶茶"
    assert pairs([told(0), told(0, tea)], [bank(0, "支付宝-东街奶茶"), bank(1)]) == [(0, 1, NAMED), (1, 0, NAMED)]
    assert pairs([told(0), told(1)], [bank(1, "支付宝"), bank(2, "支付宝")]) == [(0, 0, NAMED), (1, 1, NAMED)]


def test_what_fits_as_well_and_is_left_over_puts_a_pair_in_doubt():
    tea = told(0, "东街奶茶 奶茶")
    assert decided([told(0), tea], [bank(1, "支付宝")]).pairs == [Pair(1, 0, SEVERAL, (0,))]
    # equal texts are interchangeable, and the one that the text names is it
    assert pairs([told(0), told(1)], [bank(1)]) == [(1, 0, NAMED)]
    assert pairs([told(0), tea], [bank(1)]) == [(0, 0, NAMED)]
    other = bank(1, "支付宝 2")
    assert decided([tea], [bank(1, "支付宝"), other]).pairs == [Pair(0, 0, SEVERAL, (), (1,))]
    assert pairs([tea], [bank(1, "支付宝"), bank(2, "支付宝")]) == [(0, 0, NAMED)]


def test_where_both_name_someone_else_a_pair_is_sure_only_if_nothing_else_can_be_it():
    wang, li = "支付宝-海淀区王记餐饮店", "支付宝-李建国"
    noodles, fruit = told(0), told(0, "老李水果 苹果")
    assert pairs([noodles], [bank(1, wang)]) == [(0, 0, NAMED)]
    assert [each.reason for each in decided([noodles, fruit], [bank(1, wang), bank(1, li)]).pairs] == [SEVERAL] * 2
    # of another amount it is sure whom the text means, and so it is of this one
    sure = [told(0, "老王面馆 晚饭", -900), bank(1, wang, -900)]
    found = pairs([noodles, fruit, sure[0]], [bank(1, wang), bank(1, li), sure[1]])
    assert found == [(0, 0, NAMED), (1, 1, SEVERAL), (2, 2, NAMED)]


def test_without_a_platform_in_the_text_the_shop_decides():
    assert pairs([told()], [bank(text="快捷支付 老王面馆")]) == [(0, 0, NAMED)]
    assert pairs([told()], [bank(text="消费 永辉超市")]) == []
    assert pairs([told()], [bank(text="转账汇款 老王面馆")]) == []
    both = [told(), told(platform=WECHAT)]
    found = decided(both, [bank(text="快捷支付 老王面馆"), bank(2, "快捷支付 老王面馆")])
    assert (found.pairs, found.apart) == ([], {0: (1, 0), 1: (1, 0)})
    # what the text names is it, whatever else has the amount
    assert pairs([told(), told(text="东街奶茶", platform=WECHAT)], [bank(text="老王面馆")]) == [(0, 0, NAMED)]


def test_where_nothing_is_said_the_only_possibility_is_it():
    assert pairs([told()], [bank(text="快捷支付")]) == [(0, 0, ONLY)]
    found = decided([told(), told(1, platform=WECHAT)], [bank(text="快捷支付")])
    assert (found.pairs, found.apart) == ([], {0: (0, 1)})
    found = decided([told()], [bank(text="快捷支付"), bank(2, "快捷支付")])
    assert (found.pairs, found.apart) == ([], {0: (0,), 1: (0,)})
    # what is someone else's already is no possibility
    found = decided([told(), told(1, platform=WECHAT)], [bank(text="快捷支付"), bank(2, "财付通")])
    assert sorted(each[:3] for each in found.pairs) == [(0, 0, ONLY), (1, 1, NAMED)]


def test_what_may_be_either_platforms_by_its_shop_is_no_possibility_for_what_says_nothing():
    found = decided([told(), told(platform=WECHAT)], [bank(text="老王面馆"), bank(2, "快捷支付")])
    assert (found.pairs, found.apart) == ([], {0: (1, 0), 1: (1, 0)})
    assert EITHER == "either-file"


def test_texts_agree_by_words_of_letters_and_neighbours_of_signs():
    assert purchases.unlike("老王面馆", "支付宝-老王面馆") == 0
    assert purchases.unlike("盒马鲜生", "支付宝-上海盒马网络科技有限公司") == 0
    assert purchases.unlike("盒马鲜生", "支付宝-盒马食品") == 7
    assert purchases.unlike("Starbucks 拿铁", "ALIPAY STARBUCKS") == 0
    assert purchases.unlike("老王面馆", "支付宝") == 11
    assert purchases.unlike("ab", "支付宝-老王面馆") == 11
    assert purchases.unlike("老王面馆", "支付宝-东街奶茶") == 12


def test_very_many_of_one_amount_are_taken_in_the_order_of_their_days(monkeypatch):
    monkeypatch.setattr(purchases, "MOST_CHOICES", 3)
    tolds = [told(0), told(1), told(2)]
    assert pairs(tolds, [bank(0), bank(1), bank(2), bank(2)]) == [(0, 0, NAMED), (1, 1, NAMED), (2, 2, NAMED)]


_TEXTS = st.sampled_from(["老王面馆", "东街奶茶", "地铁"])
_WAYS = st.sampled_from(["支付宝-{}", "财付通-{}", "支付宝", "快捷支付 {}", "快捷支付"])
_TOLD = st.builds(
    told, st.integers(0, 9), _TEXTS, st.sampled_from([-300, -1500, 1500]), st.sampled_from([ALIPAY, WECHAT])
)
_BANK = st.builds(
    lambda day, way, text, minor: bank(day, way.format(text), minor),
    st.integers(0, 12),
    _WAYS,
    _TEXTS,
    st.sampled_from([-300, -1500, 1500]),
)


@settings(deadline=None)
@given(st.lists(_TOLD, max_size=12), st.lists(_BANK, max_size=12), st.randoms(use_true_random=False))
def test_no_row_is_in_two_pairs_and_the_order_in_which_rows_are_given_makes_no_difference(tolds, banks, chance):
    tolds = [side._replace(key=("t", n), mark=f"{n}") for n, side in enumerate(tolds)]
    banks = [side._replace(key=("b", n), mark=f"{n}") for n, side in enumerate(banks)]
    found = decided(tolds, banks)
    assert len({pair.told for pair in found.pairs}) == len({pair.bank for pair in found.pairs}) == len(found.pairs)
    for pair in found.pairs:
        one, other = tolds[pair.told], banks[pair.bank]
        assert one.amount == other.amount and 0 <= (other.day - one.day).days <= purchases.HOLIDAY_DAYS
        assert other.platform in ("", one.platform)
    assert not {pair.bank for pair in found.pairs} & set(found.apart)
    mixed_told, mixed_bank = chance.sample(tolds, len(tolds)), chance.sample(banks, len(banks))
    again = decided(mixed_told, mixed_bank)
    keys = {(tolds[pair.told].key, banks[pair.bank].key) for pair in found.pairs}
    assert keys == {(mixed_told[pair.told].key, mixed_bank[pair.bank].key) for pair in again.pairs}


@pytest.mark.parametrize("way", WAYS)
def test_households_agree_with_their_key(way):
    found = [measured(household(seed, way)) for seed in range(3)]
    assert sum(each.silent for each in found) > 300
    assert [text for each in found for text in each.wrong] == []
    assert sum(each.missed for each in found) == 0
    assert sum(each.doubtful for each in found) <= 12


def test_a_red_packet_leaves_less_for_the_bank_and_only_one_row_can_be_it():
    gift = told()._replace(at_most=True)
    assert pairs([gift], [bank(minor=-3300)]) == [(0, 0, purchases.LESS)]
    assert pairs([gift], [bank(text="支付宝", minor=-1)]) == [(0, 0, purchases.LESS)]
    assert pairs([gift], [bank(minor=-3300), bank()]) == [(0, 1, NAMED)]
    assert pairs([gift], [bank(minor=-3300), bank(2, minor=-3200)]) == []
    assert pairs([gift, gift._replace(text="老王面馆")], [bank(minor=-3300)]) == []
    for other in (
        bank(minor=-3551),
        bank(minor=3300),
        bank(4, minor=-3300),
        bank(text="老王面馆", minor=-3300),
        bank(text="支付宝-东街奶茶", minor=-3300),
        bank(minor=-3300)._replace(amount=Money(-3300, Currency("USD", 2))),
    ):
        assert pairs([gift], [other]) == [], other
    assert pairs([told()], [bank(minor=-3300)]) == []
