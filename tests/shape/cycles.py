"""The graph of imports between modules, those inside functions included, and its cycles."""

from collections.abc import Mapping, Sequence

from tests.shape.source import Module, imports_of


def graph_of(modules: Sequence[Module]) -> dict[str, set[str]]:
    """For each module the modules of the same tree that it imports, wherever the import stands."""
    names = {module.name for module in modules}
    graph: dict[str, set[str]] = {}
    for module in modules:
        targets = {_nearest(imported.dotted, names) for imported in imports_of(module)}
        graph[module.name] = targets - {"", module.name}
    return graph


def _nearest(dotted: str, names: set[str]) -> str:
    """The module that ``a.b.c`` means: itself, or the one that has ``c`` as a name in it; "" for foreign ones."""
    if dotted in names:
        return dotted
    parent = dotted.rpartition(".")[0]
    return parent if parent in names else ""


def cycles(modules: Sequence[Module]) -> list[str]:
    """Every group of modules that reach each other, as "a -> b -> a"; empty for a tree without cycles."""
    graph = graph_of(modules)
    found = []
    seen: set[str] = set()
    for start in graph:
        path = [] if start in seen else _way_back(graph, start)
        if path:
            seen.update(path)
            found.append(" -> ".join(path))
    return found


def _way_back(graph: Mapping[str, set[str]], start: str) -> list[str]:
    """The shortest way from ``start`` to itself, or nothing."""
    ways = [[start]]
    reached: set[str] = set()
    for way in ways:
        for target in sorted(graph[way[-1]]):
            if target == start:
                return [*way, start]
            if target not in reached:
                reached.add(target)
                ways.append([*way, target])
    return []


def imports_of_root(modules: Sequence[Module]) -> list[str]:
    """What the package itself imports: it must stay free of imports, since every start pays for it."""
    return [
        f"{module.path}:{imported.line}: {imported.dotted}"
        for module in modules
        if module.room == ""
        for imported in imports_of(module)
    ]
