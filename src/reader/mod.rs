//! A task and the passages that may tell of it → how likely each verdict is, and each passage to be quoted: read as a whole, as
//! a person reads them, by weights that were fitted on the judgements of careful readers.

mod curves;
mod encoder;
mod gemm;
mod tokens;
mod weights;

use self::curves::{sigmoid, sum, weigh};
use self::gemm::Rows;
use self::tokens::{BEGIN, END};
use self::weights::Weights;
use crate::error::Error;
use crate::model::Reading;
use fearless_simd::Level;

/// Reads tasks and passages; several threads may read by one reader at a time.
///
/// # Example
/// ```
/// use gongwen::rooms::Reader;
///
/// // Of the size of a toy, its weights drawn by lot.
/// let reader = Reader::new(include_bytes!("../../fixtures/reader/tiny.bin"))?;
/// let reading = reader.read("新建养老服务中心6个", &["全年新建养老服务中心7个。", "粮库完工。"]);
/// assert_eq!(reading.quoted.len(), 2);
/// assert!((reading.not_mentioned + reading.partly + reading.done - 1.0).abs() < 1e-6);
/// # Ok::<(), gongwen::Error>(())
/// ```
#[derive(Debug)]
pub struct Reader {
    weights: Weights,
    level: Level,
}

impl Reader {
    /// Makes a reader of a file of weights.
    ///
    /// # Errors
    /// If the bytes are no such file, or not the whole of it.
    pub fn new(bytes: &[u8]) -> Result<Reader, Error> {
        Ok(Reader { weights: Weights::read(bytes)?, level: Level::new() })
    }

    /// Reads a task and the passages that may tell of it, the likeliest first.
    pub fn read(&self, task: &str, passages: &[&str]) -> Reading {
        let (tokens, of_task, marks) = self.tokens(task, passages);
        let hidden = encoder::encode(&self.weights, self.level, &tokens);
        let width = self.weights.sizes.width;
        let whole = [
            &hidden[..width],
            &mean(&hidden[..of_task * width], width),
            &mean(&hidden[of_task * width..], width),
        ];
        let mut judged = self.weights.judge.apply(self.level, &Rows::of(&whole.concat(), 3 * width));
        encoder::bend(self.level, &mut judged);
        let mut verdict = [0, 1, 2].map(|at| product(&self.weights.verdict, at, &judged));
        let all = weigh(&mut verdict);
        let mut quoted: Vec<f32> = marks
            .into_iter()
            .map(|at| sigmoid(product(&self.weights.quoted, 0, &hidden[at * width..][..width])))
            .collect();
        quoted.resize(passages.len(), 0.0);
        let [not_mentioned, partly, done] = verdict.map(|chance| chance / all);
        Reading { not_mentioned, partly, done, quoted }
    }

    /// The tokens of a task and its passages, how many are the task's, and where each passage that is read begins.
    fn tokens(&self, task: &str, passages: &[&str]) -> (Vec<usize>, usize, Vec<usize>) {
        let (sizes, vocabulary) = (&self.weights.sizes, &self.weights.vocabulary);
        let mut tokens = vec![BEGIN];
        tokens.extend(vocabulary.cut(task, sizes.task));
        tokens.push(END);
        let of_task = tokens.len().min(sizes.total);
        let mut marks = Vec::new();
        for passage in passages.iter().take(sizes.passages) {
            marks.push(tokens.len());
            tokens.push(END);
            tokens.extend(vocabulary.cut(passage, sizes.passage));
            tokens.push(END);
        }
        tokens.truncate(sizes.total);
        marks.iter_mut().for_each(|at| *at = (*at).min(tokens.len() - 1));
        (tokens, of_task, marks)
    }
}

/// The mean of rows; of none it is 0.
fn mean(rows: &[f32], width: usize) -> Vec<f32> {
    let mut mean = vec![0.0; width];
    for row in rows.chunks_exact(width) {
        mean.iter_mut().zip(row).for_each(|(sum, number)| *sum += number);
    }
    let count = (rows.len() / width).max(1) as f32;
    mean.iter_mut().for_each(|sum| *sum /= count);
    mean
}

