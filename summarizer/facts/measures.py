"""Quantities in one unit per dimension, so that two notations of one value are equal: 18 months and 1.5 years."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .quantities import Quantity
from .units import is_dollar, measure_after

__all__ = ["Measured", "fits", "measured"]

_BASES: Mapping[str, tuple[str, float]] = MappingProxyType({
    unit: (dimension, factor)
    for dimension, table in {
        "length": {"km": 1e3, "m": 1.0, "cm": 1e-2, "mm": 1e-3, "mile": 1609.344, "foot": 0.3048, "inch": 0.0254,
                   "yard": 0.9144},
        "area": {"hectare": 1e4, "km²": 1e6, "m²": 1.0, "acre": 4046.8564224, "mile²": 2589988.110336,
                 "foot²": 0.09290304},
        "volume": {"litre": 1e-3, "ml": 1e-6, "m³": 1.0, "km³": 1e9, "gallon": 0.003785411784,
                   "barrel": 0.158987294928},
        "mass": {"tonne": 1e3, "kg": 1.0, "gram": 1e-3, "mg": 1e-6, "pound": 0.45359237, "ounce": 0.028349523125},
        "time": {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0,
                 "fortnight": 1209600.0},
        "calendar": {"month": 1.0, "year": 12.0, "decade": 120.0, "century": 1200.0},
        "speed": {"km/h": 1.0, "mph": 1.609344, "knot": 1.852},
        "power": {"kW": 1e3, "MW": 1e6, "GW": 1e9},
    }.items()
    for unit, factor in table.items()
})  # fmt: skip
"""Unit -> its dimension and its size in the base unit of that dimension; all exact by definition."""
_DEGREES = frozenset({"degree", "°C", "°F"})


class Measured(NamedTuple):
    """The dimension of a quantity ("length", "%", "EUR", "count"; empty if unknown) and its values in the base unit.

    ``factor`` is the size, in the base unit, of the unit that the text uses.
    """

    dimension: str
    values: tuple[float, ...]
    factor: float


def measured(q: Quantity) -> Measured:
    """Return ``q`` in the base unit of its dimension."""
    if q.kind == "number":
        named = measure_after(f" {q.unit}", 0) if q.unit else None  # "10 long months"
        if named and q.unit not in {"points", "point"}:
            return _in_base(named[0], q.values)
        return Measured("count" if q.unit else "", q.values, 1.0)
    if q.kind == "measure":
        return _in_base(q.unit or "", q.values)
    if q.kind == "age":
        return Measured("age", tuple(12 * v for v in q.values), 12.0)
    if q.kind == "money" and q.unit in {"cent", "penny"}:
        return Measured("cent", tuple(v / 100 for v in q.values), 0.01)
    return Measured(q.unit or "money" if q.kind == "money" else q.kind, q.values, 1.0)


def _in_base(unit: str, values: tuple[float, ...]) -> Measured:
    dimension, factor = _BASES.get(unit, (unit, 1.0))
    return Measured(dimension, tuple(v * factor for v in values), factor)


def fits(one: str, other: str) -> bool:
    """True if the dimensions ``one`` and ``other`` may describe the same thing.

    They may if they are equal, if one is unknown, or if one is less exact: "degree" and "°C", "$" and "USD".
    """
    if one == other or not one or not other:
        return True
    pair = {one, other}
    if pair <= _DEGREES:
        return "degree" in pair
    if "cent" in pair or "$" in pair:
        (rest,) = pair - ({"cent"} if "cent" in pair else {"$"})
        return is_dollar(rest) or ("cent" in pair and len(rest) == 3 and rest.isupper())
    return pair <= {"age", "calendar", "count"} and "age" in pair
