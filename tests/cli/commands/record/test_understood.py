"""Names that nobody has, typed on a terminal: taken and said where they are clear, asked about where they aren't."""

import json

import pytest

from tests.cli.conftest import begun, furnished
from tests.cli.driver import Wallet


@pytest.fixture
def books(wallet: Wallet) -> Wallet:
    """The usual wallet with more accounts, a category of two words and a payee with a Chinese name."""
    return begun(wallet, _books)


def _books(bare: Wallet) -> None:
    wallet = furnished(bare)
    for name in ("Chase checking", "Chase savings", "支付宝", "招商银行卡"):
        wallet.ok("accounts", "add", name, "--opening", "100")
    wallet.ok("accounts", "add", "张伟", "--kind", "person")
    wallet.ok("categories", "add", "eating out")
    wallet.ok("pay", "5", "星巴克", "@cash", "+food")


@pytest.mark.parametrize(
    ("words", "recorded", "said"),
    [
        ("pay 5 Tea @savings +foo", "to Tea from Chase savings · food", "savings means Chase savings · foo means food"),
        ("pay 5 Tea --from zfb +food", "to Tea from 支付宝 · food", "zfb means 支付宝"),
        ("pay 5 xbk @zhifu +food", "to 星巴克 from 支付宝 · food", "xbk means 星巴克 · zhifu means 支付宝"),
        ("transfer 5 @checking @cash", "from Chase checking to cash", "checking means Chase checking"),
        ("lend 5 zhangwei @zfb", "支付宝", "zhangwei means 张伟 · zfb means 支付宝"),
        ("receive 5 Acme @cash +sal", "to cash · salary", "sal means salary"),
        ("adjust @checking --to 90", "Chase checking: €90.00", "checking means Chase checking"),
        ("edit t7 @zfb", "支付宝", "zfb means 支付宝"),
    ],
)
def test_what_is_clear_is_taken_and_said(books: Wallet, words: str, recorded: str, said: str) -> None:
    out = books.ok(*words.split(), tty=True)
    assert recorded in out
    assert said in out.splitlines()


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("pay 5 Tea @savings +food", "did you mean Chase-savings?"),
        ("pay 5 Tea @zfb +food", "did you mean 支付宝?"),
        ("pay 5 Tea @cash +foo", "did you mean food?"),
        ("pay 5 Tea @招行卡 +food", "did you mean 招商银行卡?"),
        ("pay 5 Tea @Chase +food", "did you mean Chase-checking, Chase-savings?"),
        ("edit t7 @zfb", "did you mean 支付宝?"),
    ],
)
@pytest.mark.parametrize("way", [{}, {"tty": True, "more": "-q"}, {"tty": True, "more": "--no-input"}])
def test_without_somebody_to_read_it_nothing_is_taken(
    books: Wallet, words: str, near: str, way: dict[str, object]
) -> None:
    more = [str(way[key]) for key in ("more",) if key in way]
    before = books.ok("log", "-q")
    told = books(*words.split(), *more, tty=bool(way))
    assert (told.status, near in told.err, "[y/N]" in told.err, books.ok("log", "-q")) == (3, True, False, before)


def test_a_document_names_what_is_near_and_takes_nothing(books: Wallet) -> None:
    told = books("pay", "5", "Tea", "@zfb", "+food", "--json", tty=True)
    assert (told.status, json.loads(told.err)["params"]["near"]) == (3, ["支付宝"])


def test_a_new_payee_in_letters_is_new_to_a_script(books: Wallet) -> None:
    assert "to xbk" in books.ok("pay", "5", "xbk", "@cash", "+food")


def test_force_records_a_new_payee_as_it_is_typed(books: Wallet) -> None:
    assert "to xbk" in books.ok("pay", "5", "xbk", "@cash", "+food", "--force", tty=True)


@pytest.mark.parametrize(("typed", "account"), [("2", "Chase savings"), ("chase checking", "Chase checking")])
def test_of_several_the_person_chooses(books: Wallet, typed: str, account: str) -> None:
    told = books("pay", "5", "Tea", "@Chase", "+food", typed=f"{typed}\n", tty=True)
    assert "  1 Chase checking  2 Chase savings  0 more…\n" in told.err
    assert (told.status, f"from {account}" in told.out, f"Chase means {account}" in told.out) == (0, True, True)


@pytest.mark.parametrize("typed", ["\n", "7\n", ""])
def test_who_chooses_none_hears_the_refusal(books: Wallet, typed: str) -> None:
    before = books.ok("log", "-q")
    told = books("pay", "5", "Tea", "@招行卡", "+food", typed=typed, tty=True)
    assert (told.status, "did you mean 招商银行卡?" in told.err, books.ok("log", "-q")) == (3, True, before)


