"""Makes vectors.bin: what the genre's words mean, as vectors whose length says how much a word tells.

A bag of words is the sum of its words' vectors. Two steps, both by the same rule – what belongs together shall be nearer than
what stands beside it:
1. Over the corpus: a title and a sentence below it, a paragraph's first sentence and a later one, one half of a sentence's clauses
   and the other.
2. Over the tasks of labels.tsv: a task and the sentences that a reader quotes for it, against the other sentences near it; where a
   reader quotes none, no sentence shall be near.
Places that the gold of matching knows are left out of both (texts.LEFT_OUT). Only vectors leave the corpus, never its sentences.
"""
import os, re

os.environ.setdefault("OMP_NUM_THREADS", "2")
import jieba, numpy as np
from scipy.sparse import csr_matrix

import pools, tables

DIMENSIONS = 64
VECTORS = 20_000           # words that get a vector
TAU = 0.12                 # how sharply nearness is told from the rest
EPOCHS, BATCH, RATE = 3, 1024, 0.004
TUNING = dict(epochs=8, batch=64, rate=0.002)
LONGEST = 80               # words of a stretch
MARK = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[、）).．是]|^[①-⑳]")
CLAUSE, SENTENCE = re.compile("[，：]"), re.compile(r"[。；！？;]")


class Words:
    """cuts text as the crate does: by words.tsv, without guessing new words"""

    def __init__(self, folder):
        lines = [l.rstrip("\n").split("\t") for l in open(os.path.join(folder, "words.tsv"), encoding="utf-8") if not l.startswith("#")]
        self.ids = {row[0]: i for i, row in enumerate(lines[:VECTORS])}
        self.jieba = jieba.Tokenizer()
        self.jieba.FREQ, self.jieba.total = {}, 0
        for word, count, *_ in lines:
            self.jieba.FREQ[word] = int(count)
            self.jieba.total += int(count)
            for i in range(1, len(word)):
                self.jieba.FREQ.setdefault(word[:i], 0)
        self.jieba.initialized = True

    def cut(self, text):
        return sorted({self.ids[w] for w in self.jieba.cut(text, HMM=False) if w in self.ids})


def paragraphs(corpus):
    """documents as lists of paragraphs, each once, in a fixed order"""
    seen = set()
    for directory, text in tables.documents(corpus, (".txt", ".md")):
        lines = [re.sub(r"\s", "", line) for line in text.split("\n")]
        yield directory, [l for l in lines if len(l) >= 4 and not (l in seen or seen.add(l))]


def pairs(corpus):
    """(is it of a report, the one, the other) that belong together"""
    for directory, lines in paragraphs(corpus):
        title, report = None, directory.startswith("a/")
        for line in lines:
            told = [s for s in SENTENCE.split(line) if len(s) >= 4]
            if not told:
                continue
            if len(told) == 1 and len(line) < 36 and MARK.match(line):
                title = MARK.sub("", line)
                continue
            run_in = MARK.sub("", told.pop(0)) if MARK.match(line) and len(told[0]) < 36 else None
            for i, s in enumerate(told):
                if title and report:
                    yield report, title, s
                if run_in:
                    yield report, run_in, s
                elif i and len(told[0]) < 40:
                    yield report, told[0], s
                clauses = [c for c in CLAUSE.split(s) if len(c) >= 4]
                if len(clauses) >= 3:
                    yield report, clauses[0], "，".join(clauses[1:])
                    yield report, "，".join(clauses[::2]), "，".join(clauses[1::2])


def bags(lists):
    """one row a list of words"""
    rows = np.repeat(np.arange(len(lists)), [len(l) for l in lists])
    words = np.concatenate([np.asarray(l, dtype=np.int32) for l in lists]) if len(rows) else np.zeros(0, np.int32)
    return csr_matrix((np.ones(len(words), np.float32), (rows, words)), shape=(len(lists), VECTORS))


class Adam:
    """steps against gradients, each number by what its own were"""

    def __init__(self, numbers, rate, steps, warm):
        self.numbers, self.rate, self.steps, self.warm, self.t = numbers, rate, steps, warm, 0
        self.mean, self.square = [np.zeros_like(n) for n in numbers], [np.zeros_like(n) for n in numbers]

    def step(self, gradients):
        self.t += 1
        rate = self.rate * min(1, self.t / self.warm) * max(0.05, 1 - self.t / self.steps)
        for n, m, v, g in zip(self.numbers, self.mean, self.square, gradients):
            m += 0.1 * (g - m)
            v += 0.01 * (g * g - v)
            n -= rate * (m / (1 - 0.9 ** self.t)) / (np.sqrt(v / (1 - 0.99 ** self.t)) + 1e-8)


def unit(x):
    length = np.linalg.norm(x, axis=1, keepdims=True) + 1e-6
    return x / length, length


def back(d, x, length):
    """the gradient before unit()"""
    return (d - (d * x).sum(1, keepdims=True) * x) / length


