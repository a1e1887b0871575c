"""Fits match_weights.tsv on labelled pairs, and says how it does on places left out.

Only the places that the gold knows are fitted on, in its pools and in labels.tsv: what the words mean was learnt from all others.
A candidate is right where a reader quotes it; those that are only near are left aside. Logistic regression with an L2 penalty; whole
places are left out in turn for the figures printed, and the table is fitted on all.
"""
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # threads only wait for one another on matrices so small
import numpy as np

import pools

PENALTY = 2.0  # of the squared weights, against the summed loss of some 50,000 candidates


def fitted_on(shared):
    """the pools of places that the gold knows"""
    known = set(pools.PLACES.values())
    return [*pools.of_gold(os.path.join(shared, "gold")),
            *(p for p in pools.of_labels(os.path.join(shared, "corpus")) if p.place in known)]


def read(every):
    """names of features; one entry a task: pool, task, [(features, label)], labels of what was read as planned"""
    names, found = None, []
    for pool, task, row, labels in pools.examples(every):
        names = names or sorted(row["told"][0]["features"], key=lambda n: (n == "one", n))
        found.append((pool, task, [([c["features"][n] for n in names], l) for c, l in zip(row["told"], labels)],
                      [pools.passage(pool, c) for c in row["planned"]]))
    return names, found


def newton(x, y, w, penalty, alike=True):
    """logistic regression; the L2 penalty sees columns of mean 0 and, where all count alike, of deviation 1; the weights returned are
    those of the columns as they are (the last one is constant)"""
    mean, deviation = x.mean(0), x.std(0) if alike else np.ones(x.shape[1])
    mean[-1], deviation[-1] = 0.0, 1.0
    deviation[deviation < 1e-9] = 1.0
    z, beta = (x - mean) / deviation, np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        h = (z * (w * p * (1 - p))[:, None]).T @ z + penalty * np.eye(len(beta))
        step = np.linalg.solve(h, z.T @ (w * (p - y)) + penalty * beta)
        beta -= step / max(1.0, np.abs(step).max() / 2)  # cut short: a whole one may overshoot
        if np.abs(step).max() < 1e-4:
            break
    beta = beta / deviation
    beta[-1] -= (beta * mean).sum()
    return beta


def fit(entries):
    rows = [(f, l) for _, _, cs, _ in entries for f, l in cs if l is not None]
    x, y = (np.array([r[k] for r in rows]) for k in range(2))
    return newton(x, y, np.ones(len(y)), PENALTY)


def write(table, head, names, beta):
    with open(table, "w", encoding="utf-8") as f:
        f.write(head)
        f.writelines(f"{n}\t{b:.4f}\n" for n, b in zip(names, beta))


def main(shared, out):
    names, found = read(fitted_on(shared))
    real = [e for e in found if e[0].real and e[1]["match"]]
    none = sum(not any(l for _, l in cs) for _, _, cs, _ in real)
    ahead = sum(bool(set(t["match"]) & set(a)) for _, t, _, a in real)
    print(f"real tasks with evidence {len(real)}; none of it among the candidates {none}; some of it read as planned {ahead}")
    hits = {}
    for place in sorted({e[0].place for e in real}):
        beta = fit([e for e in found if e[0].place != place])
        for pool, task, cs, _ in (e for e in real if e[0].place == place):
            order = sorted(((np.dot(beta, f), l) for f, l in cs if l is not None), key=lambda t: -t[0])
            hits.setdefault("gold" if task.get("id") else "labels.tsv", []).append((bool(order and order[0][1]), any(l for _, l in order[:3])))
    for name, of in hits.items():
        one, three = np.mean(of, axis=0)
        print(f"left out, {name}, {len(of)} tasks: recall at 1 {one:.3f}, at 3 {three:.3f}")
    head = "# what a candidate's score is made of (Features in model/passage.rs) and how much it weighs; benches/make/weights.py refits it\n"
    write(os.path.join(out, "match_weights.tsv"), head, names, fit(found))
