"""What to do when a machine, a card or a passphrase is lost."""

from __future__ import annotations

EN = (
    "# Emergency: something is lost",
    "## A machine is lost or stolen",
    "1. Have your bank block the cards and banking apps that were on it.",
    "2. On another machine, install wallet and bring back your newest backup: `wallet restore FILE`",
    "3. Give this wallet a new passphrase and another key: `wallet passphrase`, then `wallet keys rotate`",
    "The wallet on the lost machine stays encrypted, and the old passphrase still opens it there. While it was "
    "unlocked, anyone at the running machine could read it.",
    "## A card is lost",
    "1. Block it now: in the bank's app or by its number. Keep that number on paper.",
    "2. Compare the bank's list with yours, and dispute what isn't yours: `wallet history @CARD`",
    "3. The new card of the same contract stays the same account in wallet.",
    "## The passphrase is forgotten",
    "1. Take your time and try again; look at Caps Lock and the keyboard's layout: `wallet unlock`",
    "2. With your recovery words, set a new one: `wallet passphrase --recovery`",
    "3. With two of your recovery shares: `wallet passphrase --shares`",
    "4. If you remember an older one, a backup of that time opens with it: `wallet restore FILE --wallet NAME`",
    "5. If it is still unlocked (`wallet status`), write the books into a file: `wallet export -o books.jsonl`",
    "Without any of these nobody can open it; begin another one: `wallet init --wallet NAME`",
    "## Someone saw the passphrase, the recovery words or a key file",
    "1. Replace the passphrase: `wallet passphrase`. Words, shares or a key file: `wallet keys`, `wallet keys "
    "revoke NAME`",
    "2. Encrypt the store under new keys; all but the one that you type go: `wallet keys rotate --only-this-key`",
    "3. Make a new backup and destroy the old ones: they still open with what was seen. `wallet backup FILE`",
    "## Today, while nothing is lost",
    "`wallet keys add recovery` and `wallet backup FILE`, on another disk.",
)
ZH = (
    "# 紧急情况：丢了东西怎么办",
    "## 电脑丢了或被偷",
    "1. 请银行停用上面的银行卡和支付应用。",
    "2. 在另一台电脑上装好 wallet，用最新的备份恢复：`wallet restore FILE`",
    "3. 给它换密码短语和密钥：`wallet passphrase`，再运行 `wallet keys rotate`",
    "丢失的电脑上，钱包仍然是加密的，旧的密码短语在那里仍能打开它。如果当时开着机又没锁，拿到电脑的人可能看得到。",
    "## 银行卡丢了",
    "1. 马上挂失：用银行的应用或电话。把电话抄在纸上。",
    "2. 与银行的明细核对，对不是你的交易提出异议：`wallet history @信用卡`",
    "3. 补办的卡，在 wallet 里还是原来那个账户。",
    "## 忘了密码短语",
    "1. 静下心再试，看看大写锁定和键盘布局：`wallet unlock`",
    "2. 有恢复词：`wallet passphrase --recovery`",
    "3. 有两份恢复份额：`wallet passphrase --shares`",
    "4. 还记得更早的密码短语：那时的备份能用它打开：`wallet restore FILE --wallet NAME`",
    "5. 如果还没上锁（`wallet status`），导出账本：`wallet export -o 账本.jsonl`",
    "一样都没有，就没有人能打开它；只能另建一个：`wallet init --wallet NAME`",
    "## 密码短语、恢复词或钥匙文件让人看到了",
    "1. 换密码短语：`wallet passphrase`。恢复词、份额、钥匙文件：`wallet keys`，`wallet keys revoke NAME`",
    "2. 换新密钥重新加密，除你输入的那把外，其他钥匙都作废：`wallet keys rotate --only-this-key`",
    "3. 重做备份，销毁旧的：旧备份用泄露的那一把仍能打开。`wallet backup FILE`",
    "## 今天就做",
    "`wallet keys add recovery`，再在另一块盘上 `wallet backup FILE`。",
)
PAGES = {"en": EN, "zh": ZH}
