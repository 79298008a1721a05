"""One rule at every entrance: what can't be a passphrase makes no key, and one that opens is never refused."""

import json
import os
import shlex
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import begun, founded
from tests.cli.driver import PASSPHRASE, Result, Wallet
from wallet_cli.cli.access import passphrases
from wallet_cli.domain.passphrase import MOST_BYTES
from wallet_cli.errors import Locked
from wallet_cli.services.vault import create, key_changes, location
from wallet_cli.store.vault import header, slots

NEW = "six quick brown foxes"
LINE = "some long words"
BAD = {
    "empty": (b"", "passphrase-empty"),
    "short": (b"seven77", "passphrase-short"),
    "three Chinese characters": ("知了叫".encode(), "passphrase-short"),
    "byte order mark": (b"\xef\xbb\xbf" + LINE.encode(), "passphrase-untypable"),
    "UTF-16 with its mark": (LINE.encode("utf-16"), "passphrase-untypable"),
    "UTF-16 without": (LINE.encode("utf-16-be"), "passphrase-untypable"),
    "zero byte": (b"some\0long words", "passphrase-untypable"),
    "zero bytes": (bytes(40), "passphrase-untypable"),
    "Latin-1": ("sécrét passé".encode("latin-1"), "passphrase-untypable"),
    "GBK": ("正确的马电池订书钉".encode("gbk"), "passphrase-untypable"),
    "escape": (b"some\x1b[31m long words", "passphrase-untypable"),
    "delete": (b"\x7f" * 20, "passphrase-untypable"),
    "mark in the middle": ("some\ufeff long words".encode(), "passphrase-untypable"),
    "line separator": ("some\u2028long words".encode(), "passphrase-untypable"),
    "what a terminal may have cut": (b"w" * (MOST_BYTES + 1), "passphrase-untypable"),
    "longer than is read": (b"w" * 5000, "passphrase-untypable"),
}
Source = Callable[[Wallet, bytes], "contextmanager[list[str]]"]


def written(wallet: Wallet, line: bytes, name: str) -> Path:
    path = wallet.folder / name
    path.write_bytes(line + b"\nmore\n")
    path.chmod(0o600)
    return path


@contextmanager
def by_file(wallet: Wallet, line: bytes) -> Iterator[list[str]]:
    yield ["--passphrase-file", str(written(wallet, line, "told"))]


@contextmanager
def by_descriptor(wallet: Wallet, line: bytes) -> Iterator[list[str]]:
    source = os.open(written(wallet, line, "told"), os.O_RDONLY)
    yield ["--passphrase-fd", str(source)]
    os.close(source)


@contextmanager
def by_command(wallet: Wallet, line: bytes) -> Iterator[list[str]]:
    yield ["--passphrase-command", f"cat {shlex.quote(str(written(wallet, line, 'told')))}"]


@contextmanager
def by_variable(wallet: Wallet, line: bytes) -> Iterator[list[str]]:
    wallet.env["WALLET_PASSPHRASE_FILE"] = str(written(wallet, line, "told"))
    yield []
    del wallet.env["WALLET_PASSPHRASE_FILE"]


@contextmanager
def by_credential(wallet: Wallet, line: bytes) -> Iterator[list[str]]:
    wallet.env["CREDENTIALS_DIRECTORY"] = str(written(wallet, line, "wallet").parent)
    yield []
    del wallet.env["CREDENTIALS_DIRECTORY"]


SOURCES = [by_file, by_descriptor, by_command, by_variable, by_credential]


def slug(result: Result) -> tuple[int, str]:
    return result.status, str(json.loads(result.err[result.err.index('{"slug') :])["slug"])


def typed(line: bytes) -> str:
    return line.decode(errors="surrogateescape")


@pytest.fixture
def alone(bare: Wallet) -> Wallet:
    """A machine without a wallet, and without a passphrase anywhere."""
    del bare.env["WALLET_PASSPHRASE_FILE"]
    return bare


@pytest.fixture
def mine(bare: Wallet) -> Wallet:
    return begun(bare, founded)


# new ones


@pytest.mark.parametrize("source", SOURCES)
def test_no_source_makes_a_wallet_with_what_cannot_be_a_passphrase(alone: Wallet, source: Source) -> None:
    for name, (line, expected) in BAD.items():
        with source(alone, line) as words:
            done = alone("init", "--currency", "EUR", "--no-input", "--json", *words)
        assert slug(done) == (2, expected), name
    assert not (alone.data / "main").exists()
    with source(alone, NEW.encode()) as words:
        alone.ok("init", "--currency", "EUR", "--no-input", *words)
    with source(alone, NEW.encode()) as words:
        alone.ok("balance", *words)


