//! The search index: for every term the documents that have it, in runs.
//!
//! A run indexes the documents of a stretch of identifiers and is written once, in the order of its terms, so that
//! adding documents never rewrites what is there. Small runs are merged with the ones after them, so their number grows
//! with the size of the store over [`FULL`] and a search looks into each. Documents after the last run are not indexed
//! yet: a search reads them.
//!
//! A block holds terms in order; for each the step from the term before, the number of documents, and the steps between
//! their identifiers, all LEB128. It is compressed by nothing: steps are mostly one byte.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;
use super::codec::{Reader, Writer};
use super::terms::Term;

/// A run of so many documents is not merged with others.
const FULL: u64 = 8192;
/// A block is closed when it has so many bytes.
const BLOCK: usize = 12 * 1024;
/// So many ranges are looked up one by one.
const FEW: usize = 32;

/// A term in a document.
pub(super) type Posting = (Term, u32);

/// SQLite's integers are signed: this keeps the order.
fn to_sql(term: Term) -> i64 {
    (term ^ (1 << 63)).cast_signed()
}

fn from_sql(term: i64) -> Term {
    term.cast_unsigned() ^ (1 << 63)
}

/// The last document that is indexed; 0 where none is.
pub(super) fn indexed_up_to(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(last), 0) FROM run", [], |row| row.get(0))
}

/// Adds the postings of documents `first..=last`, counted from `first`, as a run; merges it with small runs before it.
pub(super) fn add_run(
    connection: &Connection,
    (mut first, last): (i64, i64),
    mut documents: u64,
    mut postings: Vec<Posting>,
) -> Result<(), StoreError> {
    loop {
        let before = connection
            .query_row("SELECT id, first, documents FROM run ORDER BY last DESC LIMIT 1", [], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, u64>(2)?))
            })
            .optional()?;
        // Runs double in size: each document is merged a few times at most.
        let Some((id, start, size)) = before.filter(|&(_, _, size)| size < FULL && size <= documents * 2) else {
            break;
        };
        let Ok(shift) = u32::try_from(first - start) else { break };
        for posting in &mut postings {
            posting.1 += shift;
        }
        read_run(connection, id, &mut postings)?;
        connection.execute("DELETE FROM posting WHERE run = ?1", [id])?;
        connection.execute("DELETE FROM run WHERE id = ?1", [id])?;
        first = start;
        documents += size;
    }
    postings.sort_unstable();
    postings.dedup();
    connection
        .execute("INSERT INTO run (first, last, documents) VALUES (?1, ?2, ?3)", params![first, last, documents])?;
    let run = connection.last_insert_rowid();
    let mut insert = connection.prepare_cached("INSERT INTO posting (run, term, block) VALUES (?1, ?2, ?3)")?;
    let mut block = Writer::default();
    let (mut opened, mut before) = (None, 0);
    for list in postings.chunk_by(|left, right| left.0 == right.0) {
        let term = list[0].0;
        let start = *opened.get_or_insert(term);
        block.number(term - if block.bytes.is_empty() { start } else { before });
        before = term;
        block.size(list.len());
        let mut last = 0;
        for &(_, document) in list {
            block.number(u64::from(document - last));
            last = document;
        }
        if block.bytes.len() >= BLOCK {
            insert.execute(params![run, to_sql(start), block.bytes])?;
            block.bytes.clear();
            opened = None;
        }
    }
    if let Some(start) = opened {
        insert.execute(params![run, to_sql(start), block.bytes])?;
    }
    Ok(())
}

/// Adds all postings of a run to `postings`.
fn read_run(connection: &Connection, run: i64, postings: &mut Vec<Posting>) -> Result<(), StoreError> {
    let mut select = connection.prepare("SELECT term, block FROM posting WHERE run = ?1 ORDER BY term")?;
    let mut rows = select.query([run])?;
    while let Some(row) = rows.next()? {
        let start = from_sql(row.get(0)?);
        read_block(start, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?, |term, document| {
            postings.push((term, document));
            true
        })?;
    }
    Ok(())
}

