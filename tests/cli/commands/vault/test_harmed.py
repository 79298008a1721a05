"""What is said of a wallet whose files were lost, harmed or shut: the way that is named leads out."""

import json

import pytest

from tests.cli.commands.vault.test_keys import secret_file
from tests.cli.driver import Wallet
from tests.own_process import answer_of, powerless
from tests.services.bank_files import ofx, row, statement
from wallet_cli.errors import UsageProblem


def slug(wallet: Wallet, *argv: str) -> tuple[int, str]:
    result = wallet(*argv, "--json")
    return result.status, json.loads(result.err)["slug"]


def of_powerless(wallet: Wallet, *argv: str) -> str:
    """What anybody but root is answered."""

    def asked() -> None:
        raise UsageProblem(wallet(*argv).err)

    return answer_of(powerless(asked))


@pytest.fixture
def backup(wallet: Wallet) -> str:
    path = wallet.folder / "main.backup"
    wallet.ok("backup", str(path))
    return str(path)


def test_a_store_that_is_gone_is_named_as_such(wallet: Wallet, backup: str) -> None:
    (wallet.data / "main" / "wallet.db").unlink()
    for line in (["verify", "--repair-keys"], ["restore", backup, "--keys-only"], ["balance"]):
        assert slug(wallet, *line) == (8, "store-missing"), line
    assert "there is no store" in wallet("status").err
    assert "unlock" not in wallet.ok("status")


def test_a_page_that_can_not_be_read_is_not_mended_from_the_journal(wallet: Wallet) -> None:
    store = wallet.data / "main" / "wallet.db"
    data = bytearray(store.read_bytes())
    data[50_000:50_015] = b"garbage garbage"
    store.write_bytes(data)
    assert slug(wallet, "verify", "--rebuild") == (8, "store-damaged")
    told = wallet("verify").err
    assert "HMAC verification failed for page 13" in told
    assert told.count("put back your newest backup: wallet restore FILE") == 1
    assert "wallet verify" not in told, "that is what was just done"


def test_an_older_key_header_is_named_to_whom_the_newer_passphrase_fails(wallet: Wallet, backup: str) -> None:
    keys, new = wallet.data / "main" / "wallet.keys", secret_file(wallet, "six quick brown foxes", "new")
    older = keys.read_bytes()
    wallet.ok("passphrase", "--new-passphrase-file", new)
    wallet.ok("backup", f"{backup}.2", "--passphrase-file", new)
    keys.write_bytes(older)
    told = wallet("balance", "--passphrase-file", new)
    assert (told.status, "wallet.keys is an older one (version 1, and version 2 was seen" in told.err) == (4, True)
    assert "wallet restore FILE --keys-only" in told.err
    assert "wallet.keys is an older one" in wallet("unlock", "--passphrase-file", new).err
    header = next(each for each in json.loads(wallet.ok("doctor", "--json"))["checks"] if each["name"] == "key-file")
    assert (header["state"], header["slug"]) == ("problem", "header-older")
    wallet.ok("restore", f"{backup}.2", "--keys-only", "--passphrase-file", new)
    wallet.ok("balance", "--passphrase-file", new)
    told = wallet("balance")
    assert (told.status, "wallet.keys is an older one" in told.err) == (4, False)


def test_a_wallet_that_is_not_there_is_said_to_be_none(wallet: Wallet) -> None:
    said = 'there is no wallet "nosuch"'
    assert said in wallet("doctor", "-w", "nosuch").err
    assert "there is no wallet" not in wallet("doctor", "-w", "main").err


def test_an_empty_folder_that_has_to_stay_is_named(wallet: Wallet) -> None:
    wallet.data.chmod(0o500)
    told = of_powerless(wallet, "erase", "--confirm", "main", "--yes")
    wallet.data.chmod(0o700)
    assert "the wallet is destroyed; its folder" in told
    assert list((wallet.data / "main").iterdir()) == []


@pytest.mark.parametrize("line", ["init -w q --currency EUR --no-input", "restore FILE -w q"])
def test_a_folder_for_wallets_that_may_not_be_written_is_named(wallet: Wallet, backup: str, line: str) -> None:
    wallet.data.chmod(0o500)
    told = of_powerless(wallet, *line.replace("FILE", backup).split())
    wallet.data.chmod(0o700)
    assert f"chmod u+w {wallet.data}\n" in told
    assert f'the folder "{wallet.data}" can\'t be written to' in told


def test_the_outermost_folder_that_is_shut_is_named(wallet: Wallet) -> None:
    outer = wallet.data.parent / "outer"
    outer.mkdir()
    wallet.data.rename(outer / "data")
    wallet.data = outer / "data"
    outer.chmod(0)
    told = of_powerless(wallet, "balance")
    outer.chmod(0o700)
    assert f"chmod u+rwx {outer}\n" in told


@pytest.mark.parametrize(("number", "kept"), [("0", False), ("000-0", False), ("0012", True)])
def test_a_number_that_stands_for_none_is_not_offered_to_be_kept(wallet: Wallet, number: str, kept: bool) -> None:
    file = wallet.folder / "a.ofx"
    file.write_bytes(ofx(statement([row("20261102", "-5.00")], number, "1")))
    told = wallet("import", str(file), "@cash")
    assert (told.status, "keep it, and the next import finds" in told.err) == (0, kept), told.err
