// The facts: a table that can be sorted, and the figures of one thing with their series.
'use strict';

(async () => {
  const { el, word, text, load, grouped, parameters, article } = site;
  const place = document.getElementById('facts');
  const scripts = Number(place.dataset.scripts);
  const asMade = [...place.childNodes];
  // So many rows are shown at once.
  const SHOWN = 200;

  // ---- The table ----

  let groups;
  const all = () => groups ??= (async () => {
    const rows = [];
    for (let script = 0; script < scripts; script += 1) rows.push(...await load(`g/${script}`));
    return rows.map(([[what, whatEn, unit, kind], [count, articles, agree], [first, last, min, median, max], series, where]) => ({
      what, whatEn, unit, kind, name: what || whatEn || kind, count, articles, agree, first, last, min, median, max, series, where,
    }));
  })();

  const number = (text) => {
    const [top, bottom] = text.split('/');
    return bottom === undefined ? Number(top) : Number(top) / Number(bottom);
  };
  // The columns: word, what is compared, whether the largest come first, and how it is set.
  const COLUMNS = [
    ['what', (row) => row.name, false], ['unit', (row) => row.unit, false], ['figures', (row) => row.count, true, 'number'],
    ['articles-title', (row) => row.articles, true, 'number'], ['agree', (row) => row.agree / row.count, false, 'number'], ['first', (row) => row.first, false],
    ['last', (row) => row.last, true], ['smallest', (row) => number(row.min), false, 'number'], ['median', (row) => number(row.median), true, 'number'],
    ['largest', (row) => number(row.max), true, 'number'], ['series', (row) => row.series.length, true],
  ];
  const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

  const address = (row) => `facts.html#${new URLSearchParams({ what: row.name, unit: row.unit, in: row.where.join('.') })}`;
  const named = (row) => (row.what || row.whatEn || (row.kind ? word(`kind-${row.kind}`) : ''));
  const share = (row) => `${(100 * row.agree / row.count).toFixed(1)} %`;
  const figure = (text) => (text.includes('/') ? text : text.length > 18 ? Number(text).toPrecision(5) : text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ','));
  const spark = (series) => {
    const years = series.map(([year]) => Number(year)), values = series.map(([, value]) => value);
    if (years.length < 2) return null;
    const [first, last, low, high] = [years[0], years.at(-1), Math.min(...values), Math.max(...values)];
    const points = years.map((year, at) => `${(2 + (year - first) / (last - first) * 96).toFixed(1)},${(high > low ? 18 - (values[at] - low) / (high - low) * 16 : 10).toFixed(1)}`);
    return el('svg', { class: 'spark', viewBox: '0 0 100 20', role: 'img', 'aria-label': `${first}–${last}` }, el('polyline', { points: points.join(' ') }));
  };
  const line = (row) => el('tr', {},
    el('th', { scope: 'row' }, el('a', { href: address(row) }, named(row)), ' ', el('span', { class: 'sub', lang: 'en' }, row.what ? row.whatEn : '')),
    el('td', {}, row.unit), ...[grouped(row.count), grouped(row.articles), share(row)].map((value) => el('td', { class: 'number' }, value)),
    el('td', { class: 'when' }, row.first), el('td', { class: 'when' }, row.last),
    ...[row.min, row.median, row.max].map((value) => el('td', { class: 'number' }, figure(value))), el('td', {}, spark(row.series)));

  // A table whose heads sort it; `made` are rows that are there already, so that nothing is loaded before it is asked for.
  const sortable = (columns, rows, draw, begin, made) => {
    let [by, down] = begin, shown = SHOWN;
    const body = made ?? el('tbody'), more = el('button', { type: 'button', hidden: !made || scripts === 0 }, word('more'));
    const head = el('tr');
    const heads = () => head.replaceChildren(...columns.map(([name, , falls, set], at) => el('th', {
      scope: 'col', class: set, 'aria-sort': at === by ? (down ? 'descending' : 'ascending') : null,
    }, el('button', { type: 'button', 'data-column': name, onclick: async () => {
      down = at === by ? !down : falls;
      by = at;
      await show();
      head.children[at].firstChild.focus();
    } }, word(name), at === by ? (down ? ' ↓' : ' ↑') : ''))));
    const show = async () => {
      const value = columns[by][1];
      const sorted = [...await rows()].sort((left, right) => (down ? -1 : 1) * compare(value(left), value(right)));
      body.replaceChildren(...sorted.slice(0, shown).map(draw));
      more.hidden = sorted.length <= shown;
      heads();
    };
    more.addEventListener('click', () => { shown += SHOWN; show(); });
    heads();
    if (!made) show();
    return { nodes: [el('table', { class: 'list facts' }, el('thead', {}, head), body), more], show };
  };

  const showTable = () => {
    const found = el('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
    const count = el('span', { class: 'sub', role: 'status' });
    const wanted = async () => {
      const needle = found.value.trim().toLowerCase(), rows = await all();
      const list = needle ? rows.filter((row) => `${row.what} ${row.whatEn} ${row.kind} ${row.unit}`.toLowerCase().includes(needle)) : rows;
      count.textContent = grouped(list.length);
      return list;
    };
    const table = sortable(COLUMNS, wanted, line, [2, true], asMade.find((node) => node.tBodies).tBodies[0]);
    found.addEventListener('input', table.show);
    place.replaceChildren(el('div', { class: 'controls' }, el('label', {}, word('filter-what'), ' ', found), count), ...table.nodes);
  };

  // ---- One thing ----

  const years = (period) => { const [year, month] = period.split('-').map(Number); return year + (month ? (month - 1) / 12 : 0); };
  const plot = (rows, unit) => {
    const series = new Map();
    for (const row of rows) if (row.period && Number.isFinite(row.number)) {
      const year = row.period.slice(0, 4);
      series.set(year, [...(series.get(year) ?? []), row]);
    }
    const points = [...series].sort(([left], [right]) => compare(left, right)).map(([year, of]) => {
      of.sort((left, right) => left.number - right.number);
      return { year, of, low: of[0], high: of.at(-1), middle: of[Math.floor((of.length - 1) / 2)] };
    });
    if (!points.length) return null;
    const W = 860, H = 300, LEFT = 78, RIGHT = 14, TOP = 14, BOTTOM = 28;
    const low = Math.min(...points.map((point) => point.low.number)), high = Math.max(...points.map((point) => point.high.number));
    // Where the largest is more than a hundred times the smallest the axis is logarithmic.
    const log = low > 0 && high / low > 100;
    const scale = (value) => (log ? Math.log10(value) : value);
    const [from, to] = log ? [Math.floor(scale(low)), Math.ceil(scale(high))] : [Math.min(0, low), Math.max(high, low + 1)];
    const y = (value) => H - BOTTOM - (scale(value) - from) / (to - from || 1) * (H - TOP - BOTTOM);
    const [first, last] = [years(points[0].year), years(points.at(-1).year)];
    const x = (year) => LEFT + (last > first ? (years(year) - first) / (last - first) : 0.5) * (W - LEFT - RIGHT);
    const ticks = [];
    if (log) for (let power = from; power <= to; power += Math.ceil((to - from) / 6)) ticks.push(10 ** power);
    else {
      const rough = (to - from) / 5, power = 10 ** Math.floor(Math.log10(rough));
      const step = [1, 2, 5, 10].find((factor) => rough <= factor * power) * power;
      for (let at = Math.ceil(from / step) * step; at <= to * 1.0001; at += step) ticks.push(at);
    }
    const tick = (value) => new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 }).format(value);
    const at = (point, which) => `${x(point.year).toFixed(1)},${y(point[which].number).toFixed(1)}`;
    let labelled = -100;
    return el('svg', { class: 'plot series', viewBox: `0 0 ${W} ${H}`, role: 'group', 'aria-label': text('series') },
      ticks.flatMap((value) => [
        el('line', { class: 'grid', x1: LEFT, x2: W - RIGHT, y1: y(value), y2: y(value) }),
        el('text', { class: 'tick', x: LEFT - 8, y: y(value) + 3.5, 'text-anchor': 'end' }, `${tick(value)} ${unit}`.trim()),
      ]),
      points.map((point) => {
        if (x(point.year) - labelled < 42) return null;
        labelled = x(point.year);
        return el('text', { class: 'tick', x: labelled, y: H - 8, 'text-anchor': 'middle' }, point.year);
      }),
      el('polygon', { class: 'band', points: [...points.map((point) => at(point, 'high')), ...[...points].reverse().map((point) => at(point, 'low'))].join(' ') }),
      el('polyline', { class: 'line', points: points.map((point) => at(point, 'middle')).join(' ') }),
      points.map((point) => {
        const label = `${point.year}: ${point.middle.value} (${point.of.length}; ${point.low.value} – ${point.high.value})`;
        return el('a', { svg: true, href: `${article(point.middle.article)}#b${point.middle.bead}`, 'aria-label': label },
          el('title', {}, label), el('circle', { cx: x(point.year), cy: y(point.middle.number), r: 4 }));
      }));
  };

  const FIGURES = [
    ['period', (row) => row.period, false], ['chinese', (row) => row.number, true], ['english', (row) => row.enText, false], ['value', (row) => row.number, true, 'number'],
    ['place', (row) => row.place, false], ['verdict', (row) => row.verdict, false], ['to-article', (row) => row.article, false],
  ];
  // The address says which scripts have the figures; else the table does.
  const placed = async (name, unit, text) => {
    const found = /^(\d+)\.(\d+)\.(\d+)$/.exec(text ?? '');
    return found ? found.slice(1).map(Number) : (await all()).find((row) => row.name === name && row.unit === unit)?.where;
  };
  const showOne = async (name, unit, text, still) => {
    const where = await placed(name, unit, text);
    const rows = [];
    let english = '', kind = '';
    const [bucket, first, last] = where ?? [0, 0, -1];
    for (let script = first; script <= last; script += 1) {
      for (const [what, of, whatEn, itsKind, figures] of await load(`f/${Math.floor(bucket / 1000)}/${bucket}-${script}`)) {
        if (what !== name || of !== unit) continue;
        [english, kind] = [whatEn, itsKind];
        rows.push(...figures.map(([article, bead, value, zhText, enText, period, where, verdict, rule]) => ({
          article, bead, value, number: number(value), zhText, enText, period, place: where, verdict, rule,
        })));
      }
    }
    if (still() && !rows.length) place.replaceChildren(el('p', { class: 'none' }, word('none')));
    if (!rows.length) return;
    if (!still()) return;
    const table = sortable(FIGURES, async () => rows, (row) => el('tr', {},
      el('td', { class: 'when' }, row.period), el('td', { lang: 'zh-Hans' }, row.zhText), el('td', { lang: 'en' }, row.enText), el('td', { class: 'number' }, figure(row.value)),
      el('td', {}, row.place), el('td', {}, row.verdict === 'agrees' ? word('agree') : el('span', { class: `chip ${row.verdict === 'differs' ? 'error' : 'warning'}` },
        row.rule || word({ differs: 'differ', 'only-zh': 'only-zh', 'only-en': 'only-en' }[row.verdict]))),
      el('td', {}, el('a', { href: `${article(row.article)}#b${row.bead}` }, `${row.article}`))), [0, false]);
    place.replaceChildren(
      el('p', {}, el('a', { href: 'facts.html#' }, '← ', word('facts-title'))),
      el('h2', { class: 'one' }, kind ? word(`kind-${kind}`) : name, english && english !== name ? el('small', { lang: 'en' }, english) : null, unit ? el('small', {}, unit) : null,
        el('small', {}, `${grouped(rows.length)} `, word('figures'))),
      plot(rows, unit) ?? '', ...table.nodes);
  };

  let turn = 0;
  const show = async () => {
    const own = ++turn, still = () => own === turn, now = parameters();
    if (now.get('what') !== null) await showOne(now.get('what'), now.get('unit') ?? '', now.get('in'), still);
    else if (scripts) showTable();
    else place.replaceChildren(...asMade);
  };
  window.addEventListener('hashchange', show);
  await show();
})();
