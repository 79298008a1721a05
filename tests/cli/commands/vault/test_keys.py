"""Keys at the command line: changed with a secret only, shown once, and refused with the way to mend it."""

import json
import random
import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import PASSPHRASE, Result, Wallet
from wallet_cli.services.vault import access, location, recovery_words, unlock
from wallet_cli.store.vault import slots

NEW = "six quick brown foxes"


@pytest.fixture
def mine(bare: Wallet) -> Wallet:
    """A wallet without books."""
    return begun(bare, founded)


def secret_file(wallet: Wallet, text: str, name: str = "secret") -> str:
    path = wallet.folder / name
    path.write_text(text + "\n")
    path.chmod(0o600)
    return str(path)


def slug(result: Result) -> tuple[int, str]:
    return result.status, str(json.loads(result.err[result.err.index('{"slug') :])["slug"])


def names(wallet: Wallet) -> list[str]:
    return wallet.ok("keys", "-q").splitlines()


def test_the_passphrase_is_changed_on_a_terminal(mine: Wallet) -> None:
    del mine.env["WALLET_PASSPHRASE_FILE"]
    result = mine("passphrase", tty=True, secrets=[PASSPHRASE, NEW, "a slip", NEW, NEW])
    assert (result.status, "Changed the passphrase" in result.out) == (0, True)
    assert "the two differ" in result.err
    assert "still open with the old passphrase" in result.err
    assert mine("balance", tty=True, secrets=[NEW]).status == 0
    mine("lock")
    assert mine("balance", tty=True, secrets=[PASSPHRASE] * 3).status == 4


