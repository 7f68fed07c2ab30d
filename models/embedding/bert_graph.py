"""A BERT sentence encoder as an ONNX graph, made from its weights without torch.

The graph is the one of Devlin et al. 2018 (post-layer-norm, learned positions), followed by the
mean over the tokens that are not padding and, where asked, scaling to unit length.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]
"""Tensors by the names of the Hugging Face layout, without a leading "bert."."""

OPSET = 20
"""The first with a Gelu of its own."""

IR_VERSION = 10

_LARGE = 1024
"""Bytes from which a tensor stays out of the graph. Writing 80 MB of weights into a message, only
for the engine to read them out again, took six times as long as everything else."""


@dataclass(frozen=True, slots=True)
class BertShape:
    """What the weights do not say by themselves.

    Attributes:
        layers, heads: counts.
        epsilon: of the layer norms.
    """

    layers: int
    heads: int
    epsilon: float


@dataclass(slots=True)
class _Graph:
    """Collects nodes and constants; every method returns the name of what it computes."""

    weights: Weights
    epsilon: float
    nodes: list[NodeProto] = field(default_factory=list)
    tensors: dict[str, NDArray[Any]] = field(default_factory=dict)
    constants: dict[str, TensorProto] = field(default_factory=dict)

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        whole = np.asarray(value, order="C")
        if whole.nbytes < _LARGE:
            self.constants[name] = numpy_helper.from_array(whole, name)
            return name
        named = TensorProto(
            name=name,
            data_type=helper.np_dtype_to_tensor_dtype(whole.dtype),
            dims=whole.shape,
            data_location=TensorProto.EXTERNAL,
        )
        # The engine is handed the tensor itself; the place only has to be named.
        named.external_data.add(key="location", value="memory")
        self.constants[name] = named
        self.tensors[name] = whole
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def linear(self, x: str, *layers: str) -> str:
        """Apply linear layers side by side; several become one multiplication."""
        kernel = np.concatenate([self.weights[f"{layer}.weight"] for layer in layers]).T
        bias = np.concatenate([self.weights[f"{layer}.bias"] for layer in layers])
        product = self.op("MatMul", x, self.constant(f"{layers[0]}.kernel", kernel))
        return self.op("Add", product, self.constant(f"{layers[0]}.bias", bias))

    def norm(self, x: str, layer: str) -> str:
        scale, shift = self.weight(f"{layer}.weight"), self.weight(f"{layer}.bias")
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=self.epsilon)


@dataclass(frozen=True, slots=True)
class EncoderGraph:
    """A graph, and the large tensors that it names but does not hold."""

    model: ModelProto
    tensors: Mapping[str, NDArray[Any]]


def sentence_encoder(weights: Weights, shape: BertShape, *, unit_length: bool) -> EncoderGraph:
    """Build the graph.

    Inputs are `ids` and `mask`, int64 of shape (texts, tokens); the output `vectors` has the shape
    (texts, width).

    Raises:
        KeyError: a tensor is missing.
    """
    graph = _Graph(weights, shape.epsilon)
    hidden = _embedded(graph)
    bias = _mask_bias(graph)
    for layer in range(shape.layers):
        hidden = _layer(graph, hidden, bias, f"encoder.layer.{layer}", shape.heads)
    vectors = _mean(graph, hidden)
    if unit_length:
        vectors = graph.op("LpNormalization", vectors, axis=-1, p=2)
    graph.op("Identity", vectors)
    graph.nodes[-1].output[0] = "vectors"
    width = weights["embeddings.word_embeddings.weight"].shape[1]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "sentence_encoder",
            [_tensor("ids", TensorProto.INT64), _tensor("mask", TensorProto.INT64)],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", width])],
            list(graph.constants.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    return EncoderGraph(model, graph.tensors)


def _tensor(name: str, kind: int) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["texts", "tokens"])


def _embedded(graph: _Graph) -> str:
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    positions = graph.weights["embeddings.position_embeddings.weight"]
    # Every text is one segment, so its embedding is the same at each position.
    segment = graph.weights["embeddings.token_type_embeddings.weight"][0]
    table = graph.constant("positions", positions + segment)
    count = graph.op("Shape", "ids", start=1, end=2)
    zero, axis = (graph.constant(name, np.array([0])) for name in ("zero", "axis"))
    placed = graph.op("Add", words, graph.op("Slice", table, zero, count, axis))
    return graph.norm(placed, "embeddings.LayerNorm")


def _mask_bias(graph: _Graph) -> str:
    """Return what is added to the attention's scores: 0 for tokens, very low for padding."""
    kept = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    padding = graph.op("Sub", graph.constant("one", np.array(1, np.float32)), kept)
    bias = graph.op("Mul", padding, graph.constant("lowest", np.array(-1e9, np.float32)))
    return graph.op("Unsqueeze", bias, graph.constant("bias_axes", np.array([1, 2])))


def _layer(graph: _Graph, x: str, bias: str, name: str, heads: int) -> str:
    attention, width = f"{name}.attention", graph.weights[f"{name}.output.dense.bias"].shape[0]
    each = width // heads
    shape = graph.constant("heads_shape", np.array([0, 0, 3, heads, each]))
    projected = graph.linear(x, *(f"{attention}.self.{part}" for part in ("query", "key", "value")))
    # (texts, tokens, 3, heads, each) -> (3, texts, heads, tokens, each)
    parted = graph.op("Transpose", graph.op("Reshape", projected, shape), perm=[2, 0, 3, 1, 4])
    query, key, value = (
        graph.op("Gather", parted, graph.constant(f"part_{n}", np.array(n)), axis=0)
        for n in range(3)
    )
    turned = graph.op("Transpose", key, perm=[0, 1, 3, 2])
    scale = graph.constant("scale", np.array(1 / np.sqrt(each), np.float32))
    scores = graph.op("Add", graph.op("Mul", graph.op("MatMul", query, turned), scale), bias)
    seen = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), value)
    flat = graph.constant("flat_shape", np.array([0, 0, width]))
    together = graph.op("Reshape", graph.op("Transpose", seen, perm=[0, 2, 1, 3]), flat)
    x = graph.norm(
        graph.op("Add", graph.linear(together, f"{attention}.output.dense"), x),
        f"{attention}.output.LayerNorm",
    )
    inner = graph.op("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
    outer = graph.linear(inner, f"{name}.output.dense")
    return graph.norm(graph.op("Add", outer, x), f"{name}.output.LayerNorm")


def _mean(graph: _Graph, hidden: str) -> str:
    axes = graph.constant("token_axis", np.array([1]))
    last = graph.constant("last_axis", np.array([2]))
    kept = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    weighed = graph.op("Mul", hidden, graph.op("Unsqueeze", kept, last))
    total = graph.op("ReduceSum", weighed, axes, keepdims=0)
    return graph.op("Div", total, graph.op("ReduceSum", kept, axes, keepdims=1))
