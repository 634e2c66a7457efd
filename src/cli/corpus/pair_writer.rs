//! The pairs of a corpus as they are written out, document by document, in each format.

use std::collections::HashSet;
#[cfg(feature = "parquet")]
use std::io;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use super::export::Format;
use super::filter::Passed;
use crate::bitext::Bead;
use crate::cli::output::{NewFile, NewFolder, Output, OutputError, is_standard};
use crate::corpus::Pair;
use crate::formats::alignment::{Aligned, AlignedSide, AlignmentFormat};
use crate::formats::{jsonl, tmx, tsv, xliff};
use crate::source::Lang;

/// A format while it is written.
pub(super) enum PairWriter<'a> {
    Lines {
        out: Output<'a>,
        format: Format,
    },
    Tmx {
        out: Output<'a>,
        writer: tmx::Writer,
    },
    Xliff {
        out: Output<'a>,
        writer: xliff::Writer,
    },
    Moses {
        zh: NewFile,
        en: NewFile,
    },
    Ces {
        folder: &'a NewFolder,
        before: String,
        replaced: usize,
    },
    #[cfg(feature = "parquet")]
    Parquet(Box<crate::formats::parquet::Writer<NewFile>>),
}

impl<'a> PairWriter<'a> {
    /// Writes to `path`, or to `standard` output where that is `-`; Moses adds to the name. Not for formats that are
    /// folders.
    pub(super) fn files(format: Format, path: &Path, standard: &'a mut dyn Write) -> Result<Self, Failure> {
        if format == Format::Moses {
            if is_standard(path) {
                return Err(OutputError::Several.into());
            }
            let open = |suffix| NewFile::create(&with(path, suffix));
            return Ok(Self::Moses { zh: open(".zh")?, en: open(".en")? });
        }
        Ok(Self::one(format, Output::create(path, standard)?))
    }

    /// Writes the set `name` into `folder`: one file or several, or for CES a folder.
    pub(super) fn set(format: Format, folder: &'a NewFolder, name: &str) -> Result<Self, Failure> {
        let open = |end: &str| folder.file(&format!("{name}{end}"));
        Ok(match format {
            Format::Moses => Self::Moses { zh: open(".zh")?, en: open(".en")? },
            Format::Ces => Self::documents(folder, format!("{name}/")),
            #[cfg(feature = "parquet")]
            Format::Parquet => {
                let file = folder.file(&format!("data/{name}-00000-of-00001.parquet"))?;
                Self::Parquet(Box::new(crate::formats::parquet::Writer::new(file).map_err(io::Error::other)?))
            }
            _ => Self::one(format, Output::File(open(&format!(".{}", format.extension()))?)),
        })
    }

    /// Writes the documents of CES into `folder`, each with `before` before its name.
    pub(super) fn documents(folder: &'a NewFolder, before: String) -> Self {
        Self::Ces { folder, before, replaced: 0 }
    }

    fn one(format: Format, out: Output<'a>) -> Self {
        let xliff = |version| xliff::Writer::new(version, Lang::Zh);
        match format {
            Format::Tmx => Self::Tmx { out, writer: tmx::Writer::new() },
            Format::Xliff => Self::Xliff { out, writer: xliff(xliff::Version::V1_2) },
            Format::Xliff2 => Self::Xliff { out, writer: xliff(xliff::Version::V2_1) },
            format => Self::Lines { out, format },
        }
    }

