"""A graph's weights as 8-bit integers with a scale per row, its products in integers.

Weights use seven of the eight bits: processors without VNNI add two products of 8 by 8 bits in 16, which overflows with
all eight. What is multiplied with them is quantised as it comes, by its own largest and smallest value.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LARGEST = 63


def quantise_rows(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows, and the scale of each, shape (rows,), that multiplies back."""
    scales = np.abs(weights).max(axis=1) / LARGEST
    rows = weights / np.where(scales > 0, scales, 1)[:, None]
    return np.round(rows).astype(np.int8), scales.astype(np.float32)


class Quantiser:
    """Rewrites the two places where weights are used: looked up by row, or multiplied with as rows."""

    def __init__(self, model: onnx.ModelProto):
        self._graph = model.graph
        self._weights = {tensor.name: tensor for tensor in model.graph.initializer if len(tensor.dims) == 2}
        self._turned = {
            node.output[0]: node.input[0]
            for node in model.graph.node
            if node.op_type == "Transpose" and node.input[0] in self._weights
        }
        self._done: set[str] = set()

    def run(self) -> None:
        """In place. Weights used in any other way stay as they are."""
        nodes = [new for node in self._graph.node for new in self._rewrite(node)]
        used = {name for node in nodes for name in node.input}
        kept = [tensor for tensor in self._graph.initializer if tensor.name in used]
        del self._graph.node[:], self._graph.initializer[:]
        self._graph.node.extend(nodes)
        self._graph.initializer.extend(kept)

    def _rewrite(self, node: onnx.NodeProto) -> list[onnx.NodeProto]:
        if node.op_type == "Transpose" and node.output[0] in self._turned:
            self._quantise(node.input[0])
            return [helper.make_node("Transpose", [f"{node.input[0]}.rows"], [node.output[0]], perm=[1, 0])]
        if node.op_type == "MatMul" and node.input[1] in self._turned:
            return self._multiply(node, self._turned[node.input[1]])
        if node.op_type == "Gather" and node.input[0] in self._weights:
            return self._look_up(node)
        return [node]

    def _multiply(self, node: onnx.NodeProto, weight: str) -> list[onnx.NodeProto]:
        name = node.output[0]
        quantised = [f"{name}.quantised", f"{name}.scale", f"{name}.zero"]
        return [
            helper.make_node("DynamicQuantizeLinear", [node.input[0]], quantised),
            helper.make_node("MatMulInteger", [quantised[0], node.input[1], quantised[2]], [f"{name}.integers"]),
            helper.make_node("Cast", [f"{name}.integers"], [f"{name}.floats"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [quantised[1], f"{weight}.scales"], [f"{name}.scales"]),
            helper.make_node("Mul", [f"{name}.floats", f"{name}.scales"], [name]),
        ]

    def _look_up(self, node: onnx.NodeProto) -> list[onnx.NodeProto]:
        weight, pieces = node.input
        name = node.output[0]
        self._quantise(weight)
        return [
            helper.make_node("Gather", [f"{weight}.rows", pieces], [f"{name}.integers"]),
            helper.make_node("Cast", [f"{name}.integers"], [f"{name}.floats"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [f"{weight}.scales", pieces], [f"{name}.flat-scales"]),
            helper.make_node("Unsqueeze", [f"{name}.flat-scales", f"{weight}.last"], [f"{name}.scales"]),
            helper.make_node("Mul", [f"{name}.floats", f"{name}.scales"], [name]),
        ]

    def _quantise(self, weight: str) -> None:
        if weight in self._done:
            return
        self._done.add(weight)
        rows, scales = quantise_rows(numpy_helper.to_array(self._weights[weight]))
        parts = {"rows": rows, "scales": scales, "last": np.array([-1])}
        self._graph.initializer.extend(numpy_helper.from_array(part, f"{weight}.{key}") for key, part in parts.items())
