"""Adaptation of the run of Rasa's graph."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import Any, Optional, Sequence

from lotse.rasa_adaptations.adaptation import Adaptation

_ORDERS = "_lotse_orders"


def _nodes_in_order(original: Any) -> Any:
    """Rasa builds a task graph for each message and gives it to dask, which plans it anew. The plan is always the same.

    Here the nodes are put in order once for each set of targets and then simply called.
    """
    from rasa.engine.exceptions import GraphRunError

    def run(self: Any, inputs: Optional[dict[str, Any]] = None, targets: Optional[list[str]] = None) -> dict[str, Any]:
        nodes = self._instantiated_nodes
        for name in inputs or {}:
            if name in nodes:
                raise GraphRunError(f"The input '{name}' has the name of a node.")
        outputs: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        wanted = targets or self._graph_schema.target_names
        try:
            for name, parents in _order(self, tuple(wanted)):
                # A parent without output is given by its name, as dask does; the node says that it is missing.
                outputs[name] = nodes[name](*[outputs.get(parent, parent) for parent in parents])
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return {target: outputs[target][1] for target in wanted}

    return run


def _order(runner: Any, targets: tuple[str, ...]) -> Sequence[tuple[str, tuple[str, ...]]]:
    """The nodes that the targets need, parents first, each with its parents."""
    orders = runner.__dict__.setdefault(_ORDERS, {})
    if targets not in orders:
        needed = runner._graph_schema.minimal_graph_schema(list(targets)).nodes
        parents = {name: tuple(node.needs.values()) for name, node in needed.items()}
        try:
            orders[targets] = [
                (name, parents[name]) for name in TopologicalSorter(parents).static_order() if name in parents
            ]
        except CycleError as error:
            raise RuntimeError("The graph has a cycle.") from error
    return orders[targets]


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.engine.runner.dask",
        "DaskGraphRunner.run",
        "45f0f52f574f3aa9546a552bf671183e171092c18b66e97f5771a7fa295de37e",
        _nodes_in_order,
    ),
)
