// The report site in a real browser, opened from the disk and from `--serve`.
//
//   node browser.mjs DUIZHAO [SCREENSHOTS]
//
// Makes an archive, a site of it and a hostile article, and does what readers do: click, type, search, filter, hover,
// change the language; in dark, at the width of a phone, on paper, without scripts. Every page is put to axe-core. No page
// may say anything in the console or ask for anything beside the site.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [program, screenshots] = process.argv.slice(2).map((path) => resolve(path));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'duizhao-site-'));
const run = (...args) => execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const ARTICLES = 400;
const hostile = `<script>document.title='run'</script><img src=x onerror="document.title='run'">"'><b javascript:alert(1)`;
run('corpus', 'generate', 'archive', '--articles', String(ARTICLES), '--slips', '0.04');
writeFileSync(join(folder, 'archive', 'hostile.md'), [
  `Title: Harvest ${hostile}`, 'Date: 1969-01-02', 'Page: 1', '', `    ${hostile} The county harvested 4.3 million catties of pears in 1951.`, '',
  '**Named Entities**', '', `合作社 Cooperative ${hostile}`, '合作社 Co-op', '', '<hr />', '', 'Original:', '', `### 丰收${hostile}`, '',
  '1969-01-02', '', '第1版()', '', `    ${hostile}一九五一年全县收梨四千三百万斤。`, '',
].join('\n'));
run('corpus', 'add', 'store', 'archive', '--quiet');
run('report', 'store', '-o', 'site', '--name', 'Archive 档案', '--quiet');
const site = pathToFileURL(join(folder, 'site')).href;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const said = [];
let checked = 0;

