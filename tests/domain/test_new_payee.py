"""What a new payee says that was meant for an option: each is refused with the line that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.new_payee import behind_link, check_new_payee, day_in_front, without_link
from wallet_cli.domain.quickline import QuickLine, read_line, split_line
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("command", "line", "slug", "corrected"),
    [
        ("pay", "50 饭 AA 小王 小李 @a", "payee-says-shared", "50 饭 @a --with 小王 --with 小李"),
        ("pay", "50 饭 aa制 小王", "payee-says-shared", "50 饭 --with 小王"),
        ("pay", "50 饭 和小王AA", "payee-says-shared", "50 饭 --with 小王"),
        ("pay", "50 饭 和小王 平分", "payee-says-shared", "50 饭 --with 小王"),
        ("pay", "50 饭 AA", "payee-says-shared", "50 饭 --with NAME"),
        ("pay", "50 饭 和 AA", "payee-says-shared", '50 "饭 和" --with NAME'),
        ("transfer", "200 手续费 0.2 @a @b", "payee-says-fee", "200 @a @b --fee 0.2"),
        ("transfer", "200 手续费0.2 @a @b", "payee-says-fee", "200 @a @b --fee 0.2"),
        ("exchange", "200 Bank fee 0.2 now", "payee-says-fee", "200 Bank now --fee 0.2"),
        ("transfer", "200 手续费：0.2", "payee-says-fee", "200 --fee 0.2"),
        ("pay", "35 午饭 上个月", "payee-ends-in-period", "35 午饭 -d DATE"),
        ("pay", "35 上个月", "payee-ends-in-period", "35 NAME -d DATE"),
        ("pay", "35 Rent last month", "payee-ends-in-period", "35 Rent -d DATE"),
        ("pay", "4 tea last friday", "payee-ends-in-date", '4 tea -d "last friday"'),
        ("pay", "4 tea on the 3rd of november", "payee-ends-in-date", '4 tea -d "3 november"'),
        ("pay", "4 tea 3rd november", "payee-ends-in-date", '4 tea -d "3 november"'),
        ("pay", "4 tea two days ago", "payee-ends-in-date", "4 tea -d 2d"),
        ("pay", "4 two days ago", "payee-ends-in-date", "4 NAME -d 2d"),
        ("pay", "4 tea yesterday evening", "payee-ends-in-date", "4 tea -d yesterday"),
        ("pay", "4 tea the day before yesterday", "payee-ends-in-date", "4 tea -d 2d"),
        ("pay", "4 tea 5.11.", "payee-ends-in-date", "4 tea -d DATE"),
        ("pay", "4 tea 25.11.", "payee-ends-in-date", "4 tea -d 25.11."),
        ("pay", "3.50 yesterday tea", "payee-ends-in-date", "3.50 tea -d yesterday"),
        ("pay", "4 tea Next Mon", "payee-ends-in-period", "4 tea -d DATE"),
        ("pay", "4 tea friday", "payee-ends-in-date", "4 tea -d friday"),
        ("pay", "4 tea 11/05", "payee-ends-in-date", "4 tea -d DATE"),
        ("pay", "4 tea 11/28", "payee-ends-in-date", "4 tea -d 11/28"),
        ("pay", "9 rent 5 december", "payee-ends-in-date", '9 rent -d "5 december"'),
        ("pay", "9 rent december 5", "payee-ends-in-date", '9 rent -d "december 5"'),
        ("pay", "9 tram on 5 december", "payee-ends-in-date", '9 tram -d "5 december"'),
        ("pay", "9 tram 3 days ago", "payee-ends-in-date", "9 tram -d 3d"),
        ("pay", "9 rent next month", "payee-ends-in-period", "9 rent -d DATE"),
        ("pay", "32 3号交房租 @a", "payee-ends-in-date", "32 交房租 @a -d 3号"),
        ("pay", "32 下周一的房租", "payee-ends-in-date", "32 房租 -d 下周一"),
        ("pay", "32 下个月房租", "payee-ends-in-period", "32 房租 -d DATE"),
        ("pay", "35 午饭，昨天", "payee-ends-in-date", "35 午饭 -d 昨天"),
        ("pay", "35 午饭 备注：和同事", "payee-has-memo", "35 午饭 -m 和同事"),
        ("pay", "35 午饭， 备注：和同事 一起", "payee-has-memo", '35 午饭 -m "和同事 一起"'),
        ("pay", "35 备注： 和同事", "payee-has-memo", "35 NAME -m 和同事"),
        ("pay", "8 beer split with Bob", "payee-says-shared", "8 beer --with Bob"),
        ("pay", "8 Beer Shared With Bob and Anna", "payee-says-shared", "8 Beer --with Bob --with Anna"),
        (
            "pay",
            "8 big beer split between Bob Brown, Anna & Li",
            "payee-says-shared",
            '8 big beer --with "Bob Brown" --with Anna --with Li',
        ),
        ("pay", "30 shared with Petra for cake", "payee-says-shared", "30 cake --with Petra"),
        ("pay", "30 split with Bob and Li on big cake", "payee-says-shared", "30 big cake --with Bob --with Li"),
        ("pay", "30 shared with", "payee-says-shared", "30 NAME --with NAME"),
        ("pay", "8 beer split with ,", "payee-says-shared", "8 beer --with NAME"),
        ("pay", "99 - @cash", "payee-is-mark", "99 NAME @cash"),
        ("receive", "99 … ?", "payee-is-mark", "99 NAME"),
        ("receive", "35 Acme memo:May", "payee-has-memo", "35 Acme -m May"),
    ],
)
def test_it_is_refused_with_the_line_that_was_meant(command: str, line: str, slug: str, corrected: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        check_new_payee(read_line(split_line(line)), command)
    expected = corrected.replace('"饭 和"', "饭 和")
    assert (caught.value.slug, caught.value.params["corrected"]) == (slug, expected)


@pytest.mark.parametrize(
    ("command", "payee", "name"),
    [
        ("refund", "for an app", "app"), ("refund", "from the shoes", "shoes"),
        ("receive", "from Acme", "Acme"), ("refund", "For Eyes", ""), ("pay", "from Acme", ""),
        ("lend", "for a day", ""),
        ("refund", "for", ""), ("refund", "for a", "a"),
    ],
)  # fmt: skip
def test_a_word_that_only_leads_to_a_name_is_none_of_it(command: str, payee: str, name: str) -> None:
    assert without_link(payee, command) == name


@pytest.mark.parametrize(
    ("payee", "people", "options"),
    [
        ("Dinner 20 ben 10", ["anna"], "--with anna=20 --with ben=10"),
        ("Dinner 30%", ["anna"], "--with anna=30%"),
        ("Dinner 20 10", ["anna", "ben"], "--with anna=20 --with ben=10"),
        ("Dinner 20 ben 10", ["anna=5"], ""),
        ("Dinner out", ["anna"], ""),
        ("Dinner 20 ben 10", [], ""),
        ("Dinner 20 10 5", ["anna", "ben"], "--with anna=10 --with ben=5"),
    ],
)
def test_shares_behind_those_who_share_are_no_name(payee: str, people: list[str], options: str) -> None:
    try:
        check_new_payee(read_line(["60", *payee.split(), "@a"]), "pay", people)
        corrected = ""
    except UsageProblem as error:
        corrected = str(error.params["corrected"])
    assert corrected.partition(" @a ")[2] == options


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("receive", "50 饭 AA 小王"),
        ("pay", "50 AA Batteries"),
        ("pay", "5 3号线地铁"),
        ("pay", "5 下个月、"),
        ("pay", "5 41日午饭的"),
        ("pay", "5 days ago"),
        ("pay", "50 南孚AA"),
        ("pay", "50 饭 南孚AA"),
        ("pay", "50 银行 手续费 0.2元x"),
        ("pay", "50 银行 手续费"),
        ("transfer", "50 手续费"),
        ("transfer", "50 feel good"),
        ("pay", "35 备注"),
        ("pay", "35 Note: "),
        ("pay", "35 小杨，静安"),
        ("pay", "35 November Rain"),
    ],
)
def test_other_names_are_fine(command: str, line: str) -> None:
    check_new_payee(read_line(split_line(line)), command)


@given(
    st.text("饭AA和小王手续费0.2备注：上个月昨天， fee memo:", max_size=20),
    st.sampled_from(["pay", "transfer", "lend"]),
)
def test_any_payee_is_fine_or_refused_with_a_line(payee: str, command: str) -> None:
    line = QuickLine(("5",), " ".join(payee.split()), (), ())
    try:
        check_new_payee(line, command)
    except UsageProblem as error:
        assert str(error.params["corrected"]).startswith("5")


@pytest.mark.parametrize(
    ("payee", "found"),
    [
        ("3号交房租", ("3号", "交房租")),
        ("下个月的房租", ("下个月", "房租")),
        ("下周一打车", ("下周一", "打车")),
        ("3号线", ("", "")),
        ("下个月", ("", "")),
        ("日用品", ("", "")),
        ("Coffee", ("", "")),
    ],
)
def test_the_day_that_a_name_begins_with_is_apart_from_it(payee: str, found: tuple[str, str]) -> None:
    assert day_in_front(payee) == found


def test_what_leads_to_a_name_goes_with_its_article() -> None:
    assert behind_link("for an app", ("for",)) == "app"
    assert behind_link("for bread", ("for",)) == "bread"
    assert behind_link("at the bakery", ("for",)) == ""
