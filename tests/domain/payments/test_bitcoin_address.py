"""Bitcoin addresses: the examples of BIP-173 and BIP-350, and that no slip of the finger passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.payments.bitcoin_address import BitcoinAddress, bitcoin_address, is_segwit_shaped

GENESIS = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
SEGWIT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
TAPROOT = "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"


@pytest.mark.parametrize(
    ("text", "network", "kind"),
    [
        (GENESIS, "mainnet", "p2pkh"),
        ("3P14159f73E4gFr7JterCCQh9QjiTjiZrG", "mainnet", "p2sh"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "testnet", "p2pkh"),
        ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", "testnet", "p2sh"),
        (SEGWIT.upper(), "mainnet", "segwit-v0"),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", "testnet", "segwit-v0"),
        (TAPROOT, "mainnet", "segwit-v1"),
        ("BC1SW50QGDZ25J", "mainnet", "segwit-v16"),
        ("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "mainnet", "segwit-v2"),
        ("tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c", "testnet", "segwit-v1"),
    ],
)
def test_a_valid_address_names_its_network(text: str, network: str, kind: str) -> None:
    shown = text.lower() if is_segwit_shaped(text) else text
    assert bitcoin_address(text) == BitcoinAddress(shown, network, kind)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "bc1",
        "0" * 91,
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0O",
        "1Ä1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        # BIP-350: wrong prefix, checksum algorithm, character, version, length, case, padding
        "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
        "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
        "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
        "bc1pw5dgrnzv",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
        "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
        "bc1gmk9yu",
    ],
)
def test_an_invalid_address_is_none(text: str) -> None:
    assert bitcoin_address(text) is None


@given(st.sampled_from((GENESIS, SEGWIT, TAPROOT)), st.data())
def test_one_wrong_character_never_passes(address: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(address) - 1))
    char = data.draw(st.characters(codec="ascii").filter(lambda char: char != address[at]))
    assert bitcoin_address(address[:at] + char + address[at + 1 :]) is None


@given(st.text() | st.text("13bctqpzry9x8gf2tvdw0s", max_size=95))
def test_any_text_is_answered(text: str) -> None:
    found = bitcoin_address(text)
    assert found is None or found.network in ("mainnet", "testnet", "regtest")


def test_the_longest_program_has_forty_bytes() -> None:
    longest = "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y"
    assert bitcoin_address(longest) == BitcoinAddress(longest, "mainnet", "segwit-v1")
