"""Fits wording.tsv: how much more often than of others a report tells of tasks that hold a word.

Fitted on the tasks of labels.tsv at places that the gold of matching does not know; digits are not looked at.
"""
import collections, os

import numpy as np

import pools, vectors, weights

SELDOM = 6      # a word in fewer tasks tells nothing
PENALTY = 2.0


def main(shared, out):
    words, known = vectors.Words(out), set(pools.PLACES.values())
    tasks = [t for p in pools.of_labels(os.path.join(shared, "corpus")) if p.place not in known for t, _ in p.tasks]
    bags = [words.cut(t["task"]) for t in tasks]
    count = collections.Counter(w for bag in bags for w in bag)
    chosen = {w: i for i, w in enumerate(sorted(w for w, n in count.items() if n >= SELDOM))}
    x = np.zeros((len(bags), len(chosen) + 1))
    for row, bag in zip(x, bags):
        of = [chosen[w] for w in bag if w in chosen]
        row[of], row[-1] = 1 / np.sqrt(max(1, len(of))), 1
    y = np.array([float(bool(t["match"])) for t in tasks])
    beta = weights.newton(x, y, np.ones(len(y)), PENALTY, alike=False)  # a rare word counts less
    names = {i: w for w, i in words.ids.items()}
    with open(os.path.join(out, "wording.tsv"), "w", encoding="utf-8") as f:
        f.write("# word\thow much more often than of others a report tells of tasks that hold it, as log-odds; benches/make/wording.py\n")
        f.writelines(f"{names[w]}\t{beta[i]:.2f}\n" for w, i in chosen.items())
    print(len(tasks), "tasks,", len(chosen), "words")
