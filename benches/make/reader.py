"""Fits reader.bin, for `gongwen check --reader`: an encoder that reads a task with the three passages nearest to it, pretrained (encoder.py), fitted
on what careful readers said of tasks of other places than the gold's (pools.py).

It says how likely it is that the passages do not tell of the task, tell of a part, or that it is done; and of each passage, that it
is to be quoted. Places that the gold knows are left out of the fit, in labels.tsv too: on them the fit is measured, and reading.py
lays what it says beside the other features. One core, some 40 minutes; the seed is fixed, but other versions of torch round otherwise.
"""
import collections, glob, os, random

import numpy as np
import pools, reader_file
import torch
import torch.nn as nn
import torch.nn.functional as F
from encoder import Encoder, Pretrained, Tokens

LAYERS = (0, 1, 3, 5, 7, 9)
READ, KNOWN = 3, 8            # passages that are read; so many are known of each task, for variety
TASK, PASSAGE, TOTAL = 128, 110, 500
EPOCHS, BATCH, RATE, RATE_OF_HEADS, WARM = 3, 16, 1e-4, 3e-4, 100
CONTESTED = 0.6               # what a task counts on which two readers could differ
QUOTING = 0.7                 # what the passages to quote count beside the verdict
VERDICTS = ("not_mentioned", "partly", "done")
RARE = 3                      # a piece of the corpus that stands less often is left out of the vocabulary
BITS = 8                      # the pretrained numbers lie on a grid of 4 bits: rounded to it again, they lose what was fitted
OF_THE_GOLD = ("2022_2022年国务院", "2023_2023年国务院")  # the gold has sentences of these, too


class Example:
    def __init__(self, tokens, pool, task, row, labels):
        accept = {("partly" if v == "target_missed" else v) for v in task.get("accept") or [task["verdict"]]}
        first = "partly" if task["verdict"] == "target_missed" else task["verdict"]
        self.pool, self.told, self.accept = pool, bool(task["match"]), accept
        self.verdict = np.array([0.5 * (v in accept) / len(accept) + 0.5 * (v == first) for v in VERDICTS])
        self.weight = CONTESTED if task["contested"] else 1.0
        self.task = tokens(task["task"])[:TASK]
        self.passages = [tokens(c["text"])[:PASSAGE] for c in row["told"][:KNOWN]]
        self.quoted = [-1.0 if l is None else l for l in labels[:KNOWN]]

    def long(self):
        return len(self.task) + sum(map(len, self.passages[:READ]))

    def varied(self):
        """its passages, verdict and weight, now and then otherwise: in another order, another third, or without what is evidence"""
        order, dice = list(range(min(READ, len(self.passages)))), random.random()
        others = [i for i, q in enumerate(self.quoted) if q == 0][:READ]
        if dice < 0.12 and self.told and len(others) >= 2:
            return others, np.array([1.0, 0.0, 0.0]), 0.5 * self.weight
        if dice < 0.3:
            random.shuffle(order)
        elif dice < 0.4 and len(self.passages) > READ and self.quoted[order[-1]] != 1:
            order[-1] = random.randrange(READ, len(self.passages))
        return order, self.verdict, self.weight


