"""TAB at the prompt of ``wallet pay``: the names that pinyin may mean are listed, and what was typed stays."""

import re

from tests.e2e.machine import Machine


def test_names_that_pinyin_may_mean_are_listed(machine: Machine) -> None:
    for name in ("招商银行", "中国银行"):
        machine.ok("accounts", "add", name)
    machine.unlock()
    child = machine.spawn("wallet", "pay", TERM="xterm", LANG="zh_CN.UTF-8", WALLET_LANG="zh")
    child.expect("pay> ")
    child.send("35 午饭 @z\t")
    child.expect(["@中国银行  @招商银行", "@招商银行  @中国银行"])
    child.expect("pay> 35 午饭 @z")
    child.send("hao\t +food\r")
    child.expect("已记账：招商银行 → 午饭")
    assert re.search("t[0-9]+", child.readline())
    child.send("\r")
    child.wait()
