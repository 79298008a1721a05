"""Key slots of each type: what opens them, what doesn't, and what the header keeps of types it doesn't know."""

import ctypes
import errno
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.vault.test_header import DATA, UNLOCKED, VAULT, answer, resealed
from tests.store.vault.test_header import PASSPHRASE as PASSPHRASE_OF_DATA
from wallet_cli.errors import Damaged, Locked, Refused, UsageProblem, WalletError
from wallet_cli.store.vault import header, key_types, keyfile, keys, slots
from wallet_cli.store.vault.key_types import PASSPHRASE, RECOVERY, SHARES, KeyType, Secret
from wallet_cli.store.vault.slots import DEFAULT_KDF, TEST_KDF, Kdf

KEYFILE = "keyfile"
GET_DUMPABLE, SET_DUMPABLE = 3, 4
FILE = hashlib.sha256(b"a key file").digest()
SECRETS = {
    KEYFILE: Secret(KEYFILE, b"second word", FILE),
    RECOVERY: Secret(RECOVERY, bytes(range(32))),
    SHARES: Secret(SHARES, bytes(range(32, 64))),
}


def with_slots(*secrets: Secret, only: bool = False) -> bytes:
    made = tuple(
        slots.new_slot(each, UNLOCKED.master, TEST_KDF, VAULT, os.urandom, number=n, name=f"slot {n}")
        for n, each in enumerate(secrets, 2)
    )
    return keys.rewrite(DATA, UNLOCKED, lambda old: made if only else (*old, *made))


ALL = with_slots(*SECRETS.values())


def slug(data: bytes, secret: Secret) -> str:
    with pytest.raises(WalletError) as caught:
        keys.open_by(data, secret)
    return caught.value.slug


@pytest.mark.parametrize("kind", SECRETS)
def test_each_type_opens_by_its_secret_and_tells_its_number(kind: str) -> None:
    opened = keys.open_by(ALL, SECRETS[kind])
    assert (opened.master, opened.slot_id) == (UNLOCKED.master, list(SECRETS).index(kind) + 2)
    assert (header.parse(ALL).slots[opened.slot_id - 1].kdf is None) == (kind in (RECOVERY, SHARES))


def test_a_wrong_secret_is_told_by_its_type() -> None:
    assert slug(ALL, Secret(PASSPHRASE, b"second word")) == "wrong-passphrase"
    assert slug(ALL, Secret(KEYFILE, b"second word", bytes(32))) == "wrong-key-file"
    assert slug(ALL, Secret(KEYFILE, b"another", FILE)) == "wrong-key-file"
    assert slug(ALL, Secret(KEYFILE, b"", FILE)) == "wrong-key-file"
    assert slug(ALL, Secret(RECOVERY, bytes(32))) == "wrong-words"
    assert slug(ALL, Secret(SHARES, SECRETS[RECOVERY].value)) == "wrong-words"


def test_a_type_that_no_slot_has_is_told() -> None:
    assert slug(DATA, SECRETS[RECOVERY]) == "no-such-key"
    assert slug(DATA, SECRETS[KEYFILE]) == "no-such-key"
    both = with_slots(SECRETS[KEYFILE], only=True)
    assert slug(both, Secret(PASSPHRASE, b"second word")) == "key-file-needed"
    assert slug(both, SECRETS[RECOVERY]) == "no-such-key"
    assert slug(with_slots(SECRETS[KEYFILE], only=True), Secret(PASSPHRASE, b"second word")) == "key-file-needed"
    assert slug(with_slots(SECRETS[RECOVERY], only=True), Secret(PASSPHRASE, b"x")) == "no-such-key"


