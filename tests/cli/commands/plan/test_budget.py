"""``wallet budget`` at the command line. Today is 2026-11-20: ten days are left."""

import json

import pytest

from tests.cli.driver import Wallet


@pytest.fixture
def budget(wallet: Wallet) -> Wallet:
    """Envelopes for food (300 since October) and fun (20), and something spent."""
    wallet.ok("budget", "set", "food", "300", "--from", "2026-10")
    wallet.ok("budget", "set", "+fun", "20")
    wallet.ok("pay", "112.50", "Market", "@cash", "+food")
    return wallet


def test_an_amount_is_set_for_every_month_from_now_on(wallet: Wallet) -> None:
    assert "food gets €300.00 a month from 2026-11 on" in wallet.ok("budget", "set", "food", "300")
    assert "food\t300.00" in wallet.ok("budget", "show", "2027-03")
    assert wallet.ok("budget", "show", "2026-10").count("\n") == 1


def test_a_month_can_be_set_alone(wallet: Wallet) -> None:
    assert "gifts gets €400.00 in 2026-12 only" in wallet.ok("budget", "set", "gifts", "400", "-m", "2026-12")
    result = wallet("budget", "set", "gifts", "50")
    assert "2026-12" in result.err
    assert "gifts\t400.00" in wallet.ok("budget", "show", "2026-12")
    assert wallet("budget", "set", "gifts", "50", "-m", "2026-12", "--from", "2026-11").status == 2


def test_the_month_is_shown_as_rows_in_a_pipe(budget: Wallet) -> None:
    lines = budget.ok("budget").splitlines()
    assert lines[0] == "category\tbudgeted\trolled\tspent\tleft\tcurrency\tcarryover"
    assert lines[1:] == ["food\t300.00\t300.00\t112.50\t487.50\tEUR\t", "fun\t20.00\t0.00\t0.00\t20.00\tEUR\t"]


def test_people_see_a_glyph_the_days_left_and_the_money_to_budget(budget: Wallet) -> None:
    out = budget.ok("budget", tty=True)
    assert "2026-11 · 10 days left" in out
    assert "€487.50  ▂" in out
    assert "to budget: €950.00" in out
    assert "carried over" in out


def test_overspending_is_red_and_says_over(budget: Wallet) -> None:
    budget.ok("pay", "30", "Cinema", "@cash", "+fun")
    out = budget.ok("budget", tty=True)
    assert "\x1b[31m" in out
    assert "€10.00 over" in out
    budget.env["NO_COLOR"] = "1"
    assert "\x1b" not in budget.ok("budget", tty=True)


def test_giving_out_more_than_there_is_is_said(budget: Wallet) -> None:
    budget.ok("budget", "set", "home", "5000")
    assert "budgeted €4,050.00 more than there is" in budget.ok("budget", tty=True)


def test_the_last_days_of_a_month_are_counted(budget: Wallet) -> None:
    assert "1 day left" in budget.ok("budget", tty=True, today="2026-11-29")
    assert "last day" in budget.ok("budget", tty=True, today="2026-11-30")
    assert "days left" not in budget.ok("budget", "show", "2026-10", tty=True)


def test_check_answers_10_when_an_envelope_is_overspent(budget: Wallet) -> None:
    assert budget("budget", "--check").status == 0
    budget.ok("pay", "30", "Cinema", "@cash", "+fun")
    result = budget("budget", "--check", "-q")
    assert (result.status, result.out) == (10, "fun\n")
    assert budget("budget").status == 0
    assert budget.ok("budget", "-q") == "food\nfun\n"


def test_json_has_every_figure(budget: Wallet) -> None:
    document = json.loads(budget.ok("budget", "--json"))
    assert (document["schema"], document["month"], document["currency"]) == ("wallet.budget/1", "2026-11", "EUR")
    food = document["envelopes"][0]
    assert (food["category"], food["left"]["amount"], food["spent"]["minor"]) == ("food", "487.50", "11250")
    assert (food["over"], len(food["id"])) == (False, 32)
    assert document["to_budget"]["amount"] == "950.00"
    lines = budget.ok("budget", "--jsonl").splitlines()
    assert [json.loads(line)["category"] for line in lines] == ["food", "fun"]


def test_without_envelopes_the_next_step_is_named(wallet: Wallet) -> None:
    assert "wallet budget set CATEGORY AMOUNT" in wallet("budget", tty=True).err
    assert "envelopes" in json.loads(wallet.ok("budget", "--json"))


