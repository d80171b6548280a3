#!/usr/bin/env python3
"""Train the language model on encoded treebanks and export its sections.

usage: train.py DATA OUT [--epochs N] [--seed N] ...

DATA is what train/encode wrote, with vectors.f32 beside it; OUT receives one file a
section of the model file (src/language/model.h), for train/pack. The net and why it is
built so: docs/language.md. The arithmetic here is that of src/language/net.c, with the
rounding to 8 bits that the runtime does learned along from the middle of the training on.
"""
import argparse
import json
import math
import random
import struct
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

N_SLOT, N_UPOS, N_XPOS, N_BUCKET = 9, 17, 49, 16
AS_IS, TITLE, UPPER, LOWER = range(4)


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data")
    p.add_argument("out")
    p.add_argument("--train", nargs="+", default=["en_ewt-train", "en_gum-train"])
    p.add_argument("--dev", nargs="+", default=["en_ewt-dev", "en_gum-dev"])
    p.add_argument("--layers", default="cgcg", help="c: convolution, g: minimal gated recurrence")
    p.add_argument("--width", type=int, default=256)
    p.add_argument("--arc", type=int, default=96)
    p.add_argument("--label", type=int, default=128)
    p.add_argument("--epochs", type=int, default=24)
    p.add_argument("--batch", type=int, default=900, help="words")
    p.add_argument("--rate", type=float, default=3e-3)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--word-dropout", type=float, default=0.15)
    p.add_argument("--recase", type=float, default=0.1, help="share of sentences in other casing")
    p.add_argument("--split", type=float, default=0.2, help="share of sentences read apart from their paragraph")
    p.add_argument("--quantize-from", type=float, default=0.6, help="share of the training without rounding")
    p.add_argument("--average", type=float, default=0.998)
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


class Corpus:
    """Treebanks as segments: runs of sentences of one paragraph, which the encoder reads as one."""

    def __init__(self, folder, names):
        self.sentences = []
        for name in names:
            tags = np.fromfile(f"{folder}/{name}.tags.i32", np.int32).reshape(-1, 5)
            forms = np.fromfile(f"{folder}/{name}.forms.i32", np.int32).reshape(4, len(tags), N_SLOT + 2)
            at = 0
            for n, paragraph in np.fromfile(f"{folder}/{name}.sentences.i32", np.int32).reshape(-1, 2):
                self.sentences.append((bool(paragraph), forms[:, at:at + n], tags[at:at + n]))
                at += n

    def segments(self, split, most=200):
        out, current, words = [], [], 0
        for i, (paragraph, _, tags) in enumerate(self.sentences):
            if current and (paragraph or words + len(tags) > most or random.random() < split):
                out.append(current)
                current, words = [], 0
            current.append(i)
            words += len(tags)
        return out + [current] if current else out

    def size(self, segment):
        return sum(len(self.sentences[i][2]) for i in segment)

    def batches(self, words, split=0.0, recase=0.0, shuffle=False):
        segments = self.segments(split)
        if shuffle:
            random.shuffle(segments)
            runs = [sorted(segments[i:i + 400], key=self.size) for i in range(0, len(segments), 400)]
            segments = [s for run in runs for s in run]
        out, current, n = [], [], 0
        for s in segments:
            if current and n + self.size(s) > words:
                out.append(current)
                current, n = [], 0
            current.append(s)
            n += self.size(s)
        if current:
            out.append(current)
        if shuffle:
            random.shuffle(out)
        return [self.pack(b, recase) for b in out]

    def pack(self, segments, recase):
        ids = [i for s in segments for i in s]
        casing = [random.choice((TITLE, TITLE, TITLE, UPPER, LOWER)) if random.random() < recase else AS_IS
                  for _ in ids]
        forms = np.concatenate([self.sentences[i][1][c] for i, c in zip(ids, casing)])
        tags = np.concatenate([self.sentences[i][2] for i in ids])
        lengths = np.array([len(self.sentences[i][2]) for i in ids])
        sizes = np.array([self.size(s) for s in segments])
        start, end, last = (np.zeros(len(tags), np.float32) for _ in range(3))
        end[np.cumsum(sizes) - 1] = 1
        start[np.cumsum(sizes) - sizes] = 1
        last[np.cumsum(lengths) - 1] = 1
        first = np.cumsum(lengths) - lengths
        index = np.minimum(first[:, None] + np.arange(lengths.max()), len(tags) - 1)
        mask = np.arange(lengths.max()) < lengths[:, None]
        heads = np.zeros(mask.shape, np.int64)
        heads[mask] = tags[:, 4]
        t = torch.from_numpy
        return dict(forms=t(forms).long(), tags=t(tags).long(), start=t(start), end=t(end), last=t(last),
                    longest=int(sizes.max()), index=t(index), mask=t(mask), heads=t(heads))


