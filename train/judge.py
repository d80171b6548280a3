#!/usr/bin/env python3
"""Train the judge of events on encoded stories and export its sections.

usage: judge.py OUT TRAIN [--dev NAME...] [options]

TRAIN and the dev sets are what train/encode_events wrote (its OUT); OUT receives one file a section
of the event model (src/event/scorer.h). Two scorers are learned apart: of types (with mode and
status), and of roles. After each training the dev sets are scored: types by sentence, roles by
mention."""
import argparse
import struct

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

STATE, VECTOR, UNIT = 256, 100, 32
N_TYPE, N_STATUS, N_PART = 17, 6, 3
N_ROLE = N_PART + 2  # then who among all of an event's rows is actor, recipient
NOBODY = 3  # the role of the row for nobody


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out")
    p.add_argument("train")
    p.add_argument("--dev", nargs="*", default=[])
    p.add_argument("--modes", type=int, required=True, help="how many there are, with none: N_MODE")
    p.add_argument("--what", choices=["types", "roles"], nargs="*", default=["types", "roles"])
    p.add_argument("--hidden", type=int, default=96)
    p.add_argument("--epochs", type=int, default=7)
    p.add_argument("--batch", type=int, default=256)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--decay", type=float, default=0.05)
    p.add_argument("--dropout", type=float, default=0.4, help="of the hidden layer")
    p.add_argument("--feature-dropout", type=float, default=0.4)
    p.add_argument("--input-dropout", type=float, default=0.3, help="of states and vectors")
    p.add_argument("--least", type=int, default=5, help="a feature is kept when seen so often")
    p.add_argument("--nets", type=int, default=2, help="trained from as many seeds, and averaged")
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


class Rows:
    """One encoded set: labels, features, and the words whose states and vectors are read."""

    def __init__(self, name, what):
        first, n_word, width = (5, 4, 10) if what == "types" else (4, 4, 9)
        table = np.fromfile(f"{name}.{what}.i32", np.int32).reshape(-1, width)
        self.label = table[:, :3].astype(np.int64)  # types: type, mode, status; roles: role, type
        self.sentence = table[:, 3].astype(np.int64) * 4096 + table[:, 4]
        self.event = table[:, 3].astype(np.int64)  # of roles
        self.words = table[:, first:first + n_word].astype(np.int64)
        self.feature = np.fromfile(f"{name}.{what}.u64", np.uint64)
        self.start = np.concatenate([[0], np.cumsum(table[:, -1])]).astype(np.int64)
        states = np.fromfile(f"{name}.states.i8", np.int8).reshape(-1, STATE)
        vectors = np.fromfile(f"{name}.vectors.f32", np.float32).reshape(-1, VECTOR)
        both = np.hstack([states, np.clip(np.rint(vectors * UNIT), -127, 127).astype(np.int8)])
        self.input = torch.from_numpy(np.vstack([both, np.zeros((1, STATE + VECTOR), np.int8)]))
        self.words[self.words < 0] = len(both)

    def number(self, vocabulary):
        at = np.minimum(np.searchsorted(vocabulary, self.feature), len(vocabulary) - 1)
        self.row = np.where(vocabulary[at] == self.feature, at + 1, 0)

    def batch(self, index, drop=0.0, input_drop=0.0):
        runs = [self.row[self.start[i]:self.start[i + 1]] for i in index]
        runs = [r[(r > 0) & (np.random.rand(len(r)) >= drop)] for r in runs]
        offset = np.cumsum([0] + [len(r) for r in runs])[:-1]
        dense = self.input[torch.from_numpy(self.words[index])].reshape(len(index), -1).float() / UNIT
        dense = F.dropout(dense, input_drop, input_drop > 0)
        return torch.from_numpy(np.concatenate(runs)), torch.from_numpy(offset), dense


class Scorer(nn.Module):
    def __init__(self, n_row, n_input, n_class, args):
        super().__init__()
        self.rows = nn.EmbeddingBag(n_row + 1, args.hidden, mode="sum", sparse=True)
        nn.init.normal_(self.rows.weight, 0, 0.02)
        self.map = nn.Linear(n_input, args.hidden)
        self.out = nn.Linear(args.hidden, n_class)
        self.dropout = args.dropout

    def forward(self, rows, offset, dense):
        h = F.gelu(self.map(dense) + self.rows(rows, offset), approximate="tanh")
        return self.out(F.dropout(h, self.dropout, self.training))


