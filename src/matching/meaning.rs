//! Numbers of words → what they mean together: the sum of the genre's own word vectors.

/// The first byte says how many dimensions; then a row a word: a byte for the size of its numbers, a signed byte a dimension
/// (`benches/make/vectors.py`). The longer a vector, the more the word tells of what a text is about: 养老 much, 加强 little.
const VECTORS: &[u8] = include_bytes!("../tables/vectors.bin");

/// Dimensions of a word's meaning.
const DIMENSIONS: usize = VECTORS[0] as usize;

/// Steps of a vector's size, to the doubling.
const OCTAVE: f32 = 16.0;

/// The words of the list that have a vector: so many, the first.
pub(super) const MEANT_WORDS: usize = (VECTORS.len() - 1) / (1 + DIMENSIONS);

/// What a stretch of text means: its words' vectors summed up, and the sum's length.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    sum: [f32; DIMENSIONS],
    length: f32,
}

impl Default for Meaning {
    fn default() -> Self {
        Meaning { sum: [0.0; DIMENSIONS], length: 0.0 }
    }
}

impl Meaning {
    /// What texts mean together.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a Meaning>) -> Self {
        let mut all = Meaning::default();
        parts.for_each(|part| all.sum.iter_mut().zip(&part.sum).for_each(|(s, x)| *s += x));
        all.measured()
    }

    fn measured(mut self) -> Self {
        self.length = self.sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        self
    }

    /// The cosine: how near two texts are in meaning; nought where no word is known.
    pub(super) fn near(&self, other: &Meaning) -> f32 {
        let product = || self.sum.iter().zip(&other.sum).map(|(x, y)| x * y).sum::<f32>();
        let lengths = self.length * other.length;
        if lengths > 0.0 { product() / lengths } else { 0.0 }
    }
}

/// So many meanings stand side by side.
const LANES: usize = 4;

/// Meanings that others are laid beside: the numbers of four stand together, so that one step multiplies all four.
#[derive(Clone, Debug)]
pub(super) struct Meanings(Vec<([[f32; LANES]; DIMENSIONS], [f32; LANES])>);

impl Meanings {
    pub(super) fn of(all: &[Meaning]) -> Self {
        let row = |four: &[Meaning]| {
            let mut row = ([[0.0; LANES]; DIMENSIONS], [0.0; LANES]);
            for (lane, meaning) in four.iter().enumerate() {
                row.0.iter_mut().zip(&meaning.sum).for_each(|(lanes, x)| lanes[lane] = *x);
                row.1[lane] = meaning.length;
            }
            row
        };
        Meanings(all.chunks(LANES).map(row).collect())
    }

    /// How near the nearest of them comes: [`Meaning::near`].
    pub(super) fn nearest(&self, meaning: &Meaning) -> f32 {
        let mut nearest = 0.0f32;
        for (sums, lengths) in &self.0 {
            let add = |all: [f32; LANES], (x, lanes): (&f32, &[f32; LANES])| {
                std::array::from_fn(|lane| all[lane] + x * lanes[lane])
            };
            let products = meaning.sum.iter().zip(sums).fold([0.0; LANES], add);
            for (product, length) in products.iter().zip(lengths) {
                let lengths = meaning.length * length;
                nearest = nearest.max(if lengths > 0.0 { product / lengths } else { 0.0 });
            }
        }
        nearest
    }
}

/// The words' vectors.
#[derive(Clone, Debug)]
pub(super) struct Vectors {
    /// What a row's first byte stands for.
    sizes: Vec<f32>,
}

impl Vectors {
    pub(super) fn load() -> Self {
        let size = |byte: u8| 2.0f32.powf((f32::from(byte) - 128.0) / OCTAVE);
        Vectors { sizes: (0..=u8::MAX).map(size).collect() }
    }

    /// What words mean together; a number without a vector means nothing.
    pub(super) fn meaning(&self, words: &[u32]) -> Meaning {
        let mut all = Meaning::default();
        for word in words {
            let from = 1 + *word as usize * (1 + DIMENSIONS);
            if let Some((size, row)) =
                VECTORS.get(from..from + 1 + DIMENSIONS).and_then(|row| row.split_first())
            {
                let size = self.sizes[usize::from(*size)];
                all.sum.iter_mut().zip(row).for_each(|(s, x)| *s += size * f32::from(*x as i8));
            }
        }
        all.measured()
    }
}
