"""``wallet erase``: a secret and the name, or nothing happens."""

import json
import shutil

from tests.cli.driver import PASSPHRASE, Wallet


def test_on_a_terminal_the_name_is_typed(wallet: Wallet) -> None:
    result = wallet("erase", tty=True, typed="mian\n")
    assert (result.status, "nothing was erased" in result.err) == (0, True)
    assert "This will be lost: 2 transactions" in result.err
    assert "There is no backup" in result.err
    wallet.ok("balance")
    result = wallet("erase", tty=True, typed="main\n")
    assert (result.status, result.out) == (0, "Destroyed the wallet main\n")
    assert wallet("balance").status == 3
    assert not (wallet.data / "main").exists()


def test_a_script_names_it_and_agrees(wallet: Wallet) -> None:
    for flags in ((), ("--yes",), ("--confirm", "main"), ("--confirm", "other", "--yes")):
        assert wallet("erase", *flags).status == 2
    told = json.loads(wallet.ok("erase", "-n", "--json"))
    assert (told["schema"], told["transactions"], told["erased"]) == ("wallet.erase/1", 2, False)
    told = json.loads(wallet.ok("erase", "--confirm", "main", "--yes", "--json"))
    (head,) = wallet.state.glob("*.head")
    assert (told["erased"], told["left"], told["remembered"]) == (True, [], [str(head)])


def test_what_was_seen_is_told_and_stays_unless_it_is_to_be_forgotten(wallet: Wallet) -> None:
    older, elsewhere = str(wallet.folder / "older.backup"), wallet.folder / "elsewhere"
    wallet.ok("backup", older)
    shutil.copytree(wallet.data / "main", elsewhere)
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    told = wallet("erase", "--confirm", "main", "--yes")
    (head,) = wallet.state.glob("*.head")
    assert f"so that no older copy is taken for the newest: {head}" in told.err
    shutil.copytree(elsewhere, wallet.data / "main")
    assert wallet("balance").status == 8
    shutil.rmtree(wallet.data / "main")
    refused = wallet("restore", older)
    line = refused.err.splitlines()[-1].partition(f"wallet restore {older} ")[2].split()
    assert (refused.status, line) == (8, ["--accept-older"])
    wallet.ok("restore", older, *line)
    wallet.ok("pay", "6", "Tea", "@cash", "+food")
    assert json.loads(wallet.ok("erase", "--confirm", "main", "--yes", "--forget", "--json"))["remembered"] == []
    assert list(wallet.state.glob("*.head")) == []
    wallet.ok("restore", older)


def test_a_wrong_secret_destroys_nothing(wallet: Wallet) -> None:
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    assert wallet("erase", "--confirm", "main", "--yes").status == 4
    assert wallet("erase", tty=True, typed="main\n", secrets=["wrong"] * 3).status == 4
    result = wallet("erase", tty=True, typed="main\n", secrets=[PASSPHRASE])
    assert result.status == 0


def test_a_key_header_under_the_erasures_name_destroys_nothing_without_a_secret(wallet: Wallet) -> None:
    folder = wallet.data / "main"
    (folder / "wallet.keys").rename(folder / "wallet.keys.erasing")
    result = wallet("balance")
    assert (result.status, "wallet erase --wallet main" in result.err) == (8, True)
    wrong = wallet.folder / "wrong"
    wrong.write_text("nobody's passphrase\n")
    wrong.chmod(0o600)
    line = ("erase", "--confirm", "main", "--yes")
    assert wallet(*line, "--passphrase-file", str(wrong)).status == 4
    assert "320.00" in wallet.ok("balance", "cash")
    wallet.ok(*line)
    assert not folder.exists()


def test_what_was_interrupted_says_so_and_is_finished(wallet: Wallet) -> None:
    folder = wallet.data / "main"
    (folder / "wallet.keys").rename(folder / "wallet.keys.erasing")
    (folder / "wallet.keys.erasing").write_bytes(b"x" * 700)
    result = wallet("balance")
    assert (result.status, "wallet erase --wallet main" in result.err) == (8, True)
    assert wallet("init", "--currency", "EUR", "--no-input").status == 8
    (folder / "mine.txt").write_text("x")
    result = wallet("erase", "--confirm", "main", "--yes")
    assert (result.status, "mine.txt" in result.err) == (0, True)


def test_another_name_never_becomes_the_wallet_to_destroy(wallet: Wallet) -> None:
    wallet.ok("init", "-w", "copy", "--currency", "EUR", "--no-input")
    told = wallet("-w", "copy", "erase", "--confirm", "main", "--yes")
    assert told.status == 2
    assert "to destroy main: wallet erase --wallet main --confirm main" in told.err
    line = next(line for line in told.err.splitlines() if "to destroy copy" in line).partition("wallet erase")[2]
    wallet.ok("erase", *line.split(), "--yes")
    assert not (wallet.data / "copy").exists()
    wallet.ok("balance")


def test_forgetting_a_copy_says_what_stays_for_its_original_and_an_empty_folder_is_finished(wallet: Wallet) -> None:
    backup = str(wallet.folder / "main.backup")
    wallet.ok("backup", backup)
    wallet.ok("restore", backup, "-w", "copy")
    (wallet.data / "main").rename(wallet.folder / "elsewhere")
    line = ("-w", "copy", "erase", "--confirm", "copy", "--yes", "--forget")
    told = wallet(*line)
    (head,) = wallet.state.glob("*.head")
    assert (told.status, f"where there are none, delete it by hand: {head}" in told.err) == (0, True)
    assert wallet(*line).status == 3
    (wallet.data / "copy").mkdir()
    assert "An erasure of this wallet was interrupted" in wallet("erase", "-w", "copy", "-n").err
    wallet.ok(*line)
    assert not (wallet.data / "copy").exists()


def test_what_could_be_done_before_is_not_said_to_one_who_has_decided(wallet: Wallet) -> None:
    before = wallet("erase", "-n").err
    assert ("wallet backup" in before, "delete the folder by hand" in before) == (True, True)
    told = wallet("erase", "--confirm", "main", "--yes").err
    assert ("no backup" in told, "wallet backup" in told, "by hand" in told) == (True, False, False)