def test_money_moves_between_envelopes(budget: Wallet) -> None:
    assert "fun got €50.00 from food in 2026-11" in budget.ok("budget", "move", "50", "food", "fun")
    assert "fun\t70.00" in budget.ok("budget")
    assert budget("budget", "move", "5000", "food", "fun").status == 5
    assert budget("budget", "move", "50", "to-budget", "fun").status == 0


def test_an_overspent_envelope_is_covered(budget: Wallet) -> None:
    budget.ok("pay", "30", "Cinema", "@cash", "+fun")
    assert "would do: fun got €10.00 from food" in budget.ok("budget", "cover", "fun", "--from", "food", "-n")
    assert "fun got €10.00 from to-budget in 2026-11" in budget.ok("budget", "cover", "fun")
    assert "fun\t30.00\t0.00\t30.00\t0.00" in budget.ok("budget")


def test_money_is_held_for_next_month(budget: Wallet) -> None:
    assert "€200.00 of 2026-11 is held" in budget.ok("budget", "hold", "200")
    assert "held for later €200.00" in budget.ok("budget", "--table")
    assert "is available to budget again" in budget.ok("budget", "hold", "--reset")
    assert budget("budget", "hold").status == 2
    assert budget("budget", "hold", "5", "--reset").status == 2


def test_overspending_is_carried_where_that_is_wished(budget: Wallet) -> None:
    assert "keeps its overspending" in budget.ok("budget", "carry", "fun", "on")
    assert "EUR\tyes" in budget.ok("budget")
    assert "is taken from" in budget.ok("budget", "carry", "fun", "off")
    assert budget("budget", "carry", "fun", "perhaps").status == 2


def test_an_envelope_is_explained(budget: Wallet) -> None:
    out = budget.ok("budget", "explain", "food", "--table")
    assert "budgeted, every month since 2026-10   €300.00" in out
    assert "spent on food                        -€112.50" in out
    budget.ok("pay", "30", "Cinema", "@cash", "+fun")
    budget.ok("budget", "carry", "fun", "on", "-m", "2026-12")
    budget.ok("budget", "set", "fun", "5", "-m", "2026-12")
    out = budget.ok("budget", "explain", "fun", "2026-12", "--table")
    assert "budgeted for this month only" in out
    assert "€10.00 overspent before was taken" in out
    assert "overspending stays" in out
    document = json.loads(budget.ok("budget", "explain", "fun", "2026-12", "--json"))
    assert (document["budgeted_since"], document["overspent_last_month"]["amount"]) == (None, "10.00")


def test_an_envelope_is_taken_away_and_comes_back_with_undo(budget: Wallet) -> None:
    assert "fun has no envelope any more" in budget.ok("budget", "rm", "fun")
    assert "fun" not in budget.ok("budget")
    budget.ok("undo", "o9")
    assert "fun\t20.00" in budget.ok("budget")


def test_an_account_is_taken_off_the_budget(budget: Wallet) -> None:
    assert "bank is not on the budget" in budget.ok("budget", "account", "@bank", "off")
    assert "budgeted €300.00 more than there is" in budget.ok("budget", "--table")
    assert "bank is on the budget" in budget.ok("budget", "account", "bank", "on")


def test_other_currencies_have_their_own(budget: Wallet) -> None:
    budget.ok("budget", "set", "travel", "100usd")
    budget.ok("budget", "set", "fun", "100", "--currency", "usd")
    assert "travel\t100.00" in budget.ok("budget", "--currency", "USD")
    assert "envelopes in USD too" in budget("budget", tty=True).err
    assert budget("budget", "set", "fun", "100eur", "--currency", "usd").status == 2


def test_a_change_answers_in_json_and_quietly(wallet: Wallet) -> None:
    document = json.loads(wallet.ok("budget", "set", "food", "300", "--json"))
    assert document["budget"] == {
        "category": "food",
        "month": "2026-11",
        "amount": {"currency": "EUR", "amount": "300.00", "minor": "30000", "scale": 2},
    }
    assert wallet.ok("budget", "set", "food", "300", "-q") == "o7\n"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (("set", "salary", "300"), 5),
        (("set", "foood", "300"), 3),
        (("set", "food", "x"), 2),
        (("show", "2026"), 2),
        (("show", "2099-01"), 2),
        (("rm", "food"), 5),
    ],
)
def test_what_is_refused(wallet: Wallet, line: tuple[str, ...], status: int) -> None:
    result = wallet("budget", *line)
    assert result.status == status
    assert result.err.strip()


