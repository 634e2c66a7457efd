// What all pages share: data, words, elements, keys.
'use strict';

const site = (() => {
  const root = document.documentElement.dataset.root;
  const waiting = new Map();

  // The only addresses that scripts are loaded from.
  const policy = window.trustedTypes?.createPolicy('duizhao', {
    createScriptURL: (path) => {
      if (!/^(\.\.\/)*(data|assets)(\/[a-z0-9-]+)+\.js$/.test(path)) throw new TypeError(path);
      return path;
    },
  });

  const script = (path) => new Promise((done, failed) => {
    const element = document.createElement('script');
    element.src = policy ? policy.createScriptURL(path) : path;
    element.onload = () => { element.remove(); done(); };
    element.onerror = () => { element.remove(); failed(new Error(path)); };
    document.head.append(element);
  });

  // So many scripts of texts are kept.
  const KEPT = 64;
  const texts = [];

  const load = (name) => {
    if (!waiting.has(name)) {
      waiting.set(name, script(`${root}data/${name}.js`).then(() => {
        const value = arrived.get(name);
        arrived.delete(name);
        return value;
      }));
      if (name.startsWith('x/')) {
        texts.push(name);
        if (texts.length > KEPT) waiting.delete(texts.shift());
      }
    }
    return waiting.get(name);
  };

  // Data of scripts that the page itself names.
  const taken = (name) => arrived.get(name);
  const words = taken('words') ?? {};
  const ui = () => document.documentElement.dataset.ui;
  // A word in the language of the pages: as text, and as an element that changes with it.
  const text = (key) => (words[key] ?? [key, key])[ui() === 'zh' ? 1 : 0];
  const word = (key) => both(...(words[key] ?? [key, key]));
  const both = (en, zh) => {
    const fragment = document.createDocumentFragment();
    fragment.append(el('span', { class: 'ui-en', lang: 'en' }, en), el('span', { class: 'ui-zh', lang: 'zh-Hans' }, zh));
    return fragment;
  };

  // An element; text stays text.
  const el = (tag, attributes = {}, ...children) => {
    const svg = ['svg', 'g', 'rect', 'line', 'polyline', 'polygon', 'circle', 'text', 'title'].includes(tag) || attributes.svg;
    const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined || value === null || value === false || name === 'svg') continue;
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value === true ? '' : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
    return element;
  };

  const grouped = (number) => number.toLocaleString('en-US');
  const article = (number) => `${root}a/${Math.floor(number / 1000)}/${number}.html`;

  // Numbers that rise, as `script.rs` writes them.
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
  const rising = (text) => {
    const numbers = [];
    let last = 0, step = 0, shift = 0;
    for (const digit of text) {
      const value = VALUES.get(digit);
      step += (value & 31) << shift;
      if (value & 32) { shift += 5; continue; }
      numbers.push(last += step);
      step = shift = 0;
    }
    return numbers;
  };

  const parameters = () => new URLSearchParams(location.hash.slice(1));

  // Which part a term belongs to: FNV-1a, as in `spill.rs`.
  const part = (text, parts) => {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    return hash % parts;
  };

  // Languages.
  const button = document.querySelector('button.ui');
  button.hidden = false;
  button.addEventListener('click', () => {
    const next = ui() === 'zh' ? 'en' : 'zh';
    document.documentElement.dataset.ui = next;
    document.documentElement.lang = next === 'zh' ? 'zh-Hans' : 'en';
    try { localStorage.setItem('duizhao-ui', next); } catch { /* it holds for this page */ }
    document.dispatchEvent(new Event('ui'));
  });

  // Search leads to the list of articles.
  const form = document.querySelector('form.search');
  form.hidden = false;
  const hint = () => { form.elements.q.placeholder = `${text('search')}   /`; };
  hint();
  document.addEventListener('ui', hint);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const q = form.elements.q.value.trim();
    const target = `${root}articles.html#${new URLSearchParams(q ? { q } : {})}`;
    if (new URL(target, location.href).href !== location.href) location.href = target;
  });

  // A plot is one stop of the tabulator; arrows go from mark to mark.
  const rove = (plot, columns) => {
    const marks = [...plot.querySelectorAll('a')];
    if (marks.length < 2) return;
    marks.forEach((mark, at) => mark.setAttribute('tabindex', at ? '-1' : '0'));
    plot.addEventListener('keydown', (event) => {
      const at = marks.indexOf(event.target.closest('a'));
      if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      let next;
      if (event.key === 'ArrowRight') next = at + 1;
      else if (event.key === 'ArrowLeft') next = at - 1;
      else if (event.key === 'Home') next = 0;
      else if (event.key === 'End') next = marks.length - 1;
      else if (columns && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        const cell = marks[at].closest('td, th');
        let row = cell.parentElement;
        do row = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling;
        while (row && !row.cells[cell.cellIndex]?.querySelector('a'));
        next = row ? marks.indexOf(row.cells[cell.cellIndex].querySelector('a')) : at;
      } else return;
      event.preventDefault();
      event.stopPropagation();
      const mark = marks[Math.max(0, Math.min(marks.length - 1, next))];
      marks.forEach((other) => other.setAttribute('tabindex', other === mark ? '0' : '-1'));
      mark.focus();
    });
  };
  document.querySelectorAll('svg.plot, figure.path svg').forEach((plot) => rove(plot, false));
  document.querySelectorAll('table.heat').forEach((plot) => rove(plot, true));

  // Keys. What is typed into a field, or with another key held, is no command.
  const keys = new Map();
  const key = (names, what, action) => keys.set(names, { what, action });
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, select, textarea, dialog')) return;
    for (const [names, { action }] of keys) {
      if (names.split(' ').includes(event.key)) {
        event.preventDefault();
        action(event.key);
        return;
      }
    }
  });
  const dialog = el('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' });
  const showKeys = () => {
    dialog.replaceChildren(
      el('h2', { id: 'keys-title' }, word('help')),
      el('dl', {}, [...keys].map(([names, { what }]) => [
        el('dt', {}, names.split(' ').flatMap((name) => [el('kbd', {}, name.replace('ArrowLeft', '←').replace('ArrowRight', '→')), ' '])),
        el('dd', {}, word(what)),
      ])),
      el('form', { method: 'dialog' }, el('button', {}, word('key-close'))),
    );
    dialog.showModal();
  };
  document.body.append(dialog);
  key('/', 'key-search', () => form.elements.q.select());
  key('o', 'key-home', () => { location.href = `${root}index.html`; });
  key('l', 'key-list', () => { location.href = `${root}articles.html`; });
  key('?', 'key-help', showKeys);
  const footer = document.querySelector('footer p');
  footer.append(' · ', el('button', { type: 'button', class: 'plain', onclick: showKeys }, word('help'), ' ', el('kbd', {}, '?')));

  return { root, load, script, taken, both, el, word, text, ui, grouped, article, rising, parameters, part, key, form };
})();
