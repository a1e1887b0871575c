"""Makes phrases.bin: how likely Chinese words are, alone and one after the other, folded to simplified.

Counted in jieba's word list (MIT; `src/data/dict.txt` of the crate jieba-rs) and in documents of the corpus that are of no places of the
gold; only counts go into the table. The same input gives the same bytes.

Texts are cut into words of the list that the table can hold, so that 城乡建设部 gives 建设 and 部, and no 设部.

Layout, little endian: 2^18 slots of words, then 2^18 slots of pairs of words, both in buckets of four: the u16 upper halves of
the hashes of all slots, then a byte of cost each. A cost is −log10 p in steps of 1/8; 0 is an empty slot. Words have one to four characters; any
run of ASCII or full-width letters and digits is the one character U+000A.
"""
import collections, glob, math, os, re, struct, tempfile

import jieba

from plausible import fold_table, mix
from texts import files, text_of

TEXTS = ("d/laws", "a/gwy_txt", "a/gwy_other", "a/gwy_wikisource", "a/gwy_web_raw")
PROVINCES = "内蒙古 北京 天津 宁夏 山西 广西 新疆 河南 海南".split()
SLOTS_LOG2 = 18
LONGEST = 4
LETTERS = re.compile(r"[!-~０-９Ａ-Ｚａ-ｚ]+")
BLANKS = re.compile(r"[\s\u3000\ufeff]+")


def key(word):
    h = 0
    for c in word:
        h = mix(h, ord(c))
    return h


def cost(p):
    return max(1, min(63, round(-8 * math.log10(p))))


def table(entries):
    """Slots filled in the order of `entries`, (hash, p); what finds its bucket full is left out."""
    slots, kept = [(0, 0)] * (1 << SLOTS_LOG2), 0
    for h, p in entries:
        bucket, mark = (h & ((1 << (SLOTS_LOG2 - 2)) - 1)) * 4, h >> 16
        for i in range(bucket, bucket + 4):
            if slots[i][1] == 0:
                slots[i] = (mark, cost(p))
                kept += 1
                break
            if slots[i][0] == mark:
                break
    return slots, kept


def main(shared, out, words, opencc):
    corpus = os.path.join(shared, "corpus")
    counted = [os.path.join(corpus, d) for d in TEXTS]
    counted += [f for p in PROVINCES for f in sorted(glob.glob(os.path.join(corpus, f"a/prov_2025_txt/2025_{p}*")))]
    fold = fold_table(opencc)
    folded = lambda t: "".join(fold.get(c, c) for c in t if ord(c) < 0x10000)
    known = collections.Counter()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as short:
        for line in open(words, encoding="utf-8"):
            f = line.split(" ")
            if len(f[0]) > LONGEST:
                continue
            short.write(line)
            if not LETTERS.search(f[0]):
                known[folded(f[0])] += int(f[1])
        short.flush()
        cutter = jieba.Tokenizer(short.name)
        cutter.initialize()
    seen, pairs, lines = collections.Counter(), collections.Counter(), set()
    for path in files(counted):
        for line in text_of(path).splitlines():
            line = LETTERS.sub("\n", folded(BLANKS.sub("", line)))
            if len(line) < 8 or line in lines:
                continue
            lines.add(line)
            words = cutter.lcut(line, HMM=False)
            seen.update(words)
            pairs.update(zip([""] + words, words))
    in_list, in_text = sum(known.values()), sum(seen.values())
    # Each source weighs the same: the list knows what the laws never say (龙舟), the laws know 的 and ，.
    p = {w: 0.5 * known[w] / in_list + 0.5 * seen[w] / in_text for w in set(known) | set(seen) if w}
    words, n = table((key(w), p[w]) for w in sorted(p, key=lambda w: (-p[w], w)))
    first, kinds = collections.Counter(), collections.Counter(x for x, _ in pairs)
    for (x, _), count in pairs.items():
        first[x] += count
    told = {}
    for (x, y), count in pairs.items():
        weight = first[x] / (first[x] + 2.0 * kinds[x])
        q = weight * count / first[x] + (1 - weight) * p[y]
        if count > 1 and q > 1.5 * p[y]:
            told[x, y] = (q, count ** 0.5 * math.log10(q / p[y]))
    follow, m = table(
        (mix(key(x), key(y)), told[x, y][0])
        for x, y in sorted(told, key=lambda k: (-told[k][1], k))
    )
    with open(os.path.join(out, "phrases.bin"), "wb") as f:
        for slots in (words, follow):
            f.write(struct.pack(f"<{len(slots)}H", *(mark for mark, _ in slots)))
            f.write(bytes(cost for _, cost in slots))
    print(f"{n} of {len(p)} words, {m} of {len(told)} pairs")

