"""The facts of a posting that is in an e-wallet's and in a bank's file."""

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.files.joins import platform_facts
from wallet_cli.domain.files.row_facts import ordered

OURS = (("kind", "商户消费"), ("order_id", "T1"))


def test_what_a_platform_brought_waits_until_the_banks_row_is_it():
    waiting = platform_facts.marked(OURS, "微信")
    assert waiting == (*OURS, ("x-platform", "微信"))
    assert platform_facts.is_waiting(waiting) and not platform_facts.is_waiting(OURS)
    assert (platform_facts.platform_of(waiting), platform_facts.platform_of(OURS)) == ("微信", "")
    assert not platform_facts.is_waiting(platform_facts.both(waiting, (), "米线", ""))


def test_a_bank_may_have_less_until_its_row_is_there():
    waiting = platform_facts.marked((), "微信", at_most=True)
    assert waiting == (("x-platform", "微信"), ("x-platform-most", "yes"))
    assert platform_facts.is_at_most(waiting)
    assert not platform_facts.is_at_most(platform_facts.marked((), "微信"))
    assert not platform_facts.is_at_most(platform_facts.both(waiting, (), "米线", ""))


def test_both_say_their_own_and_the_platforms_has_the_name():
    waiting = platform_facts.marked(OURS, "微信")
    bank = (("balance_after", "1.00 CNY"), ("kind", "快捷支付"), ("order_id", "T1"))
    facts = platform_facts.both(waiting, bank, "米线", "财付通")
    assert dict(facts) == {
        "balance_after": "1.00 CNY",
        "kind": "商户消费",
        "order_id": "T1",
        "x-bank-kind": "快捷支付",
        "x-bank-payee": "财付通",
        "x-platform": "微信",
        "x-platform-text": "米线",
    }
    assert facts == ordered(facts)
    assert platform_facts.apart(facts) == (
        waiting,
        (("balance_after", "1.00 CNY"), ("kind", "快捷支付")),
        "米线",
        "财付通",
    )


def test_a_row_without_a_text_is_known_all_the_same():
    facts = platform_facts.both(platform_facts.marked((), "微信"), (), "", "")
    assert facts == (("x-platform", "微信"), ("x-platform-text", "-"))
    assert platform_facts.apart(facts) == ((("x-platform", "微信"),), (), "", "")


def test_a_banks_row_adds_to_what_a_bank_said_and_is_beside_what_a_platform_did():
    assert platform_facts.with_bank(OURS, (("kind", "POS"),), "x", "y") == (("kind", "POS"), ("order_id", "T1"))
    once = platform_facts.with_bank(platform_facts.marked(OURS, "微信"), (("kind", "POS"),), "米线", "财付通")
    assert dict(once)["x-bank-kind"] == "POS" and dict(once)["x-platform-text"] == "米线"
    again = platform_facts.with_bank(once, (("kind", "POS"), ("cheque", "7")), "the bank's", "财付通")
    assert dict(again) == {**dict(once), "cheque": "7"}


_NAMES = st.sampled_from(["balance_after", "category", "kind", "order_id", "status", "time"])
_FACTS = st.dictionaries(_NAMES, st.text("ab", min_size=1), max_size=4).map(lambda found: ordered(found.items()))


@given(_FACTS, _FACTS, st.text("ab"), st.text("ab"))
def test_nothing_that_either_said_is_lost(platform, bank, text, payee):
    waiting = platform_facts.marked(platform, "支付宝")
    facts = dict(platform_facts.both(waiting, bank, text, payee))
    for name, value in waiting:
        assert facts[name] == value
    for name, value in bank:
        assert value in (facts[name], facts.get(f"x-bank-{name}"))


def test_a_further_posting_of_a_row_has_what_sets_it_apart():
    assert platform_facts.of_order((*OURS, ("time", "10:00:00"))) == (("order_id", "T1"), ("time", "10:00:00"))
