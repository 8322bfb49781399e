// The page: reads the address, asks the status API, builds elements. Values only ever become text.
'use strict';

const API = '/api/v1/status';
const ENDED = ['SUCCEEDED', 'FAILED', 'CANCELLED'];
const TONES = {
  SYNCED: 'good', SUCCEEDED: 'good', OK: 'good', ALIVE: 'good', NO_ACTION: 'good',
  PENDING: 'wait', PAUSED: 'wait', CANCELLING: 'wait', UNKNOWN: 'wait', SETTLING: 'wait',
  ERROR: 'bad', FAILED: 'bad', UNREACHABLE: 'bad', RUNNING: 'busy', QUEUED: 'busy', PLANNED: 'busy', WAITING: 'still',
};
const WORDS = { NO_ACTION: 'Nothing to do' };

let shown = 0;
let timer;

function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === '') continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

const link = (href, ...text) => el('a', { href }, ...text);
const path = (...parts) => parts.map(encodeURIComponent).join('/');
const word = state => WORDS[state] || state.charAt(0) + state.slice(1).toLowerCase().replace('_', ' ');
const chip = (state, text) => el('span', { class: 'chip ' + (TONES[state] || '') }, text || word(state));
const dash = value => (value === null || value === undefined || value === '' ? '–' : value);
const note = (title, text, command) =>
  el('div', { class: 'note' }, el('strong', {}, title), el('p', { class: 'quiet' }, text), command && el('code', {}, command));

function ago(time) {
  if (!time) return '–';
  const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
  const steps = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [Infinity, 'day', 86400]];
  const [, unit, size] = steps.find(([limit]) => seconds < limit);
  const text = seconds < 2 ? 'just now'
    : new Intl.RelativeTimeFormat('en').format(-Math.floor(seconds / size), unit);
  return el('time', { datetime: time, title: new Date(time).toLocaleString() }, text);
}

function length(iso) {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(iso || '');
  if (!found) return dash(iso);
  return span((found[1] || 0) * 3600 + (found[2] || 0) * 60 + Number(found[3] || 0));
}

function span(seconds) {
  if (seconds < 1) return +(seconds * 1000).toFixed(seconds < 0.1 ? 1 : 0) + ' ms';
  if (seconds < 60) return seconds.toFixed(1) + ' s';
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? minutes + ' min ' + Math.floor(seconds % 60) + ' s' : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
}
const between = (from, to) => from && to && span(Math.max(0, Date.parse(to) - Date.parse(from)) / 1000);

function table(heads, rows) {
  const cells = heads.map(head => (typeof head === 'string' ? { text: head } : head));
  return el('div', { class: 'panel' }, el('table', {},
    el('thead', {}, el('tr', {}, cells.map(head => el('th', { scope: 'col', class: head.class }, head.text)))),
    el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, i) => el('td', { class: cells[i].class }, cell)))))));
}
const wide = text => ({ text, class: 'wide' });
const slim = text => ({ text, class: 'slim' });
const twin = name => name && el('div', { class: 'cause' }, 'same database as ', link('/databases/' + path(name), name));
const cause = error => error && el('div', { class: 'cause' }, error.message);

async function get(address) {
  const answer = await fetch(API + address, { headers: { Accept: 'application/json' } });
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.detail || body.title || 'HTTP ' + answer.status), { status: answer.status });
  const lag = length(body.lag);
  const late = body.lag && body.lag !== 'PT0S';
  const age = document.getElementById('age');
  age.className = late ? 'late' : '';
  age.textContent = late ? 'Behind by ' + lag : 'Up to date';
  return body;
}

function fault(error, title, ...more) {
  return el('div', { class: 'fault' },
    title && el('p', {}, title),
    el('p', { class: 'cause' }, el('strong', {}, error.message)),
    error.file && el('p', { class: 'quiet' }, 'in ', el('code', {}, error.file), error.statementIndex ? ', statement ' + error.statementIndex : ''),
    error.statement && el('pre', {}, error.statement),
    error.detail && el('p', {}, error.detail),
    error.hint && el('p', { class: 'quiet' }, 'What to do: ' + error.hint),
    more.length > 0 && el('p', {}, more));
}

function bar(parts) {
  const total = parts.reduce((sum, [, n]) => sum + n, 0) || 1;
  const label = parts.filter(([, n]) => n).map(([state, n]) => n + ' ' + word(state)).join(', ');
  return el('div', { class: 'bar', role: 'img', 'aria-label': label || 'nothing yet' },
    parts.filter(([, n]) => n).map(([state, n]) => {
      const part = el('i', { class: TONES[state] || '', title: n + ' ' + word(state) });
      part.style.width = (100 * n) / total + '%';
      return part;
    }));
}