class Scan(torch.autograd.Function):
    """h[t] = a[t] h[t-1] + b[t] in logarithmically many steps; a is 0 where a segment begins."""

    @staticmethod
    def run(a, b, longest):
        a, b, step = a.clone(), b.clone(), 1
        while step < longest:
            b[step:] = b[step:] + a[step:] * b[:-step]
            shifted = a.clone()
            shifted[step:] = a[step:] * a[:-step]
            a, step = shifted, step * 2
        return b

    @staticmethod
    def forward(ctx, a, b, longest):
        h = Scan.run(a, b, longest)
        ctx.save_for_backward(a, h)
        ctx.longest = longest
        return h

    @staticmethod
    def backward(ctx, grad):
        a, h = ctx.saved_tensors
        after = torch.zeros_like(a)
        after[:-1] = a[1:]
        grad = Scan.run(after.flip(0), grad.flip(0), ctx.longest).flip(0)
        before = torch.zeros_like(h)
        before[1:] = h[:-1]
        return grad * before, grad, None


def gelu(x):
    return F.gelu(x, approximate="tanh")  # this Debian's exact GELU has wrong gradients


def straight_through(x, rounded):
    return x + (rounded - x).detach()


class Quantized(nn.Module):
    """A linear layer whose input and weights are rounded to 8 bits once `active` is set: the input
    by one scale a layer, the weights by one a row, as the runtime does."""

    active = False

    def __init__(self, n_in, n_out, bias=True):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out, bias)
        self.register_buffer("most", torch.zeros(1))

    def see(self, x):
        if self.training:
            most = x.detach().abs().max().view(1)
            self.most.copy_(most if self.most == 0 else 0.99 * self.most + 0.01 * most)

    def forward(self, x):
        self.see(x)
        weight = self.linear.weight
        if Quantized.active:
            scale = self.most / 127
            x = straight_through(x.clamp(-self.most.item(), self.most.item()), (x / scale).round().clamp(-127, 127) * scale)
            row = weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            weight = straight_through(weight, (weight / row).round() * row)
        return F.linear(x, weight, self.linear.bias)


