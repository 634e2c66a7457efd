use serde::{Deserialize, Serialize};

/// A language the program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, in Simplified or Traditional characters.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The other language of the pair.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The name in running English text.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zh => "Chinese",
            Self::En => "English",
        }
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

/// A direction: which text was translated into which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The text that was translated.
    Source,
    /// The translation.
    Target,
}
