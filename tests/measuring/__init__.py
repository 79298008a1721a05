"""Which tests coverage is measured in. It makes a test in this process half as dear again, and most tests reach what
others do: those of ``left_out.txt`` run without. The gate counts what the rest reaches, so it is stricter, never laxer.
"""
