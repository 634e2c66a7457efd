//! Corpora: many documents in one file, with what the walk said about them, to be searched, counted and exported.
//!
//! A [`Store`] is one SQLite file. [`Entry`] is a document on its way in or out; [`Packed`] is one made ready by a
//! worker, compressed and with its terms for the search index, so that the one writer has little to do. What is asked of
//! many documents at once stands in narrow rows ([`Head`]); all else is in one compressed record a document.
//!
//! A document is known by the path of its file (see [`key_of`]) and the SHA-256 of its bytes: adding it again does nothing.
//! Batches are transactions, so a process that is killed leaves the documents of whole batches, and two processes do not add a path twice.
//!
//! Not here: reading files and threads, which are the caller's, and the walk itself, which stands above this room.

mod absent;
mod access;
mod codec;
mod entry;
mod facts;
mod glossary;
mod head;
mod key;
mod likeness;
mod order;
mod pairs;
mod postings;
mod query;
mod record;
mod schema;
mod selection;
mod series;
mod stats;
mod store;
mod stored_fact;
mod terms;
mod verify;
mod worst;

pub use absent::Absence;
pub use codec::Damaged;
pub use entry::{Entry, StoredFinding, StoredVerdict, Walk};
pub use facts::{FactRow, Outcome};
pub use glossary::{NamedTerm, Term, Terms, terms_in};
pub use head::Head;
pub use key::{key_of, member_key, path_of};
pub use pairs::{Filter, Pair, Repetitions, Sieve, Step, Waterfall, part_of};
pub use query::{Candidates, Hit, Query, QueryError};
pub use record::{MAX_RECORD, Packed, Raw};
pub use selection::Selection;
pub use series::{Claim, Point, Series, median};
pub use stats::{Counter, Stats};
pub use store::{Added, Known, MonthCount, Store, StoreError, content_hash};
pub use stored_fact::StoredFact;
pub use terms::{SearchTerm, terms_of};
pub use worst::{Reason, Worst};
