"""Fits verdict_weights.tsv and verdict_trees.tsv on labelled pairs: whether a report tells of a task, whether it tells of
the whole, and how often such a verdict is right.

Each place that the gold knows is left out in turn, first from the weights of matching, then from those of the verdict: the features that are
fitted on, and every figure printed, are of reports that the tables had not seen. The tables written are fitted on all.
"""
import collections, os, tempfile

import lightgbm
import pools, weights
import numpy as np

PENALTY = 3.0   # of the squared weights of features
# what a task counts: the gold is what is measured, ours are more
WORTH = {"gold, real": 1.0, "gold, others": 1.0, "labels.tsv": 1.0}
WORTH_OF_VERDICTS = {**WORTH, "labels.tsv": 0.5}
TREES = dict(objective="binary", num_leaves=4, min_data_in_leaf=40, lambda_l2=10, deterministic=True, num_threads=2, seed=1, verbose=-1)
GROWTH = {"whole": dict(num_iterations=60, learning_rate=0.05), "sure": dict(num_iterations=400, learning_rate=0.015, feature_fraction=0.3)}
# log-odds that the gold, left out, lies above what the trees say of it: its tasks are easier to judge than a plan's sentences
EASIER = 0.25
VERDICTS = ("done", "partly", "target_missed", "not_mentioned")
HEAD = "# feature\tweight of a feature that a report tells of a task; benches/make/verdict.py refits it\n"
TREES_HEAD = ("# question\ttree\tfeature or -\tat most, or what is added to the log-odds\trow to go on with\tor else; rows of a tree are counted from 0; "
              "benches/make/verdict.py refits it\n")


def accepted(task):
    return set(task.get("accept") or [task["verdict"]])


def asks(question, task, row):
    """1, 0 or None: what the gold answers to a question about a task"""
    features, right = dict(row["features"]), accepted(task)
    if question == "evidence":
        return None if "not_mentioned" in right and len(right) > 1 else float(bool(task["match"]))
    decided = features["all_met"] and features["figures_only"]
    only = right & {"done", "partly"}
    return None if decided or not task["match"] or len(only) != 1 else float("done" in only)


def data(question, entries):
    rows = [(dict(row["features"]), asks(question, task, row), WORTH[group(pool)]) for pool, task, row in entries]
    rows = [r for r in rows if r[1] is not None]
    return [s for s, _, _ in rows], np.array([y for _, y, _ in rows]), np.array([w for _, _, w in rows])


def fit_evidence(entries):
    """the lines of a table: feature, weight"""
    features, y, w = data("evidence", entries)
    names = list(features[0])[:list(features[0]).index("one") + 1]
    return [f"{n}\t{b:.4f}\n" for n, b in zip(names, weights.newton(np.array([[s[n] for n in names] for s in features]), y, w, PENALTY))]


def grow(question, names, x, y, w):
    """trees, and the lines of a table that say the same"""
    model = lightgbm.train({**TREES, **GROWTH[question]}, lightgbm.Dataset(x, y, weight=w))
    lines = []
    for tree in model.dump_model()["tree_info"]:
        nodes = []

        def walk(node):
            at = len(nodes)
            nodes.append(None)
            if "leaf_value" in node:
                nodes[at] = f"-\t{node['leaf_value']:.5f}"
            else:
                then, other = walk(node["left_child"]), walk(node["right_child"])
                nodes[at] = f"{names[node['split_feature']]}\t{node['threshold']:.6g}\t{then}\t{other}"
            return at

        walk(tree["tree_structure"])
        lines += [f"{question}\t{tree['tree_index']}\t{n}\n" for n in nodes]
    return model, lines


def fit_whole(entries):
    features, y, w = data("whole", entries)
    names = [n for n in features[0] if n != "one"]
    return grow("whole", names, np.array([[s[n] for n in names] for s in features]), y, w)[1]


def odds(p):
    p = min(max(p, 0.001), 0.999)
    return np.log(p / (1 - p))


