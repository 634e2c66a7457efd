// Which articles are meant: filters and orders over the numbers of all articles.
'use strict';

const filter = (() => {
  const { load, rising } = site;
  // The columns of `list.rs`.
  const COLUMNS = ['day', 'page', 'errors', 'warnings', 'notes', 'facts', 'score', 'coverage', 'ratio', 'badness', 'shard'];
  const NO_DAY = -1e9;
  let all;

  const numbers = () => all ??= (async () => {
    const meta = await load('meta');
    const scripts = Math.ceil(meta.articles / meta.numbers);
    const columns = Object.fromEntries(COLUMNS.map((name) => [name, new Int32Array(meta.articles)]));
    for (let script = 0; script < scripts; script += 1) {
      const rows = await load(`n/${script}`);
      rows.forEach((row, at) => COLUMNS.forEach((name, column) => {
        columns[name][script * meta.numbers + at] = row[column];
      }));
    }
    return columns;
  })();

  // The first or the last day of 1954, 1954-06 or 1954-06-30.
  const day = (text, last) => {
    const [, year, month, date] = /^(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?$/.exec(text.trim()) ?? [];
    if (!year) return null;
    const at = new Date(0);
    if (!last) at.setUTCFullYear(+year, (month ?? 1) - 1, date ?? 1);
    else if (date) at.setUTCFullYear(+year, month - 1, date);
    else if (month) at.setUTCFullYear(+year, +month, 0);
    else at.setUTCFullYear(+year, 12, 0);
    return Math.floor(at.getTime() / 864e5);
  };

  const date = (day) => {
    if (day === NO_DAY) return '–';
    return new Date(day * 864e5).toISOString().replace(/^[+]?(\d+-\d\d-\d\d).*/, '$1');
  };

  const HAS = { error: 'errors', warning: 'warnings', note: 'notes' };
  // Name, column, and 1 for rising, −1 for falling.
  const ORDERS = {
    date: [null, 1], badness: ['badness', -1], errors: ['errors', -1], findings: ['findings', -1], score: ['score', 1],
    ratio: ['ratio', 1],
  };

  // The numbers of the articles that are meant, in their order.
  const select = async (parameters) => {
    const meta = await load('meta'), columns = await numbers();
    const tests = [];
    const get = (name) => parameters.get(name) || null;
    const from = get('from') && day(get('from'), false), to = get('to') && day(get('to'), true);
    if (from !== null) tests.push((at) => columns.day[at] >= from && columns.day[at] !== NO_DAY);
    if (to !== null) tests.push((at) => columns.day[at] <= to && columns.day[at] !== NO_DAY);
    if (get('undated')) tests.push((at) => columns.day[at] === NO_DAY);
    if (get('page')) tests.push((at) => columns.page[at] === +get('page'));
    const has = HAS[get('has')];
    if (has) tests.push((at) => columns[has][at] > 0);
    if (get('has') === 'none') tests.push((at) => columns.errors[at] + columns.warnings[at] === 0);
    for (const name of ['score', 'ratio', 'coverage']) {
      const range = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)$/.exec(get(name) ?? '');
      if (!range) continue;
      // Bins are made of hundredths; thousandths are rounded, so the edges are as the bins have them.
      const [low, high] = [Math.round(range[1] * 1000), Math.round(range[2] * 1000)];
      const top = name !== 'ratio' ? 1000 : 3000;
      tests.push((at) => columns[name][at] >= low && (columns[name][at] < high || (high >= top && columns[name][at] >= top)));
    }
    let list = Array.from({ length: meta.articles }, (_, at) => at);
    for (const [name, known] of [['rule', meta.rules.map(([rule]) => rule)], ['beads', meta.beads.map(([kind]) => kind)]]) {
      if (!get(name)) continue;
      const articles = known.includes(get(name)) ? rising(await load(`s/${name}-${get(name)}`)) : [];
      const set = new Set(articles.map((number) => number - 1));
      list = list.filter((at) => set.has(at));
    }
    list = list.filter((at) => tests.every((test) => test(at)));
    const [column, way] = ORDERS[get('order')] ?? ORDERS.date;
    if (column) {
      const value = column === 'findings' ? (at) => columns.errors[at] + columns.warnings[at] + columns.notes[at] : (at) => columns[column][at];
      list.sort((left, right) => way * (value(left) - value(right)) || left - right);
    }
    return list.map((at) => at + 1);
  };

  return { numbers, select, date, ORDERS };
})();