class Convolution(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.map, self.norm, self.dropout = Quantized(3 * width, width), nn.LayerNorm(width), dropout

    def forward(self, x, b):
        edge = torch.zeros(1, x.shape[1])
        left = torch.cat([edge, x[:-1]]) * (1 - b["start"])[:, None]
        right = torch.cat([x[1:], edge]) * (1 - b["end"])[:, None]
        y = self.norm(gelu(self.map(torch.cat([left, x, right], 1))))
        return x + F.dropout(y, self.dropout, self.training)


class Recurrence(nn.Module):
    """minGRU (Feng et al. 2024) in both directions: gates first, then candidates."""

    def __init__(self, width, dropout):
        super().__init__()
        self.map, self.norm, self.dropout, self.half = Quantized(width, 2 * width), nn.LayerNorm(width), dropout, width // 2
        with torch.no_grad():
            self.map.linear.bias[:width] -= 1

    def forward(self, x, b):
        z, c = self.map(x).chunk(2, 1)
        z, h = torch.sigmoid(z), self.half
        before, behind = (1 - b["start"])[:, None], (1 - b["end"])[:, None]
        forth = Scan.apply((1 - z[:, :h]) * before, z[:, :h] * c[:, :h], b["longest"])
        back = Scan.apply(((1 - z[:, h:]) * behind).flip(0), (z[:, h:] * c[:, h:]).flip(0), b["longest"]).flip(0)
        return x + F.dropout(self.norm(torch.cat([forth, back], 1)), self.dropout, self.training)


def bucket(distance):
    """1 to 7 to the left, 8 to 14 to the right; 15 is the root's. net.c has the same."""
    far = distance.abs()
    far = torch.where(far <= 4, far, torch.where(far <= 6, 5, torch.where(far <= 10, 6, 7)))
    return torch.where(distance < 0, 8 - far, 7 + far).clamp(0, 15)


class Net(nn.Module):
    def __init__(self, args, sizes, vectors, n_deprel):
        super().__init__()
        w = args.width
        self.args, self.n_feats = args, sizes["feats"]
        self.rows = nn.EmbeddingBag(sizes["rows"], w, mode="sum", sparse=True, padding_idx=0)
        nn.init.normal_(self.rows.weight, 0, 0.3)
        self.rows.weight.data[0] = 0
        self.register_buffer("vectors", vectors)
        self.project = nn.Linear(vectors.shape[1], w, bias=False)
        self.space = nn.Parameter(torch.zeros(2, w))
        self.norm_in, self.norm_out = nn.LayerNorm(w), nn.LayerNorm(w)
        kinds = {"c": Convolution, "g": Recurrence}
        self.encoder = nn.ModuleList([kinds[k](w, args.dropout) for k in args.layers])
        # One product for all heads: tags, sentence end, arc and label vectors.
        self.cuts = [N_UPOS, N_XPOS, sizes["feats"], 1, args.arc, args.arc, args.label, args.label]
        self.heads = Quantized(w, sum(self.cuts))
        self.root = nn.Parameter(torch.randn(w) * 0.1)
        self.arc = Quantized(args.arc, args.arc + N_BUCKET)  # to a head's vector; to each distance
        self.label_distance = nn.Parameter(torch.zeros(N_BUCKET, args.label))
        self.label = Quantized(args.label, n_deprel)

    def encode(self, b):
        drop = self.args.word_dropout
        rows, vector = b["forms"][:, :N_SLOT], b["forms"][:, N_SLOT]
        if self.training:
            share = torch.tensor([drop] + [drop / 3] * (N_SLOT - 1))
            rows = rows.masked_fill(torch.rand(rows.shape) < share, 0)
            vector = vector.masked_fill(torch.rand(len(vector)) < drop / 2, 0)
        x = self.rows(rows) + self.project(self.vectors[vector]) + self.space[b["forms"][:, N_SLOT + 1]]
        x = F.dropout(self.norm_in(x), self.args.dropout, self.training)
        for layer in self.encoder:
            x = layer(x, b)
        return F.dropout(self.norm_out(x), self.args.dropout, self.training)

    def root_vectors(self):
        y = self.heads(self.root[None]).split(self.cuts, 1)
        return gelu(y[5]), y[7]

    def forward(self, b):
        y = self.heads(torch.cat([self.encode(b), self.root[None]])).split(self.cuts, 1)
        root_arc, root_label = gelu(y[5][-1:]), y[7][-1:]
        y = [part[:-1] for part in y]
        dependent, head = gelu(y[4])[b["index"]], gelu(y[5])[b["index"]]
        n, t, _ = dependent.shape
        head = torch.cat([root_arc.expand(n, 1, -1), head], 1)
        wanted, by_distance = self.arc(dependent).split([self.args.arc, N_BUCKET], 2)
        distance = bucket(torch.arange(t + 1)[None] - 1 - torch.arange(t)[:, None])
        distance[:, 0] = 15
        arcs = wanted @ head.transpose(1, 2) + by_distance.gather(2, distance.expand(n, -1, -1))
        outside = torch.cat([torch.zeros(n, 1, dtype=torch.bool), ~b["mask"]], 1)[:, None]
        itself = torch.cat([torch.zeros(t, 1, dtype=torch.bool), torch.eye(t, dtype=torch.bool)], 1)
        arcs = arcs.masked_fill(outside | itself, -1e4)
        return y, arcs, root_label

    def labels(self, b, y, root_label, heads):
        """Label scores of every word at the head given, [words][labels]."""
        n, t = heads.shape
        of_head = torch.cat([root_label.expand(n, 1, -1), y[7][b["index"]]], 1)
        of_head = of_head.gather(1, heads[:, :, None].expand(-1, -1, of_head.shape[2]))
        distance = bucket(heads - 1 - torch.arange(t))
        distance[heads == 0] = 15
        hidden = y[6][b["index"]] + of_head + self.label_distance[distance]
        return self.label(F.dropout(gelu(hidden[b["mask"]]), self.args.dropout, self.training))


def loss_of(net, b):
    y, arcs, root_label = net(b)
    tags, mask = b["tags"], b["mask"]
    loss = F.cross_entropy(y[0], tags[:, 0]) + 0.5 * F.cross_entropy(y[1], tags[:, 1])
    loss = loss + 0.5 * F.cross_entropy(y[2], tags[:, 2])
    loss = loss + F.cross_entropy(arcs[mask], b["heads"][mask])
    loss = loss + F.cross_entropy(net.labels(b, y, root_label, b["heads"]), tags[:, 3])
    inside = b["end"] < 1
    if inside.any():
        loss = loss + F.binary_cross_entropy_with_logits(y[3][inside, 0], b["last"][inside])
    return loss


@torch.no_grad()
def evaluate(net, corpus, plain):
    """UPOS, XPOS, feats, UAS, LAS (without subtypes) on gold words, F1 of sentence ends, in per cent."""
    net.eval()
    n = right = 0
    found = wanted = both = 0
    for b in corpus.batches(4000):
        y, arcs, root_label = net(b)
        tags, mask, heads = b["tags"], b["mask"], arcs.argmax(2)
        label = plain[net.labels(b, y, root_label, heads).argmax(1)] == plain[tags[:, 3]]
        head = (heads == b["heads"])[mask]
        right = right + np.array([(y[k].argmax(1) == tags[:, k]).sum().item() for k in range(3)]
                                 + [head.sum().item(), (head & label).sum().item()])
        n += len(tags)
        end, last = (y[3][:, 0] > 0) | (b["end"] > 0), b["last"] > 0
        found, wanted, both = found + end.sum().item(), wanted + last.sum().item(), both + (end & last).sum().item()
    net.train()
    return [round(100 * r / n, 2) for r in right] + [round(200 * both / (found + wanted), 2)]


class Averaged:
    """An exponential average of the weights, which is what is evaluated and exported."""

    def __init__(self, net, decay):
        self.decay, self.state = decay, {k: v.clone() for k, v in net.state_dict().items() if k != "vectors"}

    @torch.no_grad()
    def update(self, net, step, every=5):
        decay = min(self.decay, (1 + step) / (10 + step)) ** every
        state = net.state_dict()
        for name, mean in self.state.items():
            mean.lerp_(state[name], 1 - decay)

    def swapped_in(self, net):
        own = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(self.state, strict=False)
        return own


def train(net, args, corpus, devs, plain):
    dense = [p for name, p in net.named_parameters() if name != "rows.weight"]
    optimizers = [torch.optim.AdamW(dense, lr=args.rate, betas=(0.9, 0.99), weight_decay=0.01),
                  torch.optim.SparseAdam([net.rows.weight], lr=args.rate, betas=(0.9, 0.99))]
    average, began, step, steps = Averaged(net, args.average), time.time(), 0, None
    for epoch in range(args.epochs):
        batches = corpus.batches(args.batch, args.split, args.recase, shuffle=True)
        steps = steps or len(batches) * args.epochs
        Quantized.active = epoch >= args.quantize_from * args.epochs
        for b in batches:
            rate = args.rate * min(1, (step + 1) / 200) * 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))
            for optimizer in optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = rate
            loss = loss_of(net, b)
            for p in net.parameters():
                p.grad = None
            loss.backward()
            nn.utils.clip_grad_norm_(dense, 2.0)
            for optimizer in optimizers:
                optimizer.step()
            step += 1
            if step % 5 == 0:
                average.update(net, step)
        line = f"epoch {epoch + 1} {time.time() - began:.0f} s loss {loss.item():.3f}"
        if epoch % 5 == 4 or epoch + 1 == args.epochs:
            own = average.swapped_in(net)
            for name, dev in devs.items():
                line += f"  {name} {evaluate(net, dev, plain)}"
            export(net, args)
            if epoch + 1 < args.epochs:
                net.load_state_dict(own)
        print(line, flush=True)


