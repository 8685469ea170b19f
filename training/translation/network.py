"""A transformer (Vaswani et al., 2017, arXiv:1706.03762) with a deep encoder and a shallow decoder (Kasai et al., 2021,
arXiv:2006.10369), normalised before each part (Xiong et al., 2020, arXiv:2002.04745).

One table holds the vectors of the pieces of both languages, read and written. Training, evaluation and the exported
graph run this same code: the decoder always takes what it has read before, which in training is nothing.
"""

from typing import Optional

import torch
from torch import nn
from torch.nn import functional

from .workspace import END, PADDING, UNKNOWN, Shape

Tensor = torch.Tensor
Cache = list[tuple[Tensor, Tensor]]
"""Keys and values of each decoder layer, shape (batch, heads, pieces read, head width)."""


def split_heads(states: Tensor, heads: int) -> Tensor:
    """(batch, pieces, width) → (batch, heads, pieces, head width)"""
    batch, pieces, width = states.shape
    return states.view(batch, pieces, heads, width // heads).transpose(1, 2)


def attend(queries: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> Tensor:
    """Scaled dot products; `mask` is added to them: zero where one may look. Returns (batch, pieces, width)."""
    scores = queries @ keys.transpose(-2, -1) / queries.shape[-1] ** 0.5 + mask
    mixed = scores.softmax(dim=-1) @ values
    batch, heads, pieces, head_width = mixed.shape
    return mixed.transpose(1, 2).reshape(batch, pieces, heads * head_width)


def hide(hidden: Tensor) -> Tensor:
    """True → far below every score, False → 0. Not −∞: a row that is hidden whole would have no softmax."""
    return hidden.float() * -1e9


def numbers_of(pieces: list[int], vocabulary: int) -> Tensor:
    """True at these places of a whole vocabulary."""
    return torch.isin(torch.arange(vocabulary), torch.tensor(pieces))


class FeedForward(nn.Sequential):
    def __init__(self, shape: Shape):
        super().__init__(
            nn.LayerNorm(shape.width),
            nn.Linear(shape.width, shape.feed_forward),
            nn.ReLU(),
            nn.Linear(shape.feed_forward, shape.width),
        )


class SelfAttention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.width)
        self.project = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, states: Tensor, mask: Tensor, past: Optional[tuple[Tensor, Tensor]] = None):
        """Returns what was mixed, and the keys and values of all pieces read."""
        projected = self.project(self.norm(states)).chunk(3, dim=-1)
        queries, keys, values = (split_heads(part, self.heads) for part in projected)
        if past is not None:
            keys, values = (torch.cat(pair, dim=2) for pair in zip(past, (keys, values)))
        return self.out(attend(queries, keys, values, mask)), (keys, values)