def learn(told, rng):
    """step 1: vectors and the logs of their weights"""
    vectors, logs = rng.standard_normal((VECTORS, DIMENSIONS)).astype(np.float32) * 0.1, np.zeros(VECTORS, np.float32)
    one, other = bags([a for a, _ in told]), bags([b for _, b in told])
    adam = Adam([vectors, logs], RATE, EPOCHS * (len(told) // BATCH), 50)
    for _ in range(EPOCHS):
        # Stretches of sixteen neighbours: what stands beside it in the same document is the harder choice.
        order = (rng.permutation(len(told) // 16)[:, None] * 16 + np.arange(16)).ravel()
        for at in range(0, len(order) - BATCH + 1, BATCH):
            ix = order[at:at + BATCH]
            a, b, weights = one[ix], other[ix], np.exp(logs)[:, None]
            (x, nx), (y, ny) = unit(a @ (vectors * weights)), unit(b @ (vectors * weights))
            near = x @ y.T / TAU
            apart = np.abs(ix[:, None] - ix[None, :])
            near[(apart < 3) & (apart > 0)] = -30  # other halves of the same sentence
            p, q = np.exp(near - near.max(1, keepdims=True)), np.exp(near - near.max(0, keepdims=True))
            g = (p / p.sum(1, keepdims=True) + q / q.sum(0, keepdims=True)) / 2
            g[np.arange(BATCH), np.arange(BATCH)] -= 1
            g /= BATCH * TAU
            d = a.T @ back(g @ y, x, nx) + b.T @ back(g.T @ x, y, ny)
            adam.step([d * weights, (d * vectors).sum(1) * weights[:, 0]])
        print(f"loss {-np.log(p.diagonal() / p.sum(1) + 1e-9).mean():.3f}", flush=True)
    return vectors, logs


def tune(vectors, logs, tasks, rng):
    """step 2, on tasks with their candidates' words and labels"""
    batch, nought = TUNING["batch"], np.array([0.5], np.float32)
    adam = Adam([vectors, logs, nought], TUNING["rate"], TUNING["epochs"] * (len(tasks) // batch), 20)
    for _ in range(TUNING["epochs"]):
        order = rng.permutation(len(tasks))
        for at in range(0, len(order) - batch + 1, batch):
            some = [tasks[i] for i in order[at:at + batch]]
            a, b = bags([t[0] for t in some]), bags([c for t in some for c in t[1]])
            owner = np.repeat(np.arange(batch), [len(t[1]) for t in some])
            quoted = np.concatenate([t[2] for t in some])
            weights = np.exp(logs)[:, None]
            (x, nx), (y, ny) = unit(a @ (vectors * weights)), unit(b @ (vectors * weights))
            near = (x[owner] * y).sum(1) / TAU
            e, none = np.exp(near), np.exp(nought[0] / TAU)
            total = np.bincount(owner, e, batch) + none
            wanted = np.where(quoted, e, 0)
            any_ = np.bincount(owner, wanted, batch)
            g = e / total[owner] - wanted / np.where(any_ > 0, any_, 1)[owner]
            g_none = none / total - (any_ == 0)
            alone = 0.3 * (1 / (1 + none / e) - quoted)  # each for itself, so that nearness means the same for every task
            g, g_none = (g + alone) / (batch * TAU), (g_none - np.bincount(owner, alone, batch)) / (batch * TAU)
            dx = np.zeros_like(x)
            np.add.at(dx, owner, g[:, None] * y)
            d = a.T @ back(dx, x, nx) + b.T @ back(g[:, None] * x[owner], y, ny)
            adam.step([d * weights, (d * vectors).sum(1) * weights[:, 0], np.array([g_none.sum()], np.float32)])


def labelled(corpus, words):
    """tasks of places that the gold does not know: words, candidates' words, whether each is quoted"""
    known = set(pools.PLACES.values())
    for _, task, row, labels in pools.examples([p for p in pools.of_labels(corpus) if p.place not in known]):
        asked = words.cut(MARK.sub("", task["task"]))
        told = [(words.cut(c["text"]), label == 1.0) for c, label in zip(row["told"], labels) if label is not None]
        if asked and told:
            yield asked, [w for w, _ in told], np.array([q for _, q in told])


def write(path, vectors, logs):
    """dimensions; then for each word a byte for the size of its numbers, in sixteenths of an octave around 128, and the numbers, a
    signed byte each"""
    whole = vectors * np.exp(logs)[:, None]
    peak = np.maximum(np.abs(whole).max(axis=1, keepdims=True), 1e-9) / 127
    octaves = np.clip(np.ceil(16 * np.log2(peak)) + 128, 0, 255)
    numbers = np.clip(np.rint(whole / 2 ** ((octaves - 128) / 16)), -127, 127).astype(np.int8)
    with open(path, "wb") as f:
        f.write(bytes([DIMENSIONS]))
        f.write(np.hstack([octaves.astype(np.uint8), numbers.view(np.uint8)]).tobytes())


def main(shared, out):
    corpus = os.path.join(shared, "corpus")
    words, rng = Words(out), np.random.default_rng(3)
    told = [(report, words.cut(a), words.cut(b)) for report, a, b in pairs(corpus)]
    told = [(r, a, b) for r, a, b in told if 2 <= len(a) < LONGEST and 2 <= len(b) < LONGEST]
    of_reports = [(a, b) for r, a, b in told if r]
    told = [(a, b) for _, a, b in told] + of_reports * 2  # laws know the words, reports the genre
    print(len(told), "pairs,", len(of_reports), "of reports")
    vectors, logs = learn(told, rng)
    write(os.path.join(out, "vectors.bin"), vectors, logs)  # the crate, built anew, looks for what is near to a task by these
    tasks = list(labelled(corpus, words))
    print(len(tasks), "tasks")
    tune(vectors, logs, tasks, rng)
    write(os.path.join(out, "vectors.bin"), vectors, logs)

