"""Drawing a code as SVG: a white square and one path of black runs, sharp at any size."""

from wallet_cli.qr.matrix import Matrix, framed

QUIET = 4


def write(modules: Matrix, scale: int = 8) -> str:
    """An SVG document, ``scale`` pixels a module, with the quiet zone of 4 modules."""
    rows = framed(modules, QUIET)
    side = len(rows)
    path = "".join(f"M{start} {y}h{length}v1h-{length}z" for y, row in enumerate(rows) for start, length in _runs(row))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * scale}" height="{side * scale}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path fill="#000" d="{path}"/></svg>\n'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """The dark runs of a row as (start, length)."""
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