def who_loss(score, role, event, part):
    """Each who has the part against all others of the event who do not: -log softmax, the row for
    nobody among them, which has the part itself where nobody else does."""
    _, group = torch.unique(event, return_inverse=True)
    n = int(group.max()) + 1
    has = role == part
    taken = torch.zeros(n, dtype=torch.bool).index_fill_(0, group[has], True)
    right = has | ((role == NOBODY) & ~taken[group])
    top = score.detach().max()
    others = torch.zeros(n).index_add(0, group[~right], torch.exp(score[~right] - top))
    return F.softplus(torch.log(others[group[right]] + 1e-12) + top - score[right]).mean()


def loss_of(what, score, label, event, modes):
    if what == "roles":
        some = label[:, 0] < NOBODY
        loss = F.cross_entropy(score[some, :N_PART], label[some, 0])
        return loss + 0.3 * sum(who_loss(score[:, N_PART + k], label[:, 0], event, 1 + k) for k in (0, 1))
    loss = F.cross_entropy(score[:, :N_TYPE], label[:, 0])
    told = label[:, 0] > 0
    if not told.any():
        return loss
    mode = F.cross_entropy(score[told, N_TYPE:N_TYPE + modes], label[told, 1])
    status = F.cross_entropy(score[told, N_TYPE + modes:], label[told, 2])
    return loss + 0.1 * (mode + status)


@torch.no_grad()
def probabilities(net, rows, n_class):
    net.eval()
    out = [net(*rows.batch(np.arange(i, min(i + 2000, len(rows.label)))))
           for i in range(0, len(rows.label), 2000)]
    net.train()
    out = torch.cat(out)
    return torch.softmax(out[:, :n_class], 1).numpy(), out.numpy()


def f1(right, said, gold):
    return f"P {right / max(said, 1):.3f} R {right / max(gold, 1):.3f} F {2 * right / max(said + gold, 1):.3f}"


def score_types(p, score, rows, name):
    gold = {(s, t) for s, t in zip(rows.sentence, rows.label[:, 0]) if t > 0}
    for least in (0.3, 0.4, 0.5):
        best = p[:, 1:].argmax(1) + 1
        said = {(s, t) for s, t, q, y in zip(rows.sentence, best, 1 - p[:, 0], rows.label[:, 0]) if q > least and y >= 0}
        print(f"  {name:12} types at {least}: {f1(len(gold & said), len(said), len(gold))}", flush=True)


def score_roles(p, score, rows, name):
    """How often the one chosen for a part is one who has it, or nobody where nobody does."""
    by_event = {}
    for i, event in enumerate(rows.event):
        by_event.setdefault(event, []).append(i)
    for part in (1, 2):
        right = told = gold = 0
        for index in by_event.values():
            best = max(index, key=lambda i: score[i, N_PART + part - 1])
            has = [i for i in index if rows.label[i, 0] == part]
            right += best in has
            told += rows.label[best, 0] != NOBODY
            gold += bool(has)
        print(f"  {name:12} {'actor' if part == 1 else 'recipient'}: {f1(right, told, gold)}", flush=True)


