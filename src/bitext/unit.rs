use crate::source::Origin;

/// A source and a target segment that match, as a translation memory, a catalogue or a table holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TranslationUnit {
    /// What the file calls it.
    pub id: Option<String>,
    /// The document it belongs to: units with the same one stand together.
    pub doc: Option<String>,
    /// The Chinese text, without markup.
    pub zh: String,
    /// The English text, without markup.
    pub en: String,
    /// Where the Chinese text stands in its file.
    pub zh_origin: Origin,
    /// Where the English text stands in its file.
    pub en_origin: Origin,
}
