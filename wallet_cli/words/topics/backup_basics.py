"""What makes a backup a good one."""

from __future__ import annotations

EN = (
    "# What makes a backup a good one",
    "- It is elsewhere. A copy on the same disk goes with the disk; one in the same room goes with the room. Three "
    "copies, two kinds of disk, one in another house: a good rule.",
    "- It is made without thinking of it. One line for every night, which keeps some old ones and removes the "
    "rest: `wallet backup 'FOLDER/main-{date}.backup' --keep 7d,4w,12m`",
    "- It was tried. Reading a backup back costs a minute and changes nothing: `wallet verify FILE`",
    "- It opens. A backup opens with the keys of the day it was made. If you change the passphrase, keep the old "
    "one until you have made new backups.",
    "- It may be seen by others. It is encrypted as the wallet is, so it may lie with a provider. It is as safe as "
    "your passphrase is hard to guess.",
    "## Keys belong to it",
    "- A backup without a passphrase opens for nobody. Write recovery words on paper: `wallet keys add recovery`",
    "- Keep the paper apart from the machine and the backup. No photo of it, no copy in the cloud.",
    "- Once a year, see that they open it: `wallet keys test --recovery`",
    "- Someone you trust should know where the paper is, for the day you can't say.",
    "## What isn't a backup",
    "- A folder that is synchronised: a fault there is copied, too, and a store that is being written may be damaged.",
    "- A file from `wallet export`: it isn't encrypted, and holds the books, but neither keys nor what was undone.",
)
ZH = (
    "# 怎样的备份才算好",
    "- 在别处。同一块盘上的副本，盘坏就没了；同一间屋里的，屋出事也没了。三份、两种介质、一份在别的地方，是个好规矩。",
    "- 自动做。每晚一行，留几份旧的，其余删掉：`wallet backup '文件夹/main-{date}.backup' --keep 7d,4w,12m`",
    "- 试过。把备份读一遍只要一分钟，什么也不改：`wallet verify FILE`",
    "- 打得开。备份只认做的那天的钥匙。改了密码短语，旧的先记着，直到做了新备份。",
    "- 不怕人看到。备份和钱包一样是加密的，可以放在网盘；它有多安全，取决于密码短语有多难猜。",
    "## 钥匙也要留后路",
    "- 没有密码短语，备份谁也打不开。把恢复词写在纸上：`wallet keys add recovery`",
    "- 纸不要和电脑、备份放在一起；不拍照，不存网盘。",
    "- 每年试一次能不能打开：`wallet keys test --recovery`",
    "- 让一个信得过的人知道纸在哪里，以防有一天你说不了。",
    "## 这些不是备份",
    "- 同步文件夹：出错也会同步过去；正在写的文件被同步可能会损坏。",
    "- `wallet export` 写的文件：没有加密，有账，但没有钥匙，也没有撤销过的内容。",
)
PAGES = {"en": EN, "zh": ZH}
