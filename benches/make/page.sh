#!/usr/bin/env bash
# The page that needs no program, made: the command line is compiled for WASI preview 1, packed, and put into one HTML file that runs it in
# a browser. Needs rustup, which fetches Rust's library for that target (20 MB), and gzip. Prints where the page lies.
#   benches/make/page.sh                                   target/page/gongwen.html and target/page/gongwen.wasm.gz
#   GONGWEN_ENGINE="$PWD/target/page/gongwen.wasm.gz" cargo build --release --locked      a program that writes it by `gongwen page -o FILE`
set -euo pipefail
cd "$(dirname "$0")/../.."

target=wasm32-wasip1
built="${CARGO_TARGET_DIR:-target}"
out="$built/page"
rustup target add "$target" >&2
# The crates that run there look for vectors of 128 bits at compile time only.
RUSTFLAGS="-C target-feature=+simd128" cargo build --locked --quiet --profile page --target "$target" \
  --bin gongwen --no-default-features --features page
mkdir -p "$out"
gzip -9nc "$built/$target/page/gongwen.wasm" >"$out/gongwen.wasm.gz"
cargo run --locked --quiet --release -- page --engine "$out/gongwen.wasm.gz" -o "$out/gongwen.html"
echo "$out/gongwen.html"
