//! Opening the file of a store: to write where that is allowed, else to read.
//!
//! A store has a write-ahead log, so even a reader needs two files beside it, `-wal` and `-shm`: readable when they are
//! there, else to be made. Where they can be neither, a folder or a medium that may not be written, SQLite reads the
//! store only when it is told that nobody writes it (`immutable`; <https://sqlite.org/wal.html>, "Read-Only Databases").
//! That holds when the log is empty or gone: who writes there has one.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::{StoreError, schema};

/// An open store.
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// Whether it may be written.
    pub(super) writable: bool,
}

/// Opens the store at `path`, to write if that is allowed; with `create` makes one where there is none.
pub(super) fn open(path: &Path, create: bool) -> Result<Opened, StoreError> {
    let more = if create { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
    match to_write(path, more) {
        Ok(Some(connection)) => Ok(Opened { connection, writable: true }),
        Ok(None) => to_read(path),
        Err(error) if is_denied(&error) && path.is_file() => to_read(path),
        Err(error) => Err(error),
    }
}

/// `None` where the system opens the file to be read alone.
fn to_write(path: &Path, more: OpenFlags) -> Result<Option<Connection>, StoreError> {
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | more)?;
    if connection.is_readonly(MAIN_DB)? {
        return Ok(None);
    }
    schema::prepare(&mut connection, &path.display().to_string())?;
    Ok(Some(connection))
}

fn to_read(path: &Path) -> Result<Opened, StoreError> {
    let prepared = |mut connection: Connection| {
        schema::prepare_to_read(&mut connection, &path.display().to_string())?;
        Ok(Opened { connection, writable: false })
    };
    match connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(prepared) {
        Err(error) if is_denied(&error) && !has_log(path) => {
            let uri = immutable_uri(&fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()));
            connect(Path::new(&uri), OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI).and_then(prepared)
        }
        result => result,
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    Ok(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?)
}

/// Whether the system does not let this user do it.
fn is_denied(error: &StoreError) -> bool {
    let StoreError::Sqlite(error) = error else { return false };
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied))
}

/// Whether the write-ahead log of the store holds anything.
fn has_log(path: &Path) -> bool {
    let mut log: OsString = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).into();
    log.push("-wal");
    fs::metadata(log).is_ok_and(|log| log.len() > 0)
}

/// The address of a file that nobody writes, as SQLite takes it.
fn immutable_uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    if !path.has_root() || cfg!(windows) {
        uri.push('/');
    }
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            b':' if cfg!(windows) => uri.push(':'),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri.push_str("?immutable=1");
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_address_of_a_file_escapes_what_an_address_means_otherwise() {
        let uri = immutable_uri(Path::new("/文 a/b?c#d%.store"));
        assert_eq!(uri, "file:///%E6%96%87%20a/b%3Fc%23d%25.store?immutable=1");
    }
}
