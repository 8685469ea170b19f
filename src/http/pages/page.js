// The page at `/`. Texts of answers and documents are hostile: they only ever become text nodes and attributes of links
// to this service. All words come from page.html, which the server fills in the reader's language.

const language = document.documentElement.lang;
const texts = document.getElementById('texts').dataset;
const form = document.getElementById('form');
const questionField = document.getElementById('question');
const keyField = document.getElementById('key');
const keyRow = document.getElementById('key-field');
const statusLine = document.getElementById('status');
const errorBox = document.getElementById('error');
const answerBox = document.getElementById('answer');

/** The request under way, if any: a new question ends it. */
let pending = null;
/** The reader's briefing, once its script is there. */
let briefing = null;

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function create(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Tells screen readers; also the eye, unless the page shows the same. */
function announce(text, { visibly = true } = {}) {
  statusLine.classList.toggle('unseen', !visibly);
  statusLine.textContent = text;
}

function headers() {
  const key = keyField.value.trim();
  return {
    accept: 'application/json',
    'accept-language': language,
    ...(key ? { authorization: `Bearer ${key}` } : {}),
  };
}

/** Calls the service; rejects with `{ title, detail, status }` in the reader's language. */
async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { ...headers(), ...options.headers } });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw { detail: texts.unreachable };
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) throw body ?? { detail: texts.unreachable };
  return body;
}

/** An ISO 8601 date of any precision in the reader's words: « 1er mai 2024 », "May 2024", "2024". */
function formatDate(date) {
  const [year, month, day] = date.split('-').map(Number);
  const precision = { year: 'numeric', ...(month ? { month: 'long' } : {}), ...(day ? { day: 'numeric' } : {}) };
  const written = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { ...precision, timeZone: 'UTC' });
  const words = written.format(Date.UTC(year, (month || 1) - 1, day || 1));
  return (language === 'fr' ? words.replace(/^1 /, '1er ') : words).replaceAll(' ', '\u00A0');
}

function documentPath(document, part) {
  return `/v1/documents/${encodeURIComponent(document.id)}/${part}`;
}

/** The place in the viewer; `others` are the places of the same answer, among which the reader can go to and fro. */
function viewerPath({ document: source, start, end, permalink }, others) {
  const query = new URLSearchParams({ start, end, version: source.version, lang: language });
  const marks = others.filter(({ document: other }) => other.id === source.id);
  if (marks.length > 1) query.set('marks', marks.map((mark) => `${mark.start}-${mark.end}`).join(','));
  for (const [name, value] of signatureOf(permalink)) query.set(name, value);
  return `/documents/${encodeURIComponent(source.id)}?${query}#quote`;
}

/** Where documents are not public, the address of a citation opens its document for a time. */
function signatureOf(permalink) {
  const query = new URL(permalink ?? '/', location.href).searchParams;
  return ['expires', 'signature'].flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : []));
}

/** One source: the quote or passage, where it stands, and links to it. */
function createSource({ text, document: source, page, section, status, start, end, permalink }, others = []) {
  const item = document.getElementById('source-template').content.cloneNode(true).firstElementChild;
  const quote = item.querySelector('blockquote');
  quote.lang = source.language;
  quote.textContent = text;
  const title = item.querySelector('cite');
  title.lang = source.language;
  title.textContent = source.title;
  const details = [
    source.publisher,
    source.date && formatDate(source.date),
    page && fill(texts.page, { number: page }),
  ].filter(Boolean);
  item.querySelector('.details').textContent = details.map((detail) => `·\u00A0${detail}`).join(' ');
  const path = item.querySelector('.section');
  const headings = section[0] === source.title ? section.slice(1) : section;
  path.hidden = headings.length === 0;
  path.lang = source.language;
  path.textContent = headings.join(' › ');
  item.querySelector('.repaired').hidden = status !== 'repaired';
  const signed = signatureOf(permalink).length > 0 ? `?${new URLSearchParams(signatureOf(permalink))}` : '';
  const isPdf = source.fileName.toLowerCase().endsWith('.pdf');
  item.querySelector('.original').href = documentPath(source, 'file') + signed + (isPdf && page ? `#page=${page}` : '');
  item.querySelector('.view').href = viewerPath({ document: source, start, end, permalink }, others);
  const plain = item.querySelector('.plain');
  plain.href = documentPath(source, 'text');
  // A link cannot carry a key, and texts need one where original files may not.
  plain.hidden = keyField.value !== '';
  return item;
}