/// Calls `visit` with every term and document of a block until it says to stop; whether it went to the end.
fn read_block(start: Term, block: &[u8], mut visit: impl FnMut(Term, u32) -> bool) -> Result<bool, StoreError> {
    let mut reader = Reader::new(block);
    let mut term = start;
    while !reader.is_done() {
        term = term.wrapping_add(reader.number()?);
        let mut document = 0_u32;
        for _ in 0..reader.count()? {
            let step = u32::try_from(reader.number()?).map_err(|_| reader.damaged())?;
            document = document.wrapping_add(step);
            if !visit(term, document) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// The documents that `choose` names, in order, of the lists of documents that have a term of each range; those that no
/// run covers yet are not among them. `ranges` are in order. `choose` sees one run at a time, whose documents have numbers
/// of their own.
pub(super) fn documents_where(
    connection: &Connection,
    ranges: &[(Term, Term)],
    choose: impl Fn(&[Vec<u32>]) -> Vec<u32>,
) -> Result<Vec<i64>, StoreError> {
    let mut found = Vec::new();
    let mut runs = connection.prepare_cached("SELECT id, first FROM run ORDER BY first")?;
    let mut rows = runs.query([])?;
    while let Some(row) = rows.next()? {
        let (run, first) = (row.get(0)?, row.get::<_, i64>(1)?);
        let lists = if ranges.len() <= FEW {
            ranges.iter().map(|&range| of_range(connection, run, range)).collect::<Result<_, _>>()?
        } else {
            of_ranges(connection, run, ranges)?
        };
        found.extend(choose(&lists).into_iter().map(|document| first + i64::from(document)));
    }
    Ok(found)
}

/// The documents of one run for each of many ranges, which are in order: each block is read once.
fn of_ranges(connection: &Connection, run: i64, ranges: &[(Term, Term)]) -> Result<Vec<Vec<u32>>, StoreError> {
    let mut select = connection.prepare_cached("SELECT term FROM posting WHERE run = ?1 ORDER BY term")?;
    let starts = select.query_map([run], |row| row.get(0).map(from_sql))?.collect::<Result<Vec<Term>, _>>()?;
    let mut select = connection.prepare_cached("SELECT block FROM posting WHERE run = ?1 AND term = ?2")?;
    let mut lists = vec![Vec::new(); ranges.len()];
    let (mut begun, mut open, mut postings) = (0, Vec::new(), Vec::<Posting>::new());
    for (at, &start) in starts.iter().enumerate() {
        let next = starts.get(at + 1);
        let begins = |range: &&(Term, Term)| next.is_none_or(|next| range.0 < *next);
        let more = ranges.iter().skip(begun).take_while(begins).count();
        open.extend(begun..begun + more);
        begun += more;
        open.retain(|range: &usize| ranges[*range].1 >= start);
        if open.is_empty() {
            continue;
        }
        postings.clear();
        let mut rows = select.query(params![run, to_sql(start)])?;
        while let Some(row) = rows.next()? {
            read_block(start, row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?, |term, document| {
                postings.push((term, document));
                true
            })?;
        }
        for &range in &open {
            let (first, last) = ranges[range];
            let from = postings.partition_point(|(term, _)| *term < first);
            let own = postings.iter().skip(from).take_while(|(term, _)| *term <= last);
            lists[range].extend(own.map(|(_, document)| *document));
        }
    }
    for (list, (first, last)) in lists.iter_mut().zip(ranges) {
        if first != last {
            list.sort_unstable();
            list.dedup();
        }
    }
    Ok(lists)
}

/// The documents of one run that have a term from `first` to `last`.
fn of_range(connection: &Connection, run: i64, (first, last): (Term, Term)) -> Result<Vec<u32>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT term, block FROM posting WHERE run = ?1 AND term <= ?3 AND term >= coalesce(
             (SELECT max(term) FROM posting WHERE run = ?1 AND term <= ?2), ?2) ORDER BY term",
    )?;
    let mut rows = select.query(params![run, to_sql(first), to_sql(last)])?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next()? {
        let start = from_sql(row.get(0)?);
        read_block(start, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?, |term, document| {
            if term >= first && term <= last {
                documents.push(document);
            }
            term <= last
        })?;
    }
    // One term's list is in order; those of several are not.
    if first != last {
        documents.sort_unstable();
        documents.dedup();
    }
    Ok(documents)
}

/// For every document that a run covers the sum of its terms, each as [`mixed`]: no other set of terms has it but by chance.
/// An index that cannot be read is an error.
pub(super) fn sums(connection: &Connection) -> Result<HashMap<i64, u64>, StoreError> {
    let mut sums = HashMap::new();
    let mut runs = connection.prepare("SELECT id, first FROM run ORDER BY first")?;
    let mut rows = runs.query([])?;
    let mut select = connection.prepare("SELECT term, block FROM posting WHERE run = ?1 ORDER BY term")?;
    while let Some(row) = rows.next()? {
        let (run, first) = (row.get::<_, i64>(0)?, row.get::<_, i64>(1)?);
        let mut blocks = select.query([run])?;
        while let Some(row) = blocks.next()? {
            let start = from_sql(row.get(0)?);
            read_block(start, row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?, |term, document| {
                let sum: &mut u64 = sums.entry(first.wrapping_add(i64::from(document))).or_default();
                *sum = sum.wrapping_add(mixed(term));
                true
            })?;
        }
    }
    Ok(sums)
}

/// The sum of the terms of one document.
pub(super) fn sum(terms: &[Term]) -> u64 {
    terms.iter().fold(0, |sum, term| sum.wrapping_add(mixed(*term)))
}

/// The term with all its bits mixed (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn mixed(term: Term) -> u64 {
    let term = (term ^ (term >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let term = (term ^ (term >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    term ^ (term >> 31)
}