const databaseRows = items => table(
  ['Database', 'State', 'Version', wide('Directory'), wide('Labels'), wide('Updated')],
  items.map(row => [
    [link('/databases/' + path(row.target), row.target), twin(row.duplicateOf)],
    [chip(row.state), row.attention && [' ', chip('UNKNOWN', 'Attention')], cause(row.error)],
    [dash(row.currentVersion), row.behind > 0 && el('div', { class: 'quiet' }, row.behind + ' behind ' + dash(row.latestVersion))],
    link('/dirs/' + path(row.directory), row.directory),
    Object.entries(row.labels).map(([key, value]) => key + '=' + value).join(', ') || '–',
    ago(row.updatedAt)]));

const deploymentRows = items => table(
  ['Deployment', 'State', 'Directory', 'Targets', wide('Env'), wide('Created')],
  items.map(d => [
    link('/deployments/sets/' + d.id, '#' + d.id),
    [chip(d.state), d.settling && [' ', chip('SETTLING')], d.historyCut && [' ', chip('', 'History cut')], d.reason && el('div', { class: 'quiet' }, d.reason)],
    [link('/dirs/' + path(d.directory), d.directory), ' v' + d.sequence],
    [d.counts.total - d.counts.pending - d.counts.running - d.counts.queued + ' of ' + d.counts.total, d.counts.failed > 0 && el('div', { class: 'cause' }, d.counts.failed + ' failed')],
    dash(d.env), ago(d.createdAt)]));

async function overview() {
  const [summary, deployments] = await Promise.all([get('/summary'), get('/deployments?limit=5')]);
  const sum = key => summary.directories.reduce((total, d) => total + d[key], 0);
  const card = (href, number, text) => el('a', { class: number ? 'card' : 'card none', href }, el('b', {}, number), text);
  const errors = sum('error') > 0 ? await get('/databases?state=error&sort=-updatedAt&limit=3') : { items: [] };
  return [el('h1', {}, 'The fleet'),
    el('p', { class: 'lead' }, 'Every tenant database, and whether it is at the newest version of its directory.'),
    el('div', { class: 'cards' },
      card('/databases?state=synced', sum('synced'), chip('SYNCED')),
      card('/databases?state=pending', sum('pending'), chip('PENDING')),
      card('/databases?state=error', sum('error'), chip('ERROR')),
      card('/deployments?state=running', summary.deployments.running, chip('RUNNING', 'Deploying')),
      card('/agents', summary.agents.alive, chip('ALIVE', 'Agents'))),
    errors.items.length > 0 && [el('h2', {}, 'In error'),
      errors.items.map(row => fault(row.error || { message: 'The last run failed.' }, [link('/databases/' + path(row.target), row.target), ' ', el('span', { class: 'quiet' }, row.directory, ' · ', ago(row.updatedAt))])),
      sum('error') > errors.items.length && el('p', {}, link('/databases?state=error', 'All ' + sum('error') + ' databases in error'))],
    el('h2', {}, 'Directories'),
    summary.directories.length ? table(['Directory', 'Latest', { text: 'Databases' }], summary.directories.map(d => [
      link('/dirs/' + path(d.directory), d.directory),
      d.latest ? ['v' + d.latest.sequence, el('div', { class: 'quiet' }, d.latest.version)] : '–',
      [bar([['SYNCED', d.synced], ['PENDING', d.pending], ['ERROR', d.error]]),
        el('span', { class: 'quiet' }, d.synced + ' synced · ' + d.pending + ' pending · ' + d.error + ' in error')]]))
      : note('No directory yet', 'Push your migrations: they become version 1.', 'drover migrate push --env prod db-per-tenant'),
    el('h2', {}, 'Newest deployments'),
    deployments.items.length ? deploymentRows(deployments.items)
      : note('Nothing was deployed yet', 'Deploy the newest version to every tenant of an environment.', 'drover migrate apply --env prod')];
}

