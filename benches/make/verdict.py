#!/usr/bin/env python3
"""Fits src/tables/verdict_weights.tsv and confidence.tsv on labelled pairs: whether a report tells of a task, whether it tells of the
whole, and how often such a verdict is right.

    pip install numpy
    python3 benches/make/weights.py ../shared src/tables/match_weights.tsv   # first: these stand on it
    python3 benches/make/verdict.py ../shared src/tables

Each place that the gold knows is left out in turn, first from the weights of matching, then from those of the verdict: the signs that are
fitted on, and every figure printed, are of reports that the tables had not seen. The tables written are fitted on all.
"""
import collections, os, sys, tempfile

import pools, weights
import numpy as np

PENALTY = 3.0   # of the squared weights of signs
# what a task counts: hand-written ones are few; ours had one reader, and are not what is measured
WORTH = {"gold, real": 1.0, "gold, others": 1.0, "labels.tsv": 0.4}
HEAD = "# question\tsign\tweight of a sign of what a report tells of a task (evidence) and of the whole of it (whole); benches/make/verdict.py refits it\n"
SURE_HEAD = "# verdict:reason\tintercept and slope of the log-odds that it is right, in those that its signs give; benches/make/verdict.py\n"


def accepted(task):
    return set(task.get("accept") or [task["verdict"]])


def asks(question, task, row):
    """1, 0 or None: what the gold answers to a question about a task"""
    signs, right = dict(row["signs"]), accepted(task)
    if question == "evidence":
        return None if "not_mentioned" in right and len(right) > 1 else float(bool(task["match"]))
    decided = signs["evidence\tfigure"] and not signs["whole\tnumber_missing"]
    only = right & {"done", "partly"}
    return None if decided or not task["match"] or len(only) != 1 else float("done" in only)


def fit_signs(entries):
    """the lines of a table: question, sign, weight"""
    lines = []
    for question in ("evidence", "whole"):
        data = [(row["signs"], asks(question, task, row), WORTH[group(pool)]) for pool, task, row in entries]
        data = [(dict(s), y, w) for s, y, w in data if y is not None]
        names = [n for n in data[0][0] if n.startswith(question + "\t")]
        x = np.array([[s[n] for n in names] for s, _, _ in data])
        y, w = np.array([d[1] for d in data]), np.array([d[2] for d in data])
        lines += [f"{n}\t{b:.4f}\n" for n, b in zip(names, weights.newton(x, y, w, PENALTY))]
    return lines


def odds(p):
    p = min(max(p, 0.001), 0.999)
    return np.log(p / (1 - p))


def fit_confidence(rows):
    """of the gold alone, whose readers say what is right; reason -> intercept, slope; few cases lean on what the signs say and on the rate of all"""
    table = {}
    for reason in sorted({r["reason"] for r in rows}):
        of = [r for r in rows if r["reason"] == reason]
        x, y = np.array([odds(r["signs_say"]) for r in of]), np.array([float(r["right"]) for r in of])
        a, b = 0.0, 0.6
        for _ in range(60):  # drawn to the signs' own word, as by some five cases
            p = 1 / (1 + np.exp(-(a + b * x)))
            g = np.array([(p - y).sum() + 0.5 * a, ((p - y) * x).sum() + 3.0 * (b - 0.6)])
            v = p * (1 - p)
            h = np.array([[v.sum() + 0.5, (v * x).sum()], [(v * x).sum(), (v * x * x).sum() + 3.0]])
            step = np.linalg.solve(h, g)  # cut short: a whole one runs away where the signs are sure and wrong
            a, b = np.array([a, b]) - step / max(1.0, 2 * np.abs(step).max())
        table[reason] = (a, b)
    return table


def chance(table, reason, signs_say):
    a, b = table.get(reason, (0.0, 1.0))
    return 1 / (1 + np.exp(-(a + b * odds(signs_say))))


def run(some, **tables):
    """entries of pools: pool, task, what was printed"""
    got = pools.studied(some, **tables)
    found = [(pool, task, pools.beside(got[pool.plan], place)) for pool in some for task, place in pool.tasks]
    return [e for e in found if e[2]]


def outcome(entries):
    for pool, task, row in entries:
        f = row["finding"]
        got = [pools.passage(pool, e) or "other" for e in f["evidence"]]
        got = [g for g in dict.fromkeys(got) if g not in task["related"]]
        yield dict(pool=pool, task=task, got=got, verdict=f["verdict"], reason=f["verdict"] + ":" + f["reasons"][0],
                   signs_say=f["confidence"], right=f["verdict"] in accepted(task))