def test_a_short_name_of_a_bank_is_asked_about(books: Wallet) -> None:
    told = books("pay", "5", "Tea", "@招行卡", "+food", typed="1\n", tty=True)
    assert (told.status, "  1 招商银行卡  0 more…\n" in told.err, "from 招商银行卡" in told.out) == (0, True, True)


@pytest.mark.parametrize(
    ("words", "answer", "told", "recorded"),
    [
        ("pay 5 Tea +food", "zfb", "zfb means 支付宝", "to Tea from 支付宝 · food"),
        ("pay 5 Tea +food", "savings", "savings means Chase savings", "to Tea from Chase savings · food"),
        ("pay 5 Tea @cash", "eat", "eat means eating out", "to Tea from cash · eating out"),
        ("receive 5 Acme @cash", "sal", "sal means salary", "to cash · salary"),
        ("transfer 5 @bank", "@zfb", "zfb means 支付宝", "from bank to 支付宝"),
        ("pay 5 Tea @zzz +food", "checking", "checking means Chase checking", "to Tea from Chase checking · food"),
        ("pay 5 Tea @cash +zzz", "eat", "eat means eating out", "to Tea from cash · eating out"),
        ("transfer 5 --from zzz --to bank", "checking", "checking means Chase checking", "from Chase checking to bank"),
    ],
)
def test_an_answer_may_be_part_of_a_name_or_its_pinyin(
    books: Wallet, words: str, answer: str, told: str, recorded: str
) -> None:
    done = books(*words.split(), typed=f"{answer}\n", tty=True)
    assert (done.status, recorded in done.out) == (0, True)
    assert f"? {told}\n" in done.err or f") {told}\n" in done.err


@pytest.mark.parametrize("words", ["pay 5 Tea @zzz +food", "adjust @zzz --to 95"])
def test_nothing_is_asked_where_ids_alone_are_wanted(books: Wallet, words: str) -> None:
    refused = books(*words.split(), "-q", typed="zfb\n", tty=True)
    assert (refused.status, "meant?" in refused.err) == (3, False)


def test_an_answer_that_is_part_of_several_names_shows_those(books: Wallet) -> None:
    told = books("pay", "5", "Tea", "+food", typed="chase\n4\n", tty=True)
    assert "  3 Chase checking  4 Chase savings  0 more…\n" in told.err
    assert "to Tea from Chase savings · food" in told.out


def test_who_answers_for_the_account_of_an_adjustment_reads_its_receipt(books: Wallet) -> None:
    told = books("adjust", "@zzz", "--to", "90", typed="savings\n", tty=True)
    assert (told.status, "Chase savings: €90.00" in told.out) == (0, True)


def test_an_edit_asks_for_categories_of_both_directions(books: Wallet) -> None:
    income = books.ok("receive", "5", "Acme", "@cash", "+interest", "-q").strip()
    told = books("edit", income, "+zzz", typed="sal\n", tty=True)
    assert (told.status, ") sal means salary\n" in told.err, "zzz means salary" in told.out) == (0, True, True)


@pytest.mark.parametrize("line", ["5 Tea @Chase savings +eating out", "5 Tea @Chase savings +eating out y"])
def test_the_words_behind_a_name_that_are_more_of_it_are_no_payee(books: Wallet, line: str) -> None:
    out = books.ok("pay", typed=f"{line}\n\n", tty=True)
    assert "to Tea from Chase savings · eating out" in out
    assert ("19 Nov" in out) == line.endswith(" y")


def test_a_name_that_was_taken_repeats_under_its_id(books: Wallet) -> None:
    line = ("pay", "5", "Tea", "@zfb", "+food", "--id", "tea-1")
    assert "zfb means 支付宝" in books.ok(*line, tty=True)
    assert "Already recorded" in books.ok(*line)
    assert books("pay", "5", "Tea", "@Chase", "savings", "+food", "--id", "tea-2", tty=True).status == 3


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("checking bank", "from Chase checking to bank"),
        ("bank checking", "from bank to Chase checking"),
        ("to bank from checking", "from Chase checking to bank"),
        ("@checking bank", "from Chase checking to bank"),
        ("bank @checking", "from bank to Chase checking"),
        ("zfb 到 bank", "from 支付宝 to bank"),
    ],
)
def test_the_way_of_a_transfer_without_signs_is_asked_about(books: Wallet, words: str, ends: str) -> None:
    before = books.ok("log", "-q")
    refused = books("transfer", "5", *words.split(), typed="\n", tty=True)
    assert (refused.status, f"5 {ends}? [y/N]" in refused.err, books.ok("log", "-q")) == (2, True, before)
    assert books("transfer", "5", *words.split()).status == 2
    taken = books("transfer", "5", *words.split(), typed="y\n", tty=True)
    assert (taken.status, f"€5.00 {ends}" in taken.out) == (0, True)