async function databases(query, more) {
  const list = await get('/databases?' + query);
  const states = (query.get('state') || '').toUpperCase();
  const to = state => {
    const other = new URLSearchParams(query);
    other.delete('cursor');
    if (state) other.set('state', state.toLowerCase()); else other.delete('state');
    return '/databases?' + other;
  };
  const all = list.counts.SYNCED + list.counts.PENDING + list.counts.ERROR;
  const filter = (state, text, n) => el('a', { class: 'chip ' + (TONES[state] || ''), href: to(state), 'aria-current': states === (state || '') && 'true' }, text + ' ' + n);
  const search = el('input', { type: 'search', name: 'q', placeholder: 'Search by name', 'aria-label': 'Search by name', value: query.get('q') });
  const form = el('form', { class: 'filters', role: 'search' }, filter('', 'All', all), filter('SYNCED', 'Synced', list.counts.SYNCED),
    filter('PENDING', 'Pending', list.counts.PENDING), filter('ERROR', 'Error', list.counts.ERROR), search, el('button', {}, 'Search'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const next = new URLSearchParams(query);
    next.delete('cursor');
    if (search.value) next.set('q', search.value); else next.delete('q');
    go('/databases?' + next);
  });
  const named = ['directory', 'env', 'selector'].filter(name => query.get(name)).map(name => name + ' ' + query.get(name));
  return [more || el('h1', {}, 'Databases'), named.length && !more ? el('p', { class: 'lead' }, named.join(' · '), link('/databases', 'show all')) : null, form,
    list.items.length ? databaseRows(list.items)
      : all || search.value || named.length ? note('None of these', 'No database fits the filter.')
        : note('No database yet', 'A target is listed from its registration or its first deployment on.', 'drover migrate apply --env prod'),
    list.next && el('p', { class: 'right' }, link('/databases?' + new URLSearchParams([...[...query].filter(([k]) => k !== 'cursor'), ['cursor', list.next]]), 'Next page'))];
}

const AT_ONCE = 100;

