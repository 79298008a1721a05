"""How many questions each table of the corpus asks: ``python -m tests.formats.questions``.

The corpus are tables that banks really gave out, kept beside the repository or at ``WALLET_CORPUS``.
"""

import io
import json
import sys

from tests.samples import STATEMENTS as CORPUS
from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Profile
from wallet_cli.errors import BadFile, UnclearFile
from wallet_cli.formats.table.csv_format import Csv

ANSWERS = {
    "dates-ambiguous": ("dates", "dmy"),
    "decimal-ambiguous": ("decimal", "."),
    "sign-unknown": ("sign", "out"),
    "amount-column-unclear": ("columns", "amount={columns[0]}"),
    "payee-column-unclear": ("columns", "payee={columns[0]}"),
}


def files(kind: str = "csv") -> list[dict]:
    """The files of a format, as the index of the corpus tells them."""
    index = CORPUS / "index.jsonl"
    if not index.is_file():
        return []
    return [each for line in index.read_text("utf-8").splitlines() if (each := json.loads(line))["format"] == kind]


FILES = files()


def answered(path: str) -> tuple[list, list[str]]:
    """What is read of a file once its questions are answered, and the questions."""
    data = (CORPUS / path).read_bytes()
    assert Csv().sniff(data[:65536])
    options: dict[str, str] = {}
    asked = []
    while True:
        try:
            return list(Csv().configured(options).read(io.BytesIO(data), Profile(Currency("EUR", 2)))), asked
        except UnclearFile as problem:
            asked.append(problem.slug)
            name, answer = ANSWERS[problem.slug]
            before = f"{options[name]}," if name in options else ""
            assert not before or name == "columns"
            options[name] = before + answer.format(**problem.params)


def asked() -> dict[str, list[str]]:
    """The questions of each file that is a statement, by its path."""
    found = {}
    for file in FILES:
        try:
            found[file["path"]] = answered(file["path"])[1]
        except BadFile:
            continue
    return found


def main() -> None:
    """Print them, and how many files ask nothing."""
    found = asked()
    for path, questions in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        sys.stdout.write(f"{len(questions)}  {path.rpartition('/')[2]}  {' '.join(questions)}".rstrip() + "\n")
    silent = sum(not questions for questions in found.values())
    most = max(map(len, found.values()), default=0)
    sys.stdout.write(
        f"{silent} of {len(FILES)} ask nothing, at most {most} questions; {len(FILES) - len(found)} refused\n"
    )


if __name__ == "__main__":
    main()
