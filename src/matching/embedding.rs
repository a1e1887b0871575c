//! Word ids → their embedding: the sum of the genre's own word vectors.

/// The first byte says how many dimensions; then a row a word: a byte for the size of its numbers, a signed byte a dimension
/// (`benches/make/vectors.py`). The longer a vector, the more the word tells of what a text is about: 养老 much, 加强 little.
const VECTORS: &[u8] = include_bytes!("../tables/vectors.bin");

/// Dimensions of a vector.
const DIMENSIONS: usize = VECTORS[0] as usize;

/// Steps of a vector's size, to the doubling.
const OCTAVE: f32 = 16.0;

/// The words of the list that have a vector: so many, the first.
pub(super) const EMBEDDED_WORDS: usize = (VECTORS.len() - 1) / (1 + DIMENSIONS);

/// The sum of a text's word vectors, and its length.
#[derive(Clone, Debug)]
pub(super) struct Embedding {
    sum: [f32; DIMENSIONS],
    length: f32,
}

impl Default for Embedding {
    fn default() -> Self {
        Embedding { sum: [0.0; DIMENSIONS], length: 0.0 }
    }
}

impl Embedding {
    /// Adds embeddings up.
    pub(super) fn of<'a>(parts: impl Iterator<Item = &'a Embedding>) -> Self {
        let mut all = Embedding::default();
        parts.for_each(|part| all.sum.iter_mut().zip(&part.sum).for_each(|(s, x)| *s += x));
        all.measured()
    }

    fn measured(mut self) -> Self {
        self.length = self.sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        self
    }

    /// The cosine of two embeddings; 0 where no word has a vector.
    pub(super) fn cosine(&self, other: &Embedding) -> f32 {
        let product = || self.sum.iter().zip(&other.sum).map(|(x, y)| x * y).sum::<f32>();
        let lengths = self.length * other.length;
        if lengths > 0.0 { product() / lengths } else { 0.0 }
    }
}

/// Embeddings that are compared at once.
const LANES: usize = 8;

/// Embeddings laid out for comparison: the numbers of eight stand together, so that one step multiplies all eight.
#[derive(Clone, Debug)]
pub(super) struct Embeddings(Vec<([[f32; LANES]; DIMENSIONS], [f32; LANES])>);

impl Embeddings {
    pub(super) fn of(all: &[Embedding]) -> Self {
        let row = |some: &[Embedding]| {
            let mut row = ([[0.0; LANES]; DIMENSIONS], [0.0; LANES]);
            for (lane, embedding) in some.iter().enumerate() {
                row.0.iter_mut().zip(&embedding.sum).for_each(|(lanes, x)| lanes[lane] = *x);
                row.1[lane] = embedding.length;
            }
            row
        };
        Embeddings(all.chunks(LANES).map(row).collect())
    }

    /// The highest cosine with any of them; 0 at least.
    pub(super) fn best_cosine(&self, embedding: &Embedding) -> f32 {
        let mut nearest = [0.0; LANES];
        for cosines in self.cosines(embedding) {
            for (nearest, cosine) in nearest.iter_mut().zip(cosines) {
                if cosine > *nearest {
                    *nearest = cosine;
                }
            }
        }
        nearest.into_iter().fold(0.0, f32::max)
    }

    /// The cosine with each of them, eight at once; 0 behind the last.
    pub(super) fn cosines(&self, embedding: &Embedding) -> impl Iterator<Item = [f32; LANES]> {
        self.0.iter().map(|(sums, lengths)| {
            let mut products = [0.0; LANES];
            for (x, lanes) in embedding.sum.iter().zip(sums) {
                products.iter_mut().zip(lanes).for_each(|(product, y)| *product += x * y);
            }
            for (product, length) in products.iter_mut().zip(lengths) {
                let lengths = embedding.length * length;
                *product = if lengths > 0.0 { *product / lengths } else { 0.0 };
            }
            products
        })
    }
}

/// The table of word vectors.
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

    /// Sums up the vectors of words; an id without a vector adds nothing.
    pub(super) fn embedding(&self, words: &[u32]) -> Embedding {
        let mut all = Embedding::default();
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
