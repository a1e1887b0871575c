#!/usr/bin/env python3
"""Fits src/tables/match_weights.tsv on labelled pairs (gold/match), and says how it does on provinces left out.

    pip install numpy
    python3 benches/make/weights.py ../shared/gold src/tables/match_weights.tsv

A candidate is right where the gold quotes it; `related` ones are left aside. Logistic regression with an L2 penalty; whole reports are left out in turn for the figures printed, and the table is fitted on all.
"""
import collections, json, os, subprocess, sys, tempfile

os.environ.setdefault("OMP_NUM_THREADS", "1")  # threads only wait for one another on matrices so small
import numpy as np

PENALTY = 2.0  # of the squared weights, against the summed loss of some 15,000 candidates


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(l) for l in f if l.strip()]


def pools(gold):
    """name, plan file, report file, tasks with their byte ranges, passages with theirs"""
    base = os.path.join(gold, "match")
    work = tempfile.mkdtemp()
    for name in sorted(f[:-12] for f in os.listdir(base) if f.endswith(".tasks.jsonl")):
        tasks, passages = rows(f"{base}/{name}.tasks.jsonl"), rows(f"{base}/{name}.passages.jsonl")
        real = os.path.exists(f"{base}/{name}.report.txt")
        plan, at = f"{work}/{name}.plan.txt", 0
        places = []
        with open(plan, "wb") as f:
            at += f.write(("2025年重点工作任务清单\n" if real else "重点工作任务清单\n").encode())
            for i, t in enumerate(tasks, 1):
                n = f.write(f"{i}. {t['task']}\n".encode())
                places.append((at, at + n)); at += n
        spans = []
        if real:
            report = f"{base}/{name}.report.txt"
            text, at = open(report, encoding="utf-8", newline="").read(), 0
            for p in passages:
                i = text.index(p["text"], at)
                b = len(text[:i].encode())
                spans.append((p["id"], b, b + len(p["text"].encode()))); at = i + len(p["text"])
        else:
            report, at = f"{work}/{name}.report.txt", 0
            with open(report, "wb") as f:
                for p in passages:
                    n = f.write((p["text"].rstrip("。；;") + "。\n").encode())
                    spans.append((p["id"], at, at + n - 1)); at += n
        yield name, plan, report, list(zip(tasks, places)), spans, real


def passage(spans, candidate):
    a, b = candidate["source_span"]
    hits = [(min(e, b) - max(s, a), i) for i, s, e in spans if s < b and a < e]
    return max(hits)[1] if hits else None


def studied(every, **tables):
    """plan file -> what `benches/make/features.rs` prints for each of its tasks, with other tables than the crate's"""
    args = [x for name, file in tables.items() for x in ("--" + name, file)] + [x for p in every for x in (p[1], p[2])]
    out = subprocess.run(["cargo", "bench", "-q", "--bench", "features", "--", *args], check=True, stdout=subprocess.PIPE).stdout
    got = collections.defaultdict(list)
    for line in out.decode().splitlines():
        row = json.loads(line)
        got[row["plan"]].append(row)
    return got


def beside(rows_, place):
    """what was printed for the task of the gold at this place; none where the plan's reader did not find it"""
    return next((row["studied"] for row in rows_ if row["task"][0] < place[1] and place[0] < row["task"][1]), None)


def examples(every):
    """one entry a task: pool, whether real, gold task, [(features, label or None, passage id)], ids read as planned"""
    got, names, found = studied(every), None, []
    for name, plan, report, tasks, spans, real in every:
        for task, place in tasks:
            row = beside(got[plan], place)
            if row is None:
                continue
            cs = []
            for c in row["told"]:
                i = passage(spans, c)
                label = None if i in (task.get("related") or []) else float(i in task["match"])
                names = names or sorted(c["features"], key=lambda n: (n == "one", n))
                cs.append(([c["features"][n] for n in names], label, i))
            found.append((name, real, task, cs, {passage(spans, c) for c in row["planned"]}))
    return names, found


def fit(x, y, start=None):
    """Newton's steps for logistic regression; the L2 penalty sees features of mean 0 and deviation 1, the weights returned
    are those of the features as they are (the last one is constant)"""
    mean, deviation = x.mean(0), x.std(0)
    mean[-1], deviation[-1] = 0.0, 1.0
    deviation[deviation < 1e-9] = 1.0
    z = (x - mean) / deviation
    beta = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        g = z.T @ (p - y) + PENALTY * beta
        h = (z * (p * (1 - p))[:, None]).T @ z + PENALTY * np.eye(x.shape[1])
        step = np.linalg.solve(h, g)
        beta -= step
        if np.abs(step).max() < 1e-4:
            break
    beta = beta / deviation
    beta[-1] -= (beta * mean).sum()
    return beta


def matrix(entries):
    rows_ = [(f, l) for _, _, _, cs, _ in entries for f, l, _ in cs if l is not None]
    return (np.array([r[k] for r in rows_]) for k in range(2))


def write(table, head, names, beta):
    with open(table, "w", encoding="utf-8") as f:
        f.write(head)
        f.writelines(f"{n}\t{b:.4f}\n" for n, b in zip(names, beta))


def main():
    gold, table = sys.argv[1:3]
    names, found = examples(list(pools(gold)))
    none = sum(bool(t["match"]) and not set(t["match"]) & {i for _, _, i in cs} for _, r, t, cs, _ in found if r)
    ahead = sum(bool(set(t["match"]) & a - {i for _, _, i in cs}) for _, r, t, cs, a in found if r)
    have = sum(bool(t["match"]) for _, r, t, _, _ in found if r)
    print(f"real tasks with evidence {have}; none of it among the candidates {none}; some of it read as planned {ahead}")
    hit = hit3 = 0
    for pool in sorted({e[0] for e in found if e[1]}):
        beta = fit(*matrix([e for e in found if e[0] != pool]))
        for _, _, task, cs, _ in (e for e in found if e[0] == pool):
            if task["match"]:
                order = sorted(((np.dot(beta, f), l, i) for f, l, i in cs if l is not None), key=lambda t: -t[0])
                hit += bool(order and order[0][1]); hit3 += any(l for _, l, _ in order[:3])
    print(f"left out: recall at 1 {hit / have:.3f}, at 3 {hit3 / have:.3f}")
    with open(os.path.join(os.path.dirname(__file__), "../../src/tables/match_weights.tsv"), encoding="utf-8") as f:
        head = f.readline()
    write(table, head, names, fit(*matrix(found)))


if __name__ == "__main__":
    main()