function createCitation(citation, _index, citations) {
  const item = createSource({ ...citation, text: citation.quote }, citations);
  item.id = `citation-${citation.marker}`;
  showTranslation(item.querySelector('.translation'), citation.translation);
  const number = create('span', 'number', `[${citation.marker}]`);
  number.setAttribute('aria-hidden', 'true');
  item.prepend(number);
  return item;
}

function showTranslation(place, translation) {
  place.hidden = translation === undefined;
  const words = place.querySelector('span');
  words.lang = translation?.language ?? '';
  words.textContent = translation?.text ?? '';
}

function createClosest(passage) {
  const item = createSource(passage);
  const quote = item.querySelector('blockquote');
  const expand = item.querySelector('.expand');
  quote.classList.add('excerpt');
  expand.addEventListener('click', () => {
    quote.classList.remove('excerpt');
    expand.remove();
  });
  return item;
}

/** Long passages are cut until asked for; whether one is long shows only once it stands in the page. */
function offerWholePassages() {
  for (const quote of answerBox.querySelectorAll('.excerpt')) {
    quote.parentElement.querySelector('.expand').hidden = quote.scrollHeight <= quote.clientHeight;
  }
}

function createMarker(marker) {
  const link = create('a', 'marker', `[${marker}]`);
  link.href = `#citation-${marker}`;
  link.setAttribute('aria-label', fill(texts.markerLabel, { number: marker }));
  return link;
}

/** Adds a run of text; a quote in it is marked with its language. */
function appendSentence(parent, prose, quotes) {
  const found = quotes.map((quote) => ({ ...quote, at: prose.indexOf(quote.text) })).find(({ at }) => at >= 0);
  if (!found) {
    parent.append(prose);
    return;
  }
  const quoted = create('span', '', found.text);
  quoted.lang = found.language;
  parent.append(prose.slice(0, found.at), quoted);
  appendSentence(parent, prose.slice(found.at + found.text.length), quotes);
}

/** Adds a run of text to the last paragraph; a blank line in it begins a new one. */
function appendProse(container, prose, quotes) {
  for (const [index, part] of prose.split(/\n{2,}/).entries()) {
    if (index > 0) container.append(create('p'));
    appendSentence(container.lastElementChild, part, quotes);
  }
}

/** The answer's text, with its markers as links. Other brackets are the documents' own and stay as they are. */
function showText(container, answer) {
  const quotes = answer.citations
    .map(({ quote, document: source }) => ({ text: quote.replace(/\s*\n\s*/g, ' '), language: source.language }))
    .filter(({ text }) => text !== '');
  const markers = answer.citations
    .flatMap(({ marker, positions }) => positions.map((position) => ({ marker, position, label: `[${marker}]` })))
    .filter(({ position, label }) => answer.text.startsWith(label, position))
    .sort((first, second) => first.position - second.position);
  container.replaceChildren(create('p'));
  let position = 0;
  for (const { marker, label, position: start } of markers) {
    appendProse(container, answer.text.slice(position, start), quotes);
    container.lastElementChild.append(createMarker(marker));
    position = start + label.length;
  }
  appendProse(container, answer.text.slice(position), quotes);
  container.lang = answer.answerLanguage;
}

function showList(section, items) {
  section.hidden = items.length === 0;
  (section.matches('ol, ul') ? section : section.querySelector('ol, ul')).replaceChildren(...items);
}

function disagreementText({ markers, values, note }) {
  return note || `${values.join(' / ')} ${markers.map((marker) => `[${marker}]`).join(' ')}`;
}

/** After the first paint: few readers begin with it. Where its script cannot be had, the page works without. */
async function loadBriefing() {
  if (briefing === null) {
    const { createPageBriefing } = await import('/briefing.js');
    const key = () => keyField.value.trim();
    briefing ??= createPageBriefing(language, { key, announce: (text) => announce(text, { visibly: false }) });
    answerBox.after(briefing.element);
  }
  return briefing;
}

async function offerBriefing(answer) {
  const text = answerBox.querySelector('.text');
  const view = await loadBriefing();
  // Another answer may have come meanwhile.
  if (text.isConnected) text.after(view.createAddButton({ question: answer.question, answer }));
}

