"""Adaptations of single functions of Rasa 3.6.21, each small and with its reason. Applied by `rasa_runtime.prepare`.

Each names the function that it replaces and the SHA-256 of that function's source: a test fails when Rasa's code is no
longer the one that it was written for. The figures in the reasons were measured on two cores with 120 FAQs.
"""

from __future__ import annotations

from lotse.rasa_adaptations import actions, graph, rules, serving, trackers
from lotse.rasa_adaptations.adaptation import Adaptation

ADAPTATIONS: tuple[Adaptation, ...] = (
    *serving.ADAPTATIONS,
    *graph.ADAPTATIONS,
    *rules.ADAPTATIONS,
    *trackers.ADAPTATIONS,
    *actions.ADAPTATIONS,
)


def apply_all() -> None:
    """Applies every adaptation, once."""
    for adaptation in ADAPTATIONS:
        adaptation.apply()
