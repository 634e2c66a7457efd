//! Links and the documents they point into, as OPUS keeps them and `corpus export --format ces` writes them.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;

use crate::bitext::Alignment;
use crate::cli::input::said;
use crate::corpus::MAX_RECORD;
use crate::formats::alignment::links::{self, LinkGroup, Sentence};
use crate::formats::language;
use crate::source::{Lang, SourceText};
use crate::text;

/// Two documents and how their sentences correspond.
pub(super) struct Linked {
    pub(super) zh: Vec<Sentence>,
    pub(super) en: Vec<Sentence>,
    pub(super) alignment: Alignment,
    /// What in the documents could not be read.
    pub(super) problems: Vec<String>,
}

/// Whether the text is a file of links.
pub(super) fn is_links(text: &str) -> bool {
    let head = text.char_indices().nth(1024).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
    head.contains("<cesAlign") || head.contains("<linkGrp")
}

/// The files of links in a folder, in the order of their names.
pub(super) fn in_folder(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let unpacked = if is_packed(&path) { path.with_extension("") } else { path.clone() };
        if unpacked.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml")) && path.is_file() {
            let mut head = Vec::new();
            open(&path)?.take(4096).read_to_end(&mut head)?;
            if is_links(&String::from_utf8_lossy(&head)) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file, unpacked if it is compressed.
pub(super) fn read_text(path: &Path) -> Result<SourceText, String> {
    let failed = |error: &io::Error| format!("{}: {}", path.display(), said(error));
    // What a compressed file unpacks to is not known before.
    let limit = if is_packed(path) { MAX_RECORD as u64 } else { u64::MAX - 1 };
    let mut bytes = Vec::new();
    let read = open(path).and_then(|reader| reader.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| failed(&error))?;
    if bytes.len() as u64 > limit {
        return Err(format!("{}: larger than {} MB", path.display(), MAX_RECORD >> 20));
    }
    SourceText::decode(path.display().to_string(), &bytes).map_err(|error| format!("{}: {error}", path.display()))
}

fn is_packed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gz"))
}

fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    let file = File::open(path)?;
    Ok(if is_packed(path) { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// Reads the documents of a group of links in the file `links`.
pub(super) fn read(links: &Path, group: &LinkGroup) -> Result<Linked, String> {
    let [from, to] = [&group.from_doc, &group.to_doc].map(|name| find(links, name));
    let [from, to] = [read_text(&from?)?, read_text(&to?)?];
    let names = [(&group.from_doc, &from), (&group.to_doc, &to)];
    let langs = names.map(|(name, text)| lang_of_name(name).or_else(|| lang_of_document(text.text())));
    let from_lang = match langs {
        [Some(Lang::Zh), Some(Lang::En)] => Lang::Zh,
        [Some(Lang::En), Some(Lang::Zh)] => Lang::En,
        _ => return Err(format!("{} and {} are not Chinese and English", group.from_doc, group.to_doc)),
    };
    let to_lang = if from_lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let mut problems = Vec::new();
    let mut sentences = |name: &str, text: &SourceText, lang| {
        let (sentences, error) = links::read_document(text.text(), lang);
        problems.extend(error.map(|error| format!("{name}: {error}")));
        sentences
    };
    let from = sentences(&group.from_doc, &from, from_lang);
    let to = sentences(&group.to_doc, &to, to_lang);
    let alignment = group.alignment(from_lang, &from, &to).map_err(|error| error.to_string())?;
    let (zh, en) = if from_lang == Lang::Zh { (from, to) } else { (to, from) };
    Ok(Linked { zh, en, alignment, problems })
}

/// The file of a document: beside the links, or in `xml/` as OPUS has it; compressed or not.
fn find(links: &Path, name: &str) -> Result<PathBuf, String> {
    let inside = Path::new(name);
    if name.is_empty() || !inside.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(format!("\"{name}\" names no document beside the links"));
    }
    let folder = links.parent().unwrap_or(Path::new(""));
    let unpacked = name.strip_suffix(".gz").unwrap_or(name);
    let candidates = [folder.to_owned(), folder.join("xml")]
        .into_iter()
        .flat_map(|folder| [folder.join(unpacked), folder.join(format!("{unpacked}.gz"))]);
    let found = candidates.into_iter().find(|path| path.is_file());
    found.ok_or_else(|| format!("{name}: there is no such document beside the links, nor in xml/"))
}

/// The language that a name tells: `zh_cn/1.xml.gz`, `1.zh.xml`.
fn lang_of_name(name: &str) -> Option<Lang> {
    let (folders, file) = name.rsplit_once('/').unwrap_or(("", name));
    let file = file.strip_suffix(".gz").unwrap_or(file);
    let file = file.strip_suffix(".xml").unwrap_or(file);
    let of_file = file.rsplit_once('.').and_then(|(_, tag)| language(tag));
    of_file.or_else(|| folders.split('/').rev().find_map(language))
}

/// The language of its sentences.
fn lang_of_document(text: &str) -> Option<Lang> {
    let (sentences, _) = links::read_document(text, Lang::En);
    let sample: Vec<&str> = sentences.iter().take(200).map(|sentence| sentence.text.as_str()).collect();
    text::lang_of(&sample.join("\n"))
}
