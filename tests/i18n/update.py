"""Bring the catalogue up to the source: ``python -m tests.i18n.update``.

New texts are added without a translation, texts that are gone are removed, and the catalogue is compiled.
"""

import sys
from pathlib import Path

from tests.i18n.catalogue import FOLDER, compile_catalogue, read, render, untranslated, updated
from tests.i18n.texts import extract
from tests.shape.source import ROOT, read_modules


def update(root: Path, folder: Path) -> list[str]:
    """Write wallet.po and wallet.mo in ``folder`` from the package under ``root``; the texts still to translate."""
    texts, _ = extract(read_modules(root))
    catalogue = updated(read(folder / "wallet.po"), texts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "wallet.po").write_text(render(catalogue), encoding="utf-8", newline="\n")
    (folder / "wallet.mo").write_bytes(compile_catalogue(catalogue))
    return untranslated(catalogue, texts)


if __name__ == "__main__":
    missing = update(ROOT, FOLDER)
    sys.stdout.write(f"{len(missing)} texts to translate in {FOLDER / 'wallet.po'}\n")
    sys.stdout.writelines(f"  {text!r}\n" for text in missing)