def test_a_record_says_what_is_left(budget: Wallet) -> None:
    assert "food €475.00 of €600.00 left (79 %, 10 days left)" in budget.ok("pay", "12.50", "Coffee", "@cash", "+food")
    assert "fun €5.00 over (10 days left)" in budget.ok("pay", "25", "Cinema", "@cash", "+fun")
    assert "(99 %, 2026-10)" in budget.ok("pay", "1", "Old", "@cash", "+food", "-d", "2026-10-03")
    assert "left" not in budget.ok("pay", "1", "Bus", "@cash", "+transport")
    assert "left" not in budget.ok("pay", "1", "Coffee", "@cash", "+food", "-n")


def test_a_budget_goes_by_the_wallets_own_period(wallet: Wallet) -> None:
    wallet.ok("config", "set", "period", "two-weeks from 2026-11-06")
    assert "food gets €100.00 every two weeks from 2026-11-06 on" in wallet.ok(
        "budget", "set", "food", "100", "--from", "2026-11-10"
    )
    wallet.ok("pay", "30", "Market", "@cash", "+food", "-d", "2026-11-19")
    out = wallet.ok("pay", "50", "Market", "@cash", "+food", tty=True)
    assert "food €120.00 of €170.00 left (70 %, 13 days left)" in out
    document = json.loads(wallet.ok("budget", "--json"))
    assert (document["month"], document["envelopes"][0]["rolled"]["amount"]) == ("2026-11-20..2026-12-03", "70.00")
    explained = wallet.ok("budget", "explain", "food")
    assert "from the two weeks before\t€70.00\nbudgeted, every two weeks since 2026-11-06\t€100.00" in explained
    assert "food: €100.00 every two weeks from 2026-11-06" in wallet.ok("log", tty=True)
    refused = wallet("budget", "show", "2026-11")
    assert refused.status == 2
    assert '"2026-11" begins in 2026-10-23..2026-11-05 and ends in 2026-11-20..2026-12-03' in refused.err


def test_envelopes_of_another_kind_wait_until_the_wallet_goes_by_it_again(budget: Wallet) -> None:
    budget.ok("config", "set", "period", "week")
    assert budget.ok("budget").count("\n") == 1
    budget.ok("config", "set", "period", "month from 15")
    assert budget.ok("budget", "-q") == "food\nfun\n"
    assert json.loads(budget.ok("budget", "--json"))["month"] == "2026-11-15..2026-12-14"
    budget.ok("config", "set", "period", "month")
    assert json.loads(budget.ok("budget", "show", "2026-10-15", "--json"))["month"] == "2026-10"


def test_what_no_category_has_is_called_so_in_chinese_too(budget: Wallet) -> None:
    assert "已从“未分配”补 €10.00 给“fun”" in budget.ok("budget", "move", "10", "未分配", "fun", "--lang", "zh")
    assert "fun got €5.00 from to-budget" in budget.ok("budget", "move", "5", "to-budget", "fun")
    budget.ok("categories", "add", "未分配")
    assert "no envelope" in budget("budget", "move", "10", "未分配", "fun").err


def test_an_amount_of_nothing_is_remarked_to_a_person(wallet: Wallet) -> None:
    assert "that is 0; if you typed $" in wallet("budget", "set", "fun", "0", tty=True).err
    assert "that is 0" not in wallet("budget", "set", "fun", "5", tty=True).err
    assert "that is 0" not in wallet("budget", "set", "fun", "0").err


def test_names_are_understood_on_a_terminal_and_exact_in_scripts(wallet: Wallet) -> None:
    wallet.ok("budget", "set", "transport", "50")
    wallet.ok("budget", "set", "food", "100")
    for line in (("move", "5", "food", "transp"), ("carry", "transp", "on"), ("rm", "transp")):
        assert wallet("budget", *line).status == 3
        assert wallet("budget", *line, tty=True, typed="1\n").status == 0, line
    wallet.ok("budget", "set", "transport", "5")
    wallet.ok("pay", "8", "Bus", "@cash", "+transport")
    assert wallet("budget", "cover", "transp", "--from", "food").status == 3
    assert wallet("budget", "cover", "transp", "--from", "food", tty=True, typed="1\n").status == 0
