"""What was copied by hand: a key header into another wallet's folder, a whole folder beside its original."""

import json
import shutil

import pytest

from tests.cli.commands.vault.test_keys import secret_file
from tests.cli.driver import PASSPHRASE, Wallet
from wallet_cli.services.vault import location
from wallet_cli.store.store import Store

SECOND = ("-w", "my-second")


@pytest.fixture
def second(wallet: Wallet) -> Wallet:
    """Beside main another wallet with a passphrase of its own, in whose folder lie the keys of main."""
    other = secret_file(wallet, "six quick brown foxes", "other")
    wallet.ok("init", "--currency", "EUR", "--no-input", *SECOND, "--passphrase-file", other)
    wallet.ok("backup", str(wallet.folder / "second.backup"), *SECOND, "--passphrase-file", other)
    shutil.copy(wallet.data / "main" / "wallet.keys", wallet.data / "my-second" / "wallet.keys")
    return wallet


@pytest.mark.parametrize("command", ["balance", "verify", "unlock"])
def test_the_keys_of_another_wallet_are_known_as_such(second: Wallet, command: str) -> None:
    told = second(command, *SECOND)
    assert told.status == 8
    assert "they don't belong together (it has the keys of the wallet main), or the store is damaged" in told.err
    hints = [line for line in told.err.splitlines() if "wallet -w my-second" in line]
    lines = ["verify --repair-keys", "restore FILE --keys-only", "restore FILE"]
    assert [line.partition("my-second ")[2] for line in hints] == lines
    document = json.loads(second(command, *SECOND, "--json").err)
    assert (document["slug"], document["params"]["others"]) == ("store-or-header", ["main"])


def test_the_keys_of_a_backup_mend_it_without_loss(second: Wallet) -> None:
    other = ("--passphrase-file", str(second.folder / "other"))
    second.ok("restore", str(second.folder / "second.backup"), "--keys-only", *SECOND, *other)
    second.ok("verify", *SECOND, *other)


def test_an_older_state_names_the_copy_that_went_on(wallet: Wallet) -> None:
    shutil.copytree(wallet.data / "main", wallet.data / "copy")
    wallet.ok("pay", "5", "Tea", "@cash", "+food", "-w", "copy")
    told = wallet("balance")
    assert (told.status, told.err.splitlines()[1]) == (
        8,
        "  the newer state may be in the wallet copy, beside it",
    )
    assert json.loads(wallet("balance", "--json").err)["params"]["copies"] == ["copy"]
    assert "newer state may be in the wallet copy" in wallet("verify").err
    listed = wallet("verify", tty=True).err.splitlines()
    hint = listed.index("  the newer state may be in the wallet copy, beside it")
    assert all(line.startswith("  ") for line in listed[hint : hint + 4])
    wallet.width = 60
    (wallet.data / "main").chmod(0o755)
    narrow = wallet("doctor", tty=True).err.splitlines()
    assert [line for line in narrow if "chmod" in line] and not [line for line in narrow if line.startswith("chmod")]
    shutil.rmtree(wallet.data / "copy")
    assert "newer state may be" not in wallet("balance").err


def test_who_goes_on_from_an_older_copy_takes_nothing_from_the_one_that_went_on(wallet: Wallet) -> None:
    shutil.copytree(wallet.data / "main", wallet.data / "twin")
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    told = wallet("verify", "--accept-older", "-w", "twin", tty=True, typed="y\n").err
    assert "the wallet main beside it stays as it is" in told
    for name, amount in (("main", "6"), ("twin", "7"), ("main", "8"), ("twin", "9")):
        wallet.ok("pay", amount, "Tea", "@cash", "+food", "-w", name)
    assert "301.00" in wallet.ok("balance", "cash")
    assert "304.00" in wallet.ok("balance", "cash", "-w", "twin")
    for name in ("main", "twin"):
        assert json.loads(wallet.ok("verify", "--json", "-w", name))["ok"]
    shutil.copytree(wallet.data / "twin", wallet.data / "third")
    told = wallet("balance", "-w", "third")
    assert (told.status, "is the one" in told.err) == (8, False)
    assert "may be the wallet main, twin, beside it" in told.err
    wallet.ok("verify", "--accept-older", "-w", "third", "--yes")
    for name in ("main", "twin", "third"):
        wallet.ok("pay", "1", "Tea", "@cash", "+food", "-w", name)