class CrossAttention(nn.Module):
    """Looks at the source, whose keys and values the encoder has prepared."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        self.norm = nn.LayerNorm(shape.width)
        self.query = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(self, states: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> Tensor:
        queries = split_heads(self.query(self.norm(states)), self.heads)
        return self.out(attend(queries, keys, values, mask))


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention = SelfAttention(shape)
        self.feed_forward = FeedForward(shape)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        states = states + self.dropout(self.attention(states, mask)[0])
        return states + self.dropout(self.feed_forward(states))


class DecoderLayer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention = SelfAttention(shape)
        self.cross_attention = CrossAttention(shape)
        self.feed_forward = FeedForward(shape)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, states: Tensor, source: tuple[Tensor, Tensor], masks: tuple[Tensor, Tensor], past):
        """`masks`: of the pieces written, and of the source. Returns the states and what the cache becomes."""
        own_mask, source_mask = masks
        mixed, present = self.attention(states, own_mask, past)
        states = states + self.dropout(mixed)
        states = states + self.dropout(self.cross_attention(states, *source, source_mask))
        return states + self.dropout(self.feed_forward(states)), present


def position_table(shape: Shape) -> Tensor:
    """Sines and cosines, shape (positions, width)."""
    rates = torch.exp(torch.arange(0, shape.width, 2) * (-torch.log(torch.tensor(10_000.0)) / shape.width))
    angles = torch.arange(shape.positions).unsqueeze(1) * rates
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Translator(nn.Module):
    """Pieces of a text → likelihoods of the pieces of its rendering."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.table = nn.Embedding(shape.vocabulary, shape.width)
        nn.init.normal_(self.table.weight, std=shape.width**-0.5)
        self.register_buffer("positions", position_table(shape), persistent=False)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.memory = nn.Linear(shape.width, 2 * shape.decoder_layers * shape.width)
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.dropout = nn.Dropout(shape.dropout)
        self.register_buffer("never", hide(numbers_of([UNKNOWN, PADDING], shape.vocabulary)), persistent=False)
        """Added to scores, it keeps what is no text out of a rendering."""

    def encode(self, source: Tensor, source_mask: Tensor) -> Tensor:
        """Keys and values of every decoder layer for the source, end to end: shape (batch, pieces, 2 · layers · width).

        `source`: piece numbers, END last; `source_mask`: 1 for pieces, 0 for padding; both (batch, pieces).
        """
        states = self._embed(source, 0)
        mask = hide(source_mask == 0)[:, None, None, :]
        for layer in self.encoder:
            states = layer(states, mask)
        return self.memory(self.encoder_norm(states))

    def decode(self, written: Tensor, memory: Tensor, source_mask: Tensor, past: Cache) -> tuple[Tensor, Cache]:
        """Scores of what may follow each piece of `written`, shape (batch, pieces, vocabulary), and the longer cache.

        `past`: what was read before `written`; its tensors have a length of zero at first.
        """
        read = past[0][0].shape[2]
        states = self._embed(written, read)
        places = torch.arange(read + written.shape[1], device=written.device)
        later = places.unsqueeze(0) > places[read:].unsqueeze(1)
        masks = hide(later), hide(source_mask == 0)[:, None, None, :]
        present: Cache = []
        keys_and_values = memory.chunk(2 * self.shape.decoder_layers, dim=-1)
        for number, layer in enumerate(self.decoder):
            of_layer = keys_and_values[2 * number : 2 * number + 2]
            keys, values = (split_heads(part, self.shape.heads) for part in of_layer)
            states, cache = layer(states, (keys, values), masks, past[number])
            present.append(cache)
        return self._score(self.decoder_norm(states)), present

    def forward(self, source: Tensor, written: Tensor) -> Tensor:
        """Scores of what follows each piece of `written`, for training. Rows are padded at their end."""
        source_mask = (source != PADDING).long()
        return self.decode(written, self.encode(source, source_mask), source_mask, self.empty_cache(len(source)))[0]

    def empty_cache(self, batch: int) -> Cache:
        """Nothing read yet."""
        shape = self.shape
        nothing = self.table.weight.new_zeros(batch, shape.heads, 0, shape.head_width)
        return [(nothing, nothing) for _ in range(shape.decoder_layers)]

    def _embed(self, pieces: Tensor, first: int) -> Tensor:
        """`first`: the place of the first piece in its text."""
        vectors = self.table(pieces) * self.shape.width**0.5
        return self.dropout(vectors + self.positions[first : first + pieces.shape[1]])

    def _score(self, states: Tensor) -> Tensor:
        return functional.linear(states, self.table.weight)


@torch.no_grad()
def translate(network: Translator, sources: list[list[int]]) -> list[list[int]]:
    """The likeliest piece at each step, as transformers.js decodes. `sources`: pieces without END; so are results.

    A rendering that does not come to an end has as many pieces as fit.
    """
    device = network.table.weight.device
    longest = max(map(len, sources)) + 1
    padded = [[*pieces, END, *[PADDING] * (longest - len(pieces) - 1)] for pieces in sources]
    source = torch.tensor(padded, device=device)
    source_mask = (source != PADDING).long()
    memory = network.encode(source, source_mask)
    cache = network.empty_cache(len(sources))
    last = torch.full((len(sources), 1), PADDING, device=device)
    written: list[Tensor] = []
    ended = torch.zeros(len(sources), dtype=torch.bool, device=device)
    while len(written) < min(network.shape.positions, 2 * longest + 16) and not ended.all():
        scores, cache = network.decode(last, memory, source_mask, cache)
        last = (scores[:, -1] + network.never).argmax(dim=-1, keepdim=True)
        written.append(last)
        ended |= last.squeeze(1) == END
    return [row[: row.index(END)] if END in row else row for row in torch.cat(written, dim=1).tolist()]