def tell(name, rows):
    """prints how verdicts did on reports left out"""
    have = [r for r in rows if r["task"]["match"]]
    none = [r for r in rows if not r["task"]["match"] and "not_mentioned" in accepted(r["task"])]
    right = sum(len(set(r["got"]) & set(r["task"]["match"])) for r in rows)
    p, q = right / max(1, sum(len(r["got"]) for r in rows)), right / sum(len(r["task"]["match"]) for r in rows)
    at = lambda k: np.mean([bool(set(r["got"][:k]) & set(r["task"]["match"])) for r in have])
    f1 = [2 * sum(r["right"] and r["verdict"] == v for r in rows) / max(1, sum((r["verdict"] == v) + (v == (r["verdict"] if r["right"] else r["task"]["verdict"])) for r in rows))
          for v in ("done", "partly", "target_missed", "not_mentioned")]
    print(f"left out, {name}, {len(rows)} tasks: verdict {np.mean([r['right'] for r in rows]):.3f} (macro F1 {np.mean(f1):.3f}), recall at 1 {at(1):.3f}, "
          f"at 3 {at(3):.3f}, links F1 {2 * p * q / max(1e-9, p + q):.3f}, false evidence {np.mean([r['verdict'] != 'not_mentioned' for r in none]):.3f}, "
          f"missed {np.mean([r['verdict'] == 'not_mentioned' for r in have]):.3f}")


def tell_confidence(rows):
    left = []
    for place in sorted({r["pool"].place for r in rows}):
        table = fit_confidence([r for r in rows if r["pool"].place != place and group(r["pool"]) != GROUPS[2]])
        left += [(chance(table, r["reason"], r["signs_say"]), r["right"], group(r["pool"])) for r in rows if r["pool"].place == place]
    for name in GROUPS:
        some = [r for r in left if r[2] == name]
        bins = collections.defaultdict(list)
        for p, ok, _ in some:
            bins[int(p * 10)].append((p, ok))
        error = sum(abs(sum(p for p, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / len(some)
        good, bad = [p for p, ok, _ in some if ok], [p for p, ok, _ in some if not ok]
        auc = np.mean([(g > b) + 0.5 * (g == b) for g in good for b in bad])
        sure = {t: [ok for p, ok, _ in some if p >= t] for t in (0.7, 0.75, 0.8, 0.85)}
        told = "; ".join(f"from {t} on {len(s) / len(some):.2f}, right {sum(s) / max(1, len(s)):.2f}" for t, s in sure.items())
        print(f"left out, {name}: calibration error {error:.3f}, AUC {auc:.3f}; sure {told}")


GROUPS = ("gold, real", "gold, others", "labels.tsv")


def group(pool):
    return GROUPS[2] if pool.name.startswith("20") else GROUPS[0] if pool.real else GROUPS[1]


def main():
    shared, out = sys.argv[1:3]
    every, work = weights.fitted_on(shared), tempfile.mkdtemp()
    places = sorted({p.place for p in every})
    names, found = weights.read(every)
    nothing = os.path.join(work, "nothing.tsv")
    open(nothing, "w").close()
    matching, entries, rows = {}, [], []
    for place in places:
        matching[place] = os.path.join(work, place + ".match.tsv")
        weights.write(matching[place], "#\n", names, weights.fit([e for e in found if e[0].place != place]))
        entries += run([p for p in every if p.place == place], matching=matching[place])
    for place in places:
        table = os.path.join(work, place + ".verdict.tsv")
        with open(table, "w", encoding="utf-8") as f:
            f.writelines(fit_signs([e for e in entries if e[0].place != place]))
        rows += outcome(run([p for p in every if p.place == place], matching=matching[place], verdict=table, confidence=nothing))
    for name in GROUPS:
        tell(name, [r for r in rows if group(r["pool"]) == name])
    tell_confidence(rows)
    with open(os.path.join(out, "verdict_weights.tsv"), "w", encoding="utf-8") as f:
        f.write(HEAD)
        f.writelines(fit_signs(entries))
    with open(os.path.join(out, "confidence.tsv"), "w", encoding="utf-8") as f:
        f.write(SURE_HEAD)
        f.writelines(f"{k}\t{a:.3f}\t{b:.3f}\n" for k, (a, b) in sorted(fit_confidence([r for r in rows if group(r["pool"]) != GROUPS[2]]).items()))


if __name__ == "__main__":
    main()