def test_who_goes_on_from_an_older_copy_and_is_interrupted_is_measured_as_before(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(wallet.data / "main", wallet.data / "twin")
    wallet.ok("pay", "5", "Tea", "@cash", "+food")

    def interrupted(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Store, "operation", interrupted)
        assert wallet("verify", "--accept-older", "-w", "twin", "--yes").status == 130
    assert (wallet("balance", "-w", "twin").status, wallet("balance").status) == (8, 0)
    assert "store-older" in wallet("balance", "-w", "twin", "--json").err


def test_the_names_of_copies_are_shown_without_their_control_characters(wallet: Wallet) -> None:
    shutil.copytree(wallet.data / "main", wallet.data / "a\x1b[31mred\nput back by: x")
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    shutil.copytree(wallet.data / "a\x1b[31mred\nput back by: x", wallet.data / "twin")
    told = wallet("verify", "--accept-older", "-w", "twin", tty=True, typed="n\n").err
    assert "stays as it is" in told
    assert "red\nput" not in told
    assert "\x1b[31mred" not in told


def test_a_link_to_a_wallet_is_no_copy_of_it(wallet: Wallet) -> None:
    (wallet.data / "alias").symlink_to(wallet.data / "main")
    assert "beside it" not in wallet("verify", "--accept-older", tty=True).err
    place = location.Place(str(wallet.data / "main"), str(wallet.state))
    assert location.seen_apart(place) is None


def test_an_older_backup_is_told_by_what_was_seen_under_its_name_alone(wallet: Wallet) -> None:
    wallet.ok("backup", older := str(wallet.folder / "older.backup"))
    wallet.ok("restore", older, "-w", "trial")
    for name in ("main", "trial"):
        wallet.ok("pay", "5", "Tea", "@cash", "+food", "-w", name)
    wallet.ok("backup", older, "--force", "-w", "trial")
    wallet.ok("pay", "6", "Tea", "@cash", "+food", "-w", "trial")
    shutil.rmtree(wallet.data / "main")
    (wallet.data / "trial").rename(wallet.folder / "moved")
    told = wallet("restore", older, "-w", "trial", "--json")
    assert (told.status, json.loads(told.err)["slug"]) in ((8, "backup-older"), (8, "backup-forked"))
    assert wallet("restore", older, "-w", "trial", "--accept-older").status == 0


def test_what_was_seen_stays_where_the_wallet_beside_can_not_be_known(wallet: Wallet) -> None:
    shutil.copytree(wallet.data / "main", wallet.data / "copy")
    older = (wallet.data / "main" / "wallet.db").read_bytes()
    wallet.ok("pay", "5", "Tea", "@cash", "+food")
    (wallet.data / "main" / "wallet.keys").rename(wallet.folder / "away")
    wallet.ok("erase", "-w", "copy", "--confirm", "copy", "--yes")
    (wallet.folder / "away").rename(wallet.data / "main" / "wallet.keys")
    wallet.ok("balance")
    (wallet.data / "main" / "wallet.db").write_bytes(older)
    assert wallet("balance").status == 8


def test_a_backup_is_opened_by_its_own_passphrase_not_by_that_of_the_name_it_gets(wallet: Wallet) -> None:
    file = str(wallet.folder / "b.backup")
    wallet.ok("backup", file)
    del wallet.env["WALLET_PASSPHRASE_FILE"]
    told = wallet("restore", file, "-w", "copy", tty=True, secrets=[PASSPHRASE])
    assert (told.status, "passphrase for this backup: " in told.err, "for copy" in told.err) == (0, True, False)
