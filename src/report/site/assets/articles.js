// The list of articles: filters, orders and search, kept in the address.
'use strict';

(async () => {
  const { el, word, text, load, grouped, rising, parameters, part } = site;
  const place = document.getElementById('list'), bar = document.getElementById('filters');
  const asMade = [...place.childNodes];
  const meta = await load('meta');

  // ---- Filters ----

  const FIELDS = ['from', 'to', 'rule', 'has', 'order'];
  const OTHERS = ['score', 'ratio', 'coverage', 'beads', 'page', 'undated'];
  const go = (changes) => {
    const now = parameters();
    now.delete('at');
    for (const [name, value] of Object.entries(changes)) value ? now.set(name, value) : now.delete(name);
    location.hash = now.toString();
  };
  const option = (value, ...content) => el('option', { value }, ...content);
  const field = (name, control) => el('label', {}, el('span', {}, word(name)), control);
  const draw = () => {
    const now = parameters();
    const select = (name, options) => {
      const control = el('select', { name, onchange: (event) => go({ [name]: event.target.value }) }, options);
      control.value = now.get(name) ?? '';
      return control;
    };
    const date = (name) => el('input', {
      name, type: 'text', inputmode: 'numeric', size: 10, placeholder: '1954-06', value: now.get(name) ?? '', autocomplete: 'off',
      onchange: (event) => go({ [name]: event.target.value.trim() }),
    });
    const rules = ['error', 'warning', 'note'].map((severity) => {
      const of = meta.rules.filter((rule) => rule[1] === severity).sort((left, right) => right[2] - left[2]);
      return of.length ? el('optgroup', { label: text(severity) }, of.map(([rule, , count]) => option(rule, `${rule} (${grouped(count)})`))) : null;
    });
    const chips = [...OTHERS, 'q'].filter((name) => now.get(name)).map((name) => el('button', {
      type: 'button', class: 'chip filter', onclick: () => { if (name === 'q') site.form.elements.q.value = ''; go({ [name]: null }); },
    }, name === 'q' ? word('search') : name === 'undated' ? word('undated') : word(name), name === 'undated' ? '' : `: ${now.get(name)}`, ' ×'));
    bar.replaceChildren(
      field('rule', select('rule', [option('', text('any')), ...rules])),
      field('minimum-findings', select('has', [option('', text('any')), ...['error', 'warning', 'note'].map((name) => option(name, text(name))), option('none', '0')])),
      field('from', date('from')), field('to', date('to')),
      field('order', select('order', [option('', text('by-date')), ...Object.keys(filter.ORDERS).filter((name) => name !== 'date').map((name) => option(name, text(`by-${name}`)))])),
      el('div', { class: 'chips' }, chips, [...now.keys()].some((name) => [...FIELDS, ...OTHERS, 'q'].includes(name))
        ? el('a', { href: 'articles.html#', class: 'clear' }, word('clear')) : null),
    );
    bar.hidden = false;
  };

  // ---- Rows ----

  const titles = async (number) => (await load(`t/${Math.floor((number - 1) / meta.titles)}`))[(number - 1) % meta.titles];
  const severity = new Map(meta.rules.map(([rule, name]) => [rule, name]));
  // An article's address knows the list it is reached from.
  const address = (number, bead) => {
    const now = parameters();
    ['at', 'q'].forEach((name) => now.delete(name));
    const list = now.toString();
    return `${site.article(number)}${list ? `?${new URLSearchParams({ in: list })}` : ''}${bead === undefined ? '' : `#b${bead}`}`;
  };
  const row = async (number, columns) => {
    const [zh, en, path, rules] = await titles(number);
    const at = number - 1;
    return el('tr', {},
      el('td', { class: 'when' }, filter.date(columns.day[at]), columns.page[at] ? el('small', {}, ' ', site.both(`p. ${columns.page[at]}`, `${columns.page[at]} 版`)) : null),
      el('td', {}, el('a', { href: address(number), lang: 'zh-Hans', title: path }, zh), el('span', { class: 'sub', lang: 'en' }, en)),
      el('td', { class: 'rules' }, rules.flatMap(([rule, count]) => [el('span', { class: `chip ${severity.get(rule) ?? 'note'}` }, count > 1 ? `${rule} ×${count}` : rule), ' '])),
      el('td', { class: 'number' }, (columns.score[at] / 1000).toFixed(2)));
  };
  const heads = () => el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, word('date')), el('th', { scope: 'col' }, word('article')),
    el('th', { scope: 'col' }, word('findings-title')), el('th', { scope: 'col', class: 'number' }, word('score'))));
  const status = (...content) => el('p', { class: 'count', role: 'status' }, ...content);

  const showList = async (list, still) => {
    const columns = await filter.numbers();
    const pages = Math.max(1, Math.ceil(list.length / meta.per_page));
    const page = Math.min(pages, Math.max(1, Number(parameters().get('at')) || 1));
    const rows = await Promise.all(list.slice((page - 1) * meta.per_page, page * meta.per_page).map((number) => row(number, columns)));
    if (!still()) return;
    const turn = (to, ...content) => {
      const target = parameters();
      target.set('at', to);
      return el('a', { href: `#${target}` }, ...content);
    };
    place.replaceChildren(
      status(grouped(list.length), ' ', word('articles')),
      list.length ? el('table', { class: 'list' }, heads(), el('tbody', {}, rows)) : el('p', { class: 'none' }, word('none')),
      el('nav', { class: 'pages', 'aria-label': text('page-of') },
        page > 1 ? turn(page - 1, '← ', word('previous-page')) : null, ' ',
        el('span', { class: 'at' }, `${page} / ${pages}`), ' ',
        page < pages ? turn(page + 1, word('next-page'), ' →') : null),
    );
  };

  // ---- Search ----

  const isHan = (c) => /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}〇]/u.test(c);
  const isWord = (c) => c !== undefined && !isHan(c) && /[\p{Alphabetic}\p{N}]/u.test(c);
  const simplified = new Map();
  const pairs = [...(site.taken('fold') ?? '')];
  for (let at = 0; at + 1 < pairs.length; at += 2) simplified.set(pairs[at], pairs[at + 1]);
  // Capitals as small letters, Traditional as Simplified; one character for one, so that places stay.
  const foldOne = (c) => {
    const lower = c.toLowerCase();
    const one = [...lower].length === 1 && lower.length === c.length ? lower : c;
    return simplified.get(one) ?? one;
  };
  const fold = (text) => [...text].map(foldOne);

  // 棉花 "supply and marketing" -cotton zh:亩
  const parse = (query) => {
    const terms = [];
    const pattern = /(-?)(zh:|en:)?(?:"([^"]*)"?|“([^”]*)”?|「([^」]*)」?|(\S+))/gu;
    for (const [, not, side, a, b, c, plain] of query.matchAll(pattern)) {
      const needle = fold((a ?? b ?? c ?? plain).trim().replace(/\s+/g, ' '));
      if (needle.length) terms.push({ needle, not: Boolean(not), side: side?.slice(0, 2) });
    }
    return terms;
  };

  // The terms of the index that a text with the needle has, as `corpus::terms_of` makes them.
  const keys = (needle) => {
    const found = new Set();
    let at = 0;
    while (at < needle.length) {
      const han = isHan(needle[at]);
      const belongs = (c) => (han ? isHan(c) : isWord(c));
      let end = at;
      while (end < needle.length && belongs(needle[end])) end += 1;
      const run = needle.slice(at, end);
      if (han && run.length === 1) found.add(run[0]);
      else if (han) for (let i = 0; i + 1 < run.length; i += 1) found.add(run[i] + run[i + 1]);
      else if (run.length && run[0] < '\u0080') {
        const bytes = new TextEncoder().encode(run.join('')).slice(0, 8);
        found.add(new TextDecoder().decode(bytes).replace(/\ufffd+$/, ''));
      }
      at = Math.max(end, at + 1);
    }
    return [...found];
  };

  // The articles that may match; null where the index cannot tell.
  const candidates = async (terms) => {
    let common = null;
    for (const key of new Set(terms.filter((term) => !term.not).flatMap((term) => keys(term.needle)))) {
      const list = await load(`i/${part(key, meta.search)}`);
      const at = list.findIndex((entry, place) => place % 2 === 0 && entry === key);
      if (at < 0) return new Set();
      if (list[at + 1] === '*') continue;
      const articles = rising(list[at + 1]);
      common = new Set(common ? articles.filter((number) => common.has(number)) : articles);
    }
    return common;
  };

  // Where the needle stands in folded text: Han anywhere, words whole.
  const places = (chars, needle) => {
    const found = [];
    for (let at = 0; at + needle.length <= chars.length; at += 1) {
      if (chars[at] !== needle[0] || !needle.every((c, i) => chars[at + i] === c || (c === ' ' && /\s/.test(chars[at + i])))) continue;
      const end = at + needle.length;
      if (isWord(needle[0]) && isWord(chars[at - 1])) continue;
      if (isWord(needle.at(-1)) && isWord(chars[end])) continue;
      found.push([at, end]);
    }
    return found;
  };

  // What of a sentence pair matches: the places in both sides, or null.
  const match = (pair, terms) => {
    const chars = pair.map(fold), hits = [[], []];
    for (const { needle, not, side } of terms) {
      const found = chars.map((text, at) => (side && side !== ['zh', 'en'][at] ? [] : places(text, needle)));
      if (found.some((list) => list.length) === not) return null;
      if (!not) found.forEach((list, at) => hits[at].push(...list));
    }
    return hits;
  };

  const marked = (text, hits) => {
    const chars = [...text], parts = [];
    let at = 0;
    for (const [from, to] of hits.sort((left, right) => left[0] - right[0])) {
      if (from < at) continue;
      parts.push(chars.slice(at, from).join(''), el('mark', {}, chars.slice(from, to).join('')));
      at = to;
    }
    return [...parts, chars.slice(at).join('')];
  };

  // The sentence pairs of an article.
  const texts = async (number, columns) => {
    const pairs = [];
    for (let shard = columns.shard[number - 1]; ; shard += 1) {
      const pieces = await load(`x/${Math.floor(shard / 1000)}/${shard}`);
      const piece = pieces.find(([own]) => own === number);
      if (!piece) return pairs;
      pairs.push(...piece[3]);
      if (!piece[2]) return pairs;
    }
  };

  // So many articles, and sentences of each, are shown at once.
  const SHOWN = 20, SENTENCES = 5;
  const showMatches = async (list, query, still) => {
    const terms = parse(query);
    if (!terms.some((term) => !term.not)) return showList(list, still);
    place.replaceChildren(status(word('searching')));
    const columns = await filter.numbers();
    const may = await candidates(terms);
    const queue = may ? list.filter((number) => may.has(number)) : list;
    if (!still()) return;
    const results = el('ol', { class: 'matches' });
    const said = status(), more = el('button', { type: 'button', hidden: true }, word('more'));
    place.replaceChildren(said, results, more, el('p', { class: 'hint' }, word('search-hint')));
    let at = 0, articles = 0, sentences = 0;
    const goOn = async () => {
      more.hidden = true;
      place.setAttribute('aria-busy', 'true');
      let shown = 0;
      while (at < queue.length && shown < SHOWN) {
        const number = queue[at++];
        const hits = (await texts(number, columns)).map((pair, bead) => ({ pair, bead, hits: match(pair, terms) })).filter((hit) => hit.hits);
        if (!still()) return;
        if (at % 25 === 0) said.replaceChildren(word('searching'), ` ${grouped(at)} / ${grouped(queue.length)}`);
        if (!hits.length) continue;
        const [zh, en] = await titles(number);
        articles += 1; shown += 1; sentences += hits.length;
        results.append(el('li', {},
          el('p', {}, el('span', { class: 'when' }, filter.date(columns.day[number - 1])), ' ', el('a', { href: address(number), lang: 'zh-Hans' }, zh), ' ', el('span', { class: 'sub', lang: 'en' }, en)),
          hits.slice(0, SENTENCES).map(({ pair, bead, hits: [left, right] }) => el('a', { class: 'match', href: address(number, bead) },
            el('span', { lang: 'zh-Hans' }, marked(pair[0], left)), el('span', { lang: 'en' }, marked(pair[1], right)))),
          hits.length > SENTENCES ? el('p', { class: 'sub' }, `+ ${grouped(hits.length - SENTENCES)} `, word('matches')) : null));
      }
      const open = at < queue.length;
      more.hidden = !open;
      said.replaceChildren(`${grouped(sentences)}${open ? '+' : ''} `, word('matches'), ` · ${grouped(articles)}${open ? '+' : ''} `, word('articles'));
      if (!articles) results.replaceChildren(el('li', { class: 'none' }, word('none')));
      place.removeAttribute('aria-busy');
    };
    more.addEventListener('click', goOn);
    await goOn();
  };

  // ---- The address decides ----

  let turn = 0;
  const show = async () => {
    const own = ++turn, now = parameters(), still = () => own === turn;
    draw();
    site.form.elements.q.value = now.get('q') ?? '';
    if ([...now.keys()].length) {
      place.setAttribute('aria-busy', 'true');
      const list = await filter.select(now);
      if (still()) await (now.get('q') ? showMatches(list, now.get('q'), still) : showList(list, still));
      if (!still()) return;
      window.scrollTo(0, 0);
    } else place.replaceChildren(...asMade);
    place.removeAttribute('aria-busy');
    // What is shown is what the address says.
    place.dataset.shown = location.hash;
  };
  window.addEventListener('hashchange', show);
  document.addEventListener('ui', draw);
  await show();
})();
