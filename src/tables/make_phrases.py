#!/usr/bin/env python3
"""Makes phrases.bin: how likely Chinese words are, alone and one after the other, folded to simplified.

    pip install jieba
    python3 src/tables/make_phrases.py --jieba DICT --opencc src/script/opencc TEXT...

DICT is jieba's word list (MIT; `src/data/dict.txt` of the crate jieba-rs). Each TEXT is a file in UTF-8 or GB18030, or a
directory of them; only counts go into the table. The table that is checked in was made from jieba-rs 0.11.0 and, of
../shared/corpus, d/laws, a/{gwy_txt,gwy_other,gwy_wikisource,gwy_web_raw} and a/prov_2025_txt/2025_{内蒙古,北京,天津,宁夏,
山西,广西,新疆,河南,海南}*, which are no places of the gold. The same input gives the same bytes.

Texts are cut into words of the list that the table can hold, so that 城乡建设部 gives 建设 and 部, and no 设部.

Layout, little endian: 2^18 u16 slots of words, then 2^18 u16 slots of pairs of words, both in buckets of four: 10 bits
fingerprint, 6 bits cost. A cost is −log10 p in steps of 1/8. A slot 0 is empty. Words have one to four characters; any
run of ASCII or full-width letters and digits is the one character U+000A.
"""
import argparse, collections, math, os, re, struct, sys, tempfile

import jieba

from make_plausible import fold_table, mix, texts

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
    slots, kept = [0] * (1 << SLOTS_LOG2), 0
    for h, p in entries:
        bucket, mark = (h & ((1 << (SLOTS_LOG2 - 2)) - 1)) * 4, h >> 22
        for i in range(bucket, bucket + 4):
            if slots[i] == 0:
                slots[i] = mark << 6 | cost(p)
                kept += 1
                break
            if slots[i] >> 6 == mark:
                break
    return slots, kept


def read(path):
    data = open(path, "rb").read()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--jieba", required=True)
    a.add_argument("--opencc", required=True)
    a.add_argument("--out", default=os.path.join(os.path.dirname(__file__), "phrases.bin"))
    a.add_argument("text", nargs="*")
    a = a.parse_args()
    fold = fold_table(a.opencc)
    folded = lambda t: "".join(fold.get(c, c) for c in t if ord(c) < 0x10000)
    known = collections.Counter()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as short:
        for line in open(a.jieba, encoding="utf-8"):
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
    for path in texts(a.text):
        for line in (read(path) or "").splitlines():
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
    with open(a.out, "wb") as f:
        f.write(struct.pack(f"<{len(words)}H", *words))
        f.write(struct.pack(f"<{len(follow)}H", *follow))
    print(f"{n} of {len(p)} words, {m} of {len(told)} pairs", file=sys.stderr)


if __name__ == "__main__":
    main()
