//! Fitting the weights of the evidence to alignments made by hand.
//!
//! A [`Sample`] is one bitext with its gold alignment. [`Sample::gradient`] gives the logarithm of the probability that
//! a model gives the gold, and its slope: conditional maximum likelihood, as in Lafferty, McCallum and Pereira (2001).
//! Where gold is known at block borders only, all paths that keep them count as right.

use super::evidence::{FEATURES, Feature, Vector, feature_name};
use super::lattice::{Band, Lattice};
use super::shape::SHAPES;
use super::weights::Weights;
use super::{Aligner, Prepared, SideText, shared_lexicon};
use crate::bitext::{Alignment, Bead};

/// Weights under way: one for each name in [`names`].
pub type Parameters = Vec<f64>;

/// The names of the features in the order of [`Parameters`].
pub fn names() -> Vec<String> {
    (0..FEATURES).map(feature_name).collect()
}

/// Whether the weight at `at` is fitted: the logarithm of a ratio of likelihoods counts by what it is.
pub fn is_fitted(at: usize) -> bool {
    at != Feature::Kinds as usize
}

/// An aligner with these weights.
pub fn aligner(parameters: &[f64]) -> Aligner {
    Aligner { weights: to_weights(parameters), lexicon: shared_lexicon(), terms: Vec::new() }
}

#[expect(clippy::cast_possible_truncation, reason = "scores are single precision")]
fn to_weights(parameters: &[f64]) -> Weights {
    let mut weights = [0.0; FEATURES];
    for (weight, &parameter) in weights.iter_mut().zip(parameters) {
        *weight = parameter as f32;
    }
    Weights(weights)
}

/// The weights in use.
pub fn fitted() -> Parameters {
    Weights::fitted().0.iter().map(|&weight| f64::from(weight)).collect()
}

/// The weights in a table of the form of `data/align/weights.tsv`.
pub fn parameters(table: &str) -> Parameters {
    Weights::parse(table).0.iter().map(|&weight| f64::from(weight)).collect()
}

/// How exact a gold alignment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gold {
    /// Its beads are right as they are.
    Beads,
    /// Its beads are blocks that may hold several beads.
    Blocks,
}

/// One bitext with gold, and the evidence of every bead near the gold path.
#[derive(Debug)]
pub struct Sample {
    lattice: Lattice,
    vectors: Vec<Vector>,
    right: Vec<bool>,
}

/// Whether the bead's shape is one of those searched.
fn is_searched(bead: &Bead) -> bool {
    SHAPES.iter().any(|shape| (usize::from(shape.zh), usize::from(shape.en)) == (bead.zh.len(), bead.en.len()))
}

/// Cells farther than this from the gold path are left out.
const REACH: usize = 5;

impl Sample {
    /// Computes the evidence; passes that come before the last use the weights of `aligner`.
    pub fn new(aligner: &Aligner, zh: &SideText<'_>, en: &SideText<'_>, gold: &Alignment, kind: Gold) -> Self {
        let bitext = Prepared::new(&aligner.lexicon, &[], zh, en);
        let mut rows = vec![(usize::MAX, 0); bitext.zh.len() + 1];
        for bead in &gold.beads {
            for row in rows.iter_mut().take(bead.zh.end + 1).skip(bead.zh.start) {
                *row = (row.0.min(bead.en.start.saturating_sub(REACH)), row.1.max(bead.en.end + REACH));
            }
        }
        let band = Band::new(rows, bitext.en.len());
        let mut evidence = bitext.evidence();
        aligner.first_pass(&bitext, band.clone(), &mut evidence);
        let mut vector = [0.0; FEATURES];
        let mut vectors = Vec::new();
        let lattice = Lattice::new(&band, |i, j, shape| {
            vector = [0.0; FEATURES];
            evidence.may_be(i, j, shape).then(|| evidence.of(i, j, shape, &mut vector))?;
            vectors.push(vector);
            Some(0.0)
        });
        let right = lattice
            .edges()
            .iter()
            .map(|edge| {
                let (i, j) = (edge.i as usize, edge.j as usize);
                let (i_end, j_end) = (i + usize::from(edge.shape.zh), j + usize::from(edge.shape.en));
                let at = gold.beads.partition_point(|bead| bead.zh.end <= i && bead.en.end <= j);
                let Some(bead) = gold.beads.get(at) else { return false };
                let same = (bead.zh.start, bead.en.start, bead.zh.end, bead.en.end) == (i, j, i_end, j_end);
                let inside = bead.zh.start <= i && i_end <= bead.zh.end && bead.en.start <= j && j_end <= bead.en.end;
                // A bead larger than any that is searched counts as a block.
                let block = kind == Gold::Blocks || !is_searched(bead);
                same || (block && inside && !edge.shape.is_gap())
            })
            .collect();
        let mut sample = Self { lattice, vectors, right };
        sample.prune(&aligner.weights);
        sample
    }

    /// Drops the beads that have no chance under `weights`, so that a step of the fit takes less time.
    fn prune(&mut self, weights: &Weights) {
        const NO_CHANCE: f32 = 1e-8;
        self.lattice.rescore(|at, _| weights.score(&self.vectors[at]));
        let probabilities = self.lattice.marginals(|_| true).beads;
        let keep: Vec<bool> = probabilities
            .iter()
            .zip(&self.right)
            .map(|(&probability, &right)| right || probability > NO_CHANCE)
            .collect();
        self.lattice.retain(|at| keep[at]);
        let kept = |at: &mut usize| {
            *at += 1;
            keep[*at - 1]
        };
        let (mut at, mut right_at) = (0, 0);
        self.vectors.retain(|_| kept(&mut at));
        self.right.retain(|_| kept(&mut right_at));
    }

    /// Adds the slope of the logarithm of the probability of the gold, `share` times, to `slope` and returns that logarithm
    /// as often; `None`, and nothing added, when no path of known shapes is the gold.
    pub fn gradient(&mut self, parameters: &[f64], share: f64, slope: &mut [f64]) -> Option<f64> {
        let weights = to_weights(parameters);
        self.lattice.rescore(|at, _| weights.score(&self.vectors[at]));
        let right = self.lattice.marginals(|at| self.right[at]);
        if !right.total.is_finite() {
            return None;
        }
        let all = self.lattice.marginals(|_| true);
        for (vector, (right, all)) in self.vectors.iter().zip(right.beads.iter().zip(&all.beads)) {
            let difference = share * f64::from(right - all);
            if difference.abs() > 1e-7 {
                for (slope, &value) in slope.iter_mut().zip(vector) {
                    *slope += difference * f64::from(value);
                }
            }
        }
        Some(share * (right.total - all.total))
    }
}
