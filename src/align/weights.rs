//! How much each kind of evidence counts: `data/align/weights.tsv`, fitted by `examples/fit_alignment.rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::evidence::{FEATURES, Sink, Vector, feature_name};

/// A weight for each feature, in nats for one unit of it.
#[derive(Debug, Clone)]
pub(super) struct Weights(pub(super) Vector);

static FITTED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../data/align/weights.tsv")));

impl Weights {
    /// The weights that come with the program.
    pub(super) fn fitted() -> &'static Self {
        &FITTED
    }

    /// Reads `name TAB weight` lines; a feature that is not named counts nothing.
    pub(super) fn parse(table: &str) -> Self {
        let rows: HashMap<&str, f32> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let (name, weight) = line.split_once('\t')?;
                Some((name, weight.trim().parse().ok()?))
            })
            .collect();
        let mut weights = [0.0; FEATURES];
        for (at, weight) in weights.iter_mut().enumerate() {
            *weight = rows.get(feature_name(at).as_str()).copied().unwrap_or(0.0);
        }
        Self(weights)
    }

    /// The score of a bead with this evidence.
    pub(super) fn score(&self, evidence: &Vector) -> f32 {
        self.0.iter().zip(evidence).map(|(weight, value)| weight * value).sum()
    }
}

/// Adds up the score of a bead while its evidence comes in.
pub(super) struct Score<'a> {
    weights: &'a Vector,
    pub(super) sum: f32,
}

impl<'a> Score<'a> {
    pub(super) fn new(weights: &'a Weights) -> Self {
        Self { weights: &weights.0, sum: 0.0 }
    }
}

impl Sink for Score<'_> {
    #[inline]
    fn add(&mut self, at: usize, value: f32) {
        self.sum += self.weights[at] * value;
    }
}
