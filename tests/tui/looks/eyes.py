"""How far apart two colours are to people who see no green.

Deuteranopia after Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
deficiency" (IEEE TVCG 15(6), 2009), its matrix for severity 1.0, on linear RGB; distance is CIE 1976's in L*a*b*,
of which about 2 can just be seen side by side.
"""

from codebench.tui.document.colour import rgb

_DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)

Vector = tuple[float, ...]


def distance(one: str, other: str) -> float:
    """How far apart two colours "#rrggbb" are without cones for green."""
    seen = (_lab(_product(_DEUTERANOPIA, _linear(colour))) for colour in (one, other))
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def _linear(colour: str) -> Vector:
    parts = (part / 255 for part in rgb(colour))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _lab(linear: Vector) -> Vector:
    in_gamut = tuple(min(1.0, max(0.0, part)) for part in linear)
    roots = []
    for part, white in zip(_product(_XYZ, in_gamut), _WHITE, strict=True):
        t = part / white
        roots.append(t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116)
    x, y, z = roots
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _product(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
