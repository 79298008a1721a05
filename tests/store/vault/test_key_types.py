"""The table of types: what every row must have, and data that anybody may have written, which are read or refused."""

import os
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.toys import key
from tests.store.vault.test_header import UNLOCKED, VAULT, resealed
from wallet_cli.cli.access import asked
from wallet_cli.errors import Damaged, Locked, WalletError
from wallet_cli.store.vault import header, key_types, keys, slots
from wallet_cli.store.vault.key_types import TYPES, KeyType, Secret
from wallet_cli.store.vault.slots import TEST_KDF

STORED = {
    "passphrase": (("passphrase",), True, "wrong-passphrase"),
    "keyfile": (("passphrase", "key-file"), True, "wrong-key-file"),
    "recovery": (("recovery",), False, "wrong-words"),
    "shares": (("shares",), False, "wrong-words"),
}
"""What headers and scripts rely on: never changed, only added to."""
ROWS = [*TYPES.values(), key.CARD]


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> KeyType:
    monkeypatch.setitem(TYPES, key.NAME, key.CARD)
    return key.CARD


def test_what_was_released_means_the_same_for_ever() -> None:
    assert {name: (row.asks, row.is_stretched, row.wrong().slug) for name, row in TYPES.items()} == STORED
    assert [name for name, row in TYPES.items() if row.name != name] == []


def test_the_command_line_can_tell_the_types_apart_and_slows_down_what_is_typed() -> None:
    assert len({frozenset(row.asks) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        things = [asked.of(name) for name in row.asks]
        assert not things[0].is_text or row.is_stretched, row.name
        assert not any(thing.is_text for thing in things[1:]), row.name


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
@given(data=st.binary(max_size=1100) | st.binary(max_size=8).map(lambda more: b"\x04blue" + bytes(12) + more))
def test_any_data_in_a_slot_are_read_or_damage(row: KeyType, data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TYPES, row.name, row)
        kdf = TEST_KDF if row.is_stretched else None
        slot = header.parse(resealed(lambda _told: None)).slots[0]._replace(type=row.name, kdf=kdf, data=data)
        try:
            slots.check_slot(slot)
        except Damaged as error:
            assert error.slug == "header-damaged"
        else:
            row.read(data)
            assert len(data) <= slots.DATA_MOST_BYTES


SPELT: st.SearchStrategy[Any] = (
    st.text(max_size=40)
    | st.none()
    | st.integers()
    | st.lists(st.text(max_size=3))
    | st.binary(max_size=40).map(bytes.hex)
)


@pytest.mark.parametrize("kind", [*(row.name for row in ROWS), "fido2"])
@given(data=SPELT)
def test_any_spelling_of_them_is_read_or_damage(kind: str, data: object) -> None:
    def change(told: dict[str, Any]) -> None:
        told["slots"].append({**told["slots"][0], "id": 2, "type": kind, "data": data})

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TYPES, key.NAME, key.CARD)
        forged = resealed(change)
        try:
            told = header.parse(forged)
        except WalletError as error:
            assert error.slug == "header-damaged"
        else:
            assert told.slots[1].data.hex() == data
            assert header.render(told, UNLOCKED.master) == forged


def test_nothing_is_read_before_it_is_known_to_be_no_more_than_it_may(card: KeyType) -> None:
    seen: list[int] = []
    patched = card._replace(read=lambda data: seen.append(len(data)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TYPES, key.NAME, patched)
        slot = header.parse(resealed(lambda _told: None)).slots[0]._replace(type=key.NAME, data=bytes(1025))
        with pytest.raises(Damaged):
            slots.check_slot(slot)
    assert seen == []


def test_a_type_sees_what_argon2id_made_of_what_was_typed(card: KeyType) -> None:
    seen: list[Secret] = []

    def unwrap(secret: Secret, salt: bytes, data: bytes) -> bytes | None:
        seen.append(secret)
        return key.unwrap(secret, salt, data)

    slot = slots.new_slot(
        Secret(key.NAME, b"four brown cards"), bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="x"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TYPES, key.NAME, card._replace(unwrap=unwrap))
        assert slots.master_by(slot, Secret(key.NAME, b"four brown cards"), VAULT) == bytes(32)
        assert slots.master_by(slot, Secret("passphrase", b"four brown cards"), VAULT) is None
    assert [(len(secret.value), b"brown" in secret.value) for secret in seen] == [(32, False)]


def unread(_data: bytes) -> None:
    raise ValueError("unread")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wrap": lambda *_given: (bytes(31), b"")}, "a slot's key of 31 bytes"),
        ({"wrap": lambda *_given: (bytes(33), b"")}, "a slot's key of 33 bytes"),
        ({"wrap": lambda *_given: (bytes(32), bytes(1025))}, "1025 bytes of data"),
        ({"read": unread}, "unread"),
        ({"unwrap": lambda *_given: None}, "unwrap gives another key than wrap"),
        ({"unwrap": lambda *_given: bytes(32)}, "unwrap gives another key than wrap"),
    ],
)
def test_a_type_that_makes_what_it_could_not_open_is_a_fault_before_there_is_a_slot(
    card: KeyType, change: dict[str, Any], said: str
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(TYPES, key.NAME, card._replace(**change))
        with pytest.raises(ValueError, match=said):
            slots.new_slot(Secret(key.NAME, b"code"), bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="x")


def test_data_may_be_as_long_as_they_may(card: KeyType, monkeypatch: pytest.MonkeyPatch) -> None:
    most = bytes(slots.DATA_MOST_BYTES)
    plain = card._replace(wrap=lambda *_given: (bytes(32), most), unwrap=lambda *_given: bytes(32), read=len)
    monkeypatch.setitem(TYPES, key.NAME, plain)
    secret = Secret(key.NAME, b"code")
    slot = slots.new_slot(secret, bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="x")
    slots.check_slot(slot)
    assert slots.master_by(slot, secret, VAULT) == bytes(32)


def test_what_is_slow_is_done_once_for_a_new_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    import argon2.low_level

    seen: list[bytes] = []
    slow = argon2.low_level.hash_secret_raw

    def counted(secret: bytes, *rest: Any, **more: Any) -> bytes:
        seen.append(secret)
        return slow(secret, *rest, **more)

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", counted)
    for kind in ("passphrase", "keyfile"):
        seen.clear()
        slots.new_slot(Secret(kind, b"words", bytes(32)), bytes(32), TEST_KDF, VAULT, os.urandom, number=1, name="x")
        assert seen == [b"words"]


def test_a_row_says_whether_a_person_thinks_it_up() -> None:
    with pytest.raises(TypeError):
        KeyType("new", ("new",))  # type: ignore[call-arg]


def test_no_refusal_is_kept_with_what_it_was_raised_beside() -> None:
    secret = Secret("recovery", os.urandom(32))
    data = keys.rewrite(
        resealed(lambda _told: None), UNLOCKED,
        lambda old: (*old, slots.new_slot(secret, UNLOCKED.master, TEST_KDF, VAULT, os.urandom, number=2, name="r")),
    )  # fmt: skip
    with pytest.raises(Locked) as first:
        keys.open_by(data, Secret("recovery", bytes(32)))
    with pytest.raises(Locked) as second:
        keys.open_by(data, Secret("recovery", bytes(32)))
    assert first.value is not second.value
    assert key_types.TYPES["recovery"].wrong().__traceback__ is None
