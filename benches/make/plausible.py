"""Makes plausible.bin: how often Chinese characters stand alone and side by side, folded to simplified.

Counted in jieba's word list (MIT; `src/data/dict.txt` of the crate jieba-rs) and the laws and State Council reports of the
corpus; only counts go into the table. The same input gives the same bytes.

Layout, little endian: u32 number of folds, then (u16 from, u16 to) each; u32 number of characters, then (u16 char,
u8 cost) each, sorted; then 2^17 u16 slots in buckets of four: 10 bits fingerprint, 6 bits cost. A cost is −log10 p in
steps of 1/10. A slot 0 is empty.
"""
import collections, math, os, struct

import texts

TEXTS = ("d/laws", "a/gwy_txt", "a/gwy_other")

SLOTS_LOG2 = 17
WORD = 0x0A  # class of ASCII letters and digits: any ASCII graphic folds to this


def fold_table(opencc):
    fold = {}
    for name in ("TSCharacters.txt", "TWVariantsRev.txt", "HKVariantsRev.txt"):
        for line in open(os.path.join(opencc, name), encoding="utf-8"):
            if line.startswith("#") or "\t" not in line:
                continue
            a, b = line.rstrip("\n").split("\t")[:2]
            b = b.split(" ")[0]
            if len(a) == len(b) == 1 and a != b and ord(a) < 0x10000 and ord(b) < 0x10000:
                fold.setdefault(a, b)
    for a in list(fold):  # variants fold twice: 爲 → 為 → 为
        fold[a] = fold.get(fold[a], fold[a])
        fold[a] = fold.get(fold[a], fold[a])
    return fold


def classes(text, fold):
    """The text as a list of characters: folded, ASCII graphics as one class, blanks left out."""
    out = []
    for c in text:
        o = ord(c)
        if o <= 0x20 or o in (0x3000, 0xA0) or o >= 0x10000:
            continue
        out.append(chr(WORD) if o < 0x7F else fold.get(c, c))
    return out


def mix(a, b):
    x = (a * 0x9E3779B1 + b * 0x85EBCA77) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 0x2C1B3C6D) & 0xFFFFFFFF
    return x ^ (x >> 13)


def cost(p):
    return max(1, min(63, round(-10 * math.log10(p))))


def main(shared, out, words, opencc):
    fold = fold_table(opencc)
    uni, bi = collections.Counter(), collections.Counter()
    for line in open(words, encoding="utf-8"):
        f = line.split(" ")
        word, n = classes(f[0], fold), int(f[1])
        for c in word:
            uni[c] += n
        for pair in zip(word, word[1:]):
            bi[pair] += n
    jieba = sum(uni.values())
    run = collections.Counter(), collections.Counter()
    for path in texts.files(os.path.join(shared, "corpus", d) for d in TEXTS):
        try:
            text = open(path, encoding="utf-8-sig").read()
        except UnicodeDecodeError:
            continue
        c = classes(text, fold)
        run[0].update(c)
        run[1].update(zip(c, c[1:]))
    # Each source weighs the same: the dictionary knows what the laws never say (龙舟), the laws know 的 and ，.
    scale = jieba / max(1, sum(run[0].values()))
    for c, n in run[0].items():
        uni[c] += n * scale
    for p, n in run[1].items():
        bi[p] += n * scale
    total = sum(uni.values())
    first = collections.Counter()
    for (x, _), n in bi.items():
        first[x] += n
    prob = {}
    for (x, y), n in bi.items():
        p = 0.9 * n / (first[x] + 20) + 0.1 * uni[y] / total
        prob[x, y] = (p, n)
    # The slots go to the pairs that say most: count × how much likelier than by chance.
    order = sorted(prob, key=lambda k: (-prob[k][1] ** 0.5 * math.log10(1 + prob[k][0] / (uni[k[1]] / total)), k))
    slots = [0] * (1 << SLOTS_LOG2)
    kept = 0
    for x, y in order:
        h = mix(ord(x), ord(y))
        bucket = (h & ((1 << (SLOTS_LOG2 - 2)) - 1)) * 4
        mark = h >> 22
        for i in range(bucket, bucket + 4):
            if slots[i] == 0:
                slots[i] = mark << 6 | cost(prob[x, y][0])
                kept += 1
                break
            if slots[i] >> 6 == mark:
                break
    chars = sorted((ord(c), cost(n / total) if n / total > 10**-6.2 else 63) for c, n in uni.items() if n)
    with open(os.path.join(out, "plausible.bin"), "wb") as f:
        f.write(struct.pack("<I", len(fold)))
        for x in sorted(fold):
            f.write(struct.pack("<HH", ord(x), ord(fold[x])))
        f.write(struct.pack("<I", len(chars)))
        for x, k in chars:
            f.write(struct.pack("<HB", x, k))
        f.write(struct.pack(f"<{len(slots)}H", *slots))
    print(f"{len(fold)} folds, {len(chars)} characters, {kept} of {len(prob)} pairs")

