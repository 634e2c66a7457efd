use crate::source::Origin;

/// A source and a target segment that match, as a translation memory, a catalogue or a table holds them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TranslationUnit {
    /// What the file calls it.
    pub id: Option<String>,
    /// The document it belongs to: units with the same one stand together.
    pub doc: Option<String>,
    /// The Chinese text, without markup.
    pub zh: String,
    /// The English text, without markup.
    pub en: String,
    /// How probable it is that the two translate each other, 0 to 1; `None` where the file does not say.
    pub probability: Option<f64>,
    /// Where the Chinese text stands in its file.
    pub zh_origin: Origin,
    /// Where the English text stands in its file.
    pub en_origin: Origin,
}
