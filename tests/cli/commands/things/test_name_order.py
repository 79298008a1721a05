"""Lists of names are in the order in which people look for them: Chinese ones by their pinyin, wherever they are."""

from tests.cli.driver import Wallet

NAMES = ("招商银行", "工商银行", "支付宝", "微信零钱")
BY_PINYIN = ["工商银行", "微信零钱", "招商银行", "支付宝"]


def shown(told: str, names: tuple[str, ...]) -> list[str]:
    """The names in the order in which they are first named."""
    return sorted((name for name in names if name in told), key=told.index)


def test_accounts_categories_budget_and_report_are_sorted_by_pinyin(bare: Wallet) -> None:
    bare.ok("init", "--currency", "CNY", "--no-input", "--categories", "zh")
    for name in NAMES:
        bare.ok("accounts", "add", name, "--kind", "bank", "--opening", "500")
    assert shown(bare.ok("accounts", tty=True), NAMES) == BY_PINYIN
    spent = ("餐饮", "交通", "居家", "医疗")
    in_order = ["餐饮", "交通", "居家", "医疗"]
    assert shown(bare.ok("categories", tty=True), spent) == in_order
    for name in reversed(spent):
        bare.ok("pay", "5", "店", "@支付宝", f"+{name}")
        bare.ok("budget", "set", name, "100")
    assert shown(bare.ok("report", "spending", tty=True), spent) == in_order
    assert shown(bare.ok("budget", tty=True), spent) == in_order


def test_help_shows_the_page_of_what_a_command_is_called_elsewhere(bare: Wallet) -> None:
    assert bare.ok("help", "预算") == bare.ok("help", "budget")
    assert bare.ok("help", "预算", "set") == bare.ok("help", "budget", "set")
    assert bare("help", "预算x").status != 0
