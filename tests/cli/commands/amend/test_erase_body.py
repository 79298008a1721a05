"""``rm --erase-body``: it asks for a secret and a yes, says what it can't do, and leaves nothing on the disk."""

import json
from pathlib import Path

from tests.cli.driver import PASSPHRASE, Wallet
from tests.raw import harm

COFFEE = ("pay", "12.50", "Coffee", "@cash", "+food")


def test_it_says_what_went_and_what_it_can_not_do(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert "would do: Erased t3 for good" in wallet.ok("rm", "t3", "--erase-body", "-n")
    result = wallet("rm", "t3", "--erase-body", "--yes")
    assert result.status == 0
    assert result.out.startswith("Erased t3 for good   o7\ncash €307.50 → €320.00\npayees that nothing else used")
    assert "Backups, exports and other copies still hold it" in result.err
    assert "erased for good" in wallet.ok("log", "--table")
    assert wallet("undo", "o7").status == 5
    wallet.ok("verify")


def test_it_asks_and_nothing_happens_without_a_yes(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert wallet("rm", "t3", "--erase-body").status == 2
    result = wallet("rm", "t3", "--erase-body", tty=True, typed="\n")
    assert (result.status, "erase t3" in result.err, "nothing was erased" in result.err) == (0, True, True)
    assert "Coffee" in wallet.ok("history")


def test_it_asks_for_a_secret_and_a_wrong_one_erases_nothing(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    assert wallet("rm", "t3", "--erase-body", "--yes").status == 4
    assert wallet("rm", "t3", "--erase-body", tty=True, secrets=["wrong"] * 3).status == 4
    result = wallet("rm", "t3", "--erase-body", tty=True, typed="y\n", secrets=[PASSPHRASE])
    assert (result.status, "Erased t3" in result.out) == (0, True)


def test_for_programs(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    wallet.ok("pay", "3", "Coffee", "@cash", "+food")
    told = json.loads(wallet.ok("rm", "t3", "--erase-body", "--yes", "--json"))
    assert told["operation"]
    assert told["erased"] == {"payees_erased": 0, "payees_kept": ["Coffee"], "rewritten": 1, "aside": 0, "folded": True}
    assert wallet.ok("rm", "t4", "--erase-body", "--yes", "-q") == "o9\n"


def test_a_key_is_only_asked_for_to_erase(wallet: Wallet) -> None:
    wallet.ok(*COFFEE)
    assert wallet("rm", "t3", "--recovery").status == 2


def test_what_would_need_an_erased_payee_is_refused_by_the_erasure(wallet: Wallet) -> None:
    for words in (("10", "A", "@cash", "+food"), ("4", "A", "@cash", "+fun")):
        wallet.ok("pay", *words)
    wallet.ok("rm", "t4")
    wallet.ok("rm", "t3", "--erase-body", "--yes")
    refused = wallet("undo", "o8", "--json")
    told = json.loads(refused.err)
    assert (refused.status, told["slug"], told["params"]["by"]) == (5, "undo-erased", "o9")


def test_an_id_stays_taken_and_tells_nothing(wallet: Wallet) -> None:
    wallet.ok(*COFFEE, "--id", "morning")
    wallet.ok("rm", "t3", "--erase-body", "--yes")
    shown = [wallet("pay", amount, *COFFEE[2:], "--id", "morning") for amount in ("12.50", "13", "12.50")]
    assert [each.status for each in shown] == [6, 6, 6]
    assert len({each.err for each in shown}) == 1
    assert 'under the id "morning" was erased for good, by o7' in shown[0].err
    assert json.loads(wallet.ok("balance", "cash", "--json"))["accounts"][0]["balance"]["amount"] == "320.00"
    wallet.ok(*COFFEE, "--id", "another")


def test_ids_in_a_batch_stay_taken_and_tell_nothing(wallet: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_text("12.50 Coffee @cash +food --id one\n3 Tea @cash +food --id two\n")
    wallet.ok("batch", str(file), "--id", "both")
    assert json.loads(wallet.ok("batch", str(file), "--id", "both", "--json"))["repeated"] is True
    wallet.ok("rm", "t3", "--erase-body", "--yes")
    for amount in ("12.50", "13"):
        again = wallet("pay", amount, "Coffee", "@cash", "+food", "--id", "one", "--json")
        assert (again.status, json.loads(again.err)["slug"]) == (6, "id-erased")
    again = wallet("batch", str(file), "--id", "both", "--json")
    assert (again.status, json.loads(again.err)["slug"]) == (6, "id-erased")
    assert json.loads(wallet.ok("pay", "3", "Tea", "@cash", "+food", "--id", "two", "--json"))["repeated"] is True
    other = wallet("pay", "4", "Tea", "@cash", "+food", "--id", "two", "--json")
    assert (other.status, json.loads(other.err)["slug"]) == (6, "id-reused")
    assert json.loads(wallet.ok("verify", "--json"))["ok"]


def test_a_body_that_somebody_emptied_is_damage_and_no_erasure(wallet: Wallet) -> None:
    wallet.ok(*COFFEE, "--id", "morning")
    with wallet.opened() as store:
        harm.empty_bodies(store.db, 6, at=0)
    again = wallet(*COFFEE, "--id", "morning", "--json")
    assert (again.status, json.loads(again.err)["slug"]) == (8, "journal-body-blanked")
