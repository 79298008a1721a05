"""A short sample of mutants and of broken claims, each of which must be noticed; and that the tables fit the code."""

import ast
from types import ModuleType

import pytest

from tests import own_process
from tests.mutants import claims, equivalent, trying
from tests.mutants.equivalent_lists import EQUIVALENT
from tests.mutants.operators import mutants, mutated
from tests.mutants.running import ROOT, Task, source_of, verdicts, watch
from tests.mutants.targets import TARGETS

SEED = 7
SAMPLE = {"wallet_cli.domain.money": 4, "wallet_cli.domain.retention": 4, "wallet_cli.domain.payments.identifiers": 4}
QUICK = (
    "store/vault/test_slots.py::test_the_passphrase_alone_and_the_file_alone_derive_another_key",
    "domain/test_text.py::test_nothing_dangerous_is_left_and_seeing_twice_changes_nothing",
)
SOURCE = '''"""Text."""
LIMIT = 3

def f(a, b=b"x"):
    """Text."""
    if a and not b:
        raise ValueError("no")
    for each in a[1:]:
        if each > LIMIT:
            break
        b.add(each)
    return sorted(x + 1 for x in a if x)
'''
CHANGES = {
    "LIMIT = 3 → LIMIT = 4", "a and (not b) → a or not b", "a and (not b) → not (a and (not b))",
    "raise ValueError('no') → pass", "each > LIMIT → each <= LIMIT", "each > LIMIT → each >= LIMIT", "break → continue",
    "b.add(each) → pass", "1: → :", "return sorted((x + 1 for x in a if x)) → return None", "x + 1 → x - 1",
    "sorted((x + 1 for x in a if x)) → list((x + 1 for x in a if x))", "for x in a if x → for x in a",
    "a, b=b'x' → a, b=b'y'",
}  # fmt: skip


@pytest.mark.parametrize("module", SAMPLE)
def test_what_is_changed_is_noticed(module: str) -> None:
    tally = trying.tally(module, SEED, SAMPLE[module])
    assert (tally.tried, list(tally.survived)) == (SAMPLE[module], [])
    assert tally.killed


def test_a_mutant_that_no_test_runs_survives() -> None:
    module = "wallet_cli.domain.plan.allotment"
    found = mutants(source_of(module).read_text(encoding="utf-8"))[:3]
    told = verdicts(Task(module, ["tests/domain/test_money.py"], found))
    assert [(verdict.mutant, verdict.killer) for verdict in told] == [(mutant, "") for mutant in found]


def test_what_a_forked_process_calls_is_seen() -> None:
    source = "def one(): pass\ndef two(): pass\nclass A:\n    def three(self): pass\n"
    module = ModuleType("seen")
    exec(source, vars(module))
    taken = watch(module, source)
    assert own_process.answer_of(lambda: module.A().three()) == "done"
    module.one()
    assert (taken(), taken()) == (["one", "A.three"], [])


def test_the_changes_are_those_of_slips_and_each_can_be_made() -> None:
    found = mutants(SOURCE)
    assert [change for change in sorted(CHANGES) if change not in {mutant.change for mutant in found}] == []
    assert not any("Text" in mutant.before or "no'" in mutant.after for mutant in found)
    assert {mutant.owner for mutant in found} == {"", "f"}
    trees = {ast.unparse(mutated(SOURCE, mutant)) for mutant in found}
    assert len(trees) == len(found)
    assert ast.unparse(ast.parse(SOURCE)) not in trees


def test_every_module_has_its_tests() -> None:
    assert [file for files in TARGETS.values() for file in files if not (ROOT / file).is_file()] == []
    assert [module for module in TARGETS if not source_of(module).is_file()] == []
    domain = {
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".")
        for path in (ROOT / "wallet_cli" / "domain").rglob("[a-z]*.py")
    }
    missing = sorted(domain - set(TARGETS))
    assert not missing, f"say in tests/mutants/targets.py which tests hold {missing}"


def test_what_is_called_equivalent_is_a_mutant() -> None:
    assert set(EQUIVALENT) <= set(TARGETS)
    assert equivalent.stale() == []


def test_every_claim_can_be_broken_or_says_why_not() -> None:
    assert claims.missing(claims.named()) == [], "add a row to tests/mutants/breaches_*.py"
    assert claims.misplaced() == [], "the code has changed: bring the row in tests/mutants/breaches_*.py along"
    assert len({breach.test for breach in claims.BREACHES}) == len(claims.BREACHES)


def test_a_claim_without_a_change_and_one_that_is_not_made_are_found() -> None:
    known = claims.BREACHES[0].test
    assert claims.missing(claims.named() | {"store/test_new.py::test_new"}) == ["store/test_new.py::test_new"]
    assert claims.missing(claims.named() - {known}) == [known]
    with pytest.raises(LookupError):
        claims.BREACHES[0].applied("something else")


def test_a_word_that_fits_no_claim_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert claims.main(["no such claim"]) == 2
    assert capsys.readouterr().err == "no claim's test has no such claim in its name\n"


def test_a_line_of_which_no_change_is_named_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = EQUIVALENT["wallet_cli.store.vault.head"]
    monkeypatch.setitem(EQUIVALENT, "wallet_cli.store.vault.head", (listed[0]._replace(changes=()),))
    assert equivalent.stale() == [f"wallet_cli.store.vault.head: {listed[0].line}: no change is named"]


def test_what_stands_for_no_more_than_its_name_is_tried() -> None:
    named = {
        "_PIECE_BYTES = 1 << 20": {"0 << 20", "1 >> 20"},
        "bodies.take(1 << 63)": {"0 << 63", "1 << 62", "1 >> 63", "pass"},
    }
    for module, line in (
        ("store.check.copying", "_PIECE_BYTES = 1 << 20"),
        ("store.check.chain", "bodies.take(1 << 63)"),
    ):
        source = source_of(f"wallet_cli.{module}").read_text(encoding="utf-8")
        lines = source.splitlines()
        there = [each for each in mutants(source) if lines[each.line - 1].strip() == line]
        tried = {each.after for each in there if not equivalent.reason(f"wallet_cli.{module}", lines, each)}
        assert tried == named[line]


def test_some_claims_are_broken_and_noticed() -> None:
    chosen = [breach for breach in claims.BREACHES if breach.test in QUICK]
    assert len(chosen) == len(QUICK)
    with claims.copied() as tree:
        assert claims.holds(tree, QUICK)
        assert [breach.test for breach in chosen if not claims.dies(tree, breach)] == []
