"""Makes matching's tables from a corpus of Chinese government documents:

    words.tsv     words with the frequency by which jieba cuts
    grams.tsv     idf of single characters and pairs

The same corpus gives the same tables, byte for byte: word lists are sorted. vectors.py makes the words' meanings.
Only counts leave the corpus, never its sentences.
"""
import collections, math, os, re

import jieba

from texts import HAN, LEFT_OUT, TAGS, files, text_of

DIRECTORIES = ("a/gwy_other", "a/gwy_txt", "a/gwy_wikisource", "a/prov_2025_txt", "a/prov_2026_txt", "a/shanghai", "b", "d/laws")
SENTENCES = 400_000       # at most so many, reports first
VECTORS = 20_000          # words that get a vector
WORDS = 50_000            # words that jieba gets
GRAMS = 24_000            # characters and pairs with their own idf
STOP = re.compile(r"[。；！？;!?\n]")


def documents(corpus, endings=(".txt", ".md", ".html")):
    """(directory, text without tags) of each document that is counted, in a fixed order"""
    for directory in DIRECTORIES:
        for path in files([os.path.join(corpus, directory)]):
            name = os.path.basename(path)
            if name.endswith(endings) and not any(p in name for p in LEFT_OUT):
                yield directory, TAGS.sub("", text_of(path))


def sentences(corpus):
    """Sentences in a fixed order, each once, without the places of the gold."""
    seen, out = set(), []
    for _, text in documents(corpus):
        for s in STOP.split(text):
            s = re.sub(r"\s", "", s)
            if 4 <= len(s) <= 400 and len("".join(HAN.findall(s))) * 2 > len(s) and s not in seen:
                seen.add(s)
                out.append(s)
    return out[:SENTENCES]


def gram_idf(lines):
    df = collections.Counter()
    for s in lines:
        grams = set()
        for run in HAN.findall(s):
            grams.update(run)
            grams.update(run[i:i + 2] for i in range(len(run) - 1))
        df.update(grams)
    top = sorted(df.items(), key=lambda kv: (-kv[1], kv[0]))[:GRAMS]
    return [(g, math.log((len(lines) + 1) / (n + 0.5))) for g, n in top]


def vocabulary(cut):
    """Words by how often the corpus has them, then by themselves."""
    count = collections.Counter(w for line in cut for w in line if len(w) > 1 or HAN.fullmatch(w))
    return sorted(((w, n) for w, n in count.items() if HAN.fullmatch(w)), key=lambda kv: (-kv[1], kv[0]))


def main(shared, out):
    jieba.setLogLevel(60)
    jieba.initialize()
    lines = sentences(os.path.join(shared, "corpus"))
    print(len(lines), "sentences")
    with open(os.path.join(out, "grams.tsv"), "w", encoding="utf-8") as f:
        f.write("# idf of characters and pairs over sentences of government documents; benches/make/tables.py\n")
        f.writelines(f"{g}\t{v:.2f}\n" for g, v in sorted(gram_idf(lines)))
    cut = [[w for w in jieba.lcut(s, HMM=False)] for s in lines]
    counted = vocabulary(cut)
    words = [(w, n) for w, n in counted[:WORDS] if n >= 2]
    top = [w for w, _ in words if len(w) > 1][:VECTORS]
    chosen = set(top)
    order = top + [w for w, _ in words if w not in chosen]
    print(len(order), "words,", len(top), "vectors")
    with open(os.path.join(out, "words.tsv"), "w", encoding="utf-8") as f:
        f.write("# word, frequency (jieba's dictionary, MIT); the first have vectors, most frequent first; benches/make/tables.py\n")
        for w in order:
            f.write(f"{w}\t{max(1, jieba.dt.FREQ.get(w) or 1)}\n")

