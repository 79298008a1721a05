"""The table of commands: what there is, under which names, in which module. Loading one command loads no other."""

from __future__ import annotations

from wallet_cli.cli.spec import Spec
from wallet_cli.i18n import N_
from wallet_cli.named_tuple import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from wallet_cli.cli.spec import Noun


class CommandEntry(NamedTuple):
    """One command: its name, further names, the module under ``commands`` whose ``COMMAND`` describes it."""

    name: str
    module: str
    summary: str
    group: str
    aliases: tuple[str, ...] = ()


DAILY, PLAN, LOOK, THINGS, FILES, VAULT = (
    N_("every day"), N_("plan"), N_("look"), N_("things"), N_("files"), N_("vault"),
)  # fmt: skip

ENTRIES = (
    CommandEntry("pay", "record.pay", N_("record a payment"), DAILY, ("p",)),
    CommandEntry("receive", "record.receive", N_("record money that came in"), DAILY, ("r",)),
    CommandEntry("transfer", "record.transfer", N_("record a transfer between own accounts"), DAILY, ("t",)),
    CommandEntry("exchange", "record.exchange", N_("record an exchange of currencies"), DAILY, ("x",)),
    CommandEntry("refund", "record.refund", N_("record money back for a purchase"), DAILY),
    CommandEntry("lend", "record.lend", N_("record money lent to someone"), DAILY),
    CommandEntry("borrow", "record.borrow", N_("record money borrowed from someone"), DAILY),
    CommandEntry("repay", "record.repay", N_("record that a debt between you and someone was repaid"), DAILY),
    CommandEntry("adjust", "record.adjust", N_("set an account to the balance it really has"), DAILY),
    CommandEntry("balance", "look.balance", N_("show what every account holds"), DAILY, ("b",)),
    CommandEntry("history", "look.history", N_("show or search transactions"), DAILY, ("h",)),
    CommandEntry("show", "look.show", N_("show one transaction, operation, account or payee"), DAILY),
    CommandEntry("edit", "amend.edit", N_("change a transaction"), DAILY),
    CommandEntry("rm", "amend.rm", N_("take a transaction out of the books"), DAILY),
    CommandEntry("undo", "amend.undo", N_("take back an operation"), DAILY, ("u",)),
    CommandEntry("redo", "amend.redo", N_("redo what was undone"), DAILY),
    CommandEntry("budget", "plan.budget", N_("envelopes, by month or any other period"), PLAN, ("budgets",)),
    CommandEntry("statement", "look.statement", N_("an account's statement for a period"), LOOK),
    CommandEntry("report", "look.report", N_("spending and income by period"), LOOK),
    CommandEntry("accounts", "things.accounts", N_("where money is"), THINGS, ("account",)),
    CommandEntry("categories", "things.categories", N_("what money is for"), THINGS, ("category",)),
    CommandEntry("payees", "things.payees", N_("who is paid and who pays"), THINGS, ("payee",)),
    CommandEntry("qr", "payments.qr", N_("make and read payment codes"), THINGS),
    CommandEntry("import", "files.importing", N_("read banks' statements or exported books"), FILES),
    CommandEntry("imports", "files.imports", N_("what was imported, and what was refused of it"), FILES),
    CommandEntry("export", "files.exporting", N_("write the books for other programs"), FILES),
    CommandEntry("profiles", "files.profiles", N_("how the tables of banks are read"), FILES, ("profile",)),
    CommandEntry("rules", "files.rules", N_("what becomes of a bank's rows, by what is in them"), FILES, ("rule",)),
    CommandEntry("batch", "record.batch", N_("record many lines at once"), FILES),
    CommandEntry("init", "vault.init", N_("make a new wallet"), VAULT),
    CommandEntry("unlock", "vault.unlock", N_("keep the wallet open for a while"), VAULT),
    CommandEntry("lock", "vault.lock", N_("lock the wallet now"), VAULT),
    CommandEntry("passphrase", "vault.passphrase", N_("change the passphrase"), VAULT),
    CommandEntry(
        "keys", "vault.keys", N_("passphrases, key files and recovery words that open the wallet"), VAULT, ("key",)
    ),
    CommandEntry("status", "vault.status", N_("which wallet, where, locked or not"), VAULT),
    CommandEntry("log", "amend.log", N_("show what was done, by which command"), VAULT),
    CommandEntry("backup", "vault.backup", N_("write everything into one encrypted file"), VAULT),
    CommandEntry("restore", "vault.restore", N_("make a wallet from a backup"), VAULT),
    CommandEntry("verify", "vault.verify", N_("check the journal, the books and the files"), VAULT),
    CommandEntry("privacy", "vault.privacy", N_("what is stored where, and who can see what of it"), VAULT),
    CommandEntry("erase", "vault.erase", N_("destroy a wallet: its keys and its files"), VAULT),
    CommandEntry("config", "things.config", N_("settings that live in the wallet"), VAULT),
    CommandEntry("doctor", "vault.doctor", N_("check the set-up of this machine"), VAULT),
    CommandEntry("completion", "completion", N_("print a completion script for your shell"), VAULT),
    CommandEntry("demo", "demo", N_("a sample month in a temporary wallet"), VAULT),
    CommandEntry("help", "help", N_("help for a command, or a page on money and safety"), VAULT),
)

