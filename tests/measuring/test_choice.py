"""Which tests are measured: what they reach in the domain stays reached wholly, elsewhere nearly."""

from tests.measuring.choice import LEAST_S, merged, unneeded
from tests.measuring.left_out import LIST, function_of
from tests.measuring.reach import Reach, Step

DEAR_S = 10 * LEAST_S


def steps(room: str, *lines: int) -> set[Step]:
    return {(f"/a/wallet_cli/{room}/some.py", line) for line in lines}


def test_who_reaches_nothing_that_a_cheaper_one_doesn_t_is_left_out() -> None:
    reach = Reach({"dear": steps("cli", 1, 2), "cheaper": steps("cli", 1, 2, 3)}, {"dear": DEAR_S, "cheaper": LEAST_S})
    assert unneeded(reach) == ["dear"]


def test_who_costs_little_is_measured_whatever_it_reaches() -> None:
    reach = Reach({"dear": steps("cli", *range(99)), "small": steps("cli", 1)}, {"dear": DEAR_S, "small": LEAST_S / 2})
    assert unneeded(reach) == []
    assert unneeded(Reach(reach.steps, {"dear": DEAR_S, "small": LEAST_S})) == ["small"]


def test_each_step_of_the_domain_is_kept_and_all_but_a_few_of_another_room() -> None:
    many = steps("cli", *range(1000)) | steps("domain", *range(1000))
    for room, out in (("domain", []), ("cli", ["one more"]), ("qr", [])):
        reach = Reach({"many": many, "one more": steps(room, 5000)}, {"many": DEAR_S, "one more": DEAR_S})
        assert unneeded(reach) == out, room


def test_what_processes_tell_is_put_together_by_function() -> None:
    told = merged(
        [Reach({"a": steps("cli", 1)}, {"a": 1.0}), Reach({"a": steps("cli", 2), "b": set()}, {"a": 2.0, "b": 0.5})]
    )
    assert told == Reach({"a": steps("cli", 1, 2), "b": set()}, {"a": 3.0, "b": 0.5})


def test_the_list_names_functions_without_their_cases() -> None:
    names = LIST.read_text(encoding="utf-8").split()
    assert names
    assert all(name == function_of(name) and "::test_" in name for name in names)
    assert function_of("tests/a.py::test_one[x::y[]]") == "tests/a.py::test_one"
