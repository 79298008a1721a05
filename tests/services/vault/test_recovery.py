"""Recovery words and shares: published vectors, what a slip is told as, and never a word in a refusal."""

import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.errors import UsageProblem
from wallet_cli.services.vault import recovery_shares, recovery_words

# BIP-39's vectors of 256 bits without their seeds
WORDS = {
    "00": "abandon " * 23 + "art",
    "7f": "legal winner thank year wave sausage worth useful " * 3,
    "80": "letter advice cage absurd amount doctor acoustic avoid " * 3,
    "ff": "zoo " * 23 + "vote",
}
LAST = {"7f": "title", "80": "bless"}
# the simplified Chinese list by BIP-39: its first and last words, and those at the places of "art" and "vote"
CHINESE = {"00": "的" * 23 + "性", "ff": "歇" * 23 + "佳"}
# from the vectors of SLIP-39, whose secrets stand under the passphrase TREZOR
PASSED = (
    (
        (
            "shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist rescue view short owner flip making coding armed",  # noqa: E501
            "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip twice unkind craft early superior advocate guest smoking",  # noqa: E501
        ),
        "b43ceb7e57a0ea8766221624d01b0864",
    ),
    (
        (
            "humidity disease academic always aluminum jewelry energy woman receiver strategy amuse duckling lying evidence network walnut tactics forget hairy rebound impulse brother survive clothes stadium mailman rival ocean reward venture always armed unwrap",  # noqa: E501
            "humidity disease academic agency actress jacket gross physics cylinder solution fake mortgage benefit public busy prepare sharp friar change work slow purchase ruler again tricycle involve viral wireless mixture anatomy desert cargo upgrade",  # noqa: E501
        ),
        "c938b319067687e990e05e0da0ecce1278f75ff58d9853f19dcaeed5de104aae",
    ),
)
WRONG_CHECKSUM = "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband erode duke ajar critical decision kidney"  # noqa: E501
WRONG_PADDING = "duckling enlarge academic academic email result length solution fridge kidney coal piece deal husband erode duke ajar music cargo fitness"  # noqa: E501
OTHER_SET = (
    "adequate smoking academic acid debut wine petition glen cluster slow rhyme slow simple epidemic rumor junk tracks treat olympic tolerate",  # noqa: E501
    "adequate stay academic agency agency formal party ting frequent learn upstairs remember smear leaf damage anatomy ladle market hush corner",  # noqa: E501
)


def words(byte: str) -> list[str]:
    found = WORDS[byte].split()
    return [*found[:23], LAST.get(byte, found[23])]


def told(call: object, *args: object) -> UsageProblem:
    with pytest.raises(UsageProblem) as caught:
        call(*args)  # type: ignore[operator]
    return caught.value


@pytest.mark.parametrize("byte", WORDS)
def test_published_words_are_read_and_made(byte: str) -> None:
    secret = bytes.fromhex(byte) * 32
    assert list(recovery_words.words_of(secret)) == words(byte)
    assert recovery_words.secret_of(words(byte)) == secret
    assert recovery_words.secret_of([word[:4].upper() for word in words(byte)]) == secret


@given(st.binary(min_size=32, max_size=32))
def test_every_secret_reads_back(secret: bytes) -> None:
    assert recovery_words.secret_of(list(recovery_words.words_of(secret))) == secret


def test_the_place_of_a_wrong_word_is_told_and_not_the_word() -> None:
    slip = told(recovery_words.secret_of, [*words("7f")[:16], "sausagge", *words("7f")[17:]])
    assert (slip.slug, slip.params) == ("unknown-word", {"number": 17})
    assert told(recovery_words.secret_of, ["zzzz", *words("7f")[1:]]).params == {"number": 1}
    assert told(recovery_words.secret_of, words("7f")[:23]).params == {"count": 23, "needed": 24}
    swapped = [words("7f")[1], words("7f")[0], *words("7f")[2:]]
    assert told(recovery_words.secret_of, swapped).slug == "words-checksum"


@pytest.mark.parametrize(("shares", "secret"), PASSED)
def test_published_shares_give_their_secret(shares: tuple[str, ...], secret: str) -> None:
    assert recovery_shares.secret_of(shares, b"TREZOR").hex() == secret


