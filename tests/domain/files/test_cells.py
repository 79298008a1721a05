import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.files.cells import csv_line, guarded

texts = st.sampled_from(["=1+1", "@cmd", "a\nb\r\nc", '"quoted", twice', "'=1", " x ", "\t1", "＝1"]) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=12
)


@given(texts)
def test_a_guarded_text_is_no_formula_and_gives_the_text_back(text):
    safe = guarded(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"))
    assert safe == text or safe == "'" + text
    assert guarded("=" + text) == "'=" + text and guarded("'=" + text) == "''=" + text


@given(st.lists(texts, min_size=2, max_size=4))
def test_any_cells_read_back(cells):
    line = csv_line(cells).decode("utf-8")
    assert next(csv.reader(io.StringIO(line, newline=""), strict=True)) == cells


def test_only_what_needs_quotes_gets_them():
    assert csv_line(["", "abc", "a b", "-12.50", "a-b"]) == b",abc,a b,-12.50,a-b\r\n"
    assert csv_line(["a,b", 'a"b', "a\nb", " a", "a\t"]) == b'"a,b","a""b","a\nb"," a","a\t"\r\n'


def test_half_a_character_is_written_as_a_question_mark():
    assert csv_line(["a\ud800b"]) == b"a?b\r\n"