class Reader(nn.Module):
    def __init__(self, encoder, width):
        super().__init__()
        self.e = encoder
        self.v = nn.Sequential(nn.Linear(3 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, 3))
        self.ev, self.drop = nn.Linear(width, 1), nn.Dropout(0.1)

    def forward(self, pieces, there, of_task, marks):
        h = self.e(pieces, there)
        mean = lambda m: (h * m[..., None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1)
        whole = torch.cat([h[:, 0], mean(of_task), mean(there - of_task)], 1)
        begins = torch.gather(h, 1, marks[..., None].expand(-1, -1, h.shape[2]))
        return self.v(self.drop(whole)), self.ev(self.drop(begins)).squeeze(-1)


class Batches:
    def __init__(self, of, number):
        self.of, self.number = of, number

    def __call__(self, examples, vary=False):
        rows, of_task, marks, quoted, verdicts, weights = [], [], [], [], [], []
        for e in examples:
            order, verdict, weight = e.varied() if vary else (range(min(READ, len(e.passages))), e.verdict, e.weight)
            row = [self.of.begin, *e.task, self.of.end]
            of_task.append(len(row))
            begins = []
            for i in order:
                begins.append(len(row))
                row += [self.of.end, *e.passages[i], self.of.end]
            rows.append([self.number[p] for p in row][:TOTAL])
            marks.append([min(b, len(rows[-1]) - 1) for b in begins] + [0] * (READ - len(begins)))
            quoted.append([e.quoted[i] for i in order] + [-1.0] * (READ - len(begins)))
            verdicts.append(verdict), weights.append(weight)
        long = max(map(len, rows))
        pieces = torch.tensor([r + [self.number[self.of.pad]] * (long - len(r)) for r in rows])
        there = torch.tensor([[float(i < len(r)) for i in range(long)] for r in rows])
        task = torch.tensor([[float(i < n) for i in range(long)] for n in of_task])
        number = lambda values: torch.tensor(np.array(values), dtype=torch.float32)
        return pieces, there, task, torch.tensor(marks), number(verdicts), number(quoted), number(weights)


def loss(model, batch):
    verdict, quoted = model(*batch[:4])
    right, asked, weight = batch[4:]
    known = (asked >= 0).float()
    of_quotes = F.binary_cross_entropy_with_logits(quoted, asked.clamp(min=0), reduction="none") * known * weight[:, None]
    return (-(right * verdict.log_softmax(1)).sum(1) * weight).mean() + QUOTING * of_quotes.sum() / known.sum().clamp(min=1)


def fit(model, batches, examples):
    heads = [p for n, p in model.named_parameters() if not n.startswith("e.")]
    rest = [p for n, p in model.named_parameters() if n.startswith("e.") and p.requires_grad]
    rates = RATE_OF_HEADS, RATE
    step, steps = 0, EPOCHS * (len(examples) // BATCH)
    by = torch.optim.AdamW([dict(params=heads), dict(params=rest)], weight_decay=0.01)
    for epoch in range(EPOCHS):
        random.shuffle(examples)
        groups = []
        for a in range(0, len(examples), 20 * BATCH):  # of like length, so that little is padded
            some = sorted(examples[a:a + 20 * BATCH], key=Example.long)
            groups += [some[b:b + BATCH] for b in range(0, len(some), BATCH)]
        random.shuffle(groups)
        model.train()
        for group in groups:
            for rate, of in zip(rates, by.param_groups):
                of["lr"] = rate * min(1, step / WARM) * max(0.02, 1 - step / (steps + 1))
            by.zero_grad()
            loss(model, batches(group, vary=True)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            by.step()
            step += 1
        print(f"epoch {epoch + 1}", flush=True)
        yield


def tell(model, batches, examples):
    """prints how it does on places left out"""
    model.eval()
    examples, said = sorted(examples, key=Example.long), []
    with torch.no_grad():
        for a in range(0, len(examples), 32):
            said += model(*batches(examples[a:a + 32])[:4])[0].softmax(1).tolist()
    right = np.mean([VERDICTS[int(np.argmax(s))] in e.accept for s, e in zip(said, examples)])
    told = [1 - s[0] for s, e in zip(said, examples) if e.told]
    none = [1 - s[0] for s, e in zip(said, examples) if not e.told and "not_mentioned" in e.accept]
    auc = np.mean([(a > b) + 0.5 * (a == b) for a in told for b in none])
    print(f"places left out, {len(examples)} tasks: verdict of three {right:.3f}, told at all, AUC {auc:.3f}", flush=True)


def vocabulary(of, tokens, examples, corpus):
    """the pieces of all examples, and those that are not rare in reports"""
    seen = collections.Counter()
    for name in sorted(glob.glob(os.path.join(corpus, "a", "prov_202*_txt", "*.txt"))):
        for line in open(name, encoding="utf-8"):
            seen.update(tokens(line.strip()[:2000]))
    always = {of.begin, of.end, of.pad, of.unknown, *(p for e in examples for row in (e.task, *e.passages) for p in row)}
    return sorted(always | {p for p, n in seen.items() if n >= RARE})


def main(shared, out):
    random.seed(1), torch.manual_seed(1), torch.set_num_threads(1)
    gold, labels = pools.of_gold(os.path.join(shared, "gold")), pools.of_labels(os.path.join(shared, "corpus"))
    every, known = [*gold, *labels], set(pools.PLACES.values())
    of = Pretrained()
    tokens = Tokens(of)
    examples = [Example(tokens, *e) for e in pools.examples(every)]
    left = lambda e: e.pool.place in known or not e.pool.real or e.pool.name.startswith(OF_THE_GOLD)
    held = [e for e in examples if left(e)]
    seen = [e for e in examples if not left(e)]
    pieces = vocabulary(of, tokens, examples, os.path.join(shared, "corpus"))
    batches = Batches(of, {p: i for i, p in enumerate(pieces)})
    model = Reader(Encoder(of, pieces, LAYERS), of.width)
    print(f"{len(seen)} tasks to fit on, {len(held)} of places left out; {len(pieces)} pieces, {sum(p.numel() for p in model.parameters()) / 1e6:.1f} M numbers")
    for _ in fit(model, batches, seen):
        tell(model, batches, held)
    write(os.path.join(out, "../../target/reader.bin"), model, of, pieces)


def write(path, model, of, pieces):
    row = {p: i for i, p in enumerate(pieces)}
    config = dict(bos=row[of.begin], eos=row[of.end], unk=row[of.unknown], pad=row[of.pad], heads=of.heads, eps=of.epsilon,
                  unknown=float(of.scores.min()) - 10, passages=READ, task=TASK, passage=PASSAGE, total=TOTAL)
    sizes = reader_file.write(path, model.state_dict(), [of.pieces[p] for p in pieces], [of.scores[p] for p in pieces], of.normal, config, BITS)
    print(f"{path}: {sum(sizes.values()) / 1e6:.2f} MB", sizes)
