"""Fits reading_weights.tsv and reading_trees.tsv: what a reader (reader.py) says, laid beside the features of
verdict.py, on tasks of places that the reader's weights were not fitted on.

The gold is measured and not fitted on: only labels.tsv of its places is. For the figures printed and for how sure a verdict is,
a third of the places is left out in turn.
"""
import os, tempfile

import numpy as np
import pools, verdict, weights

PENALTY = 3.0
FOLDS = 3
READER = os.path.join(os.path.dirname(__file__), "../../target/reader.bin")


def entries(some, **tables):
    got = pools.studied(some, reader=READER, **tables)
    found = [(pool, task, pools.beside(got[pool.plan], place)) for pool in some for task, place in pool.tasks]
    return [e for e in found if e[2]]


def read(found):
    """those that a reader was asked of"""
    return [e for e in found if "read_told" in dict(e[2]["features"])]


def fit_told(found):
    rows = [(dict(row["features"]), verdict.asks("evidence", task, row)) for _, task, row in read(found)]
    rows = [r for r in rows if r[1] is not None]
    every = list(rows[0][0])
    names = [n for n in every[:every.index("one")] + [n for n in every if n.startswith("read_")]] + ["one"]
    x = np.array([[f[n] for n in names] for f, _ in rows])
    return [f"{n}\t{b:.4f}\n" for n, b in zip(names, weights.newton(x, np.array([y for _, y in rows]), np.ones(len(rows)), PENALTY))]


def fit_trees(question, rows):
    """the trees of a question over rows: features, answer"""
    names = [n for n in rows[0][0] if n != "one"]
    x, y = np.array([[f[n] for n in names] for f, _ in rows]), np.array([a for _, a in rows])
    return verdict.grow(question, names, x, y, np.ones(len(rows)))


def whole(found):
    rows = [(dict(row["features"]), verdict.asks("whole", task, row)) for _, task, row in read(found)]
    return fit_trees("whole", [r for r in rows if r[1] is not None])[1]


def sure(rows):
    """rows of verdict.outcome"""
    data = [(dict(zip(verdict.sure_names(r["features"]), verdict.sure_features(r))), float(r["right"])) for r in rows]
    model, lines = fit_trees("sure", data)
    return lambda rows: 1 / (1 + np.exp(-model.predict(np.array([verdict.sure_features(r) for r in rows]), raw_score=True))), lines


def write(folder, name, head, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as f:
        f.write(head)
        f.writelines(lines)
    return path


HEAD = "# feature\tweight of a feature that {}; benches/make/reading.py refits it\n"
HEADS = {
    "read_verdict": HEAD.format("a report tells of a task, where a reader has read it"),
    "read_trees": verdict.TREES_HEAD.replace("verdict.py", "reading.py"),
}
FILES = {"read_verdict": "reading_weights.tsv", "read_trees": "reading_trees.tsv"}


def main(shared, out):
    known, work = set(pools.PLACES.values()), tempfile.mkdtemp()
    labels = [p for p in pools.of_labels(os.path.join(shared, "corpus")) if p.place in known]
    gold = [p for p in pools.of_gold(os.path.join(shared, "gold"))]
    places = sorted({p.place for p in labels})
    tables, found = {}, entries(labels)
    rows = []
    for fold in range(FOLDS):
        left = set(places[fold::FOLDS])
        others = [e for e in found if e[0].place not in left]
        some = {**tables, "read_verdict": write(work, "told.tsv", HEADS["read_verdict"], fit_told(others)),
                "read_trees": write(work, "trees.tsv", HEADS["read_trees"], whole(others))}
        rows += verdict.outcome(read(entries([p for p in labels if p.place in left], **some)))
    verdict.tell("labels.tsv", rows)
    left_out = []
    for place in places:
        chances, _ = sure([r for r in rows if r["pool"].place != place])
        here = [r for r in rows if r["pool"].place == place]
        left_out += zip(chances(here), here)
    tell_sure("labels.tsv", left_out)
    chances, lines = sure(rows)
    tables["read_verdict"] = write(out, FILES["read_verdict"], HEADS["read_verdict"], fit_told(found))
    tables["read_trees"] = write(out, FILES["read_trees"], HEADS["read_trees"], whole(found) + lines)
    of_gold = list(verdict.outcome(read(entries(gold, **tables))))
    verdict.tell("gold, which was not fitted on", of_gold)
    tell_sure("gold", list(zip(chances(of_gold), of_gold)))


def tell_sure(name, rows):
    """prints how often verdicts are right by how sure they are, by verdict"""
    for kind in (None, *verdict.VERDICTS):
        some = sorted(((p, r["right"]) for p, r in rows if kind in (None, r["verdict"])), reverse=True)
        told = []
        for bar in (0.75, 0.8, 0.85, 0.9, 0.93, 0.95):
            ok = [right for p, right in some if p >= bar]
            told.append(f"from {bar} {len(ok) / max(1, len(some)):.2f}, right {np.mean(ok) if ok else 0:.3f}")
        print(f"sure, {name}, {kind or 'all'}, {len(some)}: {'; '.join(told)}")
