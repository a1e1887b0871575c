"""Writes the weights of the reader (src/reader) as the file that src/reader/weights.rs reads: a state_dict of the fitted
encoder, its vocabulary and the form of its texts -> bytes. `write` says what goes in; `report` prints what each part weighs."""
import struct

import numpy as np

MAGIC, VERSION, GROUP, LONGEST = b"GWREADER", 1, 32, 16
SHARES, LANES = 1 << 14, 32
BLANK = "\u2581"


def half(values):
    values = np.asarray(values, np.float32).reshape(-1)
    if not np.isfinite(values).all() or np.abs(values).max(initial=0) > 65504:
        raise ValueError("a number that sixteen bits do not hold")
    return values.astype("<f2").tobytes()


def quantised(values, bits):
    """Whole numbers of `bits` bits and a scale for each group of 32 entries: of some twenty scales the one with the least error."""
    rows, width = values.shape
    if width % GROUP:
        raise ValueError(f"rows of {width} are no groups of {GROUP}")
    groups = np.asarray(values, np.float32).reshape(-1, GROUP)
    middle = 2 ** (bits - 1)
    most = groups[np.arange(len(groups)), np.abs(groups).argmax(1)]
    best = np.full(len(groups), np.inf, np.float32)
    scale = np.zeros(len(groups), np.float32)
    for sign in (-1, 1):
        for part in np.linspace(0.7, 1.06, 13, dtype=np.float32).tolist() + [1.0]:
            tried = (sign * most * np.float32(part) / middle).astype("<f2").astype(np.float32)
            error = ((groups - whole(groups, tried, middle) * tried[:, None]) ** 2).sum(1)
            better = error < best
            best[better], scale[better] = error[better], tried[better]
    return whole(groups, scale, middle).astype(np.int8), scale


def whole(groups, scale, middle):
    by = np.divide(1, scale, out=np.zeros_like(scale), where=scale != 0)
    return np.clip(np.rint(groups * by[:, None]), -middle, middle - 1)


def packed(numbers, bits):
    """Eight numbers in `bits` bytes, the first in the lowest bits."""
    eights = (numbers.reshape(-1, 8).astype(np.int64) + 2 ** (bits - 1)).astype(np.uint64)
    joined = np.zeros(len(eights), np.uint64)
    for at in range(8):
        joined |= eights[:, at] << np.uint64(at * bits)
    return joined.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :bits].tobytes()


def coded(values, step):
    """Whole numbers, a step of each row being `step` of its root mean square; and the steps."""
    scale = (step * np.sqrt((values**2).mean(1))).astype("<f2").astype(np.float32)
    return whole(values, scale, 128).astype(np.int64).clip(-127), scale


def shares(counts):
    """Shares of 2^14 as the counts have them, none of what occurs below 1."""
    given = np.maximum(1, np.floor(counts * (SHARES / counts.sum()))).astype(np.int64) * (counts > 0)
    while given.sum() != SHARES:
        off = SHARES - given.sum()
        most = given.argmax()
        given[most] += max(off, 1 - given[most])
    return given