def train(args, what, rows, n_row, n_class, seed):
    torch.manual_seed(seed)
    np.random.seed(seed)
    net = Scorer(n_row, rows.words.shape[1] * (STATE + VECTOR), n_class, args)
    dense = [p for n, p in net.named_parameters() if n != "rows.weight"]
    optimizers = [torch.optim.AdamW(dense, lr=args.rate, weight_decay=args.decay),
                  torch.optim.SparseAdam([net.rows.weight], lr=args.rate)]
    items = np.flatnonzero(rows.label[:, 0] >= 0)
    units = items if what == "types" else np.unique(rows.event)  # an event's rows stay together
    if what == "roles":
        first = np.searchsorted(rows.event, units)
        end = np.searchsorted(rows.event, units, "right")
        per_batch = max(1, args.batch * len(units) // len(items))
    else:
        per_batch = args.batch
    step, steps = 0, args.epochs * -(-len(units) // per_batch)
    for epoch in range(args.epochs):
        order = np.random.permutation(len(units))
        total = 0.0
        for i in range(0, len(units), per_batch):
            at = order[i:i + per_batch]
            index = units[at] if what == "types" else np.concatenate([np.arange(first[k], end[k]) for k in at])
            for o in optimizers:
                for group in o.param_groups:
                    group["lr"] = args.rate * (1 - step / steps)
                o.zero_grad()
            score = net(*rows.batch(index, args.feature_dropout, args.input_dropout))
            loss = loss_of(what, score, torch.from_numpy(rows.label[index]),
                           torch.from_numpy(rows.event[index]), args.modes)
            loss.backward()
            for o in optimizers:
                o.step()
            step += 1
            total += loss.item()
        print(f"{what} epoch {epoch}: loss {total * per_batch / len(units):.4f}", flush=True)
    return net


@torch.no_grad()
def averaged(nets, args):
    """Several nets as one: their hidden layers side by side, their scores' mean."""
    one = Scorer(nets[0].rows.num_embeddings - 1, nets[0].map.in_features, nets[0].out.out_features, args)
    one.rows = nn.EmbeddingBag.from_pretrained(torch.cat([n.rows.weight for n in nets], 1), mode="sum")
    one.map.weight = nn.Parameter(torch.cat([n.map.weight for n in nets]))
    one.map.bias = nn.Parameter(torch.cat([n.map.bias for n in nets]))
    one.out.weight = nn.Parameter(torch.cat([n.out.weight for n in nets], 1) / len(nets))
    one.out.bias = nn.Parameter(sum(n.out.bias for n in nets) / len(nets))
    return one


def learn(args, what):
    rows = Rows(args.train, what)
    devs = [(d.rsplit("/", 1)[-1], Rows(d, what)) for d in args.dev]
    seen, count = np.unique(rows.feature, return_counts=True)
    vocabulary = seen[count >= args.least]
    for r in [rows] + [d for _, d in devs]:
        r.number(vocabulary)
    n_class = N_ROLE if what == "roles" else N_TYPE + args.modes + N_STATUS
    nets = [train(args, what, rows, len(vocabulary), n_class, args.seed + k) for k in range(args.nets)]
    net = averaged(nets, args)
    for name, d in devs:
        p, score = probabilities(net, d, N_PART if what == "roles" else N_TYPE)
        (score_roles if what == "roles" else score_types)(p, score, d, name)
    return net, vocabulary


# ---- export ------------------------------------------------------------------------------------

def rounded_rows(table):
    step = np.maximum(np.abs(table).max(1), 1e-8).astype(np.float32) / 127
    return np.rint(table / step[:, None]).astype(np.int8), step


def hash_table(keys):
    """As base/hash.h has it: open addressing from `key & mask` on, at most half full."""
    size = 16
    while size < 2 * len(keys):
        size *= 2
    slot = np.zeros(size, np.dtype([("key", "<u8"), ("value", "<u4"), ("spare", "<u4")]))
    for value, key in enumerate(keys):
        at = int(key) & (size - 1)
        while slot["key"][at]:
            at = (at + 1) & (size - 1)
        slot["key"][at], slot["value"][at] = key, value
    return slot


def export(args, what, net, vocabulary):
    def save(part, *arrays):
        with open(f"{args.out}/{what}.{part}", "wb") as f:
            for a in arrays:
                f.write(np.ascontiguousarray(a).tobytes())

    with torch.no_grad():
        rows, step = rounded_rows(net.rows.weight[1:].numpy())
        weight, scale = rounded_rows(net.map.weight.numpy())
        n_out, n_in = weight.shape
        tiles = weight.reshape(n_out // 16, 16, n_in // 4, 4).transpose(0, 2, 1, 3)
        n_class = net.out.out_features
        pad = -n_class % 16
        save("sizes", np.array([n_in // (STATE + VECTOR), n_out, n_class, len(vocabulary)], np.uint32))
        save("index", hash_table(vocabulary))
        save("rows", rows)
        save("rows.sc", step)
        save("map", scale / UNIT, net.map.bias.numpy(), tiles)
        save("out", np.pad(net.out.weight.numpy().T, ((0, 0), (0, pad))), np.pad(net.out.bias.numpy(), (0, pad)))


def main():
    args = parse_arguments()
    torch.set_num_threads(1)
    for what in args.what:
        net, vocabulary = learn(args, what)
        export(args, what, net, vocabulary)
        print(f"{what}: {len(vocabulary)} features", flush=True)


main()