def test_the_old_passphrase_is_asked_for_also_while_unlocked(mine: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    key = access.derive(location.Place(mine.data / "main", mine.state), PASSPHRASE.encode()).database_key
    monkeypatch.setattr(unlock, "kept_key", lambda *_where, **_used: key)
    del mine.env["WALLET_PASSPHRASE_FILE"]
    for command in ("passphrase", "keys rotate", "keys rename passphrase other", "erase --confirm main --yes"):
        assert slug(mine(*command.split(), "--json")) == (4, "secret-needed"), command
    result = mine("passphrase", tty=True, secrets=["wrong", PASSPHRASE, NEW, NEW])
    assert (result.status, result.err.count("passphrase for main: ")) == (0, 2)


def test_scripts_change_the_passphrase_by_files(mine: Wallet) -> None:
    file = secret_file(mine, NEW)
    document = json.loads(mine.ok("passphrase", "--new-passphrase-file", file, "--json"))
    assert document == {
        "schema": "wallet.key/1", "action": "passphrase", "generation": 2, "dry_run": False,
        "key": {"number": 1, "name": "passphrase", "type": "passphrase",
                "argon2id": {"t": 2, "m_kib": 19456, "p": 1}},
    }  # fmt: skip
    assert slug(mine("balance", "--json")) == (4, "wrong-passphrase")
    assert mine("balance", "--passphrase-file", file).status == 0


def test_a_new_passphrase_that_is_missing_or_short_is_refused(mine: Wallet) -> None:
    assert slug(mine("passphrase", "--json")) == (2, "passphrase-new-needed")
    assert slug(mine("passphrase", "--json", "--new-passphrase-file", secret_file(mine, "seven77"))) == (
        2, "passphrase-short",
    )  # fmt: skip
    assert names(mine) == ["passphrase"]


@pytest.mark.parametrize(
    "line",
    [
        "sécrét passé".encode("latin-1"), "some long words".encode("utf-16"), b"\xef\xbb\xbfsome long words",
        b"some\x1b[31m long words", bytes(40), b"\x7f" * 20, b"w" * 5000,
    ],
)  # fmt: skip
def test_a_new_passphrase_that_nobody_could_type_is_refused(mine: Wallet, line: bytes) -> None:
    file = secret_file(mine, "x")
    Path(file).write_bytes(line + b"\n")
    for command in (("passphrase",), ("keys", "add", "passphrase")):
        assert slug(mine(*command, "--json", "--new-passphrase-file", file)) == (2, "passphrase-untypable")
    assert names(mine) == ["passphrase"]


def test_a_key_file_that_breaks_off_while_it_is_read_is_told(mine: Wallet) -> None:
    argv = ("keys", "add", "keyfile", "--new-passphrase-file", secret_file(mine, "some long words"), "--json")
    assert slug(mine(*argv, "--new-key-file", "/proc/self/mem")) == (2, "key-file-unreadable")


def test_a_higher_cost_is_told(mine: Wallet) -> None:
    told = mine.ok("keys").splitlines()
    assert told[1] == "1\tpassphrase\tpassphrase\t2 × 19 MiB"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(slots.COSTS, "cheap", slots.Kdf(2, 20 * 1024, 1))
        result = mine("passphrase", "--new-passphrase-file", secret_file(mine, NEW))
    assert "costs more" in result.err


def typed_back(wallet: Wallet, *argv: str) -> tuple[Result, list[list[str]]]:
    """A run whose random bytes are the same each time: seen once for its words and its questions, then answered."""
    wallet.random = random.Random(7).randbytes
    seen = wallet(*argv, tty=True, typed="\n" + "x\n" * 9)
    lists = [re.findall(r"\d+\. (\w+)", seen.err)]
    asked = re.findall(r"word (\d+) from your paper: that is another", seen.err)
    first = int(asked[0])
    typed = "\n" + f"{lists[0][first - 1]}\n"
    while True:
        wallet.random = random.Random(7).randbytes
        seen = wallet(*argv, tty=True, typed=typed + "\n\n\n")
        location = re.findall(r"word (\d+) from your paper: ", seen.err)
        if seen.status == 0:
            return seen, lists
        typed += f"{lists[0][int(location[-1]) - 1]}\n"


def test_recovery_words_are_shown_once_typed_back_and_open(mine: Wallet) -> None:
    result, (words,) = typed_back(mine, "keys", "add", "recovery")
    assert "Added the key recovery" in result.out
    assert "not for cryptocurrency" in result.err
    assert len(words) == 24
    assert names(mine) == ["passphrase", "recovery"]
    file = secret_file(mine, " ".join(words))
    assert "by the key recovery" in mine.ok("keys", "test", "--recovery", "--passphrase-file", file)
    slip = [*words[:4], "nonsense", *words[5:]]
    result = mine("keys", "test", "--recovery", tty=True, secrets=[" ".join(slip), " ".join(words).upper()])
    assert (result.status, "word 5 isn't in the list" in result.err) == (0, True)
    result = mine("keys", "test", "--recovery", tty=True, secrets=["", "", *[" ".join(slip)] * 3])
    assert result.err.count("try again") == 2
    assert "try again (3 of 3)" in result.err
    assert result.err.endswith("start again: wallet keys test --recovery\n")
    other = " ".join(recovery_words.words_of(bytes(32)))
    assert slug(mine("keys", "test", "--recovery", "--json", tty=True, secrets=[other] * 3)) == (4, "wrong-words")
    result = mine("passphrase", "--recovery", tty=True, secrets=[" ".join(words), NEW, NEW])
    assert result.status == 0
    assert mine("balance", "--passphrase-file", secret_file(mine, NEW)).status == 0


def test_words_are_taken_as_they_stand_on_paper(mine: Wallet) -> None:
    _result, (words,) = typed_back(mine, "keys", "add", "recovery")
    rows = [" ".join(f"{at + 1:>3}. {words[at]}" for at in range(start, start + 4)) for start in range(0, 24, 4)]
    told = mine("keys", "test", "--recovery", tty=True, secrets=rows)
    assert told.status == 0, told.err
    assert "continue with word 21 of 24" in told.err
    assert mine("keys", "test", "--recovery", tty=True, secrets=[", ".join(words)]).status == 0
    few = mine("keys", "test", "--recovery", tty=True, secrets=[rows[0], "", *rows])
    assert (few.status, "that is 4 words, not 24" in few.err) == (0, True)


def test_a_slip_of_the_passphrase_is_told_shortly_and_the_way_by_words_at_the_end(mine: Wallet) -> None:
    typed_back(mine, "keys", "add", "recovery")
    assert mine.ok("keys", "list").splitlines()[2] == "2\trecovery\trecovery\t-"
    assert json.loads(mine.ok("keys", "--json"))["keys"][1]["argon2id"] is None
    mine.env.pop("WALLET_PASSPHRASE_FILE", None)
    told = mine("keys", "test", tty=True, secrets=["wrong one"] * 3)
    assert (told.status, told.err.count("once more"), told.err.count("wallet passphrase --recovery")) == (4, 2, 1)


def test_words_that_are_not_typed_back_make_no_key(mine: Wallet) -> None:
    result = mine("keys", "add", "recovery", tty=True, typed="\nx\ny\nz\n")
    assert (result.status, "no key was added" in result.err) == (5, True)
    assert names(mine) == ["passphrase"]


def test_the_screen_is_cleared_where_it_can_be(mine: Wallet) -> None:
    assert "\x1b[3J" not in mine("keys", "add", "recovery", tty=True, typed="\nx\ny\nz\n").err
    mine.env["TERM"] = "xterm"
    assert "\x1b[3J" in mine("keys", "add", "recovery", tty=True, typed="\nx\ny\nz\n").err


def test_words_go_to_a_terminal_alone(mine: Wallet) -> None:
    for kind in ("recovery", "shares"):
        assert slug(mine("keys", "add", kind, "--json")) == (2, "needs-terminal")


def test_a_backup_is_restored_without_the_passphrase(mine: Wallet, tmp_path: Path) -> None:
    _result, (words,) = typed_back(mine, "keys", "add", "recovery")
    key_file = tmp_path / "wallet.key"
    key_file.write_bytes(bytes(range(64)))
    mine.ok("keys", "add", "keyfile", "--new-key-file", str(key_file), tty=True, secrets=[NEW, NEW])
    file = str(mine.folder / "main.backup")
    mine.ok("backup", file)
    del mine.env["WALLET_PASSPHRASE_FILE"]
    assert mine("restore", file, "-w", "words", "--recovery", tty=True, secrets=[" ".join(words)]).status == 0
    assert mine("restore", file, "-w", "second", "--key-file", str(key_file), tty=True, secrets=[NEW]).status == 0
    for name in ("words", "second"):
        assert mine("balance", "-w", name, tty=True, secrets=[PASSPHRASE]).status == 0
    other = " ".join(recovery_words.words_of(bytes(32)))
    for flags, secrets, told in (
        (["--recovery"], [other] * 3, (4, "backup-secret-unfit")),
        (["--shares"], [], (4, "backup-key-none")),
        (["--recovery", "--shares"], [], (2, "options-exclude")),
        (["--key-file", str(key_file)], ["wrong"] * 3, (4, "backup-secret-unfit")),
    ):
        assert slug(mine("restore", file, "-w", "none", *flags, "--json", tty=True, secrets=secrets)) == told
        assert not (mine.data / "none").exists()
    (mine.data / "words" / "wallet.keys").unlink()
    back = mine("restore", file, "-w", "words", "--keys-only", "--recovery", tty=True, secrets=[" ".join(words)])
    assert (back.status, "Put back the key header" in back.out) == (0, True)


def test_shares_open_two_of_three(mine: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli.cli.access import paper

    shown: list[str] = []
    monkeypatch.setattr(paper, "hand_over", lambda app, title, words: shown.append(" ".join(words)))
    assert mine("keys", "add", "shares", "--name", "family", tty=True).status == 0
    assert len(shown) == 3
    result = mine("keys", "test", "--shares", tty=True, secrets=[shown[2], shown[0]])
    assert (result.status, "family" in result.out) == (0, True)
    assert mine("keys", "add", "shares", tty=True).status == 0
    assert slug(mine("keys", "test", "--shares", "--json", tty=True, secrets=[shown[0], *[shown[4]] * 3])) == (
        2, "shares-differ",
    )  # fmt: skip
    assert slug(mine("keys", "test", "--shares", "--json", tty=True, secrets=["nonsense", ""] * 3)) == (2, "word-count")
    assert slug(mine("keys", "test", "--shares", "--json")) == (2, "would-ask")


def test_a_slip_in_the_second_share_does_not_cost_the_first(mine: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    from wallet_cli.cli.access import paper

    shown: list[list[str]] = []
    monkeypatch.setattr(paper, "hand_over", lambda app, title, words: shown.append(list(words)))
    assert mine("keys", "add", "shares", tty=True).status == 0
    first, second = (" ".join(each) for each in shown[:2])
    wrong = " ".join([*shown[1][:6], "zzzz", *shown[1][7:]])
    short = ",".join(word[:4].upper() for word in shown[1])
    told = mine("keys", "test", "--shares", tty=True, secrets=[first, wrong, short])
    assert (told.status, "word 7 isn't in the list" in told.err, told.err.count("share 1,")) == (0, True, 1)
    told = mine("keys", "test", "--shares", tty=True, secrets=[first, first, second])
    assert (told.status, "2 different shares are needed" in told.err) == (0, True)
    swapped = " ".join([shown[1][1], shown[1][0], *shown[1][2:]])
    assert slug(mine("keys", "test", "--shares", "--json", tty=True, secrets=[first, *[swapped] * 3]))[0] == 2


def test_without_their_library_shares_are_refused_before_any_secret(
    mine: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "shamir_mnemonic", None)
    for command in (["keys", "add", "shares"], ["unlock", "--shares"]):
        mine.ok("keys", "list")
        told = mine(*command, tty=True, secrets=[])
        assert (told.status, "passphrase for" in told.err) == (2 if "add" in command else 4, False), told.err


def test_a_key_file_is_a_second_factor_once_the_passphrase_is_revoked(mine: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "wallet.key"
    file.write_bytes(b"0123456789abcdef" * 4)
    new = secret_file(mine, NEW)
    add = ("keys", "add", "keyfile", "--new-passphrase-file", new)
    assert slug(mine(*add, "--json")) == (2, "new-key-file-needed")
    assert slug(mine(*add, "--json", "--new-key-file", str(tmp_path))) == (2, "key-file-no-file")
    result = mine(*add, "--new-key-file", str(file))
    assert (result.status, "This key always needs the file" in result.err) == (0, True)
    with_both = ("--passphrase-file", new, "--key-file", str(file))
    assert mine("keys", "revoke", "passphrase", *with_both, "--yes").status == 0
    assert slug(mine("balance", "--json", "--passphrase-file", new)) == (4, "key-file-needed")
    assert slug(mine("keys", "test", "--json", "--key-file", str(file))) == (4, "wrong-key-file")
    another_file = ("--passphrase-file", new, "--key-file", new)
    assert slug(mine("keys", "test", "--json", *another_file)) == (4, "wrong-key-file")
    asked = mine("unlock", tty=True)
    assert (asked.status, "passphrase for main" in asked.err) == (4, False)
    assert slug(mine("keys", "test", "--json", "--key-file", str(tmp_path / "no"))) == (2, "key-file-unreadable")
    assert mine.ok("keys", "test", *with_both, "-q") == "keyfile\n"
    assert json.loads(mine.ok("keys", "test", *with_both, "--json"))["action"] == "test"
    newest = secret_file(mine, "an entirely new one", "newest")
    mine.ok("passphrase", *with_both, "--new-passphrase-file", newest)
    mine.ok("keys", "test", "--passphrase-file", newest, "--key-file", str(file))


def test_unlock_takes_every_kind_of_secret_and_completes_a_change(mine: Wallet, tmp_path: Path) -> None:
    file = tmp_path / "wallet.key"
    file.write_bytes(b"x" * 32)
    new = secret_file(mine, NEW)
    mine.ok("keys", "add", "keyfile", "--new-key-file", str(file), "--new-passphrase-file", new)
    mine.ok("unlock", "-n", "--passphrase-file", new, "--key-file", str(file))
    assert slug(mine("unlock", "-n", "--json", "--key-file", str(file), "--recovery")) == (2, "options-exclude")
    assert slug(mine("unlock", "-n", "--json", "--recovery")) == (4, "no-such-key")
    assert slug(mine("unlock", "-n", "--json", "-w", "none", "--recovery")) == (3, "no-wallet")


def test_unlocking_raises_a_weak_cost_and_says_so(mine: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(slots.COSTS, "cheap", slots.Kdf(3, 20 * 1024, 1))
    mine.ok("unlock", "-n")
    assert json.loads(mine.ok("keys", "--json"))["generation"] == 1
    told = mine("unlock")
    mine("lock")
    assert "Guessing it costs more now than before." in told.err
    document = json.loads(mine.ok("keys", "--json"))
    assert (document["generation"], document["keys"][0]["argon2id"]["t"]) == (2, 3)
    assert "Guessing" not in mine("unlock").err
    mine("lock")
    mine.ok("balance")


def test_keys_are_named_listed_and_revoked(mine: Wallet) -> None:
    mine.ok("keys", "add", "passphrase", "--name", "anna", "--new-passphrase-file", secret_file(mine, NEW))
    assert slug(mine("keys", "add", "passphrase", "--json", "--name", "Anna")) == (5, "key-name-taken")
    assert slug(mine("keys", "add", "fingerprint", "--json")) == (2, "key-type-unknown")
    assert mine.ok("keys", "rename", "anna", "safe") == "Renamed the key to safe\n"
    document = json.loads(mine.ok("keys", "--json"))
    assert (document["generation"], [key["name"] for key in document["keys"]]) == (3, ["passphrase", "safe"])
    assert len(mine.ok("keys", "--jsonl").splitlines()) == 2
    assert "a passphrase" in mine("keys", tty=True).out
    assert slug(mine("keys", "revoke", "safe", "--json")) == (2, "needs-yes")
    assert "would do" in mine.ok("keys", "revoke", "safe", "-n")
    kept = mine("keys", "revoke", "safe", tty=True, typed="n\n")
    assert (kept.status, kept.out + kept.err[-20:], len(names(mine))) == (0, "nothing was changed\n", 2)
    gone = mine("keys", "revoke", "safe", "--yes")
    assert ("Revoked the key safe" in gone.out, "Earlier copies and backups" in gone.err) == (True, True)
    assert mine.ok("keys", "rename", "passphrase", "own", "-q") == "own\n"
    assert slug(mine("keys", "revoke", "own", "--yes", "--json")) == (5, "last-key")
    assert slug(mine("keys", "revoke", "nobody", "--yes", "--json")) == (3, "no-such-key-name")


def test_an_older_key_header_is_refused_at_unlocking(mine: Wallet) -> None:
    keys = mine.data / "main" / "wallet.keys"
    before = keys.read_bytes()
    mine.ok("passphrase", "--new-passphrase-file", secret_file(mine, NEW))
    keys.write_bytes(before)
    assert slug(mine("unlock", "-n", "--json")) == (8, "header-older")
    assert slug(mine("balance", "--json")) == (8, "header-older")


def test_a_folder_put_back_is_refused_until_its_owner_accepts_it(mine: Wallet) -> None:
    folder = mine.data / "main"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    new = secret_file(mine, NEW)
    mine.ok("passphrase", "--new-passphrase-file", new)
    for path, data in before.items():
        path.write_bytes(data)
    assert slug(mine("balance", "--json")) == (8, "keys-older")
    mine.ok("verify", "--accept-older", "--yes")
    mine.ok("balance")
    assert mine.ok("passphrase", "--new-passphrase-file", new, "-q") == "passphrase\n"
    assert mine("balance", "--passphrase-file", new).status == 0


def test_weak_passphrases_are_told_and_taken(mine: Wallet) -> None:
    result = mine("passphrase", tty=True, secrets=["password1", "password1"])
    assert result.status == 0
    assert "every list of guesses" in result.err


def test_the_store_gets_another_key_and_what_that_cannot_do_is_said(mine: Wallet) -> None:
    planned = json.loads(mine.ok("keys", "rotate", "-n", "--json"))
    assert (planned["epoch"], planned["dry_run"]) == (2, True)
    assert "would do: Re-encrypted the store" in mine.ok("keys", "rotate", "-n")
    told = mine("keys", "rotate", tty=True, secrets=[PASSPHRASE])
    assert told.status == 0
    for part in ("Re-encrypted the store", "Earlier copies and backups", "an SSD", "--only-this-key"):
        assert part in told.out + told.err
    document = json.loads(mine.ok("keys", "rotate", "--json"))
    assert (document["schema"], document["generation"], document["epoch"]) == ("wallet.rotation/1", 3, 3)
    assert (document["keys"], document["gone"]) == (["passphrase"], [])
    assert mine.ok("keys", "rotate", "-q") == ""
    mine.ok("balance")


def test_other_keys_go_with_the_old_master_after_a_question_alone(mine: Wallet) -> None:
    lent = secret_file(mine, NEW)
    mine.ok("keys", "add", "passphrase", "--name", "lent", "--new-passphrase-file", lent)
    assert slug(mine("keys", "rotate", "--only-this-key", "--json")) == (2, "needs-yes")
    kept = mine("keys", "rotate", "--only-this-key", tty=True, typed="n\n")
    assert (kept.status, names(mine)) == (0, ["passphrase", "lent"])
    assert "revoke the other keys (lent)?" in kept.err and kept.err.endswith("nothing was changed\n")
    document = json.loads(mine.ok("keys", "rotate", "--only-this-key", "--yes", "--json"))
    assert (document["keys"], document["gone"], names(mine)) == (["passphrase"], ["lent"], ["passphrase"])
    assert slug(mine("balance", "--json", "--passphrase-file", lent)) == (4, "wrong-passphrase")
    alone = mine("keys", "rotate", "--only-this-key", tty=True)
    assert (alone.status, "--only-this-key" in alone.err + alone.out) == (0, False)
    mine.ok("balance")


def test_copies_whose_keys_were_rotated_apart_are_no_damage_to_one_another(
    mine: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.ok("backup", str(mine.folder / "main.backup"))
    mine.ok("restore", str(mine.folder / "main.backup"), "-w", "copy")
    for name in ("main", "copy"):
        mine.ok("keys", "rotate", "-w", name)
    kept = access.derive(location.Place(mine.data / "copy", mine.state), PASSPHRASE.encode()).database_key
    monkeypatch.setattr(unlock, "kept_key", lambda *_where, **_told: kept)
    mine.ok("balance")
    del mine.env["WALLET_PASSPHRASE_FILE"]
    mine.ok("balance", "-w", "copy")
    assert mine("balance", tty=True, secrets=[PASSPHRASE]).status == 0
    result = mine("balance", "--json")
    assert slug(result) == (8, "kept-key-unfit")
    assert "wallet unlock" in json.loads(result.err)["hint"]