def test_the_passphrase_alone_and_the_file_alone_derive_another_key() -> None:
    slot = slots.new_slot(SECRETS[KEYFILE], bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="both")
    assert slots.master_by(slot, SECRETS[KEYFILE], VAULT) == bytes(32)
    word, digest = SECRETS[KEYFILE].value, SECRETS[KEYFILE].beside
    for wrong in (Secret(KEYFILE, word), Secret(KEYFILE, word, bytes(32)), Secret(KEYFILE, b"", digest)):
        assert slots.master_by(slot, wrong, VAULT) is None
    as_passphrase = slot._replace(type=PASSPHRASE)
    assert slots.master_by(as_passphrase, Secret(PASSPHRASE, b"second word"), VAULT) is None
    assert slots.master_by(slot, SECRETS[KEYFILE], bytes(16)) is None


def test_a_slot_of_an_unknown_type_is_kept_and_passed_over() -> None:
    def another(told: dict[str, Any]) -> None:
        told["slots"].insert(0, {**told["slots"][0], "id": 7, "type": "fido2"})

    data = resealed(another)
    assert keys.open_header(data, PASSPHRASE_OF_DATA).slot_id == 1
    again = keys.rewrite(data, UNLOCKED, lambda old: old)
    assert [slot.type for slot in header.parse(again).slots] == ["fido2", "passphrase"]


def test_the_data_of_an_unknown_type_are_kept_byte_for_byte() -> None:
    def another(told: dict[str, Any]) -> None:
        told["slots"].append({**told["slots"][0], "id": 7, "type": "fido2", "data": bytes(range(256)).hex()})

    data = resealed(another)
    again = keys.rewrite(data, UNLOCKED, lambda old: old)
    assert again.split(b"\n")[1] == data.split(b"\n")[1].replace(b'"generation":1', b'"generation":2')
    assert header.parse(again).slots[1].data == bytes(range(256))
    assert slug(data, Secret("fido2", b"")) == "no-such-key"


def test_data_are_bound_to_the_key_that_they_go_with(monkeypatch: pytest.MonkeyPatch) -> None:
    def keyless(secret: Secret, salt: bytes, _data: bytes) -> bytes:
        return key_types.extracted(secret, salt, b"")

    lax = KeyType(
        "lax",
        ("lax",),
        is_stretched=False,
        unwrap=keyless,
        wrap=lambda secret, salt, _random: (keyless(secret, salt, b""), b"as made"),
        read=len,
    )
    monkeypatch.setitem(key_types.TYPES, "lax", lax)
    slot = slots.new_slot(Secret("lax", b"x"), bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="lax")
    assert (slot.data, slots.master_by(slot, Secret("lax", b"x"), VAULT)) == (b"as made", bytes(32))
    for other in (b"", b"as mad", b"as made."):
        assert slots.master_by(slot._replace(data=other), Secret("lax", b"x"), VAULT) is None


def test_what_would_be_too_much_for_a_header_is_refused_before_it_is_written() -> None:
    one = header.parse(DATA).slots[0]._replace(type="x", data=bytes(slots.DATA_MOST_BYTES))
    few = tuple(one._replace(id=number) for number in range(2, 26))
    assert len(keys.rewrite(DATA, UNLOCKED, lambda old: (*old, *few))) <= header.FILE_MOST_BYTES
    many = (*few, *(one._replace(id=number, name="\U0001f511" * 64) for number in range(26, 30)))
    with pytest.raises(Refused) as told:
        keys.rewrite(DATA, UNLOCKED, lambda old: (*old, *many))
    assert (told.value.slug, told.value.params) == ("keys-full", {"most": len(many)})


@pytest.mark.parametrize("kind", ["", "Fido2", "a b", "x" * 33, "ü"])
def test_a_type_is_a_short_word(kind: str) -> None:
    assert answer(resealed(lambda told: told["slots"][0].update(type=kind))) == "header-damaged"


def test_a_derivation_belongs_to_its_type() -> None:
    quick = {"name": "hkdf-sha256", "salt": "00" * 16}
    assert answer(resealed(lambda told: told["slots"][0].update(kdf=quick))) == "header-damaged"
    assert answer(resealed(lambda told: told["slots"][0].update(type=RECOVERY))) == "header-damaged"
    more = {**quick, "t": 3}
    assert answer(resealed(lambda told: told["slots"][0].update(type=RECOVERY, kdf=more))) == "header-damaged"


