import io
import json
from datetime import date, time, timedelta, timezone
from decimal import Decimal

import pytest

from wallet_cli.domain.currency import Currency
from wallet_cli.domain.files.statement import Balance, Profile, Refusal, Row, Score, Stated, StatementHead
from wallet_cli.domain.money import Money
from wallet_cli.errors import BadFile
from wallet_cli.formats.camt import format as camt
from wallet_cli.formats.camt import parser, reader, text

EUR, USD = Currency("EUR", 2), Currency("USD", 2)
OWN, OTHER = "DE89370400440532013000", "DE02120300000000202051"
PARTY = f"""<RltdPties><Dbtr><Nm>Erika</Nm></Dbtr><DbtrAcct><Id><IBAN>{OWN}</IBAN></Id></DbtrAcct>
<Cdtr><Nm>City Market</Nm></Cdtr><CdtrAcct><Id><IBAN>{OTHER}</IBAN></Id></CdtrAcct></RltdPties>"""
DETAIL = f"<TxDtls>{PARTY}<RmtInf><Ustrd>Invoice 7</Ustrd></RmtInf></TxDtls>"


def entry(
    amount: str = "4.50", way: str = "DBIT", details: str = DETAIL, more: str = "", day: str = "2026-11-21"
) -> str:
    """One entry, booked."""
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef><NtryDtls>{details}</NtryDtls>{more}</Ntry>"
    )


def balance(kind: str, amount: str, day: str = "2026-11-30", way: str = "CRDT") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def document(inner: str, message: str = "BkToCstmrStmt", name: str = "Stmt") -> str:
    account = f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    return f"<Document><{message}><{name}><Id>S1</Id>{account}{inner}</{name}></{message}></Document>"


def read(body: str | bytes, profile: Profile | None = None) -> list:
    data = body if isinstance(body, bytes) else body.encode()
    return list(camt.read(io.BytesIO(data), profile))


def rows_of(events: list) -> list[Row]:
    return [event for event in events if isinstance(event, Row)]


def slugs(events: list) -> list[str]:
    return [event.slug for event in events if isinstance(event, Refusal)]


def one(body: str) -> Row:
    (row,) = rows_of(read(document(body)))
    return row


def test_a_statement_tells_all_that_its_head_says():
    head_rest = (
        "<ElctrncSeqNb>7</ElctrncSeqNb><StmtPgntn><PgNb>2</PgNb></StmtPgntn>"
        "<FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-30T23:59:59</ToDtTm></FrToDt>"
        "<Acct><Tp><Cd>SVGS</Cd></Tp><Nm>Plus</Nm><Ownr><Pty><Nm>Erika</Nm></Pty></Ownr>"
        "<Svcr><FinInstnId><BICFI>COBADEFF</BICFI></FinInstnId></Svcr></Acct>"
        "<TxsSummry><TtlNtries><NbOfNtries>1</NbOfNtries><TtlNetNtry><Amt>4.50</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
        "</TtlNetNtry></TtlNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>4.5</Sum></TtlDbtNtries></TxsSummry>"
    )
    money = balance("PRCD", "100") + balance("CLBD", "95.50") + balance("CLAV", "5", way="DBIT")
    head, _row = read(document(head_rest + money + entry()))
    assert head == StatementHead(
        account=OWN,
        bank="COBADEFF",
        currency=EUR,
        kind="savings",
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        opening=Balance(Money(10000, EUR), date(2026, 11, 30)),
        closing=Balance(Money(9550, EUR), date(2026, 11, 30)),
        available=Balance(Money(-500, EUR), date(2026, 11, 30)),
        line=1,
        number="7/2",
        stated=Stated(rows=1, total=Money(-450, EUR), went_count=1, went=Money(450, EUR)),
        owner="Erika",
        product="Plus",
        evidence=("balances", "stated sums"),
    )


def test_the_rows_prove_the_head_or_they_don_t():
    for closing, found in (("95.50", ("balances",)), ("95.51", ())):
        head, _row = read(document(balance("OPBD", "100") + balance("CLBD", closing) + entry()))
        assert head.evidence == found
    waiting = entry("9").replace("BOOK", "PDNG")
    head, *_rows = read(document(balance("OPBD", "100") + balance("CLBD", "95.50") + entry() + waiting))
    assert head.evidence == ("balances",)
    for sums, found in (("4.50", ("stated sums",)), ("4.60", ())):
        summary = f"<TxsSummry><TtlDbtNtries><Sum>{sums}</Sum></TtlDbtNtries></TxsSummry>"
        assert read(document(summary + entry()))[0].evidence == found
    assert read(document(balance("OPBD", "100") + balance("CLBD", "95.50") + entry() + entry("x")))[0].evidence == ()