SYNONYMS = {
    "spend": "pay", "buy": "pay", "send": "pay", "add": "pay", "income": "receive", "earn": "receive",
    "expense": "pay", "purchase": "pay", "salary": "receive", "got": "receive",
    "withdraw": "transfer", "deposit": "transfer", "move": "transfer", "convert": "exchange",
    "paid": "pay", "spent": "pay", "bought": "pay", "split": "pay", "received": "receive", "earned": "receive",
    "repaid": "repay", "settle": "repay", "lent": "lend", "borrowed": "borrow", "debts": "balance", "owes": "balance",
    "owe": "balance",
    "delete": "rm", "remove": "rm", "cancel": "undo", "search": "history", "find": "history", "list": "history",
    "ls": "history", "reg": "history", "register": "history", "print": "history", "bal": "balance",
    "stats": "report", "reports": "report", "check": "verify", "settings": "config",
    "new": "init", "create": "init", "quit": "lock", "exit": "lock", "close": "lock", "logout": "lock",
    "open": "unlock", "login": "unlock", "password": "passphrase", "passwd": "passphrase", "密码": "passphrase",
    "version": "--version", "change": "edit", "modify": "edit", "correct": "edit", "更正": "edit",
    "付款": "pay", "支付": "pay", "记账": "pay", "收款": "receive", "收入": "receive", "转账": "transfer",
    "退款": "refund", "余额": "balance", "流水": "history", "查询": "history", "撤销": "undo", "预算": "budget",
    "提现": "transfer", "取现": "transfer", "取钱": "transfer", "充值": "transfer", "存钱": "transfer",
    "还款": "repay", "还钱": "repay", "借出": "lend", "借入": "borrow", "收红包": "receive", "发红包": "pay",
    "消费": "pay", "支出": "pay", "工资": "receive", "换汇": "exchange", "兑换": "exchange", "退货": "refund",
    "往来": "balance", "欠款": "balance", "记错了": "undo", "撤回": "undo", "重做": "redo",
    "查账": "history", "明细": "history", "统计": "report", "报表": "report", "修改": "edit",
    "记录": "history", "账单": "history", "备份": "backup", "恢复": "restore", "搜索": "history", "锁定": "lock",
    "上锁": "lock",
    "解锁": "unlock", "状态": "status", "演示": "demo", "设置": "config", "查找": "history",
    "对账单": "statement", "恢复词": "keys",
    "改": "edit", "调整": "adjust", "删": "rm",
    "删除": "rm", "借钱": "borrow", "net-worth": "balance", "networth": "balance", "worth": "balance",
    "balancesheet": "balance", "资产": "balance", "净资产": "balance",
    "账户": "accounts", "分类": "categories", "导入": "import", "导出": "export", "帮助": "help",
}  # fmt: skip


def find(name: str) -> CommandEntry | None:
    """The command with this name or alias."""
    for entry in ENTRIES:
        if name == entry.name or name in entry.aliases:
            return entry
    return None


def load(entry: CommandEntry) -> Spec | Noun:
    """Import a command's module and take its description, with the options that others declare for it."""
    # importlib.import_module, without what loading that costs
    module = __import__(f"wallet_cli.cli.commands.{entry.module}", fromlist=["COMMAND"])
    described: Spec | Noun = module.COMMAND
    if isinstance(described, Spec):
        return _whole(described)
    return described._replace(verbs=tuple(map(_whole, described.verbs)))


def _whole(spec: Spec) -> Spec:
    return spec if spec.more is None else spec._replace(params=(*spec.params, *spec.more()))