// A page of its own, which may say nothing and ask for nothing beside the site.
const open = async (address, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1380, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => said.push(`${address}: ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`${address}: ${error.message}`));
  page.on('requestfailed', (request) => said.push(`${address}: ${request.url()} failed`));
  page.on('request', (request) => {
    if (!request.url().startsWith(address.startsWith('http') ? new URL(address).origin : site)) said.push(`${address}: asks for ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForLoadState('load');
  return page;
};
const settled = (page) => page.waitForFunction(() => {
  const list = document.getElementById('list');
  return !list || (list.dataset.shown === location.hash && !list.hasAttribute('aria-busy'));
});
const look = async (page, name) => {
  if (screenshots) {
    mkdirSync(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`) });
  }
};
const accessible = async (page, name) => {
  // The policy of the pages lets no script in; the debugger's own evaluation is none of the page's.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  const lines = violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id} (${rule.impact}): ${node.html.slice(0, 200)} ${node.failureSummary?.split('\n')[1] ?? ''}`));
  assert.deepEqual(lines, [], `${name}: not accessible`);
  checked += 1;
};
const fits = async (page, name) => {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(inner <= outer, `${name}: ${inner} pixels wide in ${outer}`);
};
const count = async (page) => Number((await page.locator('.count').first().textContent()).match(/[\d,]+/)[0].replaceAll(',', ''));

const tests = {
  async 'the overview leads to the articles behind every mark'() {
    const page = await open(`${site}/index.html`);
    await look(page, 'overview');
    await accessible(page, 'overview');
    const mark = page.locator('svg.histogram a').first();
    const label = await mark.getAttribute('aria-label');
    await mark.click();
    await page.waitForURL(/articles\.html#score=/);
    await settled(page);
    assert.equal(await count(page), Number(label.split(': ')[1].replaceAll(',', '')), label);
    await page.goBack();
    const cell = page.locator('table.findings td[class^="s"] a').nth(3);
    const [, from] = (await cell.getAttribute('href')).match(/from=(\d{4})/);
    await cell.click();
    await page.waitForURL(/from=/);
    await settled(page);
    assert.ok(await count(page) > 0);
    for (const date of await page.locator('.list td.when').allTextContents()) assert.ok(date.startsWith(from), date);
    await page.goBack();
    await page.locator('table.bars').first().locator('a').first().click();
    await page.waitForURL(/beads=/);
    await settled(page);
    assert.ok(await count(page) > 0);
    await page.goBack();
    const month = page.locator('table.calendar td a').nth(5);
    const articles = Number((await month.getAttribute('title')).split(': ')[1]);
    await month.click();
    await page.waitForURL(/from=/);
    await settled(page);
    assert.equal(await count(page), articles);
  },

  async 'histograms hold every article'() {
    const page = await open(`${site}/index.html`);
    for (const plot of await page.locator('svg.histogram').all()) {
      const labels = await plot.locator('a').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label')));
      const sum = labels.reduce((sum, label) => sum + Number(label.split(': ')[1].replaceAll(',', '')), 0);
      assert.equal(sum, ARTICLES + 1);
    }
  },

  async 'a plot is one stop of the tabulator, and arrows go through it'() {
    const page = await open(`${site}/index.html`);
    // A plot with one mark needs no arrows.
    const plot = page.locator('svg.plot:has(a ~ a)').first();
    const marks = plot.locator('a');
    await plot.locator('a[tabindex="0"]').first().waitFor({ state: 'attached' });
    assert.equal(await plot.locator('a[tabindex="0"]').count(), 1);
    await marks.first().focus();
    await page.keyboard.press('ArrowRight');
    assert.ok(await marks.nth(1).evaluate((mark) => mark === document.activeElement));
    await page.keyboard.press('End');
    assert.ok(await marks.last().evaluate((mark) => mark === document.activeElement));
    const cell = page.locator('table.calendar td a').first();
    await cell.focus();
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.evaluate(() => document.activeElement.closest('table.calendar td')));
  },

  async 'filters stand in the address, and the address makes the list'() {
    const page = await open(`${site}/articles.html`);
    await page.locator('#filters select[name=rule]').waitFor();
    const all = await count(page);
    assert.equal(all, ARTICLES + 1);
    await page.selectOption('#filters select[name=rule]', 'scale-slip');
    await page.waitForURL(/rule=scale-slip/);
    await settled(page);
    const slips = await count(page);
    assert.ok(slips > 0 && slips < all, String(slips));
    const chips = await page.locator('.list tbody tr').evaluateAll((rows) => rows.every((row) => row.textContent.includes('scale-slip')));
    assert.ok(chips, 'a row without the rule');
    await page.fill('#filters input[name=from]', '1950');
    await page.press('#filters input[name=from]', 'Enter');
    await page.waitForURL(/from=1950/);
    await page.fill('#filters input[name=to]', '1955-06');
    await page.press('#filters input[name=to]', 'Enter');
    await page.waitForURL(/to=1955-06/);
    await settled(page);
    const some = await count(page);
    assert.ok(some > 0 && some < slips);
    const dates = (await page.locator('.list td.when').allTextContents()).map((text) => text.slice(0, 7));
    assert.ok(dates.every((date) => date >= '1950-01' && date <= '1955-06'), dates.join());
    assert.deepEqual(dates, [...dates].sort());
    await page.selectOption('#filters select[name=order]', 'errors');
    await page.waitForURL(/order=errors/);
    await settled(page);
    await look(page, 'list');
    await accessible(page, 'list');
    // The same address in another window makes the same list.
    const other = await open(page.url());
    await settled(other);
    assert.deepEqual(await other.locator('.list td:nth-child(2) a').allTextContents(), await page.locator('.list td:nth-child(2) a').allTextContents());
    await page.goBack();
    await page.locator('#filters a.clear').click();
    await page.waitForFunction((all) => document.querySelector('.count').textContent.includes(String(all)), all);
  },

  async 'pages follow one another'() {
    const page = await open(`${site}/articles.html#order=badness`);
    await settled(page);
    const first = await page.locator('.list td a').first().textContent();
    await page.locator('.pages a').last().click();
    await page.waitForURL(/at=2/);
    await settled(page);
    assert.notEqual(await page.locator('.list td a').first().textContent(), first);
    assert.match(await page.locator('.pages .at').textContent(), /^2 \/ 5/);
    const made = await open(`${site}/articles-3.html`);
    assert.match(await made.locator('.pages .at').textContent(), /^3 \/ 5/);
  },

  async 'a search finds Chinese and English, and verifies it on the text'() {
    const page = await open(`${site}/index.html`);
    await page.keyboard.press('/');
    await page.keyboard.type('高粱 "million tons"');
    await page.keyboard.press('Enter');
    await page.waitForURL(/articles\.html#q=/);
    await page.locator('.matches .match').first().waitFor();
    await settled(page);
    await look(page, 'search');
    await accessible(page, 'search');
    for (const match of await page.locator('.match').all()) {
      const [zh, en] = [await match.locator('span').nth(0).textContent(), await match.locator('span').nth(1).textContent()];
      assert.ok(zh.includes('高粱') && en.includes('million tons'), `${zh} ${en}`);
    }
    assert.ok(await page.locator('mark').count() >= 2);
    const marks = new Set((await page.locator('mark').allTextContents()).map((mark) => mark.toLowerCase()));
    assert.deepEqual([...marks].sort(), ['million tons', '高粱']);
    await page.locator('.match').first().click();
    await page.waitForURL(/a\/\d+\/\d+\.html.*#b\d+/);
    assert.ok((await page.locator('.bead:target').textContent()).includes('高粱'));
  },

  async 'a search agrees with the search of the store'() {
    const queries = ['棉花', '高粱', 'sorghum -million', 'en:"mutual aid" zh:镰刀', '丰'];
    for (const query of queries) {
      const page = await open(`${site}/articles.html#${new URLSearchParams({ q: query })}`);
      await settled(page);
      for (let more = page.locator('#list > button:visible'); await more.count(); await settled(page)) await more.click();
      const said = await page.locator('.count').textContent();
      const found = said.match(/[\d,]+/)[0].replaceAll(',', '');
      const lines = run('corpus', 'search', 'store', query, '--format', 'jsonl', '--quiet', '--limit', '100000').trim().split('\n').filter(Boolean);
      assert.equal(Number(found), lines.length, `${query}: ${said}`);
    }
    const page = await open(`${site}/articles.html#q=%E9%BD%89%E9%BE%98%E7%88%A8`);
    await settled(page);
    assert.equal(await page.locator('.match').count(), 0);
  },

  async 'facts light up across, on hover and on focus'() {
    const page = await open(`${site}/a/0/1.html`);
    const fact = page.locator('a.fact[id^="zh-"]').first();
    const other = page.locator(await fact.getAttribute('href').then((href) => href.replace('#', '[id="') + '"]'));
    const background = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
    const before = await background(other);
    await fact.hover();
    assert.notEqual(await background(other), before);
    assert.ok(await page.locator('.teller').isVisible());
    await look(page, 'article');
    await page.mouse.move(5, 5);
    await other.focus();
    assert.notEqual(await background(fact), before);
    await accessible(page, 'article');
  },

  async 'an article is read by the keyboard'() {
    const page = await open(`${site}/articles.html#rule=scale-slip&order=errors`);
    await settled(page);
    const titles = await page.locator('.list td:nth-child(2) a').allTextContents();
    await page.locator('.list td:nth-child(2) a').first().click();
    await page.waitForURL(/a\/\d+\/\d+\.html\?in=/);
    await page.locator('.turn a.at').first().waitFor();
    const heading = () => page.locator('h1 [lang=zh-Hans]').textContent();
    assert.equal(await heading(), titles[0]);
    await page.keyboard.press('n');
    assert.ok(await page.evaluate(() => document.activeElement.classList.contains('finding')));
    for (const [key, title] of [['j', titles[1]], ['ArrowRight', titles[2]], ['k', titles[1]], ['ArrowLeft', titles[0]]]) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
      await page.locator('.turn a.at').first().waitFor();
      assert.equal(await heading(), title, key);
    }
    await page.keyboard.press('?');
    assert.ok(await page.locator('dialog[open]').isVisible());
    await accessible(page, 'keys');
    await page.keyboard.press('Escape');
    await Promise.all([page.waitForURL(/index\.html/), page.keyboard.press('o')]);
  },

  async 'facts are sorted, found and drawn'() {
    const page = await open(`${site}/facts.html`);
    await page.locator('thead button').first().waitFor();
    const column = (at) => page.locator(`.facts tbody tr > :nth-child(${at})`).allTextContents();
    const number = (text) => Number(text.replaceAll(',', ''));
    const counts = (await column(3)).map(number);
    assert.deepEqual(counts, [...counts].sort((left, right) => right - left));
    await page.locator('thead button[data-column=median]').click();
    await page.locator('th[aria-sort=descending] button[data-column=median]').waitFor();
    assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);
    const medians = (await column(9)).map(number).filter(Number.isFinite);
    assert.deepEqual(medians, [...medians].sort((left, right) => right - left));
    await look(page, 'facts');
    await accessible(page, 'facts');
    await page.fill('.controls input', '高粱');
    await page.waitForFunction(() => [...document.querySelectorAll('.facts tbody th')].every((name) => name.textContent.includes('高粱')));
    await page.locator('.facts tbody th a').first().click();
    await page.locator('svg.series circle').first().waitFor();
    const rows = await page.locator('.facts tbody tr').count();
    assert.ok((await page.locator('h2.one').textContent()).includes(String(rows)));
    await look(page, 'series');
    await accessible(page, 'series');
    await page.locator('.facts tbody tr a').first().click();
    await page.waitForURL(/a\/\d+\/\d+\.html#b\d+/);
    assert.ok((await page.locator('.bead:target').textContent()).includes('高粱'));
  },

  async 'terms with several translations are shown'() {
    const page = await open(`${site}/terms.html`);
    await page.fill('.controls input[type=search]', 'Co-op');
    const row = page.locator('.terms tbody tr').filter({ hasText: '合作社' });
    await row.waitFor();
    assert.ok((await row.textContent()).includes(hostile), 'the translation is not shown as it is');
    await page.uncheck('.controls input[type=checkbox]');
    assert.equal(await row.count(), 1);
    await look(page, 'terms');
    await accessible(page, 'terms');
    await accessible(await open(`${site}/rules.html`), 'rules');
  },

  async 'what an article holds is shown and not run'() {
    const page = await open(`${site}/a/0/${ARTICLES + 1}.html`);
    assert.ok((await page.locator('h1').textContent()).includes(hostile));
    assert.ok((await page.locator('.bead').last().textContent()).includes(hostile));
    assert.notEqual(await page.title(), 'run');
    assert.equal(await page.locator('main img, main script').count(), 0);
    await accessible(page, 'hostile');
    const list = await open(`${site}/articles.html#from=1969`);
    await settled(list);
    assert.ok((await list.locator('.list').textContent()).includes(hostile));
    const search = await open(`${site}/articles.html#q=onerror`);
    await settled(search);
    assert.ok((await search.locator('.match').first().textContent()).includes(hostile));
    assert.equal(await search.locator('main img, main script').count(), 0);
    // And if something got in, the policy would stop it.
    const stopped = await page.evaluate(() => new Promise((done) => {
      document.addEventListener('securitypolicyviolation', (event) => done(event.violatedDirective), { once: true });
      const script = document.createElement('script');
      try { script.textContent = 'document.title = "run"'; } catch { done('trusted-types'); }
      document.body.append(script);
    }));
    assert.ok(stopped);
    assert.notEqual(await page.title(), 'run');
    said.splice(0, said.length, ...said.filter((line) => !/Content Security Policy|TrustedScript/.test(line)));
  },

  async 'the language changes and is kept'() {
    const page = await open(`${site}/index.html`);
    await page.locator('button.ui').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-Hans');
    assert.equal((await page.locator('nav a').first().innerText()).trim(), '总览');
    await look(page, 'chinese');
    await accessible(page, 'Chinese');
    await page.locator('nav a').nth(1).click();
    await page.locator('#filters select[name=rule]').waitFor();
    assert.ok((await page.locator('#filters').innerText()).includes('规则'));
    await page.goto(`${site}/a/0/1.html`);
    const finding = page.locator('.finding').first();
    if (await finding.count()) assert.match(await finding.innerText(), /错误|警告|提示/);
    await look(page, 'chinese-article');
    const fonts = await page.locator('.bead > p:lang(zh-Hans)').first().evaluate((p) => getComputedStyle(p).fontFamily);
    assert.match(fonts, /Songti|CJK/);
  },

  async 'it is dark where the reader wants it dark'() {
    for (const path of ['index.html', 'articles.html#order=badness', 'a/0/1.html', 'facts.html', 'rules.html']) {
      const page = await open(`${site}/${path}`, { colorScheme: 'dark' });
      await settled(page);
      const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
      assert.ok(Math.max(...light) < 60, String(light));
      await look(page, `dark-${path.split(/[/.#]/)[0]}`);
      await accessible(page, `dark ${path}`);
    }
  },

  async 'it fits a phone'() {
    for (const path of ['index.html', 'articles.html#rule=scale-slip', 'articles.html#q=sorghum', 'a/0/1.html', `a/0/${ARTICLES + 1}.html`, 'facts.html', 'terms.html', 'rules.html']) {
      const page = await open(`${site}/${path}`, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
      await settled(page);
      await fits(page, path);
      await look(page, `phone-${path.replace(/\W+/g, '-')}`);
      await accessible(page, `phone ${path}`);
    }
  },

  async 'it can be read without scripts'() {
    const page = await open(`${site}/index.html`, { javaScriptEnabled: false });
    await page.locator('nav a').nth(1).click();
    assert.equal(await page.locator('.list tbody tr').count(), 100);
    await page.locator('.pages a').last().click();
    await page.locator('.list td a').first().click();
    assert.ok(await page.locator('.bead').count() > 3);
    await page.locator('a[rel=next]').first().click();
    assert.match(page.url(), /a\/0\/102\.html/);
    // Style alone links the facts of a row.
    const fact = page.locator('a.fact[class*=" k"]').first();
    await fact.hover();
    await page.locator('nav a').nth(2).click();
    assert.ok(await page.locator('.facts tbody tr').count() > 20);
  },

  async 'it is printed without what is for the screen'() {
    const page = await open(`${site}/a/0/1.html`);
    await page.emulateMedia({ media: 'print' });
    assert.ok(!await page.locator('header.top').isVisible());
    assert.ok(await page.locator('.bead').first().isVisible());
  },

  async 'it is the same from the server'() {
    const server = spawn(program, ['report', 'store', '-o', 'site', '--name', 'Archive 档案', '--quiet', '--serve', '0'], { cwd: folder });
    try {
      const address = await new Promise((done, failed) => {
        let text = '';
        server.stderr.on('data', (data) => {
          text += data;
          const found = text.match(/http:\/\/127\.0\.0\.1:\d+\//);
          if (found) done(found[0]);
        });
        server.on('exit', (code) => failed(new Error(`${code}: ${text}`)));
      });
      const page = await open(`${address}articles.html#q=%E9%AB%98%E7%B2%B1`);
      await page.locator('.match').first().waitFor();
      assert.equal((await fetch(`${address}a/0/1.html`)).status, 200);
      for (const path of ['../store', '%2e%2e/store', 'a/..%2f..%2fstore', 'nothing.html']) {
        assert.equal((await fetch(address + path)).status, 404, path);
      }
      assert.equal((await fetch(address, { method: 'POST' })).status, 405);
    } finally {
      server.removeAllListeners('exit');
      server.kill();
    }
  },

  async 'no file is larger than a megabyte'() {
    const walk = (path) => readdirSync(path, { withFileTypes: true }).flatMap((entry) => entry.isDirectory() ? walk(join(path, entry.name)) : [join(path, entry.name)]);
    const sizes = walk(join(folder, 'site')).map((path) => [statSync(path).size, path]).sort(([left], [right]) => right - left);
    assert.ok(sizes[0][0] < 1e6, sizes[0].join(' '));
  },
};

let failed = 0;
const only = process.env.ONLY;
for (const [name, test] of Object.entries(tests)) {
  if (only && !name.includes(only)) continue;
  said.length = 0;
  try {
    await test();
    assert.deepEqual(said, [], 'something was said or asked for');
    console.log(`ok    ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error.message).split('\n').slice(0, 12).join('\n      ')}`);
    if (process.env.TRACE) console.log(error.stack);
  }
  await Promise.all(browser.contexts().map((context) => context.close()));
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${Object.keys(tests).length} tests, ${failed} failed; ${checked} pages put to axe-core`);
process.exit(failed ? 1 : 0);