function showAnswer(answer) {
  const content = document.getElementById('answer-template').content.cloneNode(true);
  const part = (selector) => content.querySelector(selector);
  const isAnswered = answer.status === 'answered';
  const asItem = (text) => create('li', '', text);
  if (!isAnswered) part('h2').textContent = texts.notFound;
  part('.asked').textContent = fill(texts.asked, { question: answer.question });
  part('.asked').lang = answer.questionLanguage;
  showText(part('.text'), answer);
  showList(part('.missing'), answer.missing.map(asItem));
  showList(part('.disagreements'), answer.disagreements.map(disagreementText).map(asItem));
  showList(
    part('.notices'),
    answer.notices.map(({ detail }) => asItem(detail)),
  );
  showList(part('.citations'), answer.citations.map(createCitation));
  showList(part('.closest'), answer.closest.map(createClosest));
  answerBox.replaceChildren(content);
  answerBox.hidden = false;
  offerWholePassages();
  void offerBriefing(answer).catch(() => {});
  const count = answer.citations.length;
  const ready = count === 1 ? texts.answeredOne : fill(texts.answeredOther, { count });
  announce(isAnswered ? ready : texts.notFoundStatus, { visibly: false });
}

function showError({ title, detail, status }) {
  announce('');
  errorBox.replaceChildren(
    ...(title ? [create('p', 'title', title)] : []),
    create('p', '', status === 401 ? texts.keyNeeded : detail),
  );
  if (status === 401 || status === 403) {
    keyRow.hidden = false;
    keyField.focus();
  }
}

/** Keeps the question in the address, after `#`: it survives a change of language and is never sent to a server log. */
function rememberQuestion(question) {
  const fragment = question === '' ? '' : `#q=${encodeURIComponent(question)}`;
  history.replaceState(null, '', location.pathname + location.search + fragment);
  for (const link of document.querySelectorAll('header nav a')) link.hash = fragment;
}

async function ask(question) {
  pending?.abort();
  pending = new AbortController();
  const { signal } = pending;
  errorBox.replaceChildren();
  answerBox.hidden = true;
  if (question === '') {
    announce(texts.emptyQuestion);
    questionField.focus();
    return;
  }
  announce(texts.searching);
  document.getElementById('examples').hidden = true;
  rememberQuestion(question);
  try {
    const body = JSON.stringify({ question });
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal };
    showAnswer(await call('/v1/ask', options));
  } catch (problem) {
    if (!signal.aborted) showError(problem);
  }
}

function describeDocument({ id, title, language: documentLanguage, publisher, date }) {
  const item = create('li');
  const name = create('a', '', title);
  name.href = `/documents/${encodeURIComponent(id)}?lang=${language}`;
  name.lang = documentLanguage;
  const details = [publisher, date && formatDate(date)].filter(Boolean).map((detail) => ` · ${detail}`);
  item.append(name, create('span', 'details', details.join('')));
  return item;
}

/** Lists the collection, a page at a time. */
function startCollection() {
  const collection = document.getElementById('collection');
  const list = document.getElementById('documents');
  const more = document.getElementById('more');
  let cursor = null;
  const showMore = async () => {
    try {
      const after = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const page = await call(`/v1/documents${after}`);
      list.append(...page.documents.map(describeDocument));
      cursor = page.nextCursor;
      more.hidden = cursor === null;
    } catch (problem) {
      collection.open = false;
      showError(problem);
    }
  };
  collection.addEventListener('toggle', () => {
    if (collection.open && list.childElementCount === 0) void showMore();
  });
  more.addEventListener('click', showMore);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void ask(questionField.value.trim());
});

questionField.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

// A change of language, or a visit to a document, loses nothing that was gathered.
void loadBriefing().catch(() => {});
document.querySelector(`nav a[hreflang="${language}"]`)?.setAttribute('aria-current', 'true');
startCollection();

for (const example of document.querySelectorAll('#examples a')) {
  example.addEventListener('click', (event) => {
    event.preventDefault();
    questionField.value = example.textContent;
    void ask(example.textContent);
  });
}
document.getElementById('examples').hidden = document.querySelector('#examples a') === null;

const remembered = new URLSearchParams(location.hash.slice(1)).get('q');
if (remembered) {
  questionField.value = remembered;
  void ask(remembered.trim());
}
