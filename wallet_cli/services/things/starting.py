"""What a new vault begins with: settings, a few categories in the chosen language, the three equity accounts."""

from __future__ import annotations

from wallet_cli.domain import kinds
from wallet_cli.domain.account import EQUITY_PATHS, Account
from wallet_cli.domain.currency import currency
from wallet_cli.domain.operation import SETTING
from wallet_cli.named_tuple import NamedTuple
from wallet_cli.services.session import CURRENCY, FEES
from wallet_cli.store.journal import entities

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.services.session import Session
    from wallet_cli.store.journal.journal import Operation

EXPENSES = {
    "en": ("food", "home", "transport", "health", "fun", "travel", "gifts", "fees", "tax", "insurance", "other"),
    "zh": ("餐饮", "居家", "交通", "医疗", "娱乐", "旅行", "礼物", "手续费", "税费", "保险", "其他"),
}
INCOMES = {"en": ("salary", "interest", "other-income"), "zh": ("工资", "利息", "其他收入")}
FEE_CATEGORY = {"en": "fees", "zh": "手续费"}
LATIN_ALIASES = dict(zip(EXPENSES["zh"] + INCOMES["zh"], EXPENSES["en"] + INCOMES["en"], strict=True))
"""Chinese categories also answer to their English names, so that a script works in either."""


class InitialSettings(NamedTuple):
    """What is decided at init: main currency (ISO 4217), number style, language of the categories."""

    currency: str
    decimal: str = "."
    group: str = ","
    language: str = "en"


def setting_item(name: str, value: object) -> entities.Item:
    """A setting as the journal keeps it."""
    return entities.keyed_item(SETTING, name, value)


def start(session: Session, initial: InitialSettings) -> None:
    """Write the first operation of a vault. Raises UsageProblem("unknown-currency")."""
    unit = currency(initial.currency)
    with session.store.operation(session.origin(), session.new_uid()) as work:
        work.put_currency(unit.code, unit.scale)
        for path in EQUITY_PATHS:
            work.put_account(Account(session.new_uid(), path, kinds.EQUITY), new=True)
        fees = _categories(session, work, initial.language)
        values = {**initial._asdict(), CURRENCY: unit.code, FEES: fees.hex()}
        for name, value in values.items():
            work.put_item(setting_item(name, value), new=True)


def _categories(session: Session, work: Operation, language: str) -> bytes:
    fees = b""
    for flow, names in ((kinds.SPENT, EXPENSES[language]), (kinds.EARNED, INCOMES[language])):
        for name in names:
            alias = LATIN_ALIASES.get(name)
            category = Account(session.new_uid(), name, kinds.categories(flow)[0], aliases=(alias,) if alias else ())
            work.put_account(category, new=True)
            if name == FEE_CATEGORY[language]:
                fees = category.uid
    return fees