def test_a_day_at_the_end_of_such_a_transfer_counts_at_the_prompt(books: Wallet) -> None:
    out = books.ok("transfer", typed="5 checking bank y\ny\n\n", tty=True)
    assert "€5.00 from Chase checking to bank, Thu 19 Nov" in out


@pytest.mark.parametrize("words", ["Wise bank", "bank Wise", "Chase bank", "@Wise bank"])
def test_an_end_that_is_not_certain_is_never_guessed(books: Wallet, words: str) -> None:
    before = books.ok("log", "-q")
    told = books("transfer", "5", *words.split(), typed="y\ny\n", tty=True)
    assert told.status in (2, 3)
    assert books.ok("log", "-q") == before


@pytest.mark.parametrize("line", ["pay 5 Tea @c +food", "pay 5 Tea @cash +foo", "lend 5 annna @cash", "edit t3 @ban"])
def test_a_quiet_run_asks_nothing_about_names(wallet: Wallet, line: str) -> None:
    before = wallet.ok("log", "--json")
    told = wallet(*line.split(), "-q", tty=True, typed="1\n1\n")
    assert (told.status, told.out, "?" in told.err.replace("did you mean", "").replace("?)", "")) == (3, "", False)
    assert wallet.ok("log", "--json") == before


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("cash lunch 30", "30 lunch @cash"),
        ("30 cash lunch", "30 lunch @cash"),
        ("my purse, lunch 30", '30 lunch "@my purse"'),
    ],
)
def test_an_account_at_the_beginning_is_offered_with_its_sign(wallet: Wallet, line: str, meant: str) -> None:
    wallet.ok("accounts", "add", "my purse", "--kind", "cash", "--opening", "90")
    told = wallet("pay", typed=f"{line}\n1\nfood\n\n", tty=True)
    assert f"1 {meant}" in told.err
    assert "to lunch from" in told.out
    left = wallet("pay", typed=f"{line}\n\n\n", tty=True)
    assert (left.out, left.status) == ("", 130)


@pytest.mark.parametrize("words", ["all to the card", "all from bank to my card", "all bank the card"])
def test_an_article_in_front_of_an_account_is_no_part_of_it(wallet: Wallet, words: str) -> None:
    wallet.ok("pay", "20", "Shop", "@card", "+food")
    wallet.ok("accounts", "add", "the pot", "--kind", "cash")
    told = wallet("transfer", typed=f"{words}\n\n\n", tty=True).err
    assert " the " not in told.partition("transfer> ")[2]
    assert "@the pot" in wallet("transfer", typed="5 bank the pot\nn\n\n", tty=True).err.replace('"', "")


def test_the_sum_that_a_product_is_can_be_taken(wallet: Wallet) -> None:
    told = wallet("pay", typed="3.20 x 2 coffee @cash +food\n1\n3.20 x 99 coffee @cash +food\n\n", tty=True)
    assert "1 3.20+3.20 coffee @cash +food" in told.err
    assert "Recorded €6.40 to coffee" in told.out
    assert "AMOUNT coffee @cash +food" in told.err
    refused = wallet("pay", "2x3.20", "coffee", "@cash", "+food")
    assert "write: wallet pay 3.20+3.20 coffee @cash +food" in refused.err


def test_a_day_in_a_chinese_sentence_is_in_the_line_that_is_offered(wallet: Wallet) -> None:
    wallet.env["WALLET_LANG"] = "zh_CN"
    told = wallet("pay", typed="3号打车25 @cash +food\n1\n\n", tty=True)
    assert "25 打车 @cash +food 3号" in told.err and "（11-03 周二）" in told.out
    told = wallet("pay", typed="下个月房租3000 @cash +home\n\n", tty=True)
    assert "3000 房租 @cash +home -d 日期" in told.err and "没有写金额" not in told.err
    wallet.ok("pay", "3200", "3号交房租", "@bank", "+home", "--force")
    assert "3200 3号交房租" in wallet("pay", typed="3号交房租3200\n\n", tty=True).err  # who is called so, is


def test_what_only_leads_to_the_name_of_a_payment_goes_unless_it_is_quoted(wallet: Wallet) -> None:
    assert "to app from" in wallet.ok("pay", typed="18 euros for an app @cash +fun\n\n", tty=True)
    assert "to bread from" in wallet.ok("pay", "5", "for", "bread", "@cash", "+food", tty=True)
    assert "to for tea from" in wallet.ok("pay", typed='5 "for tea" @cash +food\n\n', tty=True)
    assert "to for tea from" in wallet.ok("pay", "5", "for", "tea", "@cash", "+food", tty=True)  # known
    assert "to for milk from" in wallet.ok("pay", "5", "for", "milk", "@cash", "+food")
    assert "to for soap from" in wallet.ok("pay", "5", "for", "soap", "@cash", "+food", "--force", tty=True)