def test_the_order_of_the_rows_is_told_where_they_show_it():
    days = ("2026-11-21", "2026-11-22", "2026-11-22")
    for order, told in ((days, False), (days[::-1], True), (days[1:], None), ((*days, days[0]), None)):
        assert read(document("".join(entry(day=day) for day in order)))[0].newest_first is told


def test_a_report_of_the_day_is_interim_and_a_notification_has_no_balances():
    report = balance("ITBD", "100") + balance("ITBD", "95.50") + balance("ITAV", "95.50") + entry()
    head, _row = read(document(report, "BkToCstmrAcctRpt", "Rpt"))
    assert head.interim and head.evidence == ("balances",) and head.available.amount == Money(9550, EUR)
    head, _row = read(document(balance("ITBD", "95.50") + entry(), "BkToCstmrAcctRptV01", "Rpt"))
    assert head.opening is None and head.closing.amount == Money(9550, EUR)
    head, _row = read(document(entry(), "BkToCstmrDbtCdtNtfctn", "Ntfctn"))
    assert not head.interim and head.closing is None


def test_every_detail_of_an_entry_is_kept():
    more = """<ValDt><DtTm>2026-11-23T00:00:00</DtTm></ValDt><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RDDT</Cd>
<SubFmlyCd>ESDD</SubFmlyCd></Fmly></Domn><Prtry><Cd>NDDT+105</Cd></Prtry></BkTxCd>
<AmtDtls><InstdAmt><Amt Ccy="USD">5</Amt><CcyXchg><XchgRate>0.9</XchgRate></CcyXchg></InstdAmt></AmtDtls>
<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt></Rcrd><Rcrd><Amt Ccy="EUR">9</Amt><ChrgInclInd>false</ChrgInclInd></Rcrd></Chrgs>
<AddtlNtryInf>Direct debit</AddtlNtryInf>"""
    refs = """<Refs><EndToEndId>E1</EndToEndId><TxId>T1</TxId><MndtId>M1</MndtId><ChqNb>12</ChqNb></Refs>"""
    bank = "<RltdAgts><CdtrAgt><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></CdtrAgt></RltdAgts>"
    strd = "<RmtInf><Ustrd>a</Ustrd><Ustrd>b</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>"
    party = PARTY.replace("</RltdPties>", "<UltmtCdtr><Nm>Shop</Nm></UltmtCdtr></RltdPties>")
    row = one(entry(details=f"<TxDtls>{refs}{party}{bank}{strd}</TxDtls>", more=more))
    assert row == Row(
        line=1,
        booking_date=date(2026, 11, 21),
        amount=Money(-450, EUR),
        payee="City Market",
        memo="a b RF18",
        kind="PMNT-RDDT-ESDD",
        bank_id="R1",
        value_date=date(2026, 11, 23),
        original=Money(-500, USD),
        extra=(
            ("transaction-id", "T1"),
            ("creditor-reference", "RF18"),
            ("ultimate-party", "Shop"),
            ("bank-code", "NDDT+105"),
            ("text", "Direct debit"),
        ),
        other_account=OTHER,
        other_bank="BYLADEM1001",
        end_to_end="E1",
        mandate="M1",
        cheque="12",
        rate="0.9",
        charges=Money(50, EUR),
        status="BOOK",
    )


def test_what_stands_for_no_reference_is_none():
    row = one(
        entry(details="<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls>").replace("R1", "NONREF")
    )
    assert (row.end_to_end, row.bank_id) == ("", "")


def test_a_time_is_kept_with_its_offset_and_midnight_is_none():
    timed = entry().replace("<Dt>2026-11-21</Dt>", "<DtTm>2026-11-21T23:30:05.25-05:00</DtTm>")
    assert one(timed).time == time(23, 30, 5, tzinfo=timezone(-timedelta(hours=5)))
    assert one(timed).booking_date == date(2026, 11, 21)
    for said in ("2026-11-21T00:00:00.000+02:00", "2026-11-21+01:00", "2026-11-21Z", "2026-11-21T99:00:00"):
        row = one(timed.replace("2026-11-21T23:30:05.25-05:00", said))
        assert (row.time, row.booking_date) == (None, date(2026, 11, 21))


