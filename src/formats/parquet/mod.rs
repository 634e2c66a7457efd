//! Parquet: pairs as the hub of Hugging Face lays them out, a column `translation` of `{"zh", "en"}` beside what is known
//! of each pair; and tables of texts and counts, for what else becomes data.
//!
//! Written in row groups of [`GROUP`] rows, so that a file of any size needs little memory. Read are files that have a
//! column `translation` with `zh` and `en`, or two columns of these names.

mod read;
mod table;
mod write;

pub use read::{ParquetPairsError, read};
pub use table::{Cell, Table};
pub use write::{Row, Writer};

/// So many rows are held in memory and written together.
pub const GROUP: usize = 50_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes).unwrap();
        let rows: Vec<(String, String)> = (0..GROUP + 3).map(|n| (format!("共{n}人"), format!("{n} men"))).collect();
        for (at, (zh, en)) in rows.iter().enumerate() {
            let date = (at % 2 == 0).then_some("1954-06-30");
            let row = Row { id: &at.to_string(), doc: "a", date, page: None, probability: 0.5, zh, en };
            writer.row(&row).unwrap();
        }
        writer.finish().unwrap();
        let units = read(bytes).unwrap();
        assert_eq!(units.len(), rows.len());
        assert!(units.iter().zip(&rows).all(|(unit, (zh, en))| unit.zh == *zh && unit.en == *en));
        assert_eq!((units[7].id.as_deref(), units[7].doc.as_deref()), (Some("7"), Some("a")));
        assert!(read(b"PAR1 and no more".to_vec()).is_err());
    }
}