// The API tells revisions in the order of the table; here the newest come first, so all are asked for.
async function revisions(name) {
  const all = [];
  let next = null;
  do {
    const page = await get('/databases/' + path(name) + '/history?limit=1000' + (next ? '&cursor=' + encodeURIComponent(next) : ''));
    all.push(...page.items);
    next = page.next;
  } while (next);
  return all.reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

async function database(name) {
  const [one, history] = await Promise.all([get('/databases/' + path(name)), revisions(name)]);
  const newest = location.search === '?all' ? history : history.slice(0, AT_ONCE);
  return [el('h1', {}, one.target),
    el('p', { class: 'lead' }, one.lifecycle !== 'ACTIVE' && chip('', word(one.lifecycle)), el('code', {}, dash(one.url)), 'pool ' + dash(one.pool)),
    one.duplicateOf && note('The same database twice', ['Its server says that it is the database of ', link('/databases/' + path(one.duplicateOf), one.duplicateOf), '. Remove one of the two targets.']),
    one.items.some(row => row.attention === 'unknown') && note('Nobody knows what became of its last run', 'The agent is silent. The database is asked, and the run goes on or ends by what it says.'),
    one.items.map(row => row.error && fault(row.error, 'The last run failed',
      ...(row.lastMigration?.result === 'FAILED' ? [link('/deployments/sets/' + row.lastMigration.deployment + '/targets/' + path(one.target), 'Open the run')] : []))),
    one.items.length ? databaseRows(one.items) : note('Not deployed yet', 'It belongs to a directory from its first deployment on.', 'drover migrate apply --env prod'),
    el('h2', {}, 'History'),
    newest.length ? table(['Version', 'Description', 'Statements', wide('Took'), 'Applied', wide('Deployment')], newest.map(r => [
      r.version, r.description, r.applied + ' of ' + r.total, length(r.duration), ago(r.at), link('/deployments/sets/' + r.deployment, '#' + r.deployment)]))
      : note('No migration was reported yet', 'The history fills with the first deployment that reaches this database.'),
    newest.length < history.length && el('p', { class: 'right' }, link('?all', 'Show ' + (history.length - newest.length) + ' older'))];
}

async function directory(name) {
  const summary = await get('/summary');
  const found = summary.directories.find(d => d.directory === name);
  if (!found) throw new Error('There is no directory ' + name + ', or nothing was heard of it yet.');
  const title = el('div', {}, el('h1', {}, name),
    el('p', { class: 'lead' }, found.latest ? 'Latest is v' + found.latest.sequence + ', last migration ' + dash(found.latest.version) : 'No version was heard of yet'),
    bar([['SYNCED', found.synced], ['PENDING', found.pending], ['ERROR', found.error]]),
    el('p', { class: 'quiet' }, found.byVersion.map(v => v.count + (v.sequence ? ' at v' + v.sequence : ' at no version')).join(' · ')));
  const query = new URLSearchParams(location.search);
  query.set('directory', name);
  const deployments = await get('/deployments?limit=10&directory=' + path(name));
  return [...await databases(query, title), el('h2', {}, 'Deployments'),
    deployments.items.length ? deploymentRows(deployments.items) : note('Never deployed', 'Bring it to your tenants.', 'drover migrate apply --env prod')];
}

async function deployments(query) {
  const list = await get('/deployments?' + query);
  return [el('h1', {}, 'Deployments'),
    query.get('state') && el('p', { class: 'lead' }, 'state ' + query.get('state'), link('/deployments', 'show all')),
    list.items.length ? deploymentRows(list.items) : note('No deployment here', 'One apply brings a version to every tenant.', 'drover migrate apply --env prod'),
    list.next && el('p', { class: 'right' }, link('/deployments?' + new URLSearchParams([...[...query].filter(([k]) => k !== 'cursor'), ['cursor', list.next]]), 'Next page'))];
}

async function deployment(id) {
  const [d, list, failed] = await Promise.all([get('/deployments/' + path(id)),
    get('/deployments/' + path(id) + '/targets?limit=200' + location.search.replace('?', '&')),
    get('/deployments/' + path(id) + '/targets?limit=3&state=failed,unreachable')]);
  const c = d.counts;
  if (!ENDED.includes(d.state) || d.settling) again();
  return [el('h1', {}, 'Deployment #' + d.id),
    el('p', { class: 'lead' }, chip(d.state), d.settling && chip('SETTLING'), d.reason,
      el('span', {}, link('/dirs/' + path(d.directory), d.directory), ' v' + d.sequence), d.env && 'env ' + d.env,
      el('span', {}, 'created ', ago(d.createdAt)), d.finishedAt && 'took ' + between(d.startedAt || d.createdAt, d.finishedAt), d.rate && !d.finishedAt && d.rate + ' targets/s'),
    d.state === 'PAUSED' && note('Paused', d.reason || 'Nothing new is begun.', 'drover deployments resume ' + d.id),
    d.historyCut && note('Its history is cut', 'The topics do not hold its beginning any more. States and counts were told again; what agents told of its runs is missing.'),
    c.unknown > 0 && note(c.unknown + (c.unknown > 1 ? ' runs are unknown' : ' run is unknown'), 'Their agents are silent. The databases are asked; nothing is done twice.'),
    bar([['SUCCEEDED', c.succeeded], ['NO_ACTION', c.noAction], ['RUNNING', c.running], ['UNKNOWN', c.unknown], ['FAILED', c.failed + c.unreachable], ['SKIPPED', c.skipped + c.cancelled], ['WAITING', c.pending + c.queued]]),
    el('p', { class: 'quiet' }, Object.entries(c).filter(([name, n]) => n && name !== 'total').map(([name, n]) => n + ' ' + word(name.replace(/[A-Z]/, l => '_' + l).toUpperCase()).toLowerCase()).join(' · ') + ' · ' + c.total + ' in all'),
    failed.items.map(run => run.error && fault(run.error, link('/deployments/sets/' + d.id + '/targets/' + path(run.target), run.target))),
    c.failed + c.unreachable > failed.items.length && el('p', {}, link('?state=failed,unreachable', 'Only the ' + (c.failed + c.unreachable) + ' targets that failed')),
    c.failed > 0 && d.state === 'FAILED' && note('When the cause is repaired', 'Retry runs the failed targets again, no others.', 'drover deployments retry ' + d.id),
    el('h2', {}, 'Targets'),
    table(['Target', 'State', 'From', 'To', wide('Took'), wide('Attempt'), wide('Ended')], list.items.map(run => [
      link('/deployments/sets/' + d.id + '/targets/' + path(run.target), run.target), [chip(run.state), run.reason && el('div', { class: 'quiet' }, run.reason), cause(run.error)],
      dash(run.from), dash(run.to), dash(between(run.startedAt, run.finishedAt)), run.attempt, ago(run.finishedAt)])),
    list.next && el('p', { class: 'right' }, link('?' + new URLSearchParams([...[...new URLSearchParams(location.search)].filter(([k]) => k !== 'cursor'), ['cursor', list.next]]), 'Next targets'))];
}

async function run(id, target) {
  const r = await get('/deployments/' + path(id) + '/targets/' + path(target));
  if (['PENDING', 'QUEUED', 'RUNNING', 'UNKNOWN'].includes(r.state)) again();
  return [el('h1', {}, r.target),
    el('p', { class: 'lead' }, chip(r.state), link('/deployments/sets/' + r.deployment, 'Deployment #' + r.deployment), link('/databases/' + path(r.target), 'Database'),
      [r.to && (r.from || 'empty') + ' → ' + r.to, r.finishedAt && r.startedAt && 'took ' + between(r.startedAt, r.finishedAt), 'attempt ' + r.attempt,
        r.agent && 'by ' + r.agent, r.reason].filter(Boolean).join(' · ')),
    r.error && fault(r.error),
    r.files.map(file => [el('h2', {}, file.name, ' ', chip(file.result)),
      file.statements.length ? table([slim('#'), 'Statement', 'Took', 'Result'], file.statements.map(s => [s.index,
        [el('code', {}, s.text || 'text not available'), s.result === 'FAILED' && cause(r.error)], length(s.duration), chip(s.result)]))
        : el('p', { class: 'quiet' }, file.total ? 'Too many statements to tell each; ' + file.applied + ' of ' + file.total + ' are done.' : 'No statement in this file.')]),
    r.resolutions.length > 0 && [el('h2', {}, 'What people said of its statements'), el('div', { class: 'panel' }, el('pre', {}, r.resolutions.map(said => said.text).join('\n')))],
    r.log && [el('h2', {}, 'Log'), el('div', { class: 'panel' }, el('pre', {}, r.log))]];
}

async function agents() {
  const list = await get('/agents?limit=1000');
  return [el('h1', {}, 'Agents'),
    list.items.length ? table(['Agent', 'State', 'Pool', 'In flight', wide('Version'), 'Last sign'], list.items.map(a => [
      a.agent, a.alive ? chip('ALIVE', 'Alive') : chip('', a.leaving ? 'Left' : 'Silent'), dash(a.pool), a.held + ' of ' + a.slots + ' slots', dash(a.version), ago(a.lastBeatAt)]))
      : note('No agent was heard of yet', 'Start one next to your databases; drover up brings its own.', 'drover up')];
}

const ROUTES = [
  [/^\/$/, overview], [/^\/databases$/, () => databases(new URLSearchParams(location.search))],
  [/^\/databases\/([^/]+)$/, database], [/^\/dirs\/([^/]+)$/, directory],
  [/^\/(?:deployments|migrations)$/, () => deployments(new URLSearchParams(location.search))],
  [/^\/deployments\/sets\/([^/]+)$/, deployment], [/^\/deployments\/sets\/([^/]+)\/targets\/([^/]+)$/, run], [/^\/agents$/, agents]];

// Nobody's typing is replaced: while the search box has the focus, it is only looked at again later.
function later() { clearTimeout(timer); timer = setTimeout(() => (document.activeElement?.name === 'q' ? later() : show(false)), 5000); }

function again() { clearTimeout(timer); timer = setTimeout(() => show(false), 1000); }

async function show(fresh) {
  const turn = ++shown;
  clearTimeout(timer);
  const place = location.pathname;
  for (const item of document.querySelectorAll('nav a')) {
    const own = item.getAttribute('href');
    if (own === '/' ? place === '/' : place.startsWith(own)) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
  let content;
  try {
    const [pattern, view] = ROUTES.find(([route]) => route.test(place)) || [/^/, () => { throw new Error('There is nothing at ' + place + '.'); }];
    content = await view(...pattern.exec(place).slice(1).map(decodeURIComponent));
    if (/^\/($|databases|dirs|agents|deployments$)/.test(place) && turn === shown) later();
  } catch (error) {
    content = [el('h1', {}, error.status === 404 ? 'Nothing here' : 'That did not work'), note(error.message, 'It is looked at again every three seconds.')];
    if (turn === shown) timer = setTimeout(() => show(false), 3000);
  }
  if (turn !== shown) return;
  const main = document.getElementById('view');
  const next = el('div', {}, content);
  if (!fresh && next.isEqualNode(el('div', {}, [...main.childNodes].map(node => node.cloneNode(true))))) return;
  const focused = main.contains(document.activeElement) && document.activeElement.getAttribute('href');
  main.replaceChildren(...next.childNodes);
  if (focused) [...main.querySelectorAll('a')].find(a => a.getAttribute('href') === focused)?.focus({ preventScroll: true });
  document.title = (main.querySelector('h1')?.textContent || 'Status') + ' · Drover';
  if (fresh) { scrollTo(0, 0); main.focus({ preventScroll: true }); }
}

function go(address) { history.pushState(null, '', address); show(true); }

addEventListener('popstate', () => show(true));
addEventListener('click', event => {
  const anchor = event.target.closest?.('a[href]');
  if (!anchor || event.button || event.metaKey || event.ctrlKey || event.shiftKey || anchor.origin !== location.origin || anchor.getAttribute('href').startsWith('/api')) return;
  event.preventDefault();
  go(anchor.href);
});
show(true);
