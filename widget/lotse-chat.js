/*! <lotse-chat>, the web widget of the Soziallotse, see README.md. What the server sends becomes text, never markup. */
'use strict';
{
  const SCRIPT = document.currentScript?.src ?? document.baseURI;
  const STORAGE_KEY = 'lotse-chat';
  const TIMEOUT_MS = 15000;
  const RETRY_AFTER_MS = [800, 2500];
  const TYPING_AFTER_MS = 500;
  const GREETING_AFTER_MS = 400;
  // Full screen here. A page zoomed to 400 % counts as a phone.
  const PHONE = '(max-width:40em),(max-height:30em)';

  // -- Words

  const TEXT = {
    launcher: 'Frag den Chatbot',
    resume: 'Chat fortsetzen',
    unread: ' neue Nachricht',
    title: 'Soziallotse',
    robot: 'Chatbot – kein Mensch',
    me: 'Du: ',
    bot: 'Chatbot: ',
    log: 'Chatverlauf',
    input: 'Deine Frage',
    placeholder: 'Schreib deine Frage …',
    send: 'Senden',
    menu: 'Menü',
    close: 'Chat schließen',
    grow: 'Fenster vergrößern',
    shrink: 'Fenster verkleinern',
    advice: 'Bitte keine Namen, Adressen, Telefon- oder Kundennummern.',
    notice: 'Hallo! Ich bin ein Chatbot (KI), kein Mensch. Meine Antworten haben Menschen geschrieben.',
    topics: 'Ich kenne mich aus mit …',
    typing: 'Chatbot schreibt',
    retrying: 'Verbindung unterbrochen. Ich versuche es noch einmal …',
    failed: 'Nicht gesendet. ',
    unreachable: 'Ich bin gerade nicht erreichbar.',
    again: 'Noch einmal senden',
    edit: 'Ändern',
    masked: 'Persönliche Angaben habe ich unkenntlich gemacht.',
    personal: (kind) => `Da steht vielleicht etwas Persönliches drin (${kind}). Bitte lösch es.`,
    maskAndSend: 'Trotzdem fragen – ich mache es unkenntlich',
    left: (count) => `noch ${count} Zeichen`,
    over: (count) => `${count} Zeichen zu viel`,
    question: 'Meintest du …',
    situation: 'Wie ist es bei dir?',
    follow_up: 'Das könnte dich auch interessieren',
    sources: 'Quellen: ',
    asOf: 'Stand: ',
    helpful: 'Hat dir das geholfen?',
    yes: 'Ja',
    no: 'Nein',
    why: 'Was hat nicht gepasst?',
    thanks: 'Danke für deine Rückmeldung!',
    thankless: 'Deine Rückmeldung kam leider nicht an.',
    restart: 'Neu starten',
    erase: 'Verlauf löschen',
    save: 'Verlauf als Text speichern',
    hide: 'Chat hier ausblenden',
    questions: 'Alle Fragen und Antworten',
    privacy: 'Datenschutz',
    accessibility: 'Erklärung zur Barrierefreiheit',
    barrier: 'Barriere melden',
    erased: 'Der Verlauf ist gelöscht: hier, im Browser und auf dem Server.',
    erasedHere: 'Hier ist der Verlauf gelöscht. Der Server löscht ihn in einer Stunde von selbst.',
    ended: 'Das Gespräch ist nach langer Pause beendet und gelöscht.',
    newTab: ' (neuer Tab)',
    map: 'Auf der Karte zeigen',
    allHours: 'Alle Zeiten',
    visit: 'Vor Ort',
    byPhone: 'Telefonisch',
    closed: 'geschlossen',
  };

  const REASONS = {
    falsch: 'Das stimmt nicht',
    unvollstaendig: 'Da fehlt etwas',
    nicht_verstanden: 'Ich verstehe es nicht',
    falsches_thema: 'Das war nicht meine Frage',
  };

  // -- Personal data: a first look, before anything leaves the device. The server looks again.

  const PERSONAL = [
    ['E-Mail', /[\w.+-]+\s?(@|\(at\)|\[at\])\s?[\w-]+(\.[\w-]+)+/gi],
    ['IBAN', /\b[A-Z]{2}\s?\d{2}(\s?[A-Z\d]{4}){3,7}(\s?[A-Z\d]{1,3})?\b/gi],
    ['Telefon', /(\+|\b0)0?[1-9]([\s/()-]{0,2}\d){6,13}\b/g],
    ['Nummer', /\b(\d{3}[A-Z]\d{6}|\d[\d/-]{8,}\d|\d{7,})\b/gi],
    ['Geburtsdatum', /\b\d{1,2}\.\s?\d{1,2}\.\s?(19\d|20[01])\d\b/g],
    ['Name', /(?<=\b(ich heiße|mein name ist)\s)\p{L}+(\s\p{Lu}[\p{L}-]+)?/giu],
    ['Adresse', /\p{Lu}[\p{L}-]*(straße|str\.|weg|gasse|allee)\s\d+/gu],
  ];

  function findPersonal(text) {
    for (const [kind, pattern] of PERSONAL) {
      for (const match of text.matchAll(pattern)) return { kind, start: match.index, end: match.index + match[0].length };
    }
    return null;
  }

  const maskPersonal = (text) => PERSONAL.reduce((masked, [kind, pattern]) => masked.replace(pattern, `[${kind}]`), text);

  // -- Look: icons, and the values of the KERN design system

  const ICONS = {
    chat: 'M3 5h18v12H11l-5 4v-4H3zM8 9h8M8 13h5',
    close: 'M6 6l12 12M18 6L6 18',
    menu: 'M4 7h16M4 12h16M4 17h16',
    size: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
    send: 'M12 20V5M5 12l7-7 7 7',
    thumb: 'M7 11v9H4v-9zM7 11l4-8q3 0 2 6h7l-2 11H7',
    phone: 'M5 4h4l2 5-3 2q2 3 5 5l2-3 5 2v4q-7 2-12-4T5 4z',
    mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
    pin: 'M12 21c-9-9-8-17 0-17s9 8 0 17zM12 10v1',
    clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 2',
    out: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  };

  const LIGHT = {
    primary: '#2044aa', 'on-primary': '#fff', surface: '#fff', text: '#171a2b', border: '#6e7597', focus: '#454b6b', good: '#0a6640', bad: '#a3161a',
  };
  const DARK = {
    primary: '#9db8ff', 'on-primary': '#0d1633', surface: '#171924', text: '#f0f1f8', border: '#8389a8', focus: '#c5ccf2', good: '#7fd8a8', bad: '#ffb1ad',
  };
  // WCAG 1.4.3 and 1.4.11
  const CONTRASTS = [
    ['text', 'surface', 4.5], ['on-primary', 'primary', 4.5], ['primary', 'surface', 4.5], ['border', 'surface', 3], ['focus', 'surface', 3],
  ];

  const CSS = `
:host{display:block}
:host([hidden]){display:none}
.root{all:initial;direction:ltr;--radius:var(--lotse-radius,8px);--round:calc(var(--radius)*1.5);--bottom:var(--lotse-offset-bottom,20px);--side:var(--lotse-offset-side,20px);
 --muted:color-mix(in srgb,var(--text) 78%,var(--surface));--tint:color-mix(in srgb,var(--primary) 7%,var(--surface));--line:color-mix(in srgb,var(--border) 30%,var(--surface));
 font-family:var(--lotse-font,inherit);font-size:max(16px,1rem);line-height:1.5;color:var(--text);overflow-wrap:break-word;-webkit-text-size-adjust:100%}
.dark{color-scheme:dark}
*{box-sizing:border-box}
h2,h3,p,ul,dl,dd{margin:0;padding:0;font-size:1em}
h2,h3,summary,.strong,.launcher,.action{font-weight:600;line-height:1.3;text-wrap:balance}
ul{list-style:none}
button,textarea{margin:0;padding:0;border:0;border-radius:var(--radius);background:none;color:inherit;font:inherit;text-align:start}
button,summary{cursor:pointer}
a{color:var(--primary);text-underline-offset:.15em;overflow-wrap:anywhere}
:focus-visible,.field:focus-within{outline:3px solid var(--focus);outline-offset:2px}
h2:focus,textarea{outline:0!important}
[hidden],.url{display:none!important}
svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.saving .sr{all:unset}
.saving .tools{display:none}
.saving [href^=http] .url{display:inline!important}

.launcher,.panel{position:fixed;z-index:var(--lotse-layer,2147483000);inset:auto var(--side) var(--bottom) auto;border:1px solid var(--on-primary);box-shadow:0 4px 32px #0004}
.left>*{inset-inline:var(--side) auto}
.launcher{display:flex;align-items:center;gap:.6em;min-height:3.25em;margin:env(safe-area-inset-bottom);padding:.5em 1.25em .5em 1em;border-radius:2em}
.launcher,header,.me>p:first-child,.send{background:var(--primary);color:var(--on-primary)}
.launcher:hover,.send:hover{filter:brightness(1.15)}
.badge{min-width:1.5em;border-radius:1em;background:var(--on-primary);color:var(--primary);text-align:center}
.panel{width:min(var(--lotse-width,26em),100vw - 2*var(--side));height:min(44em,100dvh - 2*var(--bottom));max-width:none;max-height:none;margin:0;padding:0;
 border-color:var(--line);border-radius:var(--round);background:var(--surface);color:var(--text);overflow:hidden;flex-direction:column}
.large .panel{width:min(42em,100vw - 2*var(--side));height:calc(100dvh - 2*var(--bottom))}
.panel[open]{display:flex;animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}

header{display:flex;align-items:center;padding:.6em .5em .6em 1em}
header div,textarea{flex:1;min-width:0}
header :focus-visible{outline-color:currentColor;outline-offset:-4px}
.dark header{background:var(--tint);color:var(--text)}
h2{font-size:1.125em}
.robot,.muted,.status{font-size:.875em}
.tool,.send{display:grid;place-items:center;flex:none;width:2.75em;height:2.75em}
.tool:hover{background:color-mix(in srgb,currentColor 15%,transparent)}
.menu{flex-shrink:0;max-height:70%;padding:.5em;border-bottom:1px solid var(--line);overflow:auto}
.menu li>*{display:flex;align-items:center;width:100%;min-height:2.75em;padding:.25em .75em;border-radius:var(--radius);color:var(--text);text-decoration:none}
.menu li>:hover,.chip:hover,.action:hover{background:var(--tint);text-decoration:underline}
.menu ul+ul{margin-top:.5em;padding-top:.5em;border-top:1px solid var(--line)}

.log{position:relative;flex:1 1 0;min-height:0;padding:1em 1em 2.5em;overflow-y:auto;overscroll-behavior:contain}
.log:focus-visible{outline-offset:-3px}
.log>ul,.bot{display:grid;grid-template-columns:minmax(0,1fr);gap:.8em}
.log>ul{gap:1.5em}
.bot:focus-visible{outline-offset:6px}
.me{justify-self:end;max-width:85%}
.me>p:first-child{width:fit-content;margin-inline-start:auto;padding:.6em .9em;border-radius:var(--round) var(--round) 2px;white-space:pre-wrap}
.failed{margin-top:.4em;color:var(--bad);text-align:end}
.failed .chips{justify-content:flex-end;margin-top:.4em}
.items{padding-inline-start:1.2em;list-style:disc}
.items li+li{margin-top:.3em}
.notice{padding:.7em .9em;border-inline-start:4px solid var(--primary);border-radius:2px var(--radius) var(--radius) 2px;background:var(--tint)}
.urgent{border-color:var(--bad);background:color-mix(in srgb,var(--bad) 8%,var(--surface))}
.mark{padding:.05em .6em;border:1px solid var(--border);border-radius:1em;color:var(--muted);font-size:.8125rem;white-space:nowrap}
.muted,.status,.foot,textarea::placeholder{color:var(--muted);opacity:1}
.action+p{margin-top:.3em}
.badge:empty,.muted:empty{display:none}
a svg{width:.85em;height:.85em;margin-inline-start:.25em}

.chips{display:flex;flex-wrap:wrap;gap:.5em}
.choices{display:grid;gap:.4em;width:100%}
div>h3+ul,p+.chips{margin-top:.5em}
.chips>li{display:contents}
.chip{display:flex;align-items:center;gap:.4em;min-height:3.1em;padding:.3em .7em;border:1px solid var(--border);background:var(--surface);color:var(--primary);font-size:.875em;line-height:1.25}
.choices .chip{width:100%;font-size:.9375em;border-color:var(--line);background:var(--tint)}
.chip[aria-expanded=true],.chip[aria-pressed=true],.chip.used{border-color:var(--primary)!important;box-shadow:inset 0 0 0 1px var(--primary)}
.rate{display:flex;flex-wrap:wrap;align-items:center;gap:.5em}
.rate .chip{min-height:2.5em}
.rate div{width:100%}
.no svg{transform:rotate(180deg)}

.card{border:1px solid var(--line);border-radius:var(--round)}
.card>*{padding:.75em .9em}
.card>*+*{border-top:1px solid var(--line)}
.row{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.7em}
.row>svg{margin:.1em 0;color:var(--primary)}
.is-open{color:var(--good)}
summary{width:max-content;padding:.25em 0;color:var(--primary);font-weight:400}
dl{display:grid;grid-template-columns:fit-content(45%) 1fr;gap:.15em 1em;font-size:.9375em}
.action{display:flex;align-items:center;justify-content:space-between;min-height:3em;padding:.5em .9em;border:1px solid;border-radius:var(--radius);text-decoration:none}

form{position:relative;padding:.75em 1em;border-top:1px solid var(--line);background:var(--surface)}
.status{position:absolute;inset:auto 0 100%;padding:0 1.15em;background:var(--surface);line-height:2}
.status:not(:empty){border-top:1px solid var(--line)}
i{display:inline-block;width:.3em;height:.3em;margin-inline-start:.25em;border-radius:50%;background:currentColor;animation:dot 1.1s 4}
i+i{animation-delay:.15s}
@keyframes dot{40%{transform:translateY(-.3em)}}
.field{display:flex;align-items:flex-end;padding:3px;border:1px solid var(--border);border-radius:var(--round)}
.field:focus-within{outline-offset:-1px}
textarea{padding:.6em .7em;resize:none}
.foot{display:flex;justify-content:space-between;gap:1em;padding:.5em .2em 0;font-size:.8125em;line-height:1.4}
.hint{margin-top:.5em}
#count{white-space:nowrap}
.over{color:var(--bad);font-weight:600}

@media ${PHONE}{
 .root .panel{inset:var(--vt,0px) 0 auto;width:100%;height:var(--vh,100dvh);border:0;border-radius:0;
  padding:env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left)}
 .tool:nth-child(3){display:none}
}
/* Zoomed to 400 %: one scroller, the input in view */
@media (max-height:26em){
 .panel[open]{display:block;overflow-y:auto}
 .log{overflow:visible}
 .menu{max-height:none}
 form{position:sticky;bottom:0}
}
@media (prefers-reduced-motion:reduce){*{animation:none!important}}
@media (prefers-contrast:more){.root{--line:var(--border);--muted:var(--text)}}
@media (forced-colors:active){
 .launcher,.send,.me>p,.badge,.tool,header{border:1px solid}
 .chip[aria-expanded=true],.chip[aria-pressed=true],.chip.used{border:3px solid Highlight!important}
 :focus-visible,.field:focus-within{outline-color:Highlight!important}
}
@media print{.root{display:none}}
`;
  const SHEET = new CSSStyleSheet();
  SHEET.replaceSync(CSS);

  // -- Nodes

  /** `make('p.muted', {id: 'a'}, 'text')`: strings become text nodes. */
  function make(selector, attributes, ...children) {
    const [name, ...classes] = selector.split('.');
    const node = document.createElement(name);
    node.classList.add(...classes);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === 'function') node.addEventListener(key, value);
      else if (value) node.setAttribute(key, value);
    }
    node.append(...children.flat(2).filter(Boolean));
    return node;
  }

  function icon(name) {
    const [svg, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    return svg;
  }

  const el = (selector, ...children) => make(selector, {}, ...children);
  const button = (selector, label, click, attributes) => make(`button${selector}`, { type: 'button', click, ...attributes }, label);
  const items = (selector, nodes) => el(`ul${selector}`, nodes.map((node) => el('li', node)));
  const muted = (...children) => el('p.muted', ...children);
  const list = (value) => (Array.isArray(value) ? value.filter(Boolean) : []);
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  // randomUUID would need https, which an intranet may lack.
  const randomId = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

  // -- Answers

  class Blocks {
    constructor(base) {
      this.base = base;
      this.kinds = new Map([
        ['paragraph', ({ spans }) => el('p', this.spans(spans))],
        ['list', (block) => el('div', block.title && el('h3', block.title), items('.items', list(block.items).map((spans) => this.spans(spans))))],
        ['link', ({ href, title, kind, note, mark }) => el('div', this.link(href, title, '.action'), muted([kind, note].filter(Boolean).join(' · '), this.mark(mark)))],
        ['notice', ({ level, lang, dir, spans }) => make(level === 'urgent' ? 'p.notice.urgent' : 'p.notice', { lang, dir }, this.spans(spans))],
        ['card', (block) => this.card(block)],
      ]);
    }

    all(blocks) {
      return list(blocks).map((block) => this.kinds.get(block.type)?.(block));
    }

    spans(spans) {
      return list(spans).map(({ text, bold, href }) => {
        const inner = bold ? el('strong', text) : text;
        return href ? this.link(href, inner) : inner;
      });
    }

    /** A link, or only its label when the address could run script. */
    link(href, label, selector = '') {
      let url;
      try {
        url = new URL(href, this.base);
      } catch (error) {
        return label;
      }
      if (!/^(https?|tel|mailto):$/.test(url.protocol)) return label;
      // Other sites open beside the conversation.
      const away = url.protocol.startsWith('http') && url.origin !== location.origin;
      return make(`a${selector}`, { href: url.href, target: away && '_blank', rel: away && 'noopener noreferrer' },
        label, el('span.url', ` (${url.href})`), away && [icon('out'), el('span.sr.tools', TEXT.newTab)]);
    }

    mark(text) {
      return text && [' ', el('small.mark', text)];
    }

    card({ title, about, phones, emails, web, address, hours, phone_hours: phoneHours }) {
      return el('div.card',
        el('div', el('h3', title), about && muted(about)),
        this.hours(TEXT.visit, hours),
        this.contacts('phone', phones, 'number'),
        this.hours(TEXT.byPhone, phoneHours),
        this.contacts('mail', emails, 'address'),
        list(web).length > 0 && this.row('out', list(web).map(({ href, label, mark }) => el('div', this.link(href, label), this.mark(mark)))),
        address && this.address(address));
    }

    row(name, ...lines) {
      return el('div.row', icon(name), el('div', ...lines));
    }

    contacts(name, contacts, field) {
      return list(contacts).map((contact) =>
        this.row(name, muted(contact.label, this.mark(contact.mark)), this.link(contact.href, contact[field], '.strong')));
    }

    address({ lines, map, entrance, accessible, directions, mark }) {
      return this.row('pin', list(lines).map((line) => el('div', line)), this.mark(mark),
        [entrance, accessible, directions].map((text) => typeof text === 'string' && muted(text)), map && this.link(map, TEXT.map));
    }

    hours(label, times) {
      if (!times) return null;
      const rows = [...list(times.week).map(({ day, hours }) => [day, hours]), ...list(times.closures).map(({ day, reason }) => [day, reason || TEXT.closed])];
      return this.row('clock', muted(label, this.mark(times.mark)), el(times.open ? 'p.strong.is-open' : 'p.strong', times.status), times.note && muted(times.note),
        rows.length > 0 && el('details', el('summary', TEXT.allHours), el('dl', rows.map(([day, text]) => [el('dt', day), el('dd', text)]))));
    }
  }

  // -- Server and conversation

  /** Status 0: nobody answered. */
  class Problem extends Error {
    constructor(status, details) {
      super([details?.title, details?.detail].filter(Boolean).join(' ') || TEXT.unreachable);
      this.status = status;
      this.temporary = status === 0 || status >= 500;
    }
  }

  class Server {
    constructor(base) {
      this.base = base;
    }

    async call(method, path, body) {
      let response;
      let data;
      try {
        response = await fetch(new URL(`chat/${path}`, this.base), {
          method,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          headers: body && { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        data = response.status === 204 || (await response.json());
      } catch (error) {
        if (!response || response.ok) throw new Problem(0);
      }
      if (!response.ok) throw new Problem(response.status, data);
      return data;
    }
  }

  /** And its copy in sessionStorage, once there is a message. */
  class Conversation {
    #key;
    data = { v: 1, entries: [], session: null, at: 0, open: false, draft: '', config: null };

    constructor(key) {
      this.#key = key;
    }

    get started() {
      return this.data.entries.length > 0;
    }

    load() {
      const saved = this.#storage((store) => JSON.parse(store.getItem(this.#key)));
      if (saved?.v === 1) this.data = saved;
      return this;
    }

    add(entry) {
      this.data.entries.push(entry);
      this.save();
    }

    save() {
      this.data.at = Date.now();
      if (this.started) this.#storage((store) => store.setItem(this.#key, JSON.stringify(this.data)));
    }

    erase() {
      this.#storage((store) => store.removeItem(this.#key));
    }

    idle(minutes) {
      return this.started && Date.now() - this.data.at > minutes * 60000;
    }

    /** Blocked or full: only on this page. */
    #storage(use) {
      try {
        return use(sessionStorage);
      } catch (error) {
        return null;
      }
    }
  }

  // -- The element

  class LotseChat extends HTMLElement {
    static observedAttributes = ['chat-title', 'label', 'position', 'theme'];

    #ui = {};
    #root;
    #sheet = new CSSStyleSheet();
    #server;
    #blocks;
    #key;
    #talk;
    #nodes = new WeakMap();
    #config = null;
    #configLoading = null;
    #busy = false;
    #unread = 0;
    #listeners;
    #prefersDark = matchMedia('(prefers-color-scheme:dark)');
    #phone = matchMedia(PHONE);

    connectedCallback() {
      if (!this.#root) this.#build();
      this.#listen();
      this.#refresh();
      this.#endWhenIdle();
      // On a phone only after a reload: a link led to this page.
      if (this.#talk.started && (this.#phone.matches ? history.state?.lotseChat : this.#talk.data.open)) this.#show();
    }

    disconnectedCallback() {
      this.#listeners.abort();
    }

    attributeChangedCallback() {
      if (this.#root) this.#refresh();
    }

    show() {
      this.hidden = false;
      if (this.#isOpen || !this.#emit('open', {}, true)) return;
      this.#show();
      if (this.#phone.matches) history.pushState({ ...history.state, lotseChat: true }, '');
      this.#focus();
    }

    close() {
      if (this.#isOpen) this.#close(true);
    }

    /** Resolves to false when the server was away. */
    async clear() {
      const { session } = this.#talk.data;
      this.#forget();
      this.#emit('clear');
      try {
        if (session) await this.#server.call('DELETE', 'session', { session });
        return true;
      } catch (problem) {
        // Expired is deleted as well.
        return problem.status === 401;
      }
    }

    get #isOpen() {
      return Boolean(this.#ui.panel?.open);
    }

    get #title() {
      return this.getAttribute('chat-title') || this.#config?.title || TEXT.title;
    }

    get #maxText() {
      return this.#config?.max_text || 500;
    }

    #emit(name, detail, cancelable) {
      return this.dispatchEvent(new CustomEvent(`lotse-${name}`, { bubbles: true, composed: true, cancelable, detail }));
    }

    // -- The launcher. The panel is built when it is first opened.

    #build() {
      const ui = this.#ui;
      this.lang = this.lang || 'de';
      const server = this.getAttribute('server');
      // <base>/widget/lotse-chat.js
      this.#server = new Server(server ? new URL(server.replace(/\/?$/, '/'), document.baseURI) : new URL('..', SCRIPT));
      this.#blocks = new Blocks(this.#server.base);
      const index = [...document.querySelectorAll('lotse-chat')].indexOf(this);
      this.#key = STORAGE_KEY + (index > 0 ? index : '');
      this.#talk = new Conversation(this.#key).load();
      this.#config = this.#talk.data.config;
      const prepare = () => this.#loadConfig();
      ui.label = el('span');
      ui.badge = el('span.badge');
      ui.launcher = button('.launcher', [icon('chat'), ui.label, ui.badge], () => this.show(),
        { part: 'launcher', 'aria-haspopup': 'dialog', pointerenter: prepare, pointerdown: prepare, focus: prepare });
      this.#root = el('aside.root', ui.launcher);
      this.#sheet.replaceSync('.root{}.root::before{forced-color-adjust:none}');
      const shadow = this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [SHEET, this.#sheet];
      shadow.append(this.#root);
    }

    #listen() {
      this.#listeners = new AbortController();
      const { signal } = this.#listeners;
      const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
      on(this.#prefersDark, 'change', () => this.#refresh());
      on(this.#phone, 'change', () => this.#changeMode());
      on(window, 'popstate', () => this.#phone.matches && !history.state?.lotseChat && this.close());
      on(window, 'pagehide', () => this.#keep());
      on(document, 'focusin', ({ target }) => this.#uncover(target));
      on(visualViewport, 'resize', () => this.#fitViewport());
      on(visualViewport, 'scroll', () => this.#fitViewport());
      const clock = setInterval(() => this.#endWhenIdle(), 20000);
      signal.addEventListener('abort', () => clearInterval(clock));
    }

    #refresh() {
      const { launcher, label, badge, title } = this.#ui;
      this.#applyTheme();
      label.textContent = this.#talk.started ? TEXT.resume : this.getAttribute('label') || TEXT.launcher;
      badge.replaceChildren(...(this.#unread ? [this.#unread, el('span.sr', TEXT.unread)] : []));
      launcher.hidden = this.#isOpen;
      this.#root.setAttribute('aria-label', `Chat ${this.#title}`);
      this.#root.classList.toggle('left', this.getAttribute('position') === 'left');
      if (title) title.textContent = this.#title;
    }

    #applyTheme() {
      const theme = this.getAttribute('theme');
      const dark = theme ? theme === 'dark' : this.#prefersDark.matches;
      const own = dark ? DARK : LIGHT;
      const names = Object.keys(own).slice(0, 6);
      this.#setVariables({ ...own, ...Object.fromEntries(names.map((name) => [name, `var(--lotse-${name},${own[name]})`])) });
      this.#root.classList.toggle('dark', dark);
      // One colour can spoil every pair.
      if (CONTRASTS.every(([one, other, least]) => this.#contrast(one, other) >= least)) return;
      this.#setVariables(own);
      console.warn('lotse-chat: Die Farben der Seite haben zu wenig Kontrast, es gelten die eigenen.');
    }

    #contrast(...names) {
      const [dark, light] = names.map((name) => this.#luminance(name) + 0.05).sort((a, b) => a - b);
      return light / dark;
    }

    #luminance(name) {
      // Every notation becomes `color(srgb r g b)`.
      this.#sheet.cssRules[1].style.color = `color-mix(in srgb,var(--${name}),var(--${name}))`;
      const channels = getComputedStyle(this.#root, '::before').color.match(/[\d.]+(e-\d+)?/g);
      const [red, green, blue] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((+c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    #setVariables(variables) {
      for (const [name, value] of Object.entries(variables)) this.#sheet.cssRules[0].style.setProperty(`--${name}`, value);
    }

    // -- Open and close

    #show() {
      if (!this.#ui.panel) this.#buildPanel();
      this.#unread = 0;
      this.#openDialog();
      this.#onInput();
      this.#setOpen(true);
      this.#greet();
      this.#scrollToQuestion();
    }

    #openDialog() {
      const { panel } = this.#ui;
      // showModal() makes the page behind inert. show() would take the focus.
      if (this.#phone.matches) panel.showModal();
      else panel.open = true;
      this.#fitViewport();
    }

    #focus() {
      const { heading, input } = this.#ui;
      // The keyboard would hide the greeting.
      (this.#phone.matches ? heading : input).focus();
    }

    #changeMode() {
      if (!this.#isOpen) return;
      this.#ui.panel.close();
      this.#openDialog();
      this.#focus();
    }

    #close(returnFocus) {
      this.#toggleMenu(false);
      this.#ui.panel.close();
      this.#setOpen(false);
      if (returnFocus) this.#ui.launcher.focus();
      if (history.state?.lotseChat) history.back();
      this.#emit('close');
    }

    #setOpen(open) {
      this.toggleAttribute('open', open);
      this.#talk.data.open = open;
      this.#keep();
      this.#refresh();
    }

    #keep() {
      if (this.#ui.input) this.#talk.data.draft = this.#ui.input.value;
      this.#talk.save();
    }

    /** The on-screen keyboard shrinks only the visual viewport. */
    #fitViewport() {
      const { height, offsetTop, scale } = visualViewport;
      if (this.#isOpen && scale < 1.01) this.#setVariables({ vh: `${height}px`, vt: `${offsetTop}px` });
    }

    /** Keyboard focus must not vanish behind the chat (WCAG 2.4.11). */
    #uncover(target) {
      if (target === this || !target.matches(':focus-visible')) return;
      const { left, top, width, height } = target.getBoundingClientRect();
      if (document.elementFromPoint(left + width / 2, top + height / 2) !== this) return;
      if (this.#isOpen) this.#close(false);
      target.scrollIntoView({ block: 'center' });
    }

    #hide() {
      this.#close(false);
      this.hidden = true;
    }

    // -- The panel

    #buildPanel() {
      const ui = this.#ui;
      ui.list = el('ul');
      ui.log = make('div.log', { role: 'log', 'aria-live': 'polite', 'aria-label': TEXT.log, tabindex: '0' }, ui.list);
      ui.menu = make('nav.menu', { id: 'menu', 'aria-label': TEXT.menu, hidden: true });
      ui.panel = make('dialog.panel', {
        part: 'panel', 'aria-labelledby': 'title', keydown: (event) => this.#onKey(event), cancel: (event) => this.#onEscape(event),
      }, this.#header(), ui.menu, ui.log, this.#composer());
      const { entries, draft } = this.#talk.data;
      // Not yet on the page: screen readers would read it all out.
      ui.list.append(...entries.map((entry) => this.#draw(entry)));
      this.#root.append(ui.panel);
      ui.input.value = draft;
      const last = entries[entries.length - 1];
      // The page was left before the answer came.
      if (last?.who === 'me' && !last.failed) this.#deliver(last);
    }

    #header() {
      const ui = this.#ui;
      const tool = (name, label, click, attributes) => button('.tool', icon(name), click, { 'aria-label': label, ...attributes });
      ui.title = make('span', { id: 'title' }, this.#title);
      ui.heading = make('h2', { tabindex: '-1' }, ui.title);
      ui.menuButton = tool('menu', TEXT.menu, () => this.#toggleMenu(ui.menu.hidden), { 'aria-expanded': 'false', 'aria-controls': 'menu' });
      ui.size = tool('size', TEXT.grow, () => this.#toggleSize());
      return el('header', el('div', ui.heading, el('p.robot', TEXT.robot)), ui.menuButton, ui.size, tool('close', TEXT.close, () => this.close()));
    }

    #toggleMenu(open) {
      const { menu, menuButton } = this.#ui;
      if (open) this.#fillMenu();
      if (menu.contains(this.shadowRoot.activeElement)) menuButton.focus();
      menu.hidden = !open;
      menuButton.setAttribute('aria-expanded', String(open));
    }

    #fillMenu() {
      const actions = {
        restart: () => this.#restart(),
        erase: () => this.#restart(),
        save: () => this.#saveTranscript(),
        hide: () => this.#hide(),
      };
      const run = (name) => {
        this.#toggleMenu(false);
        actions[name]();
      };
      const links = this.#config?.links ?? {};
      this.#ui.menu.replaceChildren(
        items('', Object.keys(actions).map((name) => button('', TEXT[name], () => run(name)))),
        items('', ['questions', 'privacy', 'accessibility', 'barrier'].filter((name) => links[name]).map((name) => this.#blocks.link(links[name], TEXT[name]))));
    }

    #composer() {
      const ui = this.#ui;
      ui.status = make('p.status', { role: 'status' });
      ui.input = make('textarea', {
        id: 'input', rows: '1', placeholder: TEXT.placeholder, autocomplete: 'off', enterkeyhint: 'send',
        'aria-describedby': 'hint advice count', input: () => this.#onInput(),
      });
      ui.send = make('button.send', { 'aria-label': TEXT.send }, icon('send'));
      ui.hintText = make('p', { id: 'hint' });
      ui.hint = make('div.notice.urgent.hint', { hidden: true }, ui.hintText, el('div.chips',
        button('.chip', TEXT.edit, () => this.#selectPersonal()), button('.chip', TEXT.maskAndSend, () => this.#submit(maskPersonal(ui.input.value)))));
      ui.count = make('span', { id: 'count' });
      const submit = (event) => {
        event.preventDefault();
        this.#submit();
      };
      return make('form', { submit }, ui.status, make('label.sr', { for: 'input' }, TEXT.input), el('div.field', ui.input, ui.send),
        ui.hint, el('div.foot', make('span', { id: 'advice' }, TEXT.advice), ui.count));
    }

    #setStatus(text, typing) {
      this.#ui.status.replaceChildren(text, typing ? make('span', { 'aria-hidden': 'true' }, el('i'), el('i'), el('i')) : '');
    }

    /** For screen readers only. */
    #announce(text) {
      this.#setStatus(el('span.sr', text));
    }

    #toggleSize() {
      const large = this.#root.classList.toggle('large');
      this.#ui.size.setAttribute('aria-label', large ? TEXT.shrink : TEXT.grow);
    }

    // -- Writing

    #onKey(event) {
      const { input, list: messages } = this.#ui;
      if (event.key === 'Escape') this.#onEscape(event);
      else if (event.key === 'F6') {
        event.preventDefault();
        const answer = [...messages.querySelectorAll('.bot')].pop();
        (this.shadowRoot.activeElement === input && answer ? answer : input).focus();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === input) {
        event.preventDefault();
        this.#submit();
      }
    }

    /** Also the back gesture of Android. */
    #onEscape(event) {
      event.preventDefault();
      event.stopPropagation();
      if (this.#ui.menu.hidden) this.close();
      else this.#toggleMenu(false);
    }

    #onInput() {
      const { input, count, hint, hintText } = this.#ui;
      this.#keep();
      input.rows = 1;
      while (input.scrollHeight > input.clientHeight + 2 && input.rows < 5) input.rows += 1;
      const left = this.#maxText - input.value.length;
      count.textContent = left < 0 ? TEXT.over(-left) : left <= this.#maxText / 5 ? TEXT.left(left) : '';
      count.classList.toggle('over', left < 0);
      input.setAttribute('aria-invalid', String(left < 0));
      const personal = findPersonal(input.value);
      const wasHidden = hint.hidden;
      hint.hidden = !personal;
      hintText.textContent = personal ? TEXT.personal(personal.kind) : '';
      if (wasHidden && personal) this.#announce(hintText.textContent);
    }

    #selectPersonal() {
      const { input } = this.#ui;
      const personal = findPersonal(input.value);
      input.focus();
      if (personal) input.setSelectionRange(personal.start, personal.end);
    }

    #submit(value = this.#ui.input.value) {
      const { input, count } = this.#ui;
      const text = value.trim();
      input.focus();
      if (!text || this.#busy) return;
      if (text.length > this.#maxText) this.#announce(count.textContent);
      else if (findPersonal(text)) this.#selectPersonal();
      else {
        input.value = '';
        this.#onInput();
        this.#say({ text });
      }
    }

    // -- Talking to the server

    #say(message) {
      const entry = { who: 'me', id: randomId(), ...message };
      this.#setStatus('');
      this.#append(entry);
      this.#emit('message', { kind: entry.choice ? 'choice' : 'text' });
      this.#deliver(entry);
    }

    async #deliver(entry) {
      const talk = this.#talk;
      this.#setBusy(true);
      const typing = setTimeout(() => this.#setStatus(TEXT.typing, true), TYPING_AFTER_MS);
      let answer;
      let problem;
      try {
        answer = await this.#exchange(talk.data, entry);
      } catch (error) {
        problem = error;
      }
      clearTimeout(typing);
      // Deleted meanwhile.
      if (talk !== this.#talk) return;
      this.#setBusy(false);
      this.#setStatus('');
      if (answer) this.#onAnswer(entry, answer);
      else this.#onFailure(entry, problem);
    }

    /** By the message's id the server takes it only once. */
    async #exchange(talk, { id, text, choice }) {
      const delays = [...RETRY_AFTER_MS];
      let renewed = false;
      for (;;) {
        try {
          if (!talk.session) talk.session = (await this.#server.call('POST', 'session', {})).session;
          return await this.#server.call('POST', 'message', { session: talk.session, id, ...(choice ? { choice } : { text }) });
        } catch (problem) {
          if (problem.status === 401 && !renewed) {
            renewed = true;
            talk.session = null;
          } else if (problem.status === 422 && choice?.turn) {
            // A restarted server has forgotten the turn.
            choice = { ...choice, turn: 0 };
          } else if (problem.temporary && delays.length) {
            this.#setStatus(TEXT.retrying);
            await pause(delays.shift());
          } else throw problem;
        }
      }
    }

    #onAnswer(entry, answer) {
      entry.masked = answer.masked;
      this.#redraw(entry);
      this.#ui.fallback?.remove();
      if (!this.#isOpen) this.#unread += 1;
      this.#append({ who: 'bot', answer });
      this.#refresh();
      this.#emit('answer', { outcome: answer.outcome, intent: answer.intent, turn: answer.turn });
    }

    #onFailure(entry, problem) {
      entry.failed = problem.message;
      this.#redraw(entry);
      if (problem.temporary) this.#showFallback();
      this.#announce(TEXT.failed + problem.message);
      this.#scrollToQuestion();
      this.#emit('error', { status: problem.status });
    }

    #setBusy(busy) {
      this.#busy = busy;
      // `disabled` would throw the focus out.
      this.#ui.send.setAttribute('aria-disabled', String(busy));
    }

    #retry(entry) {
      if (this.#busy) return;
      this.#ui.input.focus();
      delete entry.failed;
      this.#redraw(entry);
      this.#deliver(entry);
    }

    #edit(entry) {
      const { input } = this.#ui;
      const { entries } = this.#talk.data;
      entries.splice(entries.indexOf(entry), 1);
      this.#nodes.get(entry).remove();
      input.value = [entry.text, input.value].filter(Boolean).join('\n');
      this.#onInput();
      input.focus();
      this.#keep();
    }

    #append(entry) {
      this.#talk.data.config = this.#config;
      this.#talk.add(entry);
      this.#ui.list.append(this.#draw(entry));
      this.#scrollToQuestion();
    }

    #draw(entry) {
      const node = entry.who === 'me' ? this.#drawMine(entry) : this.#drawAnswer(entry);
      this.#nodes.set(entry, node);
      return node;
    }

    #redraw(entry) {
      this.#talk.save();
      this.#nodes.get(entry).replaceWith(this.#draw(entry));
    }

    #drawMine(entry) {
      const { text, masked, failed, choice } = entry;
      return el('li.me', el('p', el('span.sr', TEXT.me), text), masked && muted(TEXT.masked),
        failed && el('div.failed.tools', TEXT.failed + failed, el('div.chips',
          button('.chip', TEXT.again, () => this.#retry(entry)), !choice && button('.chip', TEXT.edit, () => this.#edit(entry)))));
    }

    #bot(...children) {
      return make('li.bot', { tabindex: '-1' }, el('span.sr', TEXT.bot), ...children);
    }

    #drawAnswer(entry) {
      const { answer } = entry;
      const situations = this.#suggestions(answer, 'situation', '.chips');
      const node = this.#bot(this.#blocks.all(answer.blocks), situations, this.#sources(answer), answer.outcome === 'answered' && this.#feedback(entry),
        this.#suggestions(answer, 'question', '.choices'), this.#suggestions(answer, 'follow_up', '.choices'));
      // Nobody looks for them behind the office's long card.
      if (situations) node.querySelector('.card')?.before(situations);
      return node;
    }

    #suggestions({ blocks, suggestions }, group, selector) {
      const buttons = list(suggestions).filter(({ kind }) => kind.replace('none', 'question') === group).map((suggestion) => this.#suggestion(suggestion));
      const question = group === 'question';
      // Not after "Womit fangen wir an?"
      const title = !(question && JSON.stringify(blocks).includes('?')) && el('h3', TEXT[group]);
      return buttons.length > 0 && el(question ? 'div' : 'div.tools', title, items(selector, buttons));
    }

    #sources({ sources, as_of: asOf }) {
      const links = list(sources).map(({ title, url }) => [this.#blocks.link(url, title), ' · ']);
      return muted(links.length > 0 && [TEXT.sources, ...links], asOf && TEXT.asOf + String(asOf).split('-').reverse().join('.'));
    }

    #suggestion({ label, choice }) {
      return button('.chip', label, ({ currentTarget }) => {
        if (this.#busy) return;
        currentTarget.classList.add('used');
        if (!this.#phone.matches) this.#ui.input.focus({ preventScroll: true });
        this.#say({ text: label, choice });
      });
    }

    #feedback(entry) {
      const rate = (selector, label, helpful, reason) => button(selector, label, ({ currentTarget }) => {
        for (const other of node.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === currentTarget));
        why.hidden = helpful;
        this.#rate(entry, { helpful, reason });
      }, { 'aria-pressed': String(entry.rating?.helpful === helpful && entry.rating.reason === reason) });
      const why = el('div', muted(TEXT.why), items('.chips', Object.entries(REASONS).map(([reason, label]) => rate('.chip', label, false, reason))));
      why.hidden = entry.rating?.helpful !== false;
      const node = make('div.rate.tools', { role: 'group', 'aria-label': TEXT.helpful }, muted(TEXT.helpful),
        rate('.chip', [icon('thumb'), TEXT.yes], true), rate('.chip.no', [icon('thumb'), TEXT.no], false), why);
      return node;
    }

    async #rate(entry, rating) {
      entry.rating = rating;
      this.#talk.save();
      this.#emit('feedback', rating);
      try {
        await this.#server.call('POST', 'feedback', { session: this.#talk.data.session, turn: entry.answer.turn, ...rating });
        this.#setStatus(TEXT.thanks);
      } catch (problem) {
        this.#setStatus(TEXT.thankless);
      }
    }

    /** A long answer is read from its start. */
    #scrollToQuestion() {
      const { log, panel, list: messages } = this.#ui;
      const top = ([...messages.querySelectorAll('.me')].pop()?.offsetTop ?? 0) - 16;
      log.scrollTop = top;
      // When zoomed.
      panel.scrollTop = top > 0 ? log.offsetTop + top : 0;
    }

    // -- Greeting

    #loadConfig() {
      const load = async () => {
        try {
          this.#config = await this.#server.call('GET', 'config');
          this.#refresh();
          return true;
        } catch (problem) {
          this.#configLoading = null;
          return false;
        }
      };
      this.#configLoading = this.#configLoading ?? load();
      return this.#configLoading;
    }

    /** Waits a moment for the county's words. */
    async #greet() {
      const ui = this.#ui;
      if (ui.greeting) return;
      const node = this.#bot();
      ui.greeting = node;
      ui.list.prepend(node);
      const loading = this.#loadConfig();
      if (!this.#config) await Promise.race([loading, pause(GREETING_AFTER_MS)]);
      const { greeting, notice } = this.#config ?? TEXT;
      node.append(...list(greeting).map((text) => el('p', text)), muted(notice));
      const reached = await loading;
      if (node !== ui.greeting) return;
      node.append(this.#topics());
      if (!reached) this.#showFallback();
      this.#scrollToQuestion();
    }

    #topics() {
      const topics = list(this.#config?.topics);
      return topics.length ? el('div.tools', el('h3', TEXT.topics), items('.chips', topics.map((topic) => this.#topic(topic)))) : '';
    }

    #topic({ id, label, questions }) {
      const open = id === this.getAttribute('topic');
      const choices = items('.choices', list(questions).map(({ question, intent }) => this.#suggestion({ label: question, choice: { intent, turn: 0 } })));
      choices.hidden = !open;
      const toggle = ({ currentTarget }) => {
        choices.hidden = !choices.hidden;
        currentTarget.setAttribute('aria-expanded', String(!choices.hidden));
      };
      return [button('.chip', label, toggle, { 'aria-expanded': String(open) }), choices];
    }

    /** The last known office, else the page's own text. */
    #showFallback() {
      const { text, card } = this.#config?.offline ?? {};
      this.#ui.fallback?.remove();
      this.#ui.fallback = this.#bot(el('p', text || TEXT.unreachable), card ? this.#blocks.card(card) : el('slot'));
      this.#ui.list.append(this.#ui.fallback);
    }

    async #restart() {
      this.#focus();
      this.#setStatus((await this.clear()) ? TEXT.erased : TEXT.erasedHere);
    }

    #forget() {
      const { panel, list: messages, input } = this.#ui;
      this.#talk.erase();
      this.#talk = new Conversation(this.#key);
      this.#unread = 0;
      if (panel) {
        messages.replaceChildren();
        input.value = '';
        this.#onInput();
        this.#setBusy(false);
        this.#setStatus('');
        this.#ui.greeting = null;
        if (panel.open) this.#show();
      }
      this.#refresh();
    }

    #endWhenIdle() {
      if (this.#busy || !this.#talk.idle(this.#config?.idle_minutes || 60)) return;
      this.clear();
      if (this.#ui.status) this.#setStatus(TEXT.ended);
    }

    /** `saving` swaps buttons for addresses, and unfolds all hours. */
    #saveTranscript() {
      const { list: messages } = this.#ui;
      const folded = messages.querySelectorAll('details:not([open])');
      const swap = () => {
        messages.classList.toggle('saving');
        for (const details of folded) details.open = !details.open;
      };
      swap();
      const text = `${TEXT.robot}, ${new Date().toLocaleString('de')}\n\n${messages.innerText}\n`;
      swap();
      const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
      make('a', { href, download: `${this.#title}.txt` }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    }
  }

  if (!customElements.get('lotse-chat')) customElements.define('lotse-chat', LotseChat);
}
