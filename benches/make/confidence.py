#!/usr/bin/env python3
"""Fits src/tables/confidence.tsv: how often a verdict is right, by its reason and by how well the best sentence fits.

    cargo build --release && python3 benches/make/confidence.py ../shared/gold src/tables/confidence.tsv

For each reason the chance is logistic in the best score, drawn towards the reason's own rate and that towards the rate of
all; whole reports are left out in turn for the figures printed, and the table is fitted on all of them.
"""
import collections, json, subprocess, sys

import numpy as np
import weights

weights.PENALTY = 0.0


def findings(gold):
    """pool, reason, best score, whether the verdict is right"""
    for name, plan, report, tasks, _, real in weights.pools(gold):
        out = subprocess.run(["target/release/gongwen", "check", report, "--plan", plan, "--format", "json"], stdout=subprocess.PIPE)
        found = json.loads(out.stdout)["findings"]
        for task, (a, b) in tasks:
            f = next(f for f in found if f["task"]["source_span"][0] < b and a < f["task"]["source_span"][1])
            best = max([e["score"] for e in f["evidence"]] or [n["score"] for n in f["near_misses"] if n["why"] != "only_planned"] or [0])
            yield name, real, f["verdict"] + ":" + f["reasons"][0], best, f["verdict"] in (task.get("accept") or [task["verdict"]])


def fit(rows):
    """reason -> intercept, slope; few cases lean on the mean of all"""
    mean = sum(r[4] for r in rows) / len(rows)
    table = {}
    for reason in sorted({r[2] for r in rows}):
        of = [r for r in rows if r[2] == reason]
        rate = (sum(r[4] for r in of) + 4 * mean) / (len(of) + 4)
        base = np.log(rate / (1 - rate))
        x = np.array([r[3] for r in of]); y = np.array([float(r[4]) for r in of])
        centre, slope = x.mean(), 0.0
        for _ in range(50):  # one slope, with a penalty as of ten cases
            p = 1 / (1 + np.exp(-(base + slope * (x - centre))))
            g = ((p - y) * (x - centre)).sum() + 1.0 * slope
            h = (p * (1 - p) * (x - centre) ** 2).sum() + 1.0
            slope -= g / h
        table[reason] = (base - slope * centre, slope)
    return table


def chance(table, reason, score):
    a, b = table.get(reason, (0.0, 0.0))
    return 1 / (1 + np.exp(-(a + b * score)))


def main():
    gold, out = sys.argv[1:3]
    rows = list(findings(gold))
    left = []
    for pool in sorted({r[0] for r in rows}):
        table = fit([r for r in rows if r[0] != pool])
        left += [(chance(table, r[2], r[3]), r[4], r[1]) for r in rows if r[0] == pool]
    for name, some in (("all", left), ("real", [r for r in left if r[2]])):
        bins = collections.defaultdict(list)
        for p, ok, _ in some:
            bins[int(p * 10)].append((p, ok))
        error = sum(abs(sum(p for p, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / len(some)
        sure = [ok for p, ok, _ in some if p >= 0.8]
        print(f"left out, {name}: calibration error {error:.3f}; sure {len(sure) / len(some):.2f}, of those right {sum(sure) / max(1, len(sure)):.2f}")
    with open(out, "w", encoding="utf-8") as f:
        f.write("# verdict:reason\tintercept and slope of the log-odds that it is right, in the best sentence's score; benches/make/confidence.py\n")
        f.writelines(f"{k}\t{a:.3f}\t{b:.3f}\n" for k, (a, b) in sorted(fit(rows).items()))


if __name__ == "__main__":
    main()