def test_no_file_makes_a_key_of_what_cannot_be_a_passphrase(mine: Wallet) -> None:
    key_file = written(mine, os.urandom(64), "key")
    for name, (line, expected) in BAD.items():
        new = ["--new-passphrase-file", str(written(mine, line, "new")), "--json"]
        for command in ("passphrase", "keys add passphrase", f"keys add keyfile --new-key-file {key_file}"):
            assert slug(mine(*command.split(), *new)) == (2, expected), (command, name)
    assert mine.ok("keys", "-q").splitlines() == ["passphrase"]


def test_nobody_types_a_key_of_what_cannot_be_a_passphrase(alone: Wallet) -> None:
    bad = [typed(line) for line, _slug in BAD.values()]
    made = alone("init", "--currency", "EUR", "--numbers", "1,234.50", tty=True, typed="\n", secrets=[*bad, NEW, NEW])
    assert (made.status, made.err.count("passphrase for this wallet")) == (0, len(bad) + 1)
    for words in ("too short", "can't be read", "types no character", "no arrow keys", "too long"):
        assert words in made.err
    assert "file" not in made.err.partition("once more")[0]
    for command in ("keys add passphrase --name second", "passphrase"):
        done = alone(*command.split(), tty=True, secrets=[NEW, *bad, PASSPHRASE, PASSPHRASE])
        assert (done.status, done.err.count("new passphrase: ")) == (0, len(bad) + 1), done.err
    assert alone("balance", tty=True, secrets=[PASSPHRASE]).status == 0


# old ones

ENTRANCES = [
    "balance", "unlock -n", "keys test", "passphrase -n --new-passphrase-file {new}", "verify {backup}",
    "restore {backup} -w copy -n", "restore {backup} --keys-only -n", "erase -n", "keys rotate -n", "export",
    "keys test --key-file {key}",
]  # fmt: skip


@pytest.mark.parametrize("source", SOURCES)
def test_what_cannot_be_a_passphrase_is_named_at_every_entrance(mine: Wallet, source: Source, tmp_path: Path) -> None:
    paths = {
        "new": written(mine, NEW.encode(), "new"),
        "backup": tmp_path / "b",
        "key": written(mine, b"k" * 64, "key"),
    }
    mine.ok("backup", str(paths["backup"]))
    both = ["--new-passphrase-file", str(paths["new"]), "--new-key-file", str(paths["key"])]
    mine.ok("keys", "add", "keyfile", *both)
    del mine.env["WALLET_PASSPHRASE_FILE"]
    for entrance in ENTRANCES if source is by_file else ENTRANCES[:2]:
        for name, (line, expected) in BAD.items():
            if name in ("empty", "byte order mark", "UTF-16 without", "zero byte", "longer than is read"):
                with source(mine, line) as words:
                    done = mine(*entrance.format(**paths).split(), *words, "--json")
                assert slug(done) == (2, expected), (entrance, name)
        with source(mine, b"seven77") as words:
            done = mine(*entrance.format(**paths).split(), *words, "--json")
        assert slug(done) in (
            (4, "wrong-passphrase"), (4, "wrong-key-file"), (4, "backup-secret-unfit"),
        ), entrance  # fmt: skip


@pytest.mark.parametrize("entrance", ["balance", "unlock -n", "keys test", "erase -n"])
def test_what_is_typed_and_cannot_be_one_is_named_and_asked_again(mine: Wallet, entrance: str) -> None:
    del mine.env["WALLET_PASSPHRASE_FILE"]
    done = mine(*entrance.split(), tty=True, secrets=["\udce9\udce8 latin-1", "zero\0byte", PASSPHRASE])
    assert (done.status, "can't be read" in done.err, "types no character" in done.err) == (0, True, True), done.err


@pytest.mark.parametrize("name", [name for name in BAD if name != "empty"])
def test_what_a_wallet_was_once_made_with_still_opens_it(alone: Wallet, name: str) -> None:
    """Made below the command line, as earlier versions did from a file, of which they read 4,096 bytes."""
    line = BAD[name][0]
    place = location.Place(alone.data / "main", alone.state)
    create.create(place, line[:4096], "cheap", os.urandom).close()
    for source in SOURCES:
        with source(alone, line) as words:
            assert alone("keys", "test", *words).status == 0, source
        with source(alone, line) as words:
            assert alone("balance", *words).status == 0, source
    if len(line) <= 4096:
        assert alone("keys", "test", tty=True, secrets=[typed(line)]).status == 0


