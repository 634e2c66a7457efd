//! What the paragraph styles of a document are for: the names of styles are the user's, and headings have one each.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::formats::xml::{Events, XmlError};
use crate::source::LineRole;

/// The paragraph styles by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug, Default)]
struct Style {
    role: Option<LineRole>,
    /// The style from which it has what it does not say itself.
    based_on: Option<String>,
}

/// A style is based on another, and so on, no deeper than this.
const DEEPEST: usize = 12;

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, XmlError> {
        let mut styles = HashMap::new();
        let mut events = Events::new(xml);
        let mut open: Option<(String, Style)> = None;
        while let Some((_, event)) = events.next()? {
            match event {
                Event::Start(start) => match (start.local_name().into_inner(), &mut open) {
                    ("style", open) => *open = attribute(&start, "styleId").map(|id| (id, Style::default())),
                    ("name", Some((_, style))) => {
                        let heading = attribute(&start, "val").and_then(|name| heading(&name));
                        style.role = style.role.max(heading);
                    }
                    ("basedOn", Some((_, style))) => style.based_on = attribute(&start, "val"),
                    (name, Some((_, style))) => style.role = style.role.max(of_property(name, &start)),
                    _ => {}
                },
                Event::End(end) if end.local_name().into_inner() == "style" => styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(Self(styles))
    }

    /// What a paragraph of the style `id` is.
    pub(super) fn role(&self, id: &str) -> Option<LineRole> {
        let mut style = self.0.get(id);
        for _ in 0..DEEPEST {
            let Some(Style { role, based_on }) = style else { break };
            if role.is_some() {
                return *role;
            }
            style = based_on.as_ref().and_then(|id| self.0.get(id));
        }
        // A file without its table of styles has the names that the first programs gave them.
        if self.0.is_empty() { heading(id) } else { None }
    }
}

/// What a property of a paragraph, or of a style, makes of it: a level in the outline a heading, a number or a bullet an
/// item.
pub(super) fn of_property(name: &str, start: &BytesStart<'_>) -> Option<LineRole> {
    match name {
        // Level 9 is that of running text.
        "outlineLvl" => {
            let level = attribute(start, "val").filter(|level| level != "9")?;
            Some(LineRole::Heading(level.parse().map_or(0, |level: u8| level.saturating_add(1))))
        }
        // Number 0 is that of no list.
        "numId" => attribute(start, "val").is_some_and(|number| number != "0").then_some(LineRole::Item),
        _ => None,
    }
}

/// `heading 1`, `Heading2`, `Title`, `Subtitle`.
fn heading(name: &str) -> Option<LineRole> {
    let name = name.to_ascii_lowercase();
    let level = name.strip_prefix("heading").map(str::trim_start).and_then(|level| level.parse::<u8>().ok());
    let is_title = matches!(name.as_str(), "title" | "subtitle");
    level.or(is_title.then_some(0)).map(LineRole::Heading)
}

/// The value of the attribute `name`, whatever its prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == name)?;
    Some(found.value.into_owned())
}
