"""Small wrong changes to a module, by its syntax tree: what a slip of the pen, or a step that was left out, would be.

In goes a source text, out come ``Mutant`` values: where, what stood there, what stands there then. ``mutated`` gives
the tree with one of them in it. Texts for people and slugs stay as they are; bytes, which keys and seals are told apart
by, don't.
"""

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from wallet_cli import errors

WIDTH = 90
_NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
}  # fmt: skip
_SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv,
    ast.Div: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr, ast.Pow: ast.Mult,
}  # fmt: skip
_OTHER_CALL = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
_TYPES = {"int", "str", "bytes", "float", "list", "tuple", "dict", "set"}
_ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"Refusal"}
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SILENT = ("annotation", "returns", "decorator_list", "bases")


class Mutant(NamedTuple):
    """One change: ``position`` and ``variant`` find it again; ``owner`` is the function it is in, "" for the module."""

    position: int
    variant: int
    line: int
    owner: str
    before: str
    after: str

    @property
    def change(self) -> str:
        """In words, as the list of equivalent ones has it."""
        return f"{self.before} → {self.after}"


class _Edit(NamedTuple):
    """``value`` in the place ``key`` of ``holder``, a node or a list; ``shown`` is the node that says what it means."""

    line: int
    shown: ast.AST
    holder: Any
    key: str | int
    value: Any

    def put(self, value: Any) -> Any:
        """Put it there; what was there."""
        if isinstance(self.key, int):
            old, self.holder[self.key] = self.holder[self.key], value
        else:
            old = getattr(self.holder, self.key)
            setattr(self.holder, self.key, value)
        return old


def mutants(source: str) -> list[Mutant]:
    """All changes of a module, in the order of its syntax tree."""
    tree = ast.parse(source)
    owners = _owners(tree)
    found: list[Mutant] = []
    for position, node in enumerate(ast.walk(tree)):
        if id(node) not in owners:
            continue
        for variant, edit in enumerate(_edits(node)):
            before = _text(edit.shown)
            old = edit.put(edit.value)
            after = _text(edit.value if edit.shown is old else edit.shown)
            edit.put(old)
            owner = owners.get(id(edit.shown), owners[id(node)])
            found.append(Mutant(position, variant, edit.line, owner, *_beside_each_other(before, after)))
    return found


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The module with this change in it."""
    tree = ast.parse(source)
    for position, node in enumerate(ast.walk(tree)):
        if position == mutant.position:
            edit = list(_edits(node))[mutant.variant]
            edit.put(edit.value)
            return ast.fix_missing_locations(tree)
    raise LookupError(mutant)


def _owners(tree: ast.Module) -> dict[int, str]:
    """For each node that may be changed its outermost function, as "Class.method"."""
    owners: dict[int, str] = {}

    def visit(node: ast.AST, path: tuple[str, ...], owner: str) -> None:
        owners[id(node)] = owner
        for field, value in ast.iter_fields(node):
            if field in _SILENT:
                continue
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST) or _says_nothing(child):
                    continue
                inner = path
                if isinstance(child, (*_FUNCTIONS, ast.ClassDef)) and not owner:
                    inner = (*path, child.name)
                in_function = isinstance(node, _FUNCTIONS) and field == "body"
                visit(child, inner, owner or (".".join(path) if in_function else ""))

    visit(tree, (), "")
    return owners


def _says_nothing(node: ast.AST) -> bool:
    """Whether it is a docstring, an import, or for the checker of types alone."""
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return True
    if isinstance(node, ast.Assign) and ast.unparse(node) == "TYPE_CHECKING = False":
        return True
    texts = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return texts or isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr)


def _edits(node: ast.AST) -> Iterator[_Edit]:
    """Each change of this node alone, always in the same order."""
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield from _left_out(block)
    yield from _values(node)
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            for table in (_NEGATED, _BOUNDARY):
                if type(operator) in table:
                    yield _Edit(node.lineno, node, node.ops, number, table[type(operator)]())
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _SWAPPED and not _is_union(node):
        yield _Edit(node.lineno, node, node, "op", _SWAPPED[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _Edit(node.lineno, node, node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _Edit(node.lineno, node, node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield _Edit(node.lineno, node, node, "op", ast.UAdd())
    elif isinstance(node, ast.Slice):
        for bound in ("lower", "upper"):
            if getattr(node, bound) is not None:
                yield _Edit(node.lineno, node, node, bound, None)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not isinstance(node.value, ast.Constant):
            yield _Edit(node.lineno, node, node, "value", ast.Constant(None))
    elif isinstance(node, ast.comprehension):
        for number, test in enumerate(node.ifs):
            yield _Edit(test.lineno, node, node, "ifs", node.ifs[:number] + node.ifs[number + 1 :])
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and isinstance(
        node.test, ast.Name | ast.Attribute | ast.Call | ast.BoolOp | ast.NamedExpr
    ):
        yield _Edit(node.lineno, node.test, node, "test", ast.UnaryOp(ast.Not(), node.test))


def _values(node: ast.AST) -> Iterator[_Edit]:
    """Other values for the constants right below, shown with what they are a part of."""
    for field, below in ast.iter_fields(node):
        for child in () if field in _SILENT else below if isinstance(below, list) else [below]:
            if isinstance(child, ast.Constant):
                for value in _near(child.value):
                    yield _Edit(child.lineno, node, child, "value", value)


def _left_out(block: list[ast.stmt]) -> Iterator[_Edit]:
    """Steps left out, and loops that go on or end."""
    for number, step in enumerate(block):
        targets = step.targets if isinstance(step, ast.Assign) else []
        if (
            isinstance(step, ast.Raise | ast.AugAssign | ast.Delete)
            or (isinstance(step, ast.Expr) and isinstance(step.value, ast.Call | ast.Yield | ast.YieldFrom))
            or any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)
        ):
            yield _Edit(step.lineno, step, block, number, ast.Pass())
        elif isinstance(step, ast.Break | ast.Continue):
            other = ast.Continue() if isinstance(step, ast.Break) else ast.Break()
            yield _Edit(step.lineno, step, block, number, other)


def _calls(node: ast.Call) -> Iterator[_Edit]:
    """Options left out, and the opposite of what is called. That errors have their parameters another check sees."""
    if isinstance(node.func, ast.Name) and node.func.id in _ERRORS:
        return
    for number, keyword in enumerate(node.keywords):
        if keyword.arg is not None:
            yield _Edit(node.lineno, node, node, "keywords", node.keywords[:number] + node.keywords[number + 1 :])
    if isinstance(node.func, ast.Name) and node.func.id in _OTHER_CALL:
        yield _Edit(node.lineno, node, node.func, "id", _OTHER_CALL[node.func.id])


def _near(value: object) -> Iterator[object]:
    """Values beside this one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, bytes):
        yield bytes([value[0] ^ 1]) + value[1:] if value else b"\0"


def _is_union(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether it is a union of types: ``int | None``."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.BitOr):
        return False
    right = node.right
    return isinstance(right, ast.Constant) or (isinstance(right, ast.Name) and right.id in _TYPES)


def _text(node: ast.AST) -> str:
    """It in one line."""
    return " ".join(ast.unparse(node).split())


def _beside_each_other(before: str, after: str) -> tuple[str, str]:
    """Of long texts what is around their first difference."""
    if max(len(before), len(after)) <= WIDTH:
        return before, after
    same = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    first = max(0, same - WIDTH // 2)
    start = "…" if first else ""
    return tuple(
        start + text[first : first + WIDTH] + ("…" if len(text) > first + WIDTH else "") for text in (before, after)
    )  # type: ignore[return-value]
