// Runs before anything is drawn: the language the reader chose, that there are scripts, and what takes their data.
'use strict';

// Scripts of data call this; see `script.rs`.
const arrived = new Map();
const dz = (name, value) => { arrived.set(name, value); };

(() => {
  const root = document.documentElement;
  root.classList.add('scripts');
  try {
    const ui = localStorage.getItem('duizhao-ui');
    if (ui === 'en' || ui === 'zh') {
      root.dataset.ui = ui;
      root.lang = ui === 'zh' ? 'zh-Hans' : 'en';
    }
  } catch { /* a browser that keeps nothing */ }
})();
