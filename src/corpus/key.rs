//! What a document is called: the path of its file as text, one for each file and the same however the path is spelled.
//!
//! A path is taken apart and joined with `/`, without `.` and doubled separators; `..` stays, since what is above a link is not
//! known without looking. What lies in an archive is called by the archive and its path there. Bytes that are no UTF-8 are
//! written as `%FF`; so that no other name looks like that, the percent signs of such a name, and of one that would be
//! mistaken for it, are `%25`.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

/// The key of the file at `path`; empty for the working directory.
pub fn key_of(path: &Path) -> String {
    let mut bytes: Vec<u8> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => bytes.push(b'/'),
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {
                if !bytes.is_empty() && !bytes.ends_with(b"/") {
                    bytes.push(b'/');
                }
                bytes.extend_from_slice(part.as_os_str().as_encoded_bytes());
            }
        }
    }
    escaped(&bytes)
}

/// The key of the member `inside` of the archive called `archive`; `None` for a path that leads out of it.
pub fn member_key(archive: &Path, inside: &[u8]) -> Option<String> {
    let mut parts = inside.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".").peekable();
    parts.peek()?;
    let mut bytes = unescaped(&key_of(archive));
    for part in parts {
        if part == b".." {
            return None;
        }
        bytes.push(b'/');
        bytes.extend_from_slice(part);
    }
    Some(escaped(&bytes))
}

/// The path whose key this is.
pub fn path_of(key: &str) -> PathBuf {
    let bytes = unescaped(key);
    #[cfg(unix)]
    let name: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    #[cfg(not(unix))]
    let name: OsString = String::from_utf8_lossy(&bytes).into_owned().into();
    PathBuf::from(name)
}

fn escaped(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_escaped(text)
    {
        return text.to_owned();
    }
    let mut key = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        key.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            let _ = write!(key, "%{byte:02X}");
        }
    }
    key
}

/// Whether the text is, or looks like, one that [`escaped`] changed.
fn is_escaped(text: &str) -> bool {
    text.contains('%') && (text.contains("%25") || String::from_utf8(decoded(text)).is_err())
}

fn unescaped(key: &str) -> Vec<u8> {
    if is_escaped(key) { decoded(key) } else { key.as_bytes().to_vec() }
}

/// The bytes with each `%` and two hexadecimal digits as the byte they stand for.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).filter(|digits| *first == b'%' && digits.iter().all(u8::is_ascii_hexdigit));
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_is_called_the_same_however_it_is_spelled() {
        for spelling in ["gen/a.md", "./gen/a.md", "gen//a.md", "gen/./a.md", "././gen/a.md"] {
            assert_eq!(key_of(Path::new(spelling)), "gen/a.md", "{spelling}");
        }
        assert_eq!(key_of(Path::new("/gen/./a.md")), "/gen/a.md");
        assert_eq!(key_of(Path::new("../gen/../a.md")), "../gen/../a.md");
        assert_eq!(key_of(Path::new(".")), "");
        for inside in ["x/a.md", "./x/a.md", "/x//a.md"] {
            assert_eq!(member_key(Path::new("./a.tar"), inside.as_bytes()).as_deref(), Some("a.tar/x/a.md"));
        }
        assert_eq!(member_key(Path::new("a.tar"), b"x/../../a.md"), None);
        assert_eq!(member_key(Path::new("a.tar"), b"./"), None);
    }

    #[test]
    fn what_is_no_utf_8_is_told_apart() {
        let keys = |names: &[&[u8]]| -> Vec<String> { names.iter().map(|name| escaped(name)).collect() };
        // A name of percent signs stays as it is where it stands for text.
        assert_eq!(keys(&[b"%E4%BA%BA.md", b"100%.md"]), ["%E4%BA%BA.md", "100%.md"]);
        assert_eq!(keys(&[b"\xFF.md", b"\xFE.md", b"%FF.md"]), ["%FF.md", "%FE.md", "%25FF.md"]);
        assert_eq!(keys(&[b"%25FF.md", b"\xFF%E4.md"]), ["%2525FF.md", "%FF%25E4.md"]);
    }

    proptest! {
        #[test]
        fn a_key_leads_back_to_its_name(bytes in prop::collection::vec(prop::sample::select(b"%2F5aE4\xBA\xE4\xFF/".to_vec()), 0..10)) {
            prop_assert_eq!(unescaped(&escaped(&bytes)), bytes);
        }
    }
}