def test_any_two_shares_give_the_secret_and_one_alone_nothing() -> None:
    secret = os.urandom(32)
    made = [" ".join(share) for share in recovery_shares.shares_of(secret)]
    assert {len(share.split()) for share in made} == {33}
    for pair in ((0, 1), (0, 2), (2, 1)):
        assert recovery_shares.secret_of([made[at] for at in pair]) == secret
    assert told(recovery_shares.secret_of, made[:1]).slug == "shares-too-few"
    assert told(recovery_shares.secret_of, [made[0], made[0]]).params == {"needed": 2}


def test_slips_with_shares_are_told_without_their_words() -> None:
    for wrong in (WRONG_CHECKSUM, WRONG_PADDING, "", "duckling", PASSED[0][0][0] + " armed", "no words of the list"):
        slip = told(recovery_shares.check_share, wrong)
        assert (slip.slug, slip.params) == ("share-wrong", {})
    assert told(recovery_shares.secret_of, OTHER_SET).slug == "shares-differ"
    assert told(recovery_shares.secret_of, [PASSED[0][0][0], PASSED[1][0][1]]).slug == "shares-differ"


def test_shares_that_were_mixed_on_purpose_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    import shamir_mnemonic

    def refuse(*_args: object) -> bytes:
        raise shamir_mnemonic.MnemonicError("Invalid digest of the shared secret.")

    monkeypatch.setattr(shamir_mnemonic, "combine_mnemonics", refuse)
    assert told(recovery_shares.secret_of, PASSED[0][0]).slug == "shares-differ"


def test_without_the_library_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shamir_mnemonic", None)
    assert told(recovery_shares.shares_of, bytes(32)).slug == "shares-missing"


def test_a_share_that_does_not_go_with_the_first_or_is_none_is_told() -> None:
    one, other = (recovery_shares.shares_of(os.urandom(32)) for _each in range(2))
    first = recovery_shares.share_of(one[0])
    assert recovery_shares.share_of(one[1], [first]) == " ".join(one[1])
    assert told(recovery_shares.share_of, other[1], [first]).slug == "shares-differ"
    assert told(recovery_shares.share_of, one[0], [first]).slug == "shares-too-few"
    assert told(recovery_shares.secret_of, [first, WRONG_CHECKSUM]).slug == "share-wrong"
    assert told(recovery_shares.secret_of, [" ".join(one[0]), " ".join(other[0])]).slug == "shares-differ"


@pytest.mark.parametrize(("byte", "words"), CHINESE.items())
def test_the_chinese_list_stands_for_the_same_bits(byte: str, words: str) -> None:
    assert "".join(recovery_words.words_of(bytes.fromhex(byte * 32), "zh")) == words
    assert recovery_words.secret_of(recovery_words.words_in(words)) == bytes.fromhex(byte * 32)


@given(st.binary(min_size=32, max_size=32))
def test_either_language_restores_what_the_other_one_says(secret: bytes) -> None:
    english, chinese = recovery_words.words_of(secret), recovery_words.words_of(secret, "zh")
    assert english != chinese
    spaced = " ".join(f"{number}.{word}，" for number, word in enumerate(chinese, 1))
    for told in ("".join(chinese), spaced, "\n".join(chinese)):
        assert recovery_words.secret_of(recovery_words.words_in(told)) == secret
    assert recovery_words.secret_of(list(english)) == secret


def test_a_slip_in_chinese_words_is_told_by_its_place_or_by_the_checksum() -> None:
    words = list(recovery_words.words_of(bytes(range(32)), "zh"))
    with pytest.raises(UsageProblem) as caught:
        recovery_words.secret_of([*words[:4], "猫", *words[5:]])
    assert (caught.value.slug, caught.value.params["number"]) == ("unknown-word", 5)
    with pytest.raises(UsageProblem) as caught:
        recovery_words.secret_of([words[1], words[0], *words[2:]])
    assert caught.value.slug == "words-checksum"
    with pytest.raises(UsageProblem) as caught:
        recovery_words.secret_of([*words[:6], "abandon", *words[7:]])
    assert (caught.value.slug, caught.value.params["number"]) == ("unknown-word", 7)