    /// Writes the pairs of a document.
    pub(super) fn document(&mut self, passed: &Passed) -> Result<(), Failure> {
        let Passed { head, entry, pairs, .. } = passed;
        let doc = Some(head.path.as_str());
        let id = |pair: &Pair| format!("{}#{}", head.path, pair.number + 1);
        match self {
            Self::Lines { out, format } => {
                let mut lines = String::new();
                for pair in pairs {
                    if *format == Format::Tsv {
                        tsv::write_row(&mut lines, &pair.zh, &pair.en);
                    } else {
                        let id = id(pair);
                        let row = jsonl::Row { id: Some(&id), doc, zh: &pair.zh, en: &pair.en };
                        jsonl::write_row(&mut lines, &row, Some(&pair.bead));
                    }
                }
                out.write_all(lines.as_bytes())?;
            }
            Self::Tmx { out, writer } => {
                for pair in pairs {
                    let id = id(pair);
                    let unit = tmx::Unit { id: Some(&id), doc, zh: &pair.zh, en: &pair.en };
                    writer.unit(&unit, Some(pair.bead.probability));
                }
                out.write_all(writer.take().as_bytes())?;
            }
            Self::Xliff { out, writer } => {
                for pair in pairs {
                    let number = (pair.number + 1).to_string();
                    writer.unit(&xliff::Unit { id: Some(&number), doc, zh: &pair.zh, en: &pair.en });
                }
                out.write_all(writer.take().as_bytes())?;
            }
            Self::Moses { zh, en } => {
                for pair in pairs {
                    writeln!(zh, "{}", pair.zh)?;
                    writeln!(en, "{}", pair.en)?;
                }
            }
            Self::Ces { folder, before, replaced } => {
                let side = |segments| AlignedSide { text: &entry.text, segments };
                // A sentence without a partner is linked to nothing; one that a filter dropped is not linked.
                let kept: HashSet<_> = pairs.iter().map(|pair| (pair.bead.zh.start, pair.bead.en.start)).collect();
                let is_kept = |bead: &&Bead| !bead.is_match() || kept.contains(&(bead.zh.start, bead.en.start));
                let beads: Vec<_> = entry.walk.beads.iter().filter(is_kept).cloned().collect();
                // Documents refer to each other by name alone: they lie in one folder.
                let name = format!("{:07}-{}", head.id, plain(&head.path));
                let (zh, en) = (side(&entry.walk.zh), side(&entry.walk.en));
                let export = AlignmentFormat::Ces.write(&Aligned { name: &name, zh, en, beads: &beads });
                *replaced += export.replaced;
                for part in export.parts {
                    folder.write(&format!("{before}{name}{}", part.suffix), part.text.as_bytes())?;
                }
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => {
                for pair in pairs {
                    let id = id(pair);
                    let date = head.date.map(|date| date.to_string());
                    let row = crate::formats::parquet::Row {
                        id: &id,
                        doc: &head.path,
                        date: date.as_deref(),
                        page: head.page,
                        probability: pair.bead.probability,
                        zh: &pair.zh,
                        en: &pair.en,
                    };
                    writer.row(&row).map_err(io::Error::other)?;
                }
            }
        }
        Ok(())
    }

    /// Writes what a format has at its end; how many characters it could not hold.
    pub(super) fn finish(self) -> Result<usize, Failure> {
        Ok(match self {
            Self::Lines { out, .. } => {
                out.finish()?;
                0
            }
            Self::Tmx { mut out, writer } => {
                let (rest, replaced) = writer.finish();
                out.write_all(rest.as_bytes())?;
                out.finish()?;
                replaced
            }
            Self::Xliff { mut out, writer } => {
                let (rest, replaced) = writer.finish();
                out.write_all(rest.as_bytes())?;
                out.finish()?;
                replaced
            }
            Self::Moses { mut zh, mut en } => {
                // Neither goes to its place when the other cannot be written.
                zh.flush()?;
                en.flush()?;
                zh.finish()?;
                en.finish()?;
                0
            }
            Self::Ces { replaced, .. } => replaced,
            #[cfg(feature = "parquet")]
            Self::Parquet(writer) => {
                writer.finish().map_err(io::Error::other)?.finish()?;
                0
            }
        })
    }
}

/// The last part of a path, with nothing in it that a file name cannot have.
fn plain(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '_' }).collect()
}

fn with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