def entropy_coded(numbers):
    """Numbers by asymmetric numeral systems (rANS), 32 of them side by side: the least number, how many there are, their shares;
    the words; the states and words that the reader takes from the front to the back."""
    least = int(numbers.min())
    symbols = np.resize(numbers.reshape(-1) - least, -(-numbers.size // LANES) * LANES)
    share = shares(np.bincount(symbols))
    start = np.concatenate([[0], share.cumsum()[:-1]])
    state, words = np.full(LANES, 1 << 16, np.int64), []
    for row in symbols.reshape(-1, LANES)[::-1]:
        count = share[row]
        full = state >= count << 18
        words.append((state[full] & 0xFFFF).astype("<u2"))
        state = np.where(full, state >> 16, state)
        state = (state // count << 14) + state % count + start[row]
    words = np.concatenate(words[::-1])
    head = struct.pack("<bB", least, len(share) - 1) + share.astype("<u2").tobytes() + struct.pack("<I", len(words))
    return head + state.astype("<u4").tobytes() + words.tobytes()


def matrix(values, bits):
    if isinstance(bits, float):
        numbers, scale = coded(np.asarray(values, np.float32), bits)
        return struct.pack("<BB", 0, 0) + half(scale) + entropy_coded(numbers)
    numbers, scale = quantised(np.asarray(values, np.float32), bits)
    return struct.pack("<BB", bits, GROUP) + half(scale) + packed(numbers, bits)


def restored(values, bits):
    """The numbers that the reader makes of a matrix: for fitting with the loss of the file in sight."""
    if isinstance(bits, float):
        numbers, scale = coded(np.asarray(values, np.float32), bits)
        return (numbers * scale[:, None]).astype(np.float32)
    numbers, scale = quantised(np.asarray(values, np.float32), bits)
    return (numbers * scale[:, None]).reshape(np.shape(values))


def vocabulary(pieces, scores, normalisation, unknown):
    """Pieces in the order of their bytes, each without what it shares with the one before; scores; how characters are written."""
    out, before = [struct.pack("<f", unknown)], b""
    for piece in pieces:
        piece = piece.encode()
        shared = next((at for at, (a, b) in enumerate(zip(before, piece)) if a != b), min(len(before), len(piece)))
        out.append(bytes([shared, len(piece) - shared]) + piece[shared:])
        before = piece
    out.append(np.asarray(scores, "<f4").tobytes())
    letters = set("".join(pieces)) | {" "}
    kept = sorted((ord(a), b) for a, b in normalisation.items() if not b or letters & set(b))
    out.append(struct.pack("<I", len(kept)))
    last = 0
    for code, other in kept:
        out.append((code - last).to_bytes(3, "little") + bytes([len(other)]))
        out += [ord(c).to_bytes(3, "little") for c in other]
        last = code
    return b"".join(out)


def order(pieces, config):
    """The rows of the embedding as the file has them: begin, end, unknown, then pieces by their bytes; others are left out."""
    marks = [config["bos"], config["eos"], config["unk"]]
    skipped = {*marks, config.get("pad")}
    rest = [at for at, piece in enumerate(pieces) if at not in skipped and 0 < len(piece) <= LONGEST]
    rest.sort(key=lambda at: pieces[at].encode())
    names = [pieces[at] for at in rest]
    if len(set(names)) != len(names):
        raise ValueError("a piece stands twice")
    return marks + rest


def write(path, state_dict, pieces, scores, normalisation, config, bits=4):
    """Writes the file and gives the bytes of each part.

    state_dict: of the fitted model, names as `e.word.weight`, `e.pos.weight`, `e.typ`, `e.ln.*`, `e.layers.N.{q,k,v,o,fi,fo,aln,oln}.*`,
    `v.0.*`, `v.3.*`, `ev.*`; tensors or arrays. pieces, scores: of each row of `e.word.weight`. normalisation: character -> text.
    config: bos, eos, unk, pad (rows), heads, eps, unknown (log-probability of an unknown character: the least of the uncut
    vocabulary less 10), passages (K), and if they differ task=128, passage=110, total=500. bits: 2 to 8, blocks of 32 entries with a
    scale each; or a fraction, the step in root mean squares of a row, entropy-coded (0.28 errs as 4 bits do and takes 3.9, 0.6 as 3
    bits do and takes 2.8 where blocks take 3.5); for all matrices, or a dict by
    `words`, `places`, `layers`, `N` (one layer), `q k v o fi fo`, `judge`, each falling back on `all`."""
    get = lambda name: np.asarray(getattr(state_dict[name], "float", lambda: state_dict[name])(), np.float32)
    bits = bits if isinstance(bits, dict) else {"all": bits}
    for_ = lambda *names: next((bits[name] for name in names if name in bits), bits.get("all", 4))
    rows = order(pieces, config)
    total = config.get("total", 500)
    words, places = get("e.word.weight")[rows], get("e.pos.weight")[:total] + get("e.typ")
    inner, width = get("e.layers.0.fi.weight").shape
    layers = 1 + max(int(name.split(".")[2]) for name in state_dict if name.startswith("e.layers."))
    sizes = [width, config["heads"], layers, inner, len(words), total]
    sizes += [config.get("task", 128), config.get("passage", 110), total, config["passages"]]
    norm = lambda name: half(get(name + ".weight")) + half(get(name + ".bias"))
    linear = lambda name, bits: matrix(get(name + ".weight"), bits) + half(get(name + ".bias"))
    names = rows[3:]
    parts = {"sizes": struct.pack("<10If", *sizes, config["eps"])}
    parts["vocabulary"] = vocabulary(
        [pieces[at] for at in names], [float(scores[at]) for at in names], normalisation, config["unknown"]
    )
    parts["words"] = matrix(words, for_("words"))
    parts["places"] = matrix(places, for_("places"))
    parts["first norm"] = norm("e.ln")
    for at in range(layers):
        of = lambda name: linear(f"e.layers.{at}.{name}", for_(str(at), name, "layers"))
        after = lambda name: norm(f"e.layers.{at}.{name}")
        parts[f"layer {at}"] = b"".join(map(of, "qkvo")) + after("aln") + of("fi") + of("fo") + after("oln")
    parts["judge"] = linear("v.0", for_("judge"))
    parts["ends"] = b"".join(half(get(name)) for name in ("v.3.weight", "v.3.bias", "ev.weight", "ev.bias"))
    body = b"".join(parts.values())
    data = MAGIC + struct.pack("<II", VERSION, len(MAGIC) + 8 + len(body)) + body
    with open(path, "wb") as file:
        file.write(data)
    return {name: len(part) for name, part in parts.items()}
