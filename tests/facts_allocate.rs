//! Reading facts allocates nothing in a text without numbers, and little besides the facts in one with them.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use duizhao::facts::{self, Context};
use duizhao::source::Lang;

/// The system's allocator, which counts what each thread asks of it.
struct Counting;

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

#[expect(unsafe_code, reason = "an allocator cannot be written otherwise; all is handed on to the system's")]
// SAFETY: every call is handed on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.set(ASKED.get() + 1);
        // SAFETY: the caller's promises are the system's conditions.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are the system's conditions.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many facts `text` has, and how often reading them asks for memory. The tables are read before.
fn read(text: &str, lang: Lang) -> (usize, usize) {
    facts::read("三十斤, thirty catties on June 10th", lang, Context::default());
    facts::read(text, lang, Context::default());
    let before = ASKED.get();
    let facts = facts::read(text, lang, Context::default()).facts.len();
    (facts, ASKED.get() - before)
}

#[test]
fn text_without_numbers_costs_no_memory() {
    let zh = "工人们一起走进车间，统一的标准使产品更加整齐。四川的群众十分高兴，千方百计地把生产搞上去。";
    let en = "The workers of this factory made a new plan, and all of the people at the meeting liked it. One of \
              them said that no one had seen anything like it; the second thought was an even better idea.";
    for _ in 0..3 {
        assert_eq!(read(&zh.repeat(100), Lang::Zh), (0, 0));
        assert_eq!(read(&en.repeat(100), Lang::En), (0, 0));
    }
}

#[test]
fn facts_cost_the_list_they_stand_in() {
    let texts = [
        (Lang::Zh, include_str!("../benches/texts/news.zh.txt")),
        (Lang::En, include_str!("../benches/texts/news.en.txt")),
    ];
    for (lang, text) in texts {
        let (facts, asked) = read(&text.repeat(20), lang);
        assert!(facts > 200, "{facts} facts of {lang:?}");
        // The list doubles as it grows.
        assert!(asked <= 16, "{asked} allocations for {facts} facts of {lang:?}");
    }
}
