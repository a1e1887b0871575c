"""Makes tense_pairs.tsv: how much pairs of characters tell that a sentence of a work report looks ahead.

Counted over reports whose level-1 titles say what they do (回顾 … 安排). Only counts leave the corpus. A value is the natural logarithm
of how much likelier a pair is in a planned part than in a review, ×100.
"""
import collections, glob, math, os, re

from texts import HAN, LEFT_OUT, text_of

PART = re.compile(r"^\s*[一二三四五六]、\s*(.{2,60})$")
BACK = re.compile(r"回顾|工作情况|取得的|成就|成效|成绩")
AHEAD = re.compile(r"工作安排|重点工作|主要任务|工作建议|工作部署|总体部署|目标任务|工作任务|\d{4}年工作$|今年工作|工作重点")
PAIRS, SMOOTH, FEWEST = 900, 8.0, 40


def main(shared, out):
    count = {"back": collections.Counter(), "ahead": collections.Counter()}
    for d in ("a/prov_2025_txt", "a/prov_2026_txt", "a/gwy_txt", "a/gwy_other"):
        for path in sorted(glob.glob(os.path.join(shared, "corpus", d, "*.txt"))):
            if any(p in path for p in LEFT_OUT):
                continue
            part = None
            for line in text_of(path).splitlines():
                title = PART.match(line)
                if title:
                    t = title.group(1)
                    part = "back" if BACK.search(t) else "ahead" if AHEAD.search(t) else None
                elif part:
                    for run in HAN.findall(line):
                        count[part].update(run[i:i + 2] for i in range(len(run) - 1))
                        if "了" in run or "已" in run:
                            count[part].update(c for c in run if c in "了已")
    total = {k: sum(c.values()) for k, c in count.items()}
    value = {}
    for pair in set(count["back"]) | set(count["ahead"]):
        a, b = count["ahead"][pair], count["back"][pair]
        if a + b >= FEWEST:
            value[pair] = (math.log((a + SMOOTH) / (total["ahead"] + SMOOTH)) - math.log((b + SMOOTH) / (total["back"] + SMOOTH)), a + b)
    best = sorted(value, key=lambda p: (-abs(value[p][0]) * math.sqrt(value[p][1]), p))[:PAIRS]
    with open(os.path.join(out, "tense_pairs.tsv"), "w", encoding="utf-8") as f:
        f.write("# pair of characters\tlog-odds of a planned part against a review, x100; benches/make/tense.py\n")
        f.writelines(f"{p}\t{round(100 * value[p][0])}\n" for p in sorted(best))
    print(total, len(best))

