"""The pages on money and safety, from what ``wallet help TOPIC`` shows: a page a topic and language."""

import re

from tests.docs.reference import NOTE
from wallet_cli import i18n
from wallet_cli.words.blanks import blank
from wallet_cli.words.topics import contents

FOLDERS = {"en": "docs/money-and-safety", "zh": "docs/zh/money-and-safety"}
SHOWN = {"en": "`wallet help {name}` shows this page, too.", "zh": "`wallet help {name}` 也会显示这一页。"}


def pages() -> dict[str, str]:
    """Path in the project to the whole page."""
    return {
        f"{folder}/{topic.name}.md": _page(topic, language)
        for language, folder in FOLDERS.items()
        for topic in contents.TOPICS
    }


def _page(topic: contents.Topic, language: str) -> str:
    i18n.choose(language)
    title, *lines = [re.sub("`[^`]*`", lambda line: blank(line[0]), text) for text in contents.page(topic, language)]
    i18n.choose("en")
    written = [title, "", NOTE, "", SHOWN[language].format(name=topic.chinese if language == "zh" else topic.name)]
    before = ""
    for line in lines:
        mark = line.partition(" ")[0]
        kind = "item" if mark[:-1].isdigit() or mark == "-" else "other"
        if kind == "other" or kind != before:
            written.append("")
        written.append(line)
        before = kind
    return "\n".join(written) + "\n"