def sure_names(features):
    return [n for n in features if n != "one"] + ["chance", *VERDICTS]


def sure_features(r):
    return [v for n, v in r["features"].items() if n != "one"] + [odds(r["features_say"]), *(float(r["verdict"] == v) for v in VERDICTS)]


def fit_sure(rows):
    """what gives rows their chances, and the lines of a table that do the same"""
    x, y = np.array([sure_features(r) for r in rows]), np.array([float(r["right"]) for r in rows])
    model, lines = grow("sure", sure_names(rows[0]["features"]), x, y, np.array([WORTH_OF_VERDICTS[group(r["pool"])] for r in rows]))
    chances = lambda rows: 1 / (1 + np.exp(-model.predict(np.array([sure_features(r) for r in rows]), raw_score=True) - EASIER))
    return chances, lines + [f"sure\t{GROWTH['sure']['num_iterations']}\t-\t{EASIER}\n"]


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
        yield dict(pool=pool, task=task, got=got, verdict=f["verdict"], features=dict(row["features"]), features_say=f["confidence"],
                   right=f["verdict"] in accepted(task))


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
        chances, _ = fit_sure([r for r in rows if r["pool"].place != place])
        here = [r for r in rows if r["pool"].place == place]
        left += [(p, r["right"], group(r["pool"])) for p, r in zip(chances(here), here)]
    for name in GROUPS:
        some = [r for r in left if r[2] == name]
        bins = collections.defaultdict(list)
        for p, ok, _ in some:
            bins[int(p * 10)].append((p, ok))
        error = sum(abs(sum(p for p, _ in b) - sum(ok for _, ok in b)) for b in bins.values()) / len(some)
        good, bad = [p for p, ok, _ in some if ok], [p for p, ok, _ in some if not ok]
        auc = np.mean([(g > b) + 0.5 * (g == b) for g in good for b in bad])
        sure = {t: [ok for p, ok, _ in some if p >= t] for t in (0.75, 0.8, 0.82, 0.85, 0.9)}
        told = "; ".join(f"from {t} on {len(s) / len(some):.2f}, right {sum(s) / max(1, len(s)):.2f}" for t, s in sure.items())
        print(f"left out, {name}: calibration error {error:.3f}, AUC {auc:.3f}; sure {told}")


GROUPS = ("gold, real", "gold, others", "labels.tsv")


def group(pool):
    return GROUPS[2] if pool.name.startswith("20") else GROUPS[0] if pool.real else GROUPS[1]


def main(shared, out):
    every, work = weights.fitted_on(shared), tempfile.mkdtemp()
    places = sorted({p.place for p in every})
    names, found = weights.read(every)
    matching, entries, rows = {}, [], []
    for place in places:
        matching[place] = os.path.join(work, place + ".match.tsv")
        weights.write(matching[place], "#\n", names, weights.fit([e for e in found if e[0].place != place]))
        entries += run([p for p in every if p.place == place], matching=matching[place])
    for place in places:
        others = [e for e in entries if e[0].place != place]
        tables = {"verdict": fit_evidence(others), "trees": fit_whole(others)}
        files = {name: os.path.join(work, f"{place}.{name}.tsv") for name in tables}
        for name, lines in tables.items():
            with open(files[name], "w", encoding="utf-8") as f:
                f.writelines(lines)
        rows += outcome(run([p for p in every if p.place == place], matching=matching[place], **files))
    for name in GROUPS:
        tell(name, [r for r in rows if group(r["pool"]) == name])
    tell_confidence(rows)
    with open(os.path.join(out, "verdict_weights.tsv"), "w", encoding="utf-8") as f:
        f.write(HEAD)
        f.writelines(fit_evidence(entries))
    with open(os.path.join(out, "verdict_trees.tsv"), "w", encoding="utf-8") as f:
        f.write(TREES_HEAD)
        f.writelines(fit_whole(entries) + fit_sure(rows)[1])
