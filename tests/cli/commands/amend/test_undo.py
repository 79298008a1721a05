"""``wallet undo``, ``redo``, ``edit`` and ``rm`` at the command line."""

import json

import pytest

from tests.cli.driver import Wallet

COFFEE = ("pay", "12.50", "Coffee", "@cash", "+food")


def test_undo_and_redo_say_what_they_did_and_how_to_go_back(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert wallet.ok("undo", "o6").splitlines() == [
        "Undid o6 (pay): paid €12.50 to Coffee from cash (food)   o7",
        "cash €307.50 → €320.00",
        "wrong? wallet redo o6",
    ]
    again = wallet.ok("redo", "o6")
    assert again.startswith("Redid o6: paid €12.50 to Coffee from cash (food)   o8\n")
    assert "wrong? wallet undo o6" in again
    assert wallet.ok("undo", "o6", "-q") == "o9\n"
    document = json.loads(wallet.ok("redo", "o9", "--json"))
    assert (document["schema"], document["operation"], document["undoes"]) == ("wallet.record/1", "o10", "o9")
    assert document["balances"][0]["after"]["amount"] == "307.50"


def test_bare_undo_walks_back_in_this_terminal_and_bare_redo_forward(wallet: Wallet) -> None:
    wallet.ok(*COFFEE, tty=True)
    wallet.ok("pay", "3", "Kiosk", "@cash", "+fun", tty=True)
    assert "Undid o7 (pay)" in wallet.ok("undo", tty=True)
    assert "Undid o6 (pay)" in wallet.ok("u", tty=True)
    assert "Redid o6" in wallet.ok("redo", tty=True)
    assert "Redid o7" in wallet.ok("redo", "o7", tty=True)
    assert wallet("redo", tty=True).status == 5


def test_what_was_done_elsewhere_is_named_and_asked_about(wallet: Wallet) -> None:
    wallet.ok(*COFFEE, tty=True)
    wallet.terminal = "tty2"
    result = wallet("undo", tty=True, typed="\n")
    assert (
        "the last operation is o6 (pay: paid €12.50 to Coffee from cash (food)), not made in this terminal"
        in result.err
    )
    assert "nothing was undone" in result.err
    wallet.ok("pay", "3", "Kiosk", "@cash", "+fun", tty=True)
    wallet.terminal = "tty1"
    assert "the last one made here: wallet undo o6" in wallet("undo", tty=True, typed="n\n").err
    assert "Undid o7" in wallet.ok("undo", tty=True, typed="y\n")


@pytest.mark.parametrize("last", ["last", "Last", "上一笔"])
def test_the_last_operation_and_the_last_transaction_can_be_called_so(wallet: Wallet, last: str) -> None:
    wallet.ok(*COFFEE, tty=True)
    wallet.ok("edit", "last", "13", tty=True)
    assert "Undid o7 (edit)" in wallet.ok("undo", last, tty=True)
    assert "Removed t3: " in wallet.ok("rm", last, tty=True)
    refused = wallet("undo", last)
    assert (refused.status, "must be named" in refused.err) == (2, True)
    assert wallet("undo", last, "o5", tty=True).status == 2


def test_a_script_names_what_it_undoes(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    result = wallet("undo")
    assert result.status == 2
    assert "wallet undo o6" in result.err
    assert wallet("redo").status == 2
    assert wallet("undo", "t3").status == 2
    assert wallet("undo", "o1").status == 5
    assert wallet("undo", "o77").status == 3


def test_what_blocks_is_named_with_the_command_that_undoes_all(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    wallet.ok("edit", "t3", "13")
    wallet.ok("rm", "t3")
    result = wallet("undo", "o6")
    assert result.status == 5
    assert "o8 (rm), o7 (edit)" in result.err
    assert "wallet undo o8 o7 o6" in result.err
    assert wallet.ok("undo", "o6", "o7", "o8", "-n").count("would do: Undid") == 3
    assert wallet.ok("undo", "o6", "o7", "o8").count("Undid") == 3
    assert wallet("undo", "o6").status == 5


def test_edit_says_what_it_is_now(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert wallet.ok("edit", "t3", "13.50", "+fun", "@bank").splitlines() == [
        "Changed t3: paid €13.50 to Coffee from bank (fun)   o7",
        "amount €12.50 → €13.50    account cash → bank    category food → fun",
        "cash €307.50 → €320.00    bank €1,250.00 → €1,236.50",
        "wrong? wallet undo o7",
    ]
    assert "would do: Changed t3" in wallet.ok("edit", "t3", "1", "-n")
    assert "is already so" in wallet.ok("edit", "t3", "13.50")
    assert json.loads(wallet.ok("edit", "t3", "13.50", "--json"))["operation"] is None
    assert wallet.ok("edit", "t3", "13.50", "-q") == ""
    assert wallet("edit", "t3").status == 2
    assert wallet("edit", "t3", "--pending", "--booked").status == 2
    assert wallet("edit", "t3", "--void", "--unvoid").status == 2
    assert wallet("edit", "t99", "5").status == 3


def test_every_option_of_edit_reaches_the_books(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    wallet.ok(
        "edit", "t3", "Tea", "-d", "2026-11-02", "-m", "x", "--tag", "a", "--tag", "b", "--untag", "b", "--pending"
    )
    assert "t3\t2026-11-02\tTea\t-12.50\tEUR\tcash\tfood\tpending\tx\ta" in wallet.ok("history")
    wallet.ok("edit", "t3", "--reconciled")
    assert wallet("edit", "t3", "5").status == 5
    wallet.ok("edit", "t3", "5", "--booked")
    wallet.ok("edit", "t3", "--void")
    wallet.ok("edit", "t3", "--unvoid")
    assert "-5.00" in wallet.ok("history", "tea")


def test_rm_takes_several_at_once_and_undo_brings_them_back(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    wallet.ok("pay", "3", "Kiosk", "@cash", "+fun")
    assert "Removed t3: paid €12.50 to Coffee from cash (food)" in wallet.ok("rm", "t3", "-n")
    assert wallet.ok("rm", "t3", "t4").startswith("Removed t3 t4   o8\ncash €304.50 → €320.00\n")
    assert wallet.ok("history", "-q").split() == ["t2", "t1"]
    assert "Undid o8 (rm): removed 2 transactions" in wallet.ok("undo", "o8")
    assert wallet.ok("history", "-q").split() == ["t4", "t3", "t2", "t1"]
    assert wallet("rm").status == 2


def _held(wallet: Wallet) -> dict[str, str]:
    return {row.split("\t")[0]: row.split("\t")[2] for row in wallet.ok("balance").splitlines()[1:]}


def test_edit_changes_several_transactions_in_one_operation(wallet: Wallet) -> None:
    for amount in ("1", "2", "3"):
        wallet.ok("pay", amount, "Shop", "@cash", "+food")
    assert wallet.ok("edit", "t3", "t4", "t5", "@bank", "+fun").splitlines()[:5] == [
        "Changed t3 t4 t5   o9",
        "  t3: paid €1.00 to Shop from bank (fun) · account cash → bank · category food → fun",
        "  t4: paid €2.00 to Shop from bank (fun) · account cash → bank · category food → fun",
        "  t5: paid €3.00 to Shop from bank (fun) · account cash → bank · category food → fun",
        "cash €314.00 → €320.00    bank €1,250.00 → €1,244.00",
    ]
    wallet.ok("undo", "o9")
    assert _held(wallet)["cash"] == "314.00" and _held(wallet)["bank"] == "1250.00"
    wallet.ok("edit", "t4", "+fun")
    out = wallet.ok("edit", "t3", "t4", "+fun")
    assert out.startswith("Changed t3   ") and "already so: t4" in out
    assert "t3 t4 is already so" in wallet.ok("edit", "t3", "t4", "+fun")
    assert wallet.ok("payees", "--plain").splitlines()[1:] == ["Shop\t"]


def test_edit_of_several_has_the_document_of_rm(wallet: Wallet) -> None:
    for amount in ("1", "2"):
        wallet.ok("pay", amount, "Shop", "@cash", "+food")
    edited = json.loads(wallet.ok("edit", "t3", "t4", "--void", "--json"))
    wallet.ok("undo", "o8")
    removed = json.loads(wallet.ok("rm", "t3", "t4", "--json"))
    assert edited.pop("operation") != removed.pop("operation")
    assert edited == removed


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (("t3", "t9", "+fun"), 3, "no transaction t9"),
        (("t3", "t4", "5usd"), 5, "t4"),
        (("t3", "t4", "@nowhere"), 3, "t3: no account"),
        (("t3", "+fun", "t4"), 2, '"t4"'),
        (("t3", "o2"), 2, '"o2"'),
        (("t3", "t4"), 2, "nothing to change"),
    ],
)
def test_one_that_cannot_be_changed_leaves_several_as_they_are(
    wallet: Wallet, argv: tuple[str, ...], status: int, said: str
) -> None:
    wallet.ok("accounts", "add", "any", "--kind", "bank", "--currency", "EUR,USD")
    wallet.ok("accounts", "add", "euros", "--kind", "bank", "--currency", "EUR")
    wallet.ok("pay", "1usd", "Shop", "@any", "+food")
    wallet.ok("pay", "2", "Shop", "@euros", "+food")
    before = wallet.ok("export")
    result = wallet("edit", *argv)
    assert (result.status, said in result.err) == (status, True), result.err
    assert wallet.ok("export") == before


def test_a_payee_may_be_called_like_a_transaction_where_that_is_meant(wallet: Wallet) -> None:
    assert wallet("pay", "5", "t3", "@cash", "+food").status == 2
    refused = wallet("refund", "1", "t1", "@cash", "+food")
    assert refused.status == 2 and "wallet refund 1 @cash +food --of t1" in refused.err
    wallet.ok("pay", "5", "t3", "@cash", "+food", "--force")
    wallet.ok("pay", "5", "t3", "@cash", "+food")
    wallet.ok("pay", "5", "O2", "@cash", "+food")
    wallet.ok("edit", "t5", "o9", "--force")
    assert "to t3" in wallet.ok("edit", "t5", "T3")


def test_a_purchase_and_its_refund_become_void_together(wallet: Wallet) -> None:
    wallet.ok("pay", "5", "Shop", "@cash", "+food")
    wallet.ok("refund", "1", "--of", "t3")
    assert wallet("edit", "t3", "--void").status == 5
    wallet.ok("edit", "t3", "t4", "--void")
    assert _held(wallet)["cash"] == "320.00"


def test_what_holds_again_is_said(wallet: Wallet) -> None:
    wallet.ok("pay", "12.50", "Coffee", "@cash", "+food", "-d", "y")
    wallet.ok("edit", "t3", "Tea")
    assert "now: t3: paid €12.50 to Coffee from cash (food), Thu 19 Nov\n" in wallet.ok("undo", "o7")
    wallet.ok("rm", "t3")
    assert "now: t3: paid €12.50 to Coffee from cash (food), Thu 19 Nov\n" in wallet.ok("undo", "o9")
    assert "now:" not in wallet.ok("undo", "o6")  # it is gone
    assert "now:" not in wallet.ok("redo", "o6")
    wallet.ok("edit", "t3", "13")
    assert "now:" not in wallet.ok("undo", "-n", "o13")


def test_a_number_alone_names_no_operation_that_there_is_not(wallet: Wallet) -> None:
    told = wallet("undo", "50").err
    assert "did you mean" not in told and "the last one: wallet undo o5" in told
    told = wallet("undo", "5").err
    assert "did you mean o5?" in told and "the last one" not in told
