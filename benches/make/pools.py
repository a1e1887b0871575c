"""Labelled pairs of plan and report, from gold/match and from labels.tsv, in one form; and what our crate prints for them.

A pool is a plan with its tasks, each with the sentences of the report that a reader would quote. The gold's plans are lists of
tasks; those of labels.tsv are cut out of the real plan and listed alike.
"""
import collections, json, os, re, subprocess, tempfile

LABELS = os.path.join(os.path.dirname(__file__), "labels.tsv")
PLACES = {"jilin": "吉林", "shanghai": "上海", "jiangsu": "江苏", "hunan": "湖南", "shandong": "山东", "shaanxi": "陕西", "fujian": "福建",
          "heilongjiang": "黑龙江", "anhui": "安徽", "hubei": "湖北", "jiangxi": "江西", "gansu": "甘肃"}

# name and place; whether the report is whole; the files; [(task, its bytes in the plan)]; [(sentence's name, from, to)] in bytes of the report
Pool = collections.namedtuple("Pool", "name place real plan report tasks passages")


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(l) for l in f if l.strip()]


def plan_of(work, name, tasks, real):
    """writes the tasks as a list: the file, and each task's bytes"""
    plan, places = os.path.join(work, name + ".plan.txt"), []
    with open(plan, "wb") as f:
        at = f.write(("2025年重点工作任务清单\n" if real else "重点工作任务清单\n").encode())
        for i, task in enumerate(tasks, 1):
            n = f.write(f"{i}. {task['task']}\n".encode())
            places.append((at, at + n))
            at += n
    return plan, list(zip(tasks, places))


def of_gold(gold):
    base, work = os.path.join(gold, "match"), tempfile.mkdtemp()
    for name in sorted(f[:-12] for f in os.listdir(base) if f.endswith(".tasks.jsonl")):
        tasks, sentences = rows(f"{base}/{name}.tasks.jsonl"), rows(f"{base}/{name}.passages.jsonl")
        report, spans = f"{base}/{name}.report.txt", []
        real = os.path.exists(report)
        if real:
            text, at = open(report, encoding="utf-8", newline="").read(), 0
            for p in sentences:
                i = text.index(p["text"], at)
                at, b = i + len(p["text"]), len(text[:i].encode())
                spans.append((p["id"], b, b + len(p["text"].encode())))
        else:
            report, at = f"{work}/{name}.report.txt", 0
            with open(report, "wb") as f:
                for p in sentences:
                    n = f.write((p["text"].rstrip("。；;") + "。\n").encode())
                    spans.append((p["id"], at, at + n - 1))
                    at += n
        plan, tasks = plan_of(work, name, tasks, real)
        yield Pool(name, PLACES.get(name, name), real, plan, report, tasks, spans)


def of_labels(corpus, labels=LABELS):
    work, files, tasks = tempfile.mkdtemp(), None, []
    for line in [*open(labels, encoding="utf-8"), "> \t"]:
        if line.startswith("#"):
            continue
        if line.startswith("> "):
            if tasks:
                yield labelled(corpus, work, *files, tasks)
            files, tasks = line[2:].rstrip("\n").split("\t"), []
            continue
        span, verdicts, contested, match, related = line.rstrip("\n").split("\t")
        verdicts = verdicts.split(",")
        tasks.append(dict(span=tuple(map(int, span.split("-"))), verdict=verdicts[0], accept=verdicts, contested=contested == "contested",
                          match=match.split(",") if match else [], related=related.split(",") if related else []))


def labelled(corpus, work, plan, report, tasks):
    raw = open(os.path.join(corpus, plan), "rb").read()
    for task in tasks:
        task["task"] = raw[slice(*task["span"])].decode()
    name = re.sub(r"_政府工作报告|中华人民共和国|\.txt|/", "", plan.rsplit("/", 1)[-1])
    spans = sorted({s for t in tasks for s in t["match"] + t["related"]}, key=lambda s: tuple(map(int, s.split("-"))))
    listed, tasks = plan_of(work, name, tasks, True)
    place = next((p for p in PLACES.values() if p in plan), re.sub(r"^\d+(_\d+年)?_?", "", name)[:3])
    return Pool(name, place, True, listed, os.path.join(corpus, report), tasks, [(s, *map(int, s.split("-"))) for s in spans])


def passage(pool, candidate):
    """the labelled sentence that a candidate is, at least for the half of the shorter"""
    a, b = candidate["source_span"]
    hits = [(min(e, b) - max(s, a), min(e - s, b - a), i) for i, s, e in pool.passages if s < b and a < e]
    common, shorter, name = max(hits, default=(0, 1, None))
    return name if common * 2 > shorter else None


def studied(pools, **tables):
    """plan file -> what `benches/make/features.rs` prints for each of its tasks, with other tables than the crate's, or a reader's file"""
    args = [x for name, file in tables.items() for x in ("--" + name.replace("_", "-"), file)]
    args += [x for p in pools for x in (p.plan, p.report)]
    out = subprocess.run(["cargo", "bench", "-q", "--bench", "features", "--", *args], check=True, stdout=subprocess.PIPE).stdout
    got = collections.defaultdict(list)
    for line in out.decode().splitlines():
        row = json.loads(line)
        got[row["plan"]].append(row)
    return got


def beside(rows_, place):
    """what was printed for the task at this place; none where the plan's reader did not find it"""
    return next((row["studied"] for row in rows_ if row["task"][0] < place[1] and place[0] < row["task"][1]), None)


def examples(pools):
    """one entry a task: pool, task, what was printed of it, its candidates' labels: 1 to quote, 0 not, None only near"""
    got = studied(pools)
    for pool in pools:
        for task, place in pool.tasks:
            row = beside(got[pool.plan], place)
            if row is not None:
                names = [passage(pool, c) for c in row["told"]]
                yield pool, task, row, [None if n in task["related"] else float(n in task["match"]) for n in names]
