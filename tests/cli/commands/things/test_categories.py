"""``wallet categories`` at the command line."""

import json

from tests.cli.driver import Wallet


def test_people_see_a_tree(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:out:coffee", "--alias", "kaffee")
    lines = wallet.ok("categories", tty=True).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("food"))
    assert [line.split("  expense")[0].rstrip() for line in lines[at : at + 3]] == ["food", "  out", "    coffee"]
    assert "kaffee" in lines[at + 2]


def test_programs_see_full_names(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:coffee")
    assert "food:coffee\texpense\t\t" in wallet.ok("categories", "list")
    found = json.loads(wallet.ok("categories", "--json"))
    assert {"name": "food:coffee", "kind": "expense", "aliases": [], "closed": False}.items() <= found["categories"][
        2
    ].items()
    assert "salary" in wallet.ok("categories", "--jsonl")
    assert "food:coffee\n" in wallet.ok("categories", "-q")


def test_income_has_its_own_list(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "royalties", "--income")
    out = wallet.ok("categories", "list", "--income")
    assert "royalties\tincome" in out
    assert "food" not in out


def test_a_category_is_renamed_and_keeps_its_old_name(wallet: Wallet) -> None:
    assert "renamed to leisure" in wallet.ok("categories", "rename", "+fun", "leisure")
    wallet.ok("pay", "5", "Cinema", "@cash", "+fun")
    assert "leisure\texpense\tfun" in wallet.ok("categories", "show", "leisure")


def test_a_parent_that_is_not_shown_leaves_the_whole_name(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "food:coffee")
    assert "food:coffee" in wallet.ok("categories", "show", "food:coffee", tty=True)


def test_aliases_come_and_go(wallet: Wallet) -> None:
    wallet.ok("categories", "edit", "food", "--alias", "groceries")
    wallet.ok("pay", "5", "Market", "@cash", "+groceries")
    document = json.loads(wallet.ok("categories", "edit", "food", "--drop-alias", "groceries", "--json"))
    assert document["category"]["aliases"] == []
    assert wallet("pay", "5", "Market", "@cash", "+groceries").status == 3


def test_a_closed_category_takes_nothing(wallet: Wallet) -> None:
    assert "closed gifts" in wallet.ok("categories", "close", "gifts")
    assert wallet("pay", "5", "Shop", "@cash", "+gifts").status == 5
    assert "gifts" not in wallet.ok("categories")
    assert "gifts\texpense\t\tclosed" in wallet.ok("categories", "list", "--closed")
    assert "opened gifts again" in wallet.ok("categories", "close", "gifts", "--reopen")


def test_a_used_category_stays(wallet: Wallet) -> None:
    assert "would do: removed gifts" in wallet.ok("categories", "rm", "gifts", "-n")
    assert wallet.ok("categories", "rm", "gifts", "-q") == "gifts\n"
    wallet.ok("pay", "5", "Cinema", "@cash", "+fun")
    assert wallet("categories", "rm", "fun").status == 5
    assert wallet("categories", "rm", "cash").status == 3


def test_closing_ends_the_envelope_with_a_word_and_undo_brings_both_back(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "fun", "50")
    before = wallet.ok("budget", "show", "2027-03", "--json")
    out = wallet.ok("categories", "close", "fun")
    assert "the envelope of fun has ended; what was left in it, €50.00, is available to budget again" in out
    assert wallet.ok("budget", "show", "2027-03", "-q") == ""
    assert wallet("budget", "set", "fun", "50").status == 5
    op = out.splitlines()[0].split()[-1]
    wallet.ok("undo", op)
    assert wallet.ok("budget", "show", "2027-03", "--json") == before
    assert "fun" in wallet.ok("categories", "-q").splitlines()
    wallet.ok("verify")


def test_a_closed_category_is_marked_while_its_envelope_shows(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "fun", "50")
    wallet.ok("pay", "8", "Cinema", "@cash", "+fun")
    wallet.ok("categories", "close", "fun")
    assert "fun (closed)" in wallet.ok("budget", "--table")
    assert "fun\t8.00\t0.00\t8.00\t0.00" in wallet.ok("budget")


def test_reopening_says_how_to_give_an_envelope_again(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "fun", "50")
    wallet.ok("categories", "close", "fun")
    assert "its envelope has ended; to give it one again: wallet budget set fun AMOUNT" in wallet.ok(
        "categories", "close", "fun", "--reopen"
    )
    wallet.ok("budget", "set", "fun", "50")
    assert "fun\t50.00\t200.00" in wallet.ok("budget", "show", "2027-03")


def test_programs_are_answered_what_ended(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "fun", "50")
    told = json.loads(wallet.ok("categories", "close", "fun", "--json"))["ended"]
    assert [(each["envelope"], each["freed"]["amount"]) for each in told] == [("fun", "50.00")]
    assert "ended" not in json.loads(wallet.ok("categories", "close", "gifts", "--json"))
    assert wallet.ok("categories", "close", "food", "-q") == "food\n"


def test_two_categories_become_one_and_two_again(wallet: Wallet) -> None:
    wallet.ok("categories", "add", "eating-out")
    wallet.ok("budget", "set", "eating-out", "50")
    wallet.ok("pay", "8", "Pizza", "@cash", "+eating-out")
    before = wallet.ok("report") + wallet.ok("budget")
    out = wallet.ok("categories", "merge", "+eating-out", "+food")
    assert "merged into food: 1 transaction changed; its envelope holds what both held" in out
    assert "food\texpense\tEUR\t8.00\t8.00" in wallet.ok("report")
    assert "food\t50.00\t0.00\t8.00\t42.00" in wallet.ok("budget")
    later = wallet.ok("pay", "1", "Pizza", "@cash", "+eating-out")
    assert "from cash · food" in later
    wallet.ok("undo", later.split()[-1])
    wallet.ok("undo", out.split()[-1])
    assert wallet.ok("report") + wallet.ok("budget") == before
    wallet.ok("verify")


def test_a_refused_merge_says_what_to_do_first(wallet: Wallet) -> None:
    for name in ("food:lunch", "fun:lunch"):
        wallet.ok("categories", "add", name)
    refused = wallet("categories", "merge", "food", "fun")
    assert refused.status == 5
    assert "wallet categories merge food:lunch fun:lunch" in refused.err
    assert "wallet categories merge food:lunch food" in wallet("categories", "merge", "food", "food:lunch").err


def test_a_merge_understands_names_on_a_terminal_alone(wallet: Wallet) -> None:
    assert wallet("categories", "merge", "travl", "transp").status == 3
    told = wallet("categories", "merge", "travl", "transp", tty=True, typed="1\n1\n")
    assert told.status == 0, told.err
    assert "\ntravel\t" not in wallet.ok("categories")


def test_english_names_of_chinese_categories_are_not_shown_to_people(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--categories", "zh", "--no-input")
    assert "food" not in bare.ok("--lang", "zh", "categories", tty=True)
    assert "food" in bare.ok("categories")
    bare.ok("categories", "edit", "餐饮", "--alias", "吃饭")
    assert "吃饭" in bare.ok("--lang", "zh", "categories", tty=True)


def test_by_how_much_an_overspent_envelope_was_over_is_said_where_it_ends(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "fun", "10")
    wallet.ok("pay", "74.10", "Arcade", "@cash", "+fun")
    told = wallet.ok("categories", "close", "fun", "--json", "-n")
    (ended,) = json.loads(told)["ended"]
    assert (ended["freed"]["amount"], ended["over"]["amount"]) == ("0.00", "64.10")
    closed = wallet("categories", "close", "fun")
    assert "the envelope of fun has ended; it was €64.10 over" in closed.out + closed.err
    assert "nothing was left" not in closed.out + closed.err