/// The product of one row of a map with numbers, and its bias.
fn product((rows, bias): &(Vec<f32>, Vec<f32>), at: usize, numbers: &[f32]) -> f32 {
    let row = &rows[at * numbers.len()..][..numbers.len()];
    let products: Vec<f32> = row.iter().zip(numbers).map(|(a, b)| a * b).collect();
    sum(&products, |product| product) + bias[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TINY: &[u8] = include_bytes!("../../fixtures/reader/tiny.bin");
    const READ: &str = include_str!("../../fixtures/reader/tiny.tsv");

    /// Tasks with their passages, the chances of the verdicts and of the passages.
    fn cases() -> impl Iterator<Item = (&'static str, Vec<String>, Vec<f32>, Vec<f32>)> {
        READ.lines().skip(1).map(|line| {
            let [task, passages, verdict, quoted] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
            let numbers =
                |cell: &str| cell.split_whitespace().map(|number| number.parse().unwrap()).collect();
            let passages = passages.split('|').filter(|passage| !passage.is_empty());
            let passages = passages.map(|passage| passage.replace("\\t", "\t")).collect();
            (task, passages, numbers(verdict), numbers(quoted))
        })
    }

    fn read(reader: &Reader) -> Vec<Reading> {
        let read = |(task, passages, ..): (&str, Vec<String>, _, _)| {
            reader.read(task, &passages.iter().map(String::as_str).collect::<Vec<_>>())
        };
        cases().map(read).collect()
    }

    fn of_verdicts(reading: &Reading) -> [f32; 3] {
        [reading.not_mentioned, reading.partly, reading.done]
    }

    #[test]
    fn chances_are_those_that_a_plain_reckoning_gives() {
        for (reading, (task, _, verdict, quoted)) in read(&Reader::new(TINY).unwrap()).iter().zip(cases()) {
            let near = |found: &[f32], exact: &[f32]| {
                found.len() == exact.len() && found.iter().zip(exact).all(|(a, b)| (a - b).abs() < 0.004)
            };
            assert!(
                near(&of_verdicts(reading), &verdict) && near(&reading.quoted, &quoted),
                "{task}: {reading:?}"
            );
        }
    }

    #[test]
    fn the_bits_are_the_same_on_every_machine() {
        let hash = |readings: Vec<Reading>| {
            let numbers =
                readings.iter().flat_map(|r| of_verdicts(r).into_iter().chain(r.quoted.iter().copied()));
            let bytes = numbers.flat_map(|number| number.to_bits().to_le_bytes());
            bytes.fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
            })
        };
        let mut reader = Reader::new(TINY).unwrap();
        let here = hash(read(&reader));
        reader.level = Level::baseline();
        assert_eq!([here, hash(read(&reader))], [0x9afd_112c_71c7_ae5c; 2], "{here:#x}");
    }

    #[test]
    fn a_broken_file_is_refused_or_read_and_never_fatal() {
        // Every place of the head and the vocabulary, some of the tensors.
        let places = || (0..400).chain((400..TINY.len()).step_by(197));
        for end in places() {
            assert!(Reader::new(&TINY[..end]).is_err(), "{end}");
        }
        for at in places() {
            let mut file = TINY.to_vec();
            file[at] ^= 0x5a;
            let read = Reader::new(&file);
            assert!(read.is_err() || at >= 20, "{at}");
            if let Ok(reader) = read {
                reader.read("新建养老服务中心", &["完成"]);
            }
        }
    }

    #[test]
    fn a_text_without_end_is_read_up_to_its_bounds() {
        let (task, passage) = ("新建服务".repeat(100_000), "养老".repeat(100_000));
        let reading = Reader::new(TINY).unwrap().read(&task, &[&*passage; 200]);
        assert_eq!((reading.quoted.len(), reading.quoted[3]), (200, 0.0));
    }
}
