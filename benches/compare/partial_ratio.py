#!/usr/bin/env python3
"""Sets `gongwen check` beside brute force, rapidfuzz's partial_ratio of every task with every sentence: CPU time, and what is found first.

    pip install rapidfuzz
    cargo build --release --locked
    python3 benches/compare/partial_ratio.py [../shared]

Time: the 1,000 tasks and 100,000 invented sentences of the bench `many` (benches/pipeline.rs), ours as a whole run from two files,
start-up and printing included; partial_ratio on ten of the tasks, scaled to 1,000, in one thread. Both answers are asserted first.
Finding: the twelve real pairs of ../shared/gold/match, where it is there. partial_ratio picks among the sentences that the gold lists,
once among all and once told where the last sentence stands that any reader quotes, which no program knows; ours reads the whole report.
"""
import json, os, resource, subprocess, sys, tempfile, time

from rapidfuzz import fuzz, process

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "make"))
import pools

GONGWEN = os.path.join(HERE, "..", "..", "target", "release", "gongwen")
TASKS, SLICE = 1000, 10
RIGHT = .95  # of the tasks must have their own sentence nearest, as the bench `many` asks

TOWNS = "云东青白金石柳梅桃松竹兰苇枫杏桂荷菱榆槐", "溪陵浦冈湾塘坪桥滩岭渡洲沟坝关集店堡泉湖"
VILLAGES = "上下前后左右内外新老"
BUILDINGS = ("卫生室 幼儿园 粮库 水厂 泵站 敬老院 图书馆 篮球场 停车场 公交站 变电所 冷库 菜市场 食堂 文化站 码头 大棚 苗圃 滑雪场 陵园 邮局 "
             "检测站 气象台 鱼塘 磨坊").split()


def invented():
    """the tasks and the sentences of the bench `many`, and where among these each task has its own"""
    built = [(f"{a}{b}镇{v}{b}村", what) for a in TOWNS[0] for b in TOWNS[1] for v in VILLAGES for what in BUILDINGS]
    own = [i * 101 % len(built) for i in range(TASKS)]
    return ["在{}新建{}。".format(*built[i]) for i in own], [f"{at}{what}已建成投用。" for at, what in built], own


def ours(tasks, sentences):
    """what `gongwen check` has nearest to each task, quoted or left to a person; CPU seconds of the whole run"""
    with tempfile.TemporaryDirectory() as work:
        plan, report = os.path.join(work, "plan.txt"), os.path.join(work, "report.txt")
        with open(plan, "w", encoding="utf-8") as f:
            f.write("云溪县2025年重点工作任务清单\n" + "".join(f"{i}.{t}\n" for i, t in enumerate(tasks, 1)))
        with open(report, "w", encoding="utf-8") as f:
            f.write("云溪县2025年工作总结\n" + "".join(s + "\n" for s in sentences))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run([GONGWEN, "check", report, "--plan", plan, "--format", "json"], stdout=subprocess.PIPE)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run.returncode in (0, 1), f"gongwen exited {run.returncode}"
    told = [[*f["evidence"], *f["near_misses"]] for f in json.loads(run.stdout)["findings"]]
    return [t[0]["text"] if t else "" for t in told], after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def nearest(task, sentences):
    """the place of the sentence whose partial_ratio with the task is highest, the first of equals"""
    return process.extractOne(task, sentences, scorer=fuzz.partial_ratio)[2]


def speed():
    tasks, sentences, own = invented()
    found, we = ours(tasks, sentences)
    assert len(found) == TASKS, f"{len(found)} of {TASKS} tasks are found"
    right = sum(text.startswith(sentences[i].rstrip("。")) for text, i in zip(found, own))
    assert right >= RIGHT * TASKS, f"gongwen: {right} of {TASKS} tasks have their own sentence nearest"

    some = range(0, TASKS, TASKS // SLICE)
    start = time.process_time()
    places = [nearest(tasks[i], sentences) for i in some]
    they = (time.process_time() - start) * TASKS / SLICE
    hits = sum(place == own[i] for place, i in zip(places, some))
    assert hits >= RIGHT * SLICE, f"partial_ratio: {hits} of {SLICE} tasks have their own sentence nearest"

    print(f"{TASKS} tasks x {len(sentences)} sentences, CPU time")
    print(f"  gongwen check          {we:8.2f} s    own sentence nearest {right} of {TASKS}")
    print(f"  partial_ratio          {they:8.2f} s    own sentence nearest {hits} of {SLICE}; scaled from {SLICE} tasks to {TASKS}")
    print(f"  partial_ratio / ours   {they / we:8.1f}")


def recall(shared):
    """recall at 1 as score.py counts it: of what is only related, nothing is taken"""
    tried = hits = told = 0
    for pool in (p for p in pools.of_gold(os.path.join(shared, "gold")) if p.real):
        with open(pool.report, "rb") as f:
            raw = f.read()
        listed = [(name, raw[a:b].decode()) for name, a, b in pool.passages]
        last = max(i for i, (name, _) in enumerate(listed) if any(name in t["match"] for t, _ in pool.tasks))
        for task, _ in pool.tasks:
            if task["match"]:
                tried += 1
                hits += first(task, listed) in task["match"]
                told += first(task, listed[:last + 1]) in task["match"]
    with tempfile.NamedTemporaryFile() as figures:
        score = os.path.join(shared, "score", "score.py")
        subprocess.run([sys.executable, score, "match", "--bin", GONGWEN, "--json", figures.name], check=True, stdout=subprocess.DEVNULL)
        we = json.load(figures)["match_real.recall_at_1"]
    print(f"recall at 1, {tried} tasks with evidence in twelve real reports")
    print(f"  gongwen check          {we:8.3f}")
    print(f"  partial_ratio          {hits / tried:8.3f}    told where the last quoted sentence stands {told / tried:.3f}")


def first(task, listed):
    """the name of the sentence that partial_ratio has nearest, those that are only near left aside"""
    listed = [(name, text) for name, text in listed if name not in task["related"]]
    return listed[nearest(task["task"], [text for _, text in listed])][0]


def main():
    shared = sys.argv[1] if len(sys.argv) > 1 else "../shared"
    speed()
    if os.path.isdir(os.path.join(shared, "gold", "match")):
        recall(shared)


if __name__ == "__main__":
    main()
