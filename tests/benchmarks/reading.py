"""``python -m tests.benchmarks.reading [FORMAT…]``: how many rows a second each reader of bank files gives, and how
much memory it takes as the file grows fourfold.

A sample is made by the format's function here; a format that has none isn't measured.
"""

import argparse
import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator

from tests.benchmarks.__main__ import machine, table
from wallet_cli.domain.files.statement import Row
from wallet_cli.formats import registry

ROWS = 20_000
FLOORS = {"camt": 8_000}
"""Rows a second at least; any other reader's are ``FLOOR``."""
FLOOR = 25_000


def camt(rows: int) -> Iterator[bytes]:
    """A German bank's camt.053.001.08: card payments, transfers and debits."""
    yield (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">\n'
        b"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><ElctrncSeqNb>7</ElctrncSeqNb>"
        b"<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
    )
    for n in range(rows):
        yield f"""<Ntry><NtryRef>{n}</NtryRef><Amt Ccy="EUR">{n}.{n % 100:02}</Amt><CdtDbtInd>DBIT</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-{n % 12 + 1:02}-{n % 28 + 1:02}</Dt></BookgDt>
<ValDt><Dt>2026-{n % 12 + 1:02}-{n % 28 + 1:02}</Dt></ValDt><AcctSvcrRef>2026{n:012}</AcctSvcrRef>
<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
<Prtry><Cd>NTRF+116+9310+997</Cd><Issr>DK</Issr></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><MsgId>M{n}</MsgId><EndToEndId>E{n}</EndToEndId></Refs>
<Amt Ccy="EUR">{n}.{n % 100:02}</Amt>
<RltdPties><Dbtr><Pty><Nm>Erika Mustermann</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>
<Cdtr><Pty><Nm>Shop {n % 500} GmbH</Nm></Pty></Cdtr>
<CdtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></CdtrAcct></RltdPties>
<RltdAgts><CdtrAgt><FinInstnId><BICFI>BYLADEM1001</BICFI></FinInstnId></CdtrAgt></RltdAgts>
<RmtInf><Ustrd>Rechnung {n} vom 3. November</Ustrd></RmtInf></TxDtls></NtryDtls>
<AddtlNtryInf>SEPA-Überweisung</AddtlNtryInf></Ntry>
""".encode()
    yield b"</Stmt></BkToCstmrStmt></Document>\n"


def mt940(rows: int) -> Iterator[bytes]:
    """A German bank's MT940: direct debits with numbered pieces, which lead from one balance to the other."""
    yield b":20:STARTUMS\r\n:25:37040044/0532013000\r\n:28C:7/1\r\n:60F:C260101EUR0,00\r\n"
    total = 0
    for n in range(rows):
        day, total = f"26{n % 12 + 1:02}{n % 28 + 1:02}", total + n * 100 + n % 100
        yield f""":61:{day}{day[2:]}D{n},{n % 100:02}NDDTE{n}//2026{n:09}\r
:86:105?00SEPA-LASTSCHRIFT?109310?20EREF+E{n}?21MREF+M{n % 500}?22CRED+DE98ZZZ09999999999\r
?23SVWZ+Rechnung {n} vom 3.?24November?30BYLADEM1001?31DE02120300000000202051?32Shop {n % 500} GmbH?34997\r
""".encode()
    yield f":62F:D261231EUR{total // 100},{total % 100:02}\r\n-\r\n".encode()


SAMPLES: dict[str, Callable[[int], Iterator[bytes]]] = {"camt": camt, "mt940": mt940}


def speed(name: str) -> float:
    """Rows a second of CPU time, the best of three."""
    data, reader, best = b"".join(SAMPLES[name](ROWS)), registry.bank_reader(name), 0.0
    for _round in range(3):
        began = time.process_time()
        found = sum(isinstance(event, Row) for event in reader.read(io.BytesIO(data)))
        best = max(best, found / (time.process_time() - began))
        if found != ROWS:
            raise RuntimeError(f"{name}: {found} rows of {ROWS}")
    return best


def memory(name: str, rows: int) -> float:
    """The peak in MiB, beside the file itself."""
    data, reader = b"".join(SAMPLES[name](rows)), registry.bank_reader(name)
    tracemalloc.start()
    for _event in reader.read(io.BytesIO(data)):
        pass
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading", description=__doc__)
    parser.add_argument("formats", nargs="*", help=", ".join(SAMPLES))
    shown = []
    for name in parser.parse_args().formats or SAMPLES:
        least, small, large = FLOORS.get(name, FLOOR), memory(name, ROWS // 4), memory(name, ROWS)
        shown.append([name, f"{speed(name):,.0f}", f"{least:,}", f"{small:.1f}", f"{large:.1f}"])
    head = ["reader", "rows/s", "at least", f"MiB at {ROWS // 4:,}", f"MiB at {ROWS:,}"]
    sys.stdout.write(f"Measured on {machine()}.\n\n{table(head, shown)}\n")


if __name__ == "__main__":
    main()
