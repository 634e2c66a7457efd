// An article: facts linked across, keys, the way through the list one came from.
'use strict';

(() => {
  const { el, word, key, root, script } = site;
  const article = document.querySelector('article');

  // A fact and its counterpart light up together, also where they stand in different rows; what both say is told below.
  const teller = el('p', { class: 'teller', 'aria-hidden': 'true', hidden: true });
  document.body.append(teller);
  let lit = [];
  const counterpart = (fact) => {
    const target = fact.getAttribute('href')?.startsWith('#') ? document.getElementById(fact.getAttribute('href').slice(1)) : null;
    return target;
  };
  const show = (fact) => {
    lit.forEach((element) => element.classList.remove('lit'));
    lit = [];
    teller.hidden = !fact;
    if (!fact) return;
    const other = counterpart(fact);
    const group = [...fact.classList].find((name) => /^k\d+$/.test(name));
    const row = fact.closest('.bead');
    lit = [fact, other, ...(group ? row.querySelectorAll(`.${group}`) : [])].filter(Boolean);
    lit.forEach((element) => element.classList.add('lit'));
    const facts = [...new Set([fact, other, ...lit])].filter((element) => element?.classList.contains('fact'));
    facts.sort((left, right) => left.id.startsWith('en') - right.id.startsWith('en'));
    teller.replaceChildren(...facts.flatMap((element) => [
      el('b', { lang: element.id.startsWith('en') ? 'en' : 'zh-Hans' }, element.textContent), ' ', element.title, el('br'),
    ]));
  };
  article.addEventListener('pointerover', (event) => show(event.target.closest('.fact')));
  article.addEventListener('pointerleave', () => show(null));
  article.addEventListener('focusin', (event) => show(event.target.closest('.fact')));
  article.addEventListener('focusout', () => show(null));

  // The list that the reader came from is in the address: previous and next are those of that list.
  const list = new URLSearchParams(location.search).get('in');
  const turns = () => ({ prev: article.querySelector('a[rel=prev]'), next: article.querySelector('a[rel=next]') });
  if (list !== null) {
    (async () => {
      await script(`${root}assets/filter.js`);
      const numbers = await filter.select(new URLSearchParams(list));
      const at = numbers.indexOf(Number(article.dataset.number));
      if (at < 0) return;
      for (const turn of article.querySelectorAll('.turn')) {
        const link = (number, rel, ...content) => number === undefined ? null
          : el('a', { rel, href: `${site.article(number)}?${new URLSearchParams({ in: list })}` }, ...content);
        turn.replaceChildren(...[
          link(numbers[at - 1], 'prev', '← ', word('older')), ' ',
          el('a', { class: 'at', href: `${root}articles.html#${list}` }, `${site.grouped(at + 1)} / ${site.grouped(numbers.length)}`), ' ',
          link(numbers[at + 1], 'next', word('newer'), ' →'),
        ].filter(Boolean));
      }
    })();
  }
  const turn = (which) => { const link = turns()[which]; if (link) location.href = link.href; };
  key('j ArrowRight k ArrowLeft', 'key-turn', (name) => turn(name === 'j' || name === 'ArrowRight' ? 'next' : 'prev'));

  // From finding to finding.
  const findings = [...article.querySelectorAll('.finding')];
  let current = -1;
  key('n p', 'key-finding', (name) => {
    if (!findings.length) return;
    current = Math.max(0, Math.min(findings.length - 1, current + (name === 'n' ? 1 : -1)));
    findings[current].focus({ preventScroll: true });
    findings[current].closest('.bead').scrollIntoView({ block: 'center' });
  });
})();