# spellings

CAFE = "ein Café für übermorgen"
NFD = unicodedata.normalize("NFD", CAFE)
WIDE, NARROW = "正确的 马　电池　订书钉", "正确的 马 电池 订书钉"


@pytest.mark.parametrize(("made", "told"), [(CAFE, NFD), (NFD, CAFE), (NARROW, WIDE), (WIDE, NARROW), (WIDE, WIDE)])
def test_each_way_to_type_it_opens_what_another_way_made(alone: Wallet, made: str, told: str) -> None:
    with by_file(alone, made.encode()) as words:
        alone.ok("init", "--currency", "EUR", "--no-input", *words)
    assert alone("balance", tty=True, secrets=[told]).status == 0
    assert alone("keys", "test", tty=True, secrets=[told]).status == 0
    for source in SOURCES:
        with source(alone, told.encode()) as words:
            assert alone("balance", *words).status == 0
    new = ["--new-passphrase-file", str(written(alone, made.encode(), "new"))]
    key_file = str(written(alone, b"k" * 64, "key"))
    with by_file(alone, told.encode()) as words:
        alone.ok("keys", "add", "keyfile", *new, "--new-key-file", key_file, *words)
        assert alone("keys", "test", "--key-file", key_file, *words).status == 0


@pytest.mark.parametrize("told", [NFD, CAFE])
def test_a_wallet_made_with_another_spelling_opens_with_the_one_it_was_made_with(alone: Wallet, told: str) -> None:
    create.create(location.Place(alone.data / "main", alone.state), told.encode(), "cheap", os.urandom).close()
    assert alone("keys", "test", tty=True, secrets=[told]).status == 0


def test_a_raised_cost_leaves_the_passphrase_as_it_was(alone: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slot is made anew of what opened it, not of what was typed."""
    place = location.Place(alone.data / "main", alone.state)
    create.create(place, CAFE.encode(), "cheap", os.urandom).close()
    monkeypatch.setitem(slots.COSTS, "cheap", slots.Kdf(2, 20 * 1024, 1))
    with by_file(alone, NFD.encode()) as words:
        told = alone("unlock", *words)
    assert "costs more" in told.err
    (slot,) = header.parse((place.folder / "wallet.keys").read_bytes()).slots
    assert slot.kdf == slots.Kdf(2, 20 * 1024, 1)
    assert key_changes.open_by(place, key_changes.by_passphrase(CAFE.encode()))


def test_another_spelling_costs_one_derivation_more_and_only_after_a_failure() -> None:
    tried: list[bytes] = []

    def derive(opens: bytes) -> Callable[[bytes], bytes]:
        def by(told: bytes) -> bytes:
            tried.append(told)
            if told != opens:
                raise Locked("wrong-passphrase")
            return told

        return by

    assert passphrases.opened_by(NFD.encode(), derive(NFD.encode())) == NFD.encode()
    assert len(tried) == 1
    assert passphrases.opened_by(NFD.encode(), derive(CAFE.encode())) == CAFE.encode()
    assert len(tried) == 3
    for told, count in ((b"plain ASCII", 4), (CAFE.encode(), 5), (NFD.encode(), 7), (b"\xef\xbb\xbfplain", 8)):
        with pytest.raises(Exception, match=r"wrong-passphrase|passphrase-untypable"):
            passphrases.opened_by(told, derive(b"other"))
        assert len(tried) == count, told


def test_other_refusals_are_not_tried_again() -> None:
    tried = []

    def refuse(told: bytes) -> None:
        tried.append(told)
        raise Locked("key-file-needed")

    with pytest.raises(Locked, match="key-file-needed"):
        passphrases.opened_by(NFD.encode(), refuse)
    assert tried == [NFD.encode()]


def test_recovery_words_in_a_file_may_begin_with_a_mark_and_must_not_be_utf_16() -> None:
    assert passphrases.words_of(b"\xef\xbb\xbfabandon ability") == "abandon ability"
    with pytest.raises(Exception, match="passphrase-untypable"):
        passphrases.words_of("abandon ability".encode("utf-16"))


def test_the_same_passphrase_is_known_in_each_form() -> None:
    kept = unicodedata.normalize("NFC", "sécrét passé").encode()
    for told in (kept, unicodedata.normalize("NFD", "sécrét passé").encode()):
        assert passphrases.same(told, kept)
    for told in (b"secret passe", b"", b"s\0" + kept, b"another one"):
        assert not passphrases.same(told, kept)
    assert passphrases.same(b"made\0once", b"made\0once")