def test_the_other_party_is_the_one_that_isn_t_the_owner():
    assert one(entry(way="CRDT")).payee == "City Market"  # by the account, whatever the direction
    unknown = PARTY.replace(OWN, "DE1")
    for way, reversal, payee in (
        ("DBIT", "", "City Market"),
        ("CRDT", "", "Erika"),
        ("CRDT", "<RvslInd>true</RvslInd>", "City Market"),
        ("DBIT", "<RvslInd>true</RvslInd>", "Erika"),
    ):
        row = one(entry(way=way, details=f"<TxDtls>{unknown}</TxDtls>", more=reversal))
        assert row.payee == payee and row.amount == Money(450 if way == "CRDT" else -450, EUR)
    only = "<TxDtls><RltdPties><Cdtr><Pty><Nm>Shop</Nm></Pty></Cdtr></RltdPties></TxDtls>"
    assert one(entry(way="CRDT", details=only)).payee == "Shop"


def test_without_a_payee_the_bank_s_text_comes_first():
    row = one(
        entry(
            details="<TxDtls><RmtInf><Ustrd>x</Ustrd></RmtInf></TxDtls>", more="<AddtlNtryInf>POS Lidl</AddtlNtryInf>"
        )
    )
    assert (row.payee, row.memo) == ("", "POS Lidl x")


@pytest.mark.parametrize("status", ["<Sts>{}</Sts>", "<Sts><Cd>{}</Cd></Sts>"])
def test_a_status_says_what_is_pending_and_what_is_only_shown(status):
    for word, pending, moves in (
        ("BOOK", False, True),
        ("PDNG", True, True),
        ("FUTR", True, True),
        ("INFO", False, False),
    ):
        row = one(entry().replace("<Sts>BOOK</Sts>", status.format(word)))
        assert (row.pending, row.moves_money, row.status) == (pending, moves, word)


def part(amount: str, ref: str = "", way: str = "") -> str:
    refs = f"<Refs><AcctSvcrRef>{ref}</AcctSvcrRef></Refs>" if ref else ""
    sign = f"<CdtDbtInd>{way}</CdtDbtInd>" if way else ""
    return f'<TxDtls>{refs}<Amt Ccy="EUR">{amount}</Amt>{sign}{PARTY}</TxDtls>\n'


def test_a_batch_whose_details_add_up_becomes_its_details():
    rows = rows_of(read(document(entry("4.50", details=part("1.50") + part("4") + part("1", way="CRDT")))))
    assert [row.amount.minor for row in rows] == [-150, -400, 100]
    assert [row.bank_id for row in rows] == ["R1/1", "R1/2", "R1/3"] and {row.batch for row in rows} == {"R1"}
    assert [row.line for row in rows] == [1, 3, 5]
    rows = rows_of(read(document(entry(details=part("1.50", "a") + part("3", "b")))))
    assert [(row.bank_id, row.batch, row.payee) for row in rows] == [
        ("a", "R1", "City Market"),
        ("b", "R1", "City Market"),
    ]
    rows = rows_of(read(document(entry(details=part("1.50", "a") + part("3", "a")))))
    assert [row.bank_id for row in rows] == ["R1/1", "R1/2"]
    old = part("4.50").replace("<Amt", "<AmtDtls><TxAmt><Amt").replace("</Amt>", "</Amt></TxAmt></AmtDtls>")
    rows = rows_of(read(document(entry("9", details=old + old).replace("R1", "NONREF"))))
    assert [(row.amount.minor, row.bank_id, row.batch) for row in rows] == [(-450, "", "S1/1")] * 2


@pytest.mark.parametrize(
    "details",
    [
        part("1.50") + part("3.01"),
        part("1.50") + part("3").replace("EUR", "USD"),
        part("4.50") + "<TxDtls><Refs/></TxDtls>",
        part("4.50") + part("x"),
    ],
)
def test_a_batch_whose_details_don_t_add_up_stays_one_row_that_lists_them(details):
    row = one(entry(details=details))
    assert (row.amount, row.bank_id, row.batch) == (Money(-450, EUR), "R1", "")
    assert row.extra[0] == ("details", "2") and [name for name, _ in row.extra[1:]] == ["detail", "detail"]


def test_of_a_batch_beyond_the_bound_the_count_is_told(monkeypatch):
    monkeypatch.setattr(parser, "PARTS_KEPT", 3)
    row = one(entry("5", details=part("1") * 5))
    assert row.amount == Money(-500, EUR) and ("details", "5") in row.extra


