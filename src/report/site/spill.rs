//! Records sorted into buckets outside of memory.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// So many bytes are held before they are appended to their files.
const HELD: usize = 48 << 20;

/// Buckets of bytes: what is added to one comes back together, in the order of adding.
#[derive(Debug)]
pub(super) struct Spill {
    folder: PathBuf,
    name: &'static str,
    buckets: Vec<Vec<u8>>,
    held: usize,
    spilled: bool,
}

impl Spill {
    /// Buckets whose files, if there will be any, lie in `folder` and begin with `name`.
    pub(super) fn new(folder: &Path, name: &'static str) -> Self {
        Self { folder: folder.to_owned(), name, buckets: Vec::new(), held: 0, spilled: false }
    }

    /// How many buckets there are to be.
    pub(super) fn resize(&mut self, buckets: usize) {
        self.buckets.resize(buckets.max(1), Vec::new());
    }

    pub(super) fn len(&self) -> usize {
        self.buckets.len()
    }

    /// The bucket that `key` belongs to: FNV-1a over its bytes, which the scripts compute too.
    pub(super) fn bucket_of(&self, key: &str) -> usize {
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        hash as usize % self.buckets.len()
    }

    /// Appends `record` to a bucket.
    pub(super) fn add(&mut self, bucket: usize, record: &[u8]) -> io::Result<()> {
        let Some(bytes) = self.buckets.get_mut(bucket) else { return Ok(()) };
        bytes.extend_from_slice(record);
        self.held += record.len();
        if self.held >= HELD { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.spilled = true;
        for bucket in 0..self.buckets.len() {
            let path = self.path(bucket);
            if let Some(bytes) = self.buckets.get_mut(bucket).filter(|bytes| !bytes.is_empty()) {
                OpenOptions::new().create(true).append(true).open(path)?.write_all(bytes)?;
                bytes.clear();
            }
        }
        self.held = 0;
        Ok(())
    }

    fn path(&self, bucket: usize) -> PathBuf {
        self.folder.join(format!("{}-{bucket}", self.name))
    }

    /// All that was added to a bucket; it is empty then.
    pub(super) fn take(&mut self, bucket: usize) -> io::Result<Vec<u8>> {
        let path = self.path(bucket);
        let mut bytes = match fs::read(&path) {
            Ok(bytes) if self.spilled => {
                fs::remove_file(&path)?;
                bytes
            }
            Ok(_) => Vec::new(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        if let Some(held) = self.buckets.get_mut(bucket) {
            bytes.append(held);
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_files_comes_back_in_order() {
        let folder = std::env::temp_dir().join(format!("duizhao-spill-{}", std::process::id()));
        let mut spill = Spill::new(&folder, "x");
        spill.resize(2);
        spill.add(0, b"a").unwrap();
        spill.flush().unwrap();
        spill.add(0, b"b").unwrap();
        spill.add(1, b"c").unwrap();
        assert_eq!([spill.take(0).unwrap(), spill.take(1).unwrap(), spill.take(0).unwrap()], [&b"ab"[..], b"c", b""]);
        assert!(fs::read_dir(&folder).unwrap().next().is_none());
        fs::remove_dir_all(&folder).unwrap();
    }
}
