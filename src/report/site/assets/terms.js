// The terms: find one, or all that have several translations.
'use strict';

(() => {
  const { el, word, load, grouped, rising, article } = site;
  const place = document.getElementById('terms');
  const scripts = Number(place.dataset.scripts);
  if (!scripts) return;
  // So many terms are shown at once, and so many articles of a translation.
  const SHOWN = 200, ARTICLES = 12;
  let rows, shown = SHOWN;
  const body = place.querySelector('tbody');
  const found = el('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const alone = el('input', { type: 'checkbox', checked: true });
  const count = el('span', { class: 'sub', role: 'status' });
  const more = el('button', { type: 'button', hidden: true }, word('more'));

  const links = (text) => rising(text).slice(0, ARTICLES).flatMap((number) => [el('a', { href: article(number) }, String(number)), ' ']);
  const row = ([zh, articles, , variants]) => el('tr', {},
    el('th', { scope: 'row', lang: 'zh-Hans' }, zh), el('td', { class: 'number' }, grouped(articles)),
    el('td', {}, variants.map(([en, many, list]) => el('p', {}, el('span', { lang: 'en' }, en), ' ', el('small', {}, `${grouped(many)}: `, links(list), many > ARTICLES ? '…' : '')))));
  const show = async () => {
    if (!rows) {
      rows = [];
      for (let script = 0; script < scripts; script += 1) rows.push(...await load(`w/${script}`));
    }
    const needle = found.value.trim().toLowerCase();
    const list = rows.filter(([zh, , variants, translations]) => (alone.checked || variants > 1)
      && (!needle || zh.toLowerCase().includes(needle) || translations.some(([en]) => en.toLowerCase().includes(needle))));
    count.replaceChildren(grouped(list.length));
    body.replaceChildren(...list.slice(0, shown).map(row));
    more.hidden = list.length <= shown;
  };
  found.addEventListener('input', () => { shown = SHOWN; show(); });
  alone.addEventListener('change', () => { shown = SHOWN; show(); });
  place.prepend(el('div', { class: 'controls' }, el('label', {}, word('search'), ' ', found), el('label', {}, alone, ' ', word('alone')), count));
  more.addEventListener('click', () => { shown += SHOWN; show(); });
  place.append(more);
  // The first rows are there already; more are loaded when they are asked for.
  more.hidden = body.rows.length < SHOWN;
})();