@pytest.mark.parametrize(
    ("bad", "slug"),
    [
        (entry(day="2026-02-30"), "row-date-impossible"),
        (entry(day="0026-02-03"), "row-date-unreadable"),
        (entry().replace("<Dt>2026-11-21</Dt>", ""), "row-without-date"),
        (entry(""), "row-without-amount"),
        (entry("1e400"), "row-amount-unreadable"),
        (entry("1,500"), "row-amount-unreadable"),
        (entry("-4.50"), "row-amount-unreadable"),
        (entry("4.505"), "row-amount-too-fine"),
        (entry("9" * 25), "amount-too-large"),
        (entry(way="CRED"), "row-direction-unknown"),
        (entry().replace('Ccy="EUR"', 'Ccy="QQQ"'), "unknown-currency"),
        (entry(details=DETAIL.replace("City Market", "x" * 600)), "text-too-long"),
        (entry(details=DETAIL.replace("Invoice", "x" * 50_000)), "text-too-long"),
    ],
)
def test_one_bad_entry_is_refused_in_its_line_and_the_others_stay(bad, slug):
    events = read(document(entry(details="") + "\n" + bad + "\n" + entry()))
    assert [type(event) for event in events] == [StatementHead, Row, Refusal, Row]
    assert events[2].slug == slug and events[2].line == 2


def test_the_amount_s_point_is_its_decimal_mark():
    assert [one(entry(said)).amount.minor for said in ("1.500", "8.85000", "200", "0.5", "+3")] == [
        -150,
        -885,
        -20000,
        -50,
        -300,
    ]


def test_without_a_currency_the_account_s_is_taken_then_the_importer_s():
    bare = document(entry().replace(' Ccy="EUR"', "")).replace("<Ccy>EUR</Ccy>", "")
    assert slugs(read(bare)) == ["row-without-currency"]
    head, row = read(bare, Profile(USD))
    assert head.currency == row.amount.currency == USD
    assert rows_of(read(document(entry().replace(' Ccy="EUR"', ""))))[0].amount == Money(-450, EUR)


def test_what_of_a_head_can_t_be_read_is_told_and_costs_no_row():
    events = read(document(balance("CLBD", "n/a") + balance("CLAV", "1", "soon") + entry()))
    assert slugs(events) == ["row-amount-unreadable", "row-date-unreadable"] and len(rows_of(events)) == 1


def test_a_long_statement_streams_and_a_late_balance_is_told(monkeypatch):
    monkeypatch.setattr(reader, "HELD_BACK", 2)
    monkeypatch.setattr(text, "PIECE_BYTES", 512)
    events = read(document(entry() * 40 + balance("CLBD", "1")))
    assert isinstance(events[0], StatementHead) and events[0].closing is None and len(rows_of(events)) == 40
    assert slugs(events) == ["balance-after-rows"]
    assert read(document(entry() + balance("CLBD", "1")))[0].closing.amount == Money(100, EUR)


def test_several_statements_come_one_after_the_other():
    inner = document(entry())[len("<Document><BkToCstmrStmt>") : -len("</BkToCstmrStmt></Document>")]
    events = read(f"<x:m xmlns:x='y'><Document><BkToCstmrStmt>{inner}{inner}</BkToCstmrStmt></Document></x:m>")
    assert [type(event) for event in events] == [StatementHead, Row] * 2


def test_the_corpus_agrees_in_rows_and_sums(corpus):
    """Every entry of the index is a row or refused for its missing day; sums that need no parser agree."""
    lines = (corpus / "statements" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    files = [found for found in map(json.loads, lines) if found["format"] == "camt"]
    assert files
    for found in files:
        data = (corpus / "statements" / found["path"]).read_bytes()
        assert camt.sniff(data[:65536]) == Score.SURE
        if "wrong" in found["path"]:
            with pytest.raises(BadFile, match="no-statement"):
                read(data)
            continue
        events = read(data)
        refused = slugs(events)
        assert len(rows_of(events)) + len(refused) == found["rows"], found["path"]
        assert refused in ([], ["row-without-date"]), found["path"]
        if found["sum"] is not None and not refused:
            total = sum(Decimal(row.amount.minor).scaleb(-row.amount.currency.scale) for row in rows_of(events))
            assert total == Decimal(found["sum"]), found["path"]


def test_no_other_file_of_the_corpus_is_taken(corpus):
    lines = (corpus / "statements" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    for found in map(json.loads, lines):
        if found["format"] != "camt":
            head = (corpus / "statements" / found["path"]).read_bytes()[:65536]
            assert camt.sniff(head) == Score.NO, found["path"]


@pytest.mark.parametrize("said", ["false", "0"])
def test_charges_that_are_said_not_to_be_included_are_none_of_the_amount(said):
    charge = f'<Chrgs><Rcrd><Amt Ccy="EUR">9</Amt><ChrgInclInd>{said}</ChrgInclInd></Rcrd></Chrgs>'
    assert one(entry(more=charge)).charges is None
    assert one(entry(more=charge.replace(f">{said}<", ">1<"))).charges == Money(900, EUR)
