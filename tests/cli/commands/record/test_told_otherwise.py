"""A sentence in place of a line: the first offer is the command that it is about, with the accounts and the direction
that it says, and never a payment of what came in or only moved.
"""

import json

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def friend(wallet: Wallet) -> Wallet:
    """The usual wallet, in which anna owes 30, I owe ben 20 and something on the card."""
    wallet.ok("lend", "30", "anna", "@cash")
    wallet.ok("accounts", "add", "ben", "--kind", "person")
    wallet.ok("borrow", "20", "ben", "@cash")
    return wallet


def offered(wallet: Wallet, line: str) -> str:
    """The first offer for a line at the prompt of ``wallet pay``."""
    told = wallet("pay", "--lang", "en", typed=f"{line}\n\n\n", tty=True).err
    return told.partition("  1 ")[2].partition("\n")[0].partition("  2 ")[0]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("withdrew 50 euros from bank to cash", "wallet transfer 50 euros @bank @cash"),
        ("took 50 out of the bank", "wallet transfer 50 @bank @cash"),
        ("I withdrew 50 from my bank account yesterday", "wallet transfer 50 @bank @cash -d yesterday"),
        ("withdrew 50", "wallet transfer 50 --to cash"),
        ("withdrew 50 from the atm", "wallet transfer 50 --to cash"),
        ("withdrew 50 @bank", "wallet transfer 50 @bank @cash"),
        ("deposited 50 @bank", "wallet transfer 50 @cash @bank"),
        ("moved 50 @bank @cash", "wallet transfer 50 @bank @cash"),
        ("put 50 into bank", "wallet transfer 50 @cash @bank"),
        ("moved 50 from bank to cash", "wallet transfer 50 @bank @cash"),
        ("paid card bill 120 from bank", "wallet transfer 120 @bank @card"),
        ("paid card bill 120", "wallet transfer 120 --to card"),
        ("anna gave me back 10", "wallet repay 10 anna"),
        ("anna paid me back 10 to bank", "wallet repay 10 anna @bank"),
        ("got 10 back from anna", "wallet repay 10 anna"),
        ("carl gave me back 10", "wallet receive 10 carl"),
        ("ben gave me back 10", "wallet borrow 10 ben"),
        ("paid ben back 10", "wallet repay 10 ben"),
        ("paid anna back 10", "wallet lend 10 anna"),
        ("anna gave me 10", "wallet repay 10 anna"),
        ("ben gave me 10", "wallet borrow 10 ben"),
        ("carl gave me 10 to bank", "wallet receive 10 carl @bank"),
        ("lent carl 20 from bank", "wallet lend 20 carl @bank"),
        ("carl lent me 20", "wallet borrow 20 carl"),
        ("salary 2500 from Acme less 300 into cash", "wallet receive 2500 Acme --less @cash=300"),
        ("salary 2500 from Acme less 300 for travel", "wallet receive 2500 Acme --less travel=300"),
        ("got 15 from anna in cash", "wallet repay 15 anna @cash"),
        ("got 15 from carl", "wallet receive 15 carl"),
        ("acme refunded me 30", "wallet refund 30 acme"),
        ("sent 40 from bank to carl", "wallet pay 40 carl @bank"),
        ("sent 40 to anna", "wallet lend 40 anna"),
        ("sent 40 to ben", "wallet repay 40 ben"),
        ("sent 40 from bank to cash", "wallet transfer 40 @bank @cash"),
        ("split 60 dinner with anna and carl, paid by card", "wallet pay 60 dinner @card --with anna --with carl"),
        ("received pension 1450", "wallet receive 1450 pension"),
        ("I got my salary 2000", "wallet receive 2000 salary"),
        ("I got paid 300", "wallet receive 300"),
        ("my pension came in 1450", "wallet receive 1450 pension"),
        ("tax refund 120", 'wallet receive 120 "tax refund"'),
        ("sold my bike for 80", "wallet receive 80 bike"),
        ("I returned the shoes and got 20 back", "wallet refund 20 shoes"),
        ("I bought bread for 3.20 two days ago", "wallet pay 3.20 bread -d 2d"),
        ("bought bread for 3 with card", "wallet pay 3 bread @card"),
    ],
)
def test_the_first_offer_is_the_command_that_is_meant(friend: Wallet, line: str, first: str) -> None:
    assert offered(friend, line) == first


