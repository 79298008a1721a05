"""One of each thing that wallet can be given more of, that only the tests know: registered while they run, and nothing
else is edited. A key type, a scheme, a statement format, a kind of account, a period and a small entity.
"""
