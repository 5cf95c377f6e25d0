"""The transforms and properties that an element of a drawing inherits from its groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.base.geometry import IDENTITY, Matrix
from kit.drawing.svg.source.values import read_transform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.layout import Element


@dataclass(frozen=True, slots=True)
class Inherited:
    """The map from an element's parent to the drawing, and the properties that its parents set."""

    to_drawing: Matrix = IDENTITY
    properties: Mapping[str, str] = field(default_factory=dict)

    def inside(self, element: Element) -> Inherited:
        """Return what the children of an element inherit, including its own transform and properties."""
        return Inherited(self.map_of(element), {**self.properties, **without_transform(element)})

    def map_of(self, element: Element) -> Matrix:
        """Return the map from an element's own coordinates to the drawing."""
        return self.to_drawing @ transform_of(element)


def transform_of(element: Element) -> Matrix:
    """Return the transform of an element, or the identity if it has none."""
    return read_transform(element.attributes.get("transform", "")) or IDENTITY


def without_transform(element: Element) -> dict[str, str]:
    """Return all attributes of an element except its transform."""
    return {key: value for key, value in element.attributes.items() if key != "transform"}