@pytest.mark.parametrize(
    "line",
    [
        "put 50 on chocolate", "took 20 from anna", "put 50 from bank to bank",
        "carl gave me 10 to moon", "sent 40 from moon to carl", "acme refunded me 30 to moon", "bread 20",
    ],
)  # fmt: skip
def test_what_does_not_fit_the_books_is_no_other_command(friend: Wallet, line: str) -> None:
    assert "wallet " not in offered(friend, line)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("红包收到88", "wallet receive 88 红包"),
        ("收到红包88", "wallet receive 88 红包"),
        ("小王还了100", "wallet repay 100 小王"),
        ("小王还了我30", "wallet repay 30 小王"),
        ("小王给我100", "wallet repay 100 小王"),
        ("取现500", "wallet transfer 500 --to 现金"),
        ("充值100", "wallet transfer 100"),
        ("招行提现1000手续费1块", "wallet transfer 1000 @招行 --fee 1块"),
        ("从招行取500现金", "wallet transfer 500 @招行 @现金"),
        ("招行转现金200", "wallet transfer 200 @招行 @现金"),
        ("还花呗500", "wallet transfer 500 --to 花呗"),
        ("借给小李200", "wallet lend 200 小李"),
        ("昨天打车23招行", "wallet pay 23 打车 @招行 -d 昨天"),
        ("工资15000到招行", "wallet receive 15000 工资 @招行"),
        ("招行花35买了水果", "wallet pay 35 水果 @招行"),
        ("买菜三十五", "wallet pay 三十五 买菜"),
        ("工资 12000 扣招行 1050", "wallet receive 12000 工资 --less @招行=1050"),
        ("退款 599 的鞋退了 @花呗", "wallet refund 599 鞋 @花呗"),
        ("退款 599 @花呗", "wallet refund 599 @花呗"),
        ("花呗买了双鞋599", "wallet pay 599 双鞋 @花呗"),
        ("微信付了早餐8块", "8块 微信付了早餐"),
        ("优衣库退款100", "wallet refund 100 优衣库"),
        ("招行给房东转了2500", "wallet pay 2500 房东 @招行"),
        ("跟小李AA火锅240", "wallet pay 240 火锅 --with 小李"),
        ("火锅240和小李、小王AA", "wallet pay 240 火锅 --with 小李 --with 小王"),
        ("欠老王50", "wallet borrow 50 老王"),
        ("小王欠我50", "wallet lend 50 小王"),
        ("昨天打车28用招行", "wallet pay 28 打车 @招行 -d 昨天"),
        ("昨天打车28用微信", "wallet pay 28 打车 @微信 -d 昨天"),
        ("转账给小李100", "wallet pay 100 小李"),
        ("给小王转100", "wallet lend 100 小王"),
    ],
)
def test_chinese_too(bare: Wallet, line: str, first: str) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input", "--lang", "zh")
    for name in ("现金", "招行"):
        bare.ok("accounts", "add", name, "--opening", "9000", "-d", "2026-11-01")
    bare.ok("accounts", "add", "花呗", "--owed", "800", "-d", "2026-11-01")
    bare.ok("accounts", "add", "小王", "--kind", "person")
    bare.ok("lend", "30", "小王", "@现金")
    assert offered(bare, line) == first


def test_a_person_is_known_by_a_part_of_the_name(wallet: Wallet) -> None:
    wallet.ok("accounts", "add", "my daughter Petra", "--kind", "person")
    wallet.ok("lend", "90", "my-daughter-Petra", "@cash")
    for line in ("Petra paid me back 20", "Petra gave me 20", "got 20 back from Petra"):
        assert offered(wallet, line) == "wallet repay 20 my-daughter-Petra"
    assert offered(wallet, "sent 20 to Petra") == "wallet lend 20 my-daughter-Petra"


def test_what_is_chosen_is_done_with_what_else_was_typed(friend: Wallet) -> None:
    told = friend("pay", typed="took 50 out of the bank -m Holiday --tag trip\n1\n\n", tty=True)
    assert "Recorded €50.00 from bank to cash" in told.out
    latest = json.loads(friend.ok("history", "--json"))["transactions"][0]
    assert (latest["memo"], latest["tags"]) == ("Holiday", ["trip"])


def owed(wallet: Wallet) -> str:
    told = json.loads(wallet.ok("balance", "anna", "--json"))["accounts"]
    return str(told[0]["balance"]["amount"])


@pytest.mark.parametrize("line", ["I paid 24 for cinema @card +fun", "cinema 24.00 @card +fun"])
def test_who_shares_a_payment_is_in_the_line_that_is_offered(friend: Wallet, line: str) -> None:
    before = float(owed(friend))
    told = friend("pay", *line.split(), "--with", "anna", typed="1\n", tty=True)
    assert "cinema @card +fun --with anna\n" in told.err
    assert float(owed(friend)) - before == 12


def test_a_sentence_of_another_verb_is_not_offered_without_who_shares_it(friend: Wallet) -> None:
    told = friend("pay", "withdrew", "50", "from", "bank", "--with", "anna", typed="1\n", tty=True)
    assert "wallet transfer" not in told.err
    assert "Recorded" not in told.out


def test_the_shell_understands_the_same(friend: Wallet) -> None:
    told = friend("pay", "I", "paid", "20", "euros", "for", "bread", "yesterday", typed="1\ncash\nfood\n", tty=True)
    assert "Recorded €20.00 to bread from cash · food, Thu 19 Nov" in told.out
    told = friend("pay", "withdrew", "50", "from", "bank")
    assert (told.status, "write: wallet transfer 50 @bank @cash\n" in told.err) == (2, True)


def test_what_is_told_of_another_verb_is_no_payment(friend: Wallet) -> None:
    told = friend("pay", typed="got 15 from carl to moon\n\n", tty=True).err
    assert "then write: wallet receive 15 carl to moon\n" in told


@pytest.mark.parametrize("line", ["tea 3 and cake 4", "午饭35，晚饭40", "牛奶12.5和面包8"])
def test_two_amounts_are_called_so(friend: Wallet, line: str) -> None:
    told = friend("pay", "--lang", "en", typed=f"{line}\n\n", tty=True).err
    assert "there are two amounts in it, and a line has one\n" in told


def test_what_repeats_an_id_stays_as_it_was_typed(friend: Wallet) -> None:
    told = friend("pay", "withdrew", "50", "from", "bank", "--id", "a")
    assert "transfer" not in told.err


def test_the_day_stays_in_the_line_that_lacks_a_category(friend: Wallet) -> None:
    told = friend("pay", typed="20 euros milk yesterday\ncash\n\n\n", tty=True)
    assert "write: 20 euros milk @cash +CATEGORY -d yesterday " in told.err


def test_an_offer_that_is_chosen_is_not_refused_for_its_day(friend: Wallet) -> None:
    told = friend("pay", typed="I paid 12.50 for lunch with anna yesterday with card\n1\nfood\n\n", tty=True)
    assert "Recorded €12.50 to lunch with anna from card · food, Thu 19 Nov" in told.out
