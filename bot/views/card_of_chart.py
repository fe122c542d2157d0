"""What every chart is drawn on: a soft, rounded card that reads in Slack's light and dark alike.

Slack doesn't tell which of the two somebody uses, so a chart brings its own ground.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GROUND, ROUNDING = "#eef1f4", 0.03  # of the width
MARGIN_INCHES = 0.12


def png(figure: Figure) -> bytes:
    """The figure as a PNG, transparent beside its rounded corners."""
    from matplotlib.patches import FancyBboxPatch

    width, height = figure.get_size_inches()
    card = FancyBboxPatch(
        (0, 0),
        1,
        1,
        boxstyle=f"round,pad=0,rounding_size={ROUNDING}",
        mutation_aspect=width / height,
        transform=figure.transFigure,
        facecolor=GROUND,
        edgecolor="none",
        zorder=-10,
    )
    figure.patch.set_alpha(0)
    card.set_in_layout(False)
    figure.add_artist(card)
    figure.set_layout_engine("constrained", w_pad=MARGIN_INCHES, h_pad=MARGIN_INCHES)
    for axes in figure.axes:
        axes.set_facecolor("none")
    out = BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()
