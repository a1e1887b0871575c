//! Lines of `n-gram, idf` → a hash table of open addressing, compiled into the crate by the build script and read by `idf.rs`.

#[path = "idf_slot.rs"]
mod slot;

/// Writes a slot of eight bytes for each place of the table: the key, then the idf as an f32; key 0 is empty.
pub fn table(lines: &str) -> Vec<u8> {
    println!("cargo::rerun-if-changed=src/text/idf_build.rs");
    println!("cargo::rerun-if-changed=src/text/idf_slot.rs");
    let mut slots = vec![(0u32, 0f32); slot::SLOTS];
    for line in lines.lines().filter(|l| !l.starts_with('#')) {
        let (gram, idf) = line.split_once('\t').expect("a row is an n-gram and its idf");
        let key = slot::key(gram.chars().map(u64::from).fold(0, |gram, c| gram << slot::BITS | c));
        let key = key.expect("n-grams of the table are of the basic plane");
        let place = slot::places(key).find(|&at| slots[at].0 == 0).expect("the table has empty slots");
        slots[place] = (key, idf.parse().expect("idf is a number"));
    }
    slots.iter().flat_map(|(key, idf)| [key.to_le_bytes(), idf.to_le_bytes()].concat()).collect()
}