def test_costs_and_names_are_bounded_where_it_is_written_and_no_sooner() -> None:
    assert (DEFAULT_KDF, slots.SECRET_BYTES) == ((3, 64 * 1024, 4), 32)
    slots.check_kdf(Kdf(8, 1024 * 1024, 1))
    with pytest.raises(Refused):
        slots.check_kdf(Kdf(8, 1024 * 1024, 1)._replace(t=9))
    assert [slots.good_name(name) for name in ("", "x", "x" * 64, "x" * 65)] == [False, True, True, False]


def test_a_cost_is_only_raised() -> None:
    assert slots.raised(TEST_KDF, DEFAULT_KDF) == DEFAULT_KDF
    assert slots.raised(Kdf(9, 32 * 1024, 4), DEFAULT_KDF) == DEFAULT_KDF
    stronger = Kdf(4, 256 * 1024, 4)
    assert slots.raised(stronger, DEFAULT_KDF) == stronger
    assert slots.raised(DEFAULT_KDF, DEFAULT_KDF) == DEFAULT_KDF


def test_a_secret_hides_itself() -> None:
    assert repr(SECRETS[KEYFILE]) == "Secret(type='keyfile')"
    told = json.loads(ALL.split(b"\n")[1])
    assert FILE.hex() not in json.dumps(told)


def test_a_key_file_is_a_file_with_something_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = tmp_path / "key"
    good.write_bytes(b"a key file")
    assert keyfile.digest(good) == FILE
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    expected = {
        "missing": "key-file-unreadable",
        "empty": "key-file-empty",
        "pipe": "key-file-no-file",
        ".": "key-file-no-file",
        "key/below": "key-file-unreadable",
    }
    for name, told in expected.items():
        with pytest.raises(UsageProblem, match=told):
            keyfile.digest(tmp_path / name)
    monkeypatch.setattr(keyfile, "MOST_BYTES", 9)
    with pytest.raises(UsageProblem, match="key-file-large"):
        keyfile.digest(good)


def test_a_header_of_unknown_slots_alone_asks_for_a_newer_wallet() -> None:
    with pytest.raises(Damaged, match="header-newer"):
        header.parse(resealed(lambda told: told["slots"][0].update(type="fido2")))


def test_words_open_only_what_was_made_by_them() -> None:
    with pytest.raises(Locked, match="wrong-words"):
        keys.open_by(ALL, Secret(RECOVERY, SECRETS[SHARES].value))


def test_a_key_file_has_sixteen_mib_and_not_a_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.touch()
    os.truncate(path, 16 * 1024 * 1024)
    assert keyfile.digest(path) == hashlib.sha256(bytes(16 * 1024 * 1024)).digest()
    os.truncate(path, 16 * 1024 * 1024 + 1)
    with pytest.raises(UsageProblem) as told:
        keyfile.digest(path)
    assert (told.value.slug, told.value.params) == ("key-file-large", {"path": str(path), "mib": 16})


@pytest.fixture
def unreadable() -> Iterator[Path]:
    """This process's memory, of which the beginning can't be read. Where a command that ran here keeps it from others,
    it is root's alone until that is taken back.
    """
    path = Path("/proc/self/mem")
    if not path.exists():
        pytest.skip("this system has no file that fails")
    libc = ctypes.CDLL(None)
    before = libc.prctl(GET_DUMPABLE, 0, 0, 0, 0)
    libc.prctl(SET_DUMPABLE, 1, 0, 0, 0)
    yield path
    libc.prctl(SET_DUMPABLE, before, 0, 0, 0)


def test_a_key_file_that_can_not_be_read_says_why(unreadable: Path) -> None:
    require_reason(unreadable, errno.EIO)


def test_a_key_file_that_is_not_there_says_why() -> None:
    require_reason(Path("/nowhere/at all"), errno.ENOENT)


def require_reason(path: Path, number: int) -> None:
    with pytest.raises(UsageProblem) as told:
        keyfile.digest(path)
    assert (told.value.slug, told.value.params["reason"]) == ("key-file-unreadable", os.strerror(number))