# ---- export: the sections of the model file, as src/language/model.h has them ----------------


def save(args, name, *arrays):
    with open(f"{args.out}/{name}", "wb") as f:
        for a in arrays:
            f.write(a if isinstance(a, bytes) else np.ascontiguousarray(a).tobytes())


def rounded_rows(table):
    scale = np.maximum(np.abs(table).max(1), 1e-8).astype(np.float32) / 127
    return np.rint(table / scale[:, None]).astype(np.int8), scale


def save_matrix(args, name, layer):
    """Weights in tiles of 16 outputs by 4 inputs, [n_out / 16][n_in / 4][16][4]."""
    weight = layer.linear.weight.detach().numpy()
    bias = layer.linear.bias.detach().numpy()
    rows, scale = rounded_rows(weight)
    n_out, n_in = weight.shape
    out16, in4 = -(-n_out // 16) * 16, -(-n_in // 4) * 4
    padded = np.zeros((out16, in4), np.int8)
    padded[:n_out, :n_in] = rows
    tiles = padded.reshape(out16 // 16, 16, in4 // 4, 4).transpose(0, 2, 1, 3)
    unit = layer.most.item() / 127
    pad = lambda v: np.pad(v.astype(np.float32), (0, out16 - n_out))
    header = struct.pack("<4If", n_out, n_in, out16, in4, 1 / unit) + bytes(44)
    save(args, name, header, pad(scale * unit), pad(bias), tiles)


def floats(*tensors):
    return [t.detach().numpy().astype(np.float32) for t in tensors]


@torch.no_grad()
def export(net, args):
    net.eval()
    sizes = struct.pack("<8I16s", args.width, args.arc, args.label, net.n_feats, net.rows.num_embeddings,
                        len(net.vectors), len(args.layers), 0, args.layers.encode())
    save(args, "sizes", sizes)
    for name, table in (("rows", net.rows.weight), ("vectors", net.vectors)):
        rows, scale = rounded_rows(table.detach().numpy())
        save(args, name, rows)
        save(args, name + ".scale", scale)
    save(args, "input", *floats(net.project.weight.t(), net.space, net.norm_in.weight, net.norm_in.bias))
    for i, layer in enumerate(net.encoder):
        save_matrix(args, f"layer{i:02}", layer.map)
        save(args, f"norm{i:02}", *floats(layer.norm.weight, layer.norm.bias))
    save(args, "norm.out", *floats(net.norm_out.weight, net.norm_out.bias))
    save_matrix(args, "heads", net.heads)
    save_matrix(args, "arc", net.arc)
    save_matrix(args, "label", net.label)
    root_arc, root_label = net.root_vectors()
    save(args, "arc.root", *floats(root_arc))
    save(args, "label.root", *floats(root_label))
    save(args, "label.distance", *floats(net.label_distance))
    net.train()


def main():
    args = parse_arguments()
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.set_num_threads(1)
    sizes = json.load(open(f"{args.data}/sizes.json"))
    deprels = open(f"{args.data}/deprels.txt").read().split()
    first = {}
    plain = torch.tensor([first.setdefault(d.split(":")[0], i) for i, d in enumerate(deprels)])
    vectors = torch.from_numpy(np.fromfile(f"{args.data}/vectors.f32", np.float32).reshape(sizes["vectors"], -1))
    net = Net(args, sizes, vectors, len(deprels))
    print("multiply-accumulates a word:", sum(m.linear.weight.numel() for m in net.modules() if isinstance(m, Quantized)))
    train(net, args, Corpus(args.data, args.train), {d: Corpus(args.data, [d]) for d in args.dev}, plain)


main()
