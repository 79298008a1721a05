"""What a name that nobody has is taken for, asked about, or offered."""

import pytest

from tests.services.books import add, refused
from wallet_cli.domain import kinds
from wallet_cli.services import names, near_names
from wallet_cli.services.record.exchange import Exchange, exchange
from wallet_cli.services.record.pay import Payment, pay
from wallet_cli.services.record.transfer import Transfer, transfer
from wallet_cli.services.session import Session

NAMES = ("Chase checking", "Chase savings", "支付宝", "招商银行卡", "招商信用卡", "中国建设银行", "微信:零钱")


@pytest.fixture
def books(session: Session) -> Session:
    """Some accounts more."""
    for name in NAMES:
        add(session, name)
    return session


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("savings", ("Chase savings",)),
        ("Chase check", ("Chase checking",)),
        ("Chase", ("Chase checking", "Chase savings")),
        ("zfb", ("支付宝",)),
        ("zhifubao", ("支付宝",)),
        ("zhif", ("支付宝",)),
        ("lq", ("微信:零钱",)),
        ("零钱", ("微信:零钱",)),
        ("银行卡", ("招商银行卡",)),
        ("zhaoshang", ("招商信用卡", "招商银行卡")),
        ("b", ()),
        ("招行卡", ()),
        ("hase", ()),
    ],
)
def test_part_of_a_name_or_its_pinyin_means_it(books: Session, typed: str, found: tuple[str, ...]) -> None:
    assert near_names.meant(books, typed, kinds.money()) == found


@pytest.mark.parametrize("typed", ["招行", "zhaohang", "zhaoh", "zh"])
def test_a_name_that_begins_like_a_bank_is_short_for_the_bank_too(session: Session, typed: str) -> None:
    add(session, "招行信用卡")
    assert near_names.meant(session, typed, kinds.money()) == ("招行信用卡",)
    add(session, "招商银行卡")
    assert set(near_names.meant(session, typed, kinds.money())) == {"招行信用卡", "招商银行卡"}


@pytest.mark.parametrize(("typed", "found"), [("wx", "微信零钱"), ("zsy", "招商银行卡"), ("zs", "招商银行卡")])
def test_first_letters_may_stop_early(session: Session, typed: str, found: str) -> None:
    for name in ("微信零钱", "招商银行卡"):
        add(session, name)
    assert near_names.meant(session, typed, kinds.money()) == (found,)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("招行卡", ("招商信用卡", "招商银行卡")),
        ("建行", ("中国建设银行",)),
        ("jianhang", ("中国建设银行",)),
        ("招行信用卡", ("招商信用卡",)),
        ("支付宝余额", ("支付宝",)),
        ("sav", ("Chase savings",)),
        ("工行", ()),
    ],
)
def test_a_short_name_of_a_bank_may_mean_it(books: Session, typed: str, found: tuple[str, ...]) -> None:
    assert near_names.likely(books, typed, kinds.money()) == found


def test_what_is_closed_or_below_another_is_not_meant(books: Session) -> None:
    add(books, "food:coffee", "expense")
    assert near_names.meant(books, "foo", kinds.categories()) == ("food",)
    assert near_names.meant(books, "coffee", kinds.categories()) == ("food:coffee",)


def test_a_script_gets_no_name_but_an_exact_one_and_hears_which_is_near(books: Session) -> None:
    for typed, near in (
        ("zfb", ("支付宝",)),
        ("Chase", ("Chase-checking", "Chase-savings")),
        ("建行", ("中国建设银行",)),
        ("jianhang", ("中国建设银行",)),
    ):
        with refused("no-such-account", 3) as caught:
            names.account(books, typed)
        assert caught.value.params["near"] == near
    pay(books, Payment(("5", "星巴克", "@cash", "+food")))
    assert names.payee(books, "xbk")[1]


def test_on_a_terminal_a_payee_is_known_by_pinyin_and_said(books: Session) -> None:
    for name in ("星巴克", "美团", "麦田", "KFC"):
        pay(books, Payment(("5", name, "@cash", "+food")))
    heard = books._replace(meant={})
    assert [names.payee(heard, typed)[0].name for typed in ("xbk", "xingbake", "Xingbake")] == ["星巴克"] * 3
    assert heard.meant == dict.fromkeys(("xbk", "xingbake", "Xingbake"), "星巴克")
    assert [names.payee(heard, typed)[1] for typed in ("XBK", "mt", "xingba", "xb")] == [True] * 4


def test_the_other_account_of_a_transfer_is_not_offered(books: Session) -> None:
    for words in (("5", "@bnk", "@bank"), ("5", "@bank", "@bnk")):
        with refused("no-such-account", 3) as caught:
            transfer(books, Transfer(words))
        assert "bank" not in str(caught.value.params["near"])
    with refused("no-such-category", 3) as caught:
        pay(books, Payment(("5", "Tea", "@cash", "+food=2", "+foood")))
    assert "food" not in str(caught.value.params["near"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5 savings bank", '5 "@Chase savings" @bank'),
        ("5 bank savings", '5 @bank "@Chase savings"'),
        ("5 bank Chase savings", '5 @bank "@Chase savings"'),
        ("5 to bank from savings", '5 "@Chase savings" @bank'),
        ("5 savings to bank", '5 "@Chase savings" @bank'),
        ("5 to bank savings", '5 "@Chase savings" @bank'),
        ("5 zfb 到 bank", "5 @支付宝 @bank"),
        ("5 从 bank 到 zfb", "5 @bank @支付宝"),
        ("5 zfb @bank", "5 @支付宝 @bank"),
        ("5 @savings bank", '5 "@Chase savings" @bank'),
        ("5 to bank", "5 @SOURCE @bank"),
        ("5 Wise bank", "5 Wise @SOURCE @bank"),
        ("5 bank Wise", "5 Wise @bank @TARGET"),
        ("5 Wise @bank", "5 Wise @SOURCE @bank"),
        ("5 Chase bank", "5 Chase @SOURCE @bank"),
        ("5 Wise bank Revolut", "5 Wise Revolut @SOURCE @TARGET"),
        ("5 to bank to savings", "5 @SOURCE @TARGET"),
    ],
)
def test_a_transfer_never_gets_an_end_that_its_line_leaves_open(books: Session, typed: str, meant: str) -> None:
    with refused("two-accounts", 2) as caught:
        transfer(books, Transfer(typed.split()))
    assert caught.value.params["corrected"] == meant


def test_an_exchange_goes_the_way_of_its_words(books: Session) -> None:
    with refused("exchange-accounts", 2) as caught:
        exchange(books, Exchange(["5eur", "6usd", "Wise", "bank"]))
    assert caught.value.params["corrected"] == "5eur 6usd Wise @SOURCE @bank"
