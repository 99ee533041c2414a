/*!
 * <lotse-chat>: the web widget of the Soziallotse. One file, no build step, no dependency, no third party.
 * Rules: what a server sends becomes text nodes, never markup; styles live in constructable style sheets, so that the
 * strictest Content-Security-Policy holds; nothing is stored on the device before the first message. See README.md.
 */
'use strict';
{
  const SCRIPT = document.currentScript ? document.currentScript.src : document.baseURI;
  const STORAGE_KEY = 'lotse-chat';
  const TIMEOUT_MS = 15000;
  const RETRY_AFTER_MS = [800, 2500];
  const TYPING_AFTER_MS = 500;
  const GREETING_AFTER_MS = 400;
  // Full screen and modal here, a panel beside the page elsewhere. A page zoomed to 400 % counts as a phone.
  const PHONE = '(max-width: 40em), (max-height: 30em)';

  const TEXT = {
    launcher: 'Frag den Chatbot',
    resume: 'Chat fortsetzen',
    title: 'Soziallotse',
    robot: 'Chatbot – kein Mensch',
    me: 'Du:',
    bot: 'Chatbot:',
    log: 'Chatverlauf',
    input: 'Deine Frage',
    placeholder: 'Schreib deine Frage …',
    send: 'Senden',
    open: 'Menü',
    close: 'Chat schließen',
    grow: 'Fenster vergrößern',
    shrink: 'Fenster verkleinern',
    privacy: 'Bitte keine Namen, Adressen, Telefon- oder Kundennummern.',
    greeting: ['Hallo! Ich beantworte allgemeine Fragen zu Sozialleistungen.', 'Stell mir deine Frage.'],
    notice: 'Ich bin ein Chatbot (KI), kein Mensch. Meine Antworten haben Menschen geschrieben.',
    topics: 'Ich kenne mich aus mit …',
    typing: 'Chatbot schreibt',
    retrying: 'Die Verbindung ist unterbrochen. Ich versuche es noch einmal …',
    waiting: 'Einen Moment bitte: Ich suche noch deine Antwort.',
    failed: 'Nicht gesendet.',
    unreachable: 'Ich bin gerade nicht erreichbar.',
    again: 'Noch einmal senden',
    edit: 'Ändern',
    empty: 'Dazu habe ich gerade keinen Text.',
    masked: 'Persönliche Angaben habe ich unkenntlich gemacht.',
    personal: 'Da steht vielleicht etwas Persönliches drin',
    personalAdvice: 'Bitte lösch es, bevor du sendest.',
    maskAndSend: 'Trotzdem fragen – ich mache es unkenntlich',
    left: (count) => `noch ${count} Zeichen`,
    over: (count) => `${count} Zeichen zu viel. Bitte kürze deine Frage.`,
    question: 'Meintest du …',
    situation: 'Wie ist es bei dir?',
    follow_up: 'Das könnte dich auch interessieren',
    sources: 'Quellen',
    asOf: 'Stand',
    helpful: 'Hat dir das geholfen?',
    yes: 'Ja',
    no: 'Nein',
    why: 'Was hat nicht gepasst?',
    thanks: 'Danke für deine Rückmeldung!',
    feedbackFailed: 'Deine Rückmeldung kam nicht an. Tipp bitte noch einmal.',
    restart: 'Neu starten',
    erase: 'Verlauf löschen',
    save: 'Verlauf als Text speichern',
    questions: 'Alle Fragen und Antworten',
    privacyNotice: 'Datenschutz',
    accessibility: 'Erklärung zur Barrierefreiheit',
    barrier: 'Barriere melden',
    hide: 'Chat auf dieser Seite ausblenden',
    restarted: 'Neues Gespräch. Das alte ist gelöscht.',
    erased: 'Der Verlauf ist gelöscht: hier, im Browser und auf dem Server.',
    erasedHere: 'Der Verlauf ist hier gelöscht. Der Server löscht seinen nach einer Stunde von selbst.',
    ended: (minutes) => `Das Gespräch ist nach ${minutes} Minuten Pause beendet und gelöscht.`,
    unread: (count) => (count === 1 ? '1 neue Nachricht' : `${count} neue Nachrichten`),
    newTab: ' (neuer Tab)',
    map: 'Auf der Karte zeigen',
    allHours: 'Alle Zeiten',
    visit: 'Vor Ort',
    byPhone: 'Telefonisch',
    closures: 'Geschlossen',
    transcript: 'Gespräch mit dem Chatbot',
  };

  const REASONS = {
    falsch: 'Das stimmt nicht',
    unvollstaendig: 'Da fehlt etwas',
    nicht_verstanden: 'Ich verstehe es nicht',
    falsches_thema: 'Das war nicht meine Frage',
  };

  // A first look at what a person types, so that it never leaves the device; the server has the last word.
  const PERSONAL = [
    ['E-Mail', /[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+/gi],
    ['IBAN', /\b[A-Z]{2}\s?\d{2}(?:[\s.-]?[A-Z0-9]{4}){3,7}(?:[\s.-]?[A-Z0-9]{1,3})?\b/gi],
    ['Telefon', /(?<![\d.,])(?:\+|00?)[1-9](?:[\s/().-]{0,2}\d){6,13}(?!\d)/g],
    ['Nummer', /(?<![\d.,])\d(?:[\s/-]?\d|[A-Z](?=\d)){7,}(?![\d.,]*\s?(?:€|Euro))/gi],
    ['Geburtsdatum', /\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19\d\d|200\d|201\d)\b/g],
    ['Name', /(?<=\b(?:ich heiße|ich heisse|mein name ist)\s)[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?/giu],
    ['Adresse', /\b[\p{Lu}][\p{L}-]*(?:straße|strasse|str\.|weg|gasse|allee)\s\d{1,3}\s?[a-h]?\b/gu],
  ];

  const ICONS = {
    chat: 'M5 4h14a2 2 0 012 2v9a2 2 0 01-2 2h-7l-5 4v-4H5a2 2 0 01-2-2V6a2 2 0 012-2zM8 9h8M8 12.5h5',
    close: 'M6 6l12 12M18 6L6 18',
    menu: 'M4 7h16M4 12h16M4 17h16',
    size: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
    send: 'M12 20V5M5.5 11.5L12 5l6.5 6.5',
    thumb: 'M7 11v9H4v-9zM7 11l4-8c1.5 0 2.5 1 2.5 2.5L13 9h5.5a1.5 1.5 0 011.5 2l-2 7.5a2 2 0 01-2 1.5H7',
    phone: 'M6 4h3l2 5-2.5 1.5a11 11 0 005 5L15 13l5 2v3a2 2 0 01-2 2A14 14 0 014 6a2 2 0 012-2z',
    mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
    pin: 'M12 21c-4-5-7-8-7-11a7 7 0 0114 0c0 3-3 6-7 11zM12 12a2 2 0 100-4 2 2 0 000 4z',
    clock: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5l3 2',
    out: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
    web: 'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
    check: 'M5 12.5l5 5L19 7',
    info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 8h.01M12 11.5V16',
  };

  // Values of the KERN design system (light) and their counterparts for dark pages.
  const LIGHT = {
    primary: '#2044aa', 'on-primary': '#fff', surface: '#fff', text: '#171a2b', border: '#6e7597', focus: '#454b6b',
    muted: '#4e5475', tint: '#f1f3fa', line: '#dcdfec', good: '#0a6640', bad: '#a3161a', 'bad-tint': '#fdf0ef',
  };
  const DARK = {
    primary: '#9db8ff', 'on-primary': '#0d1633', surface: '#171924', text: '#f0f1f8', border: '#8389a8', focus: '#c5ccf2',
    muted: '#b6bbd3', tint: '#232636', line: '#3a3e54', good: '#7fd8a8', bad: '#ffb1ad', 'bad-tint': '#3a2023',
  };
  // What must be told apart, and how well (WCAG 1.4.3 and 1.4.11). A page's colour that fails is not used.
  const CONTRASTS = [
    ['text', 'surface', 4.5], ['on-primary', 'primary', 4.5], ['primary', 'surface', 4.5], ['border', 'surface', 3],
    ['focus', 'surface', 3],
  ];
  const THEMED = ['primary', 'on-primary', 'surface', 'text', 'border', 'focus'];

  const CSS = `
:host{display:block;position:static}
:host([hidden]){display:none}
.root{all:initial;font-family:var(--lotse-font,inherit);font-size:max(16px,1rem);line-height:1.5;color:var(--text);
 -webkit-text-size-adjust:100%;text-size-adjust:100%;overflow-wrap:break-word;hyphens:manual}
.root *,.root *::before{box-sizing:border-box}
h2,h3,h4,p,ul,dl,dd{margin:0;padding:0}
h2,h3,h4{font-size:1em;font-weight:600;line-height:1.3}
ul{list-style:none}
button,textarea{font:inherit;color:inherit;letter-spacing:inherit;margin:0}
button{background:none;border:0;border-radius:var(--radius);cursor:pointer;padding:0;text-align:start;touch-action:manipulation;
 -webkit-tap-highlight-color:transparent}
a{color:var(--primary);text-underline-offset:.15em;overflow-wrap:anywhere}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
:focus:not(:focus-visible){outline:0}
[hidden]{display:none!important}
svg{flex:none;width:1.25em;height:1.25em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}

.launcher{position:fixed;z-index:var(--lotse-layer,2147483000);inset-block-end:calc(var(--bottom) + env(safe-area-inset-bottom));
 inset-inline-end:calc(var(--side) + env(safe-area-inset-right));display:flex;align-items:center;gap:.6em;min-height:3.25em;
 max-width:calc(100vw - 2*var(--side));padding:.5em 1.25em .5em 1em;border:1px solid var(--on-primary);border-radius:2em;
 background:var(--primary);color:var(--on-primary);font-weight:600;box-shadow:0 2px 4px #0003,0 6px 20px #0003}
.left .launcher,.left .panel{inset-inline:var(--side) auto}
.launcher:hover,.send:hover{filter:brightness(1.1)}
.badge{min-width:1.6em;padding:0 .4em;border-radius:1em;background:var(--on-primary);color:var(--primary);font-size:.85em;text-align:center}

.panel{position:fixed;inset:auto var(--side) var(--bottom) auto;z-index:var(--lotse-layer,2147483000);
 width:min(var(--w,var(--lotse-width,26em)),100vw - 2*var(--side));height:min(var(--h,43em),100dvh - 2*var(--bottom));
 min-width:0;max-width:none;max-height:none;margin:0;padding:0;border:1px solid var(--line);border-radius:calc(var(--radius)*1.5);
 background:var(--surface);color:var(--text);overflow:hidden;box-shadow:0 4px 8px #0002,0 16px 48px #0004;flex-direction:column}
.panel[open]{display:flex;animation:rise .18s ease-out}
.panel::backdrop{background:none}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
.grip{position:absolute;inset:0 auto auto 0;z-index:1;width:20px;height:20px;cursor:nwse-resize;touch-action:none}
.left .grip{inset:0 0 auto auto;cursor:nesw-resize}

header{display:flex;align-items:center;gap:.25em;padding:.6em .6em .6em 1em;background:var(--primary);color:var(--on-primary)}
header :focus-visible{outline-color:var(--on-primary);outline-offset:-4px}
header div{flex:1;min-width:0}
h2{font-size:1.125em}
h2:focus-visible{outline-offset:2px}
.robot{font-size:.875em;line-height:1.3}
.tool{display:grid;place-items:center;width:2.75em;height:2.75em}
.tool:hover{background:color-mix(in srgb,currentColor 14%,transparent)}
.menu{border-bottom:1px solid var(--line);padding:.5em;overflow:auto;flex-shrink:1;max-height:70%}
.menu a,.menu button{display:flex;width:100%;align-items:center;min-height:2.75em;padding:.35em .75em;color:var(--text);
 text-decoration:none;border-radius:var(--radius)}
.menu a:hover,.menu button:hover{background:var(--tint);text-decoration:underline}
.menu ul+ul{border-top:1px solid var(--line);margin-top:.5em;padding-top:.5em}

.log{flex:1 1 0;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:1em;scrollbar-width:thin;scrollbar-color:var(--border) transparent}
.log:focus-visible{outline-offset:-3px}
.log>ul{display:flex;flex-direction:column;gap:1.25em}
.me{align-self:flex-end;max-width:85%}
.me>p{padding:.6em .9em;border:1px solid transparent;border-radius:calc(var(--radius)*1.5) calc(var(--radius)*1.5) 2px;background:var(--primary);
 color:var(--on-primary);white-space:pre-wrap}
.me>.note{padding:.25em 0 0;border:0;background:none;color:var(--muted);font-size:.875em;text-align:end}
.failed{margin-top:.4em;text-align:end}
.failed p{color:var(--bad);font-size:.9em}
.bot,.stack{display:flex;flex-direction:column;gap:.75em}
.bot:focus-visible{outline-offset:6px}
.bot ul.items{display:grid;gap:.35em;padding-inline-start:1.25em;list-style:disc}
.bot h3+ul.items{margin-top:-.35em}
.items ::marker{color:var(--muted)}
.notice{display:flex;gap:.6em;padding:.7em .9em;border-inline-start:4px solid var(--primary);border-radius:2px var(--radius) var(--radius) 2px;background:var(--tint)}
.notice svg{margin-top:.12em;color:var(--primary)}
.urgent{border-color:var(--bad);background:var(--bad-tint)}
.urgent svg{color:var(--bad)}
.mark{display:inline-block;padding:0 .5em;border:1px solid var(--border);border-radius:1em;color:var(--muted);font-size:.75em;font-weight:400;vertical-align:.1em}
.muted,.meta{color:var(--muted);font-size:.875em}
.meta{display:flex;flex-wrap:wrap;gap:.15em .75em}
.out{display:inline;width:.85em;height:.85em;margin-inline-start:.2em;vertical-align:-.05em}

.chips{display:flex;flex-wrap:wrap;gap:.5em;margin-top:.5em}
.topics{display:grid;grid-template-columns:1fr 1fr;grid-auto-flow:dense;gap:.5em;margin-top:.5em}
.topics>li{display:contents}
.topics ul,.choices{display:grid;gap:.4em}
.topics ul{grid-column:1/-1;padding-bottom:.5em}
.choices{margin-top:.5em}
.chip{display:flex;align-items:center;justify-content:center;gap:.4em;min-height:2.75em;padding:.3em .8em;border:1px solid var(--border);
 border-radius:var(--radius);background:var(--surface);color:var(--primary);font-size:.9375em;line-height:1.25}
.chip:hover{background:var(--tint)}
.topics .chip{width:100%;justify-content:flex-start}
.choices .chip,.topics ul .chip{width:100%;justify-content:flex-start;border-color:var(--line);background:var(--tint)}
.choices .chip:hover,.topics ul .chip:hover{border-color:var(--primary);background:var(--surface)}
.chip[aria-expanded=true],.chip[aria-pressed=true],.chip.used{border-color:var(--primary);box-shadow:inset 0 0 0 1px var(--primary)}
.chip[aria-disabled=true]{cursor:progress}
.quiet{color:var(--muted)}
.rate{display:flex;flex-wrap:wrap;align-items:center;gap:.35em .5em}
.rate .chip{min-height:2.25em;padding:.15em .7em}
.rate svg{width:1.1em;height:1.1em}
.rate .chips{width:100%}
.no svg{transform:rotate(180deg)}

.card{border:1px solid var(--line);border-radius:calc(var(--radius)*1.5);overflow:hidden}
.card>*{padding:.75em .9em}
.card>*+*{border-top:1px solid var(--line)}
.card h3{font-size:1.05em}
.row{display:flex;gap:.7em}
.row>svg{margin-top:.15em;color:var(--primary)}
.row>div{flex:1;min-width:0}
.row ul{display:grid;gap:.35em}
.row a{display:inline-block;padding:.1em 0}
.big{font-weight:600}
.state{font-weight:600}
.state.is-open{color:var(--good)}
summary{width:max-content;max-width:100%;padding:.2em 0;color:var(--primary);cursor:pointer;font-size:.9375em}
.week{display:grid;grid-template-columns:max-content 1fr;gap:.15em 1em;font-size:.9375em}
.action{display:flex;align-items:center;gap:.7em;min-height:3em;padding:.5em .9em;border:1px solid var(--primary);border-radius:var(--radius);
 font-weight:600;text-decoration:none}
.action:hover{background:var(--tint);text-decoration:underline}

.status{min-height:1.5em;padding:0 1.15em;color:var(--muted);font-size:.875em;line-height:1.5}
.dots i{display:inline-block;width:.3em;height:.3em;margin-inline-start:.2em;border-radius:50%;background:currentColor;animation:dot 1.1s 4}
.dots i:nth-child(2){animation-delay:.15s}
.dots i:nth-child(3){animation-delay:.3s}
@keyframes dot{40%{transform:translateY(-.3em)}}
form{padding:.25em 1em .75em}
.field{display:flex;align-items:flex-end;gap:.25em;border:1px solid var(--border);border-radius:calc(var(--radius)*1.5);background:var(--surface);padding:3px}
.field:focus-within{outline:3px solid var(--focus);outline-offset:1px}
textarea{flex:1;min-width:0;padding:.6em .7em;border:0;background:none;resize:none;line-height:1.5;outline:0!important}
textarea::placeholder{color:var(--muted);opacity:1}
.send{display:grid;place-items:center;width:2.75em;height:2.75em;background:var(--primary);color:var(--on-primary)}
.send[aria-disabled=true]{cursor:progress}
.foot{display:flex;justify-content:space-between;gap:1em;padding:.4em .15em 0;color:var(--muted);font-size:.8125em;line-height:1.4}
.count{white-space:nowrap;font-variant-numeric:tabular-nums}
.hint{margin-top:.5em}
.hint div{flex:1}
.over{color:var(--bad);white-space:normal;font-weight:600}

@media ${PHONE}{
 .panel,.left .panel{inset:0;top:var(--vt,0px);width:100%;height:var(--vh,100dvh);border:0;border-radius:0}
 header{padding:calc(.5em + env(safe-area-inset-top)) calc(.5em + env(safe-area-inset-right)) .5em calc(1em + env(safe-area-inset-left))}
 .log,.menu{padding-inline:calc(1em + env(safe-area-inset-left)) calc(1em + env(safe-area-inset-right))}
 form{padding:.25em calc(1em + env(safe-area-inset-right)) calc(.6em + env(safe-area-inset-bottom)) calc(1em + env(safe-area-inset-left))}
 .grip,.size{display:none}
 .left .launcher{inset-inline:var(--side) auto}
}
@media (max-width:21em){.topics{grid-template-columns:1fr}}
/* Zoomed to 400 %: one scroller for all, the input stays in view. */
@media (max-height:26em){
 .panel[open]{display:block;overflow-y:auto}
 .log{overflow:visible}
 form{position:sticky;bottom:0;background:var(--surface)}
 .menu{max-height:none}
}
@media (prefers-reduced-motion:reduce){*,.panel[open]{animation:none!important;transition:none!important}}
@media (prefers-contrast:more){.root{--line:var(--border);--muted:var(--text)}}
@media (forced-colors:active){
 .launcher,.send,.me>p,.notice,.badge,.tool{border:1px solid}
 .launcher,.send,header{forced-color-adjust:auto}
 header{border-bottom:1px solid}
 .chip[aria-expanded=true],.chip[aria-pressed=true],.chip.used{border:3px solid Highlight}
 :focus-visible,.field:focus-within{outline-color:Highlight}
}
@media print{.root{display:none}}
`;
  const SHEET = new CSSStyleSheet();
  SHEET.replaceSync(CSS);

  // ---- Building nodes ------------------------------------------------------------------------------------------

  /** An element. Strings become text nodes: nothing that a server sends is ever read as markup. */
  function el(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (typeof value === 'function') node.addEventListener(key, value);
      else if (value || value === 0) node.setAttribute(key, value === true ? '' : value);
    }
    node.append(...children.flat(2).filter((child) => child || child === 0));
    return node;
  }

  function icon(name, className) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS(svg.namespaceURI, 'path');
    path.setAttribute('d', ICONS[name]);
    for (const [key, value] of [['viewBox', '0 0 24 24'], ['aria-hidden', 'true'], ['class', className || '']]) svg.setAttribute(key, value);
    svg.append(path);
    return svg;
  }

  const button = (className, label, onclick, attributes) =>
    el('button', { type: 'button', class: className, click: onclick, ...attributes }, label);
  const items = (className, nodes) => el('ul', { class: className }, nodes.map((node) => el('li', null, node)));
  const list = (value) => (Array.isArray(value) ? value : []);
  const germanDate = (iso) => String(iso).split('-').reverse().join('.');
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  // randomUUID needs https; county intranets may not have it.
  const randomId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

  /** Draws the server's blocks. Every block type is a method of its own name in `draw`. */
  class Blocks {
    constructor(base) {
      this.base = base;
      this.draw = {
        paragraph: (block) => el('p', null, this.spans(block.spans)),
        list: (block) => [
          block.title && el('h3', null, block.title),
          items('items', list(block.items).map((spans) => this.spans(spans))),
        ],
        link: (block) => this.action(block),
        notice: (block) => el('div', { class: `notice ${block.level === 'urgent' ? 'urgent' : ''}` }, icon('info'), el('p', null, this.spans(block.spans))),
        card: (block) => this.card(block),
      };
    }

    all(blocks) {
      const known = list(blocks).filter((block) => block && Object.keys(this.draw).includes(block.type));
      return known.map((block) => this.draw[block.type](block)).flat();
    }

    spans(spans) {
      return list(spans).map(({ text, bold, href }) => {
        const inner = bold ? el('strong', null, text) : text;
        return href ? this.link(href, inner) : inner;
      });
    }

    /** A link, or only its label when the address is none that a link may have (script, data). */
    link(href, label, className) {
      let url;
      try {
        url = new URL(href, this.base);
      } catch (error) {
        return label;
      }
      if (!/^(https?|tel|mailto):$/.test(url.protocol)) return label;
      // Other sites open beside the page, so that the conversation stays.
      const away = url.protocol.startsWith('http') && url.origin !== location.origin;
      return el('a', { href: url.href, class: className, target: away && '_blank', rel: away && 'noopener noreferrer' },
        label, away && [icon('out', 'out'), el('span', { class: 'sr' }, TEXT.newTab)]);
    }

    action({ title, href, note, mark }) {
      return el('div', { class: 'stack' }, this.link(href, title, 'action'), this.aside(note, mark));
    }

    aside(note, mark) {
      return (note || mark) && el('p', { class: 'muted' }, note, ' ', this.mark(mark));
    }

    mark(text) {
      return text && el('small', { class: 'mark' }, text);
    }

    card({ title, about, phones, emails, web, address, hours, phone_hours: phoneHours }) {
      return el('section', { class: 'card', 'aria-label': title },
        el('div', null, el('h3', null, title), about && el('p', { class: 'muted' }, about)),
        this.hours('clock', TEXT.visit, hours),
        this.row('phone', list(phones).map((phone) => this.contact(phone, phone.number))),
        this.hours('clock', TEXT.byPhone, phoneHours),
        this.row('mail', list(emails).map((mail) => this.contact(mail, mail.address))),
        this.row('web', list(web).map((site) => [this.link(site.href, site.label), ' ', this.mark(site.mark)])),
        address && this.address(address));
    }

    row(name, entries) {
      return entries.length > 0 && el('div', { class: 'row' }, icon(name), el('div', null, items('', entries)));
    }

    contact({ label, href, mark }, value) {
      return [el('div', { class: 'muted' }, label, ' ', this.mark(mark)), this.link(href, value, 'big')];
    }

    address({ lines, map, entrance, accessible, directions, mark }) {
      return this.row('pin', [
        list(lines).map((line) => el('div', null, line)),
        this.mark(mark),
        map && this.link(map, TEXT.map),
        ...[entrance, accessible === true ? '' : accessible, directions].map((text) => text && el('div', { class: 'muted' }, text)),
      ].filter(Boolean));
    }

    hours(name, label, times) {
      if (!times) return null;
      const rows = [
        ...list(times.week).map(({ day, hours }) => [day, hours]),
        ...list(times.closures).map(({ day, reason }) => [day, [TEXT.closures, reason].filter(Boolean).join(': ')]),
      ];
      return el('div', { class: 'row' }, icon(name), el('div', null,
        el('div', { class: 'muted' }, label, ' ', this.mark(times.mark)),
        el('div', { class: `state ${times.open ? 'is-open' : ''}` }, times.status),
        times.note && el('div', { class: 'muted' }, times.note),
        rows.length > 0 && el('details', null, el('summary', null, TEXT.allHours),
          el('dl', { class: 'week' }, rows.map(([day, text]) => [el('dt', null, day), el('dd', null, text)])))));
    }
  }

  /** The readable text of a message, for the transcript. Buttons and what is only for the screen are left out. */
  function plain(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.matches('svg,button,.tools,a .sr')) return '';
    const text = [...node.childNodes].map(plain).join('');
    if (node.matches('a[href^=http]')) return `${text} (${node.href})`;
    if (node.matches('ul.items>li')) return `\n- ${text}`;
    return node.matches('p,li,h3,div,dt,section') ? `\n${text}` : text + (node.matches('.sr,dd') ? ' ' : '');
  }

  // ---- Personal data -------------------------------------------------------------------------------------------

  const findPersonal = (text) => {
    for (const [kind, pattern] of PERSONAL) {
      const match = [...text.matchAll(pattern)][0];
      if (match) return { kind, start: match.index, end: match.index + match[0].length };
    }
    return null;
  };
  const maskPersonal = (text) => PERSONAL.reduce((masked, [kind, pattern]) => masked.replace(pattern, `[${kind}]`), text);

  // ---- Server --------------------------------------------------------------------------------------------------

  /** A request that failed: `status` 0 means that nobody answered. */
  class Problem extends Error {
    constructor(status, details) {
      const { title, detail } = details || {};
      super([title, detail].filter((text) => typeof text === 'string').join(' ') || TEXT.unreachable);
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
      let data = null;
      try {
        response = await fetch(new URL(`chat/${path}`, this.base), {
          method,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          headers: body && { 'Content-Type': 'application/json' },
          body: body && JSON.stringify(body),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        data = response.status === 204 ? {} : await response.json();
      } catch (error) {
        if (!response || response.ok) throw new Problem(0);
      }
      if (!response.ok) throw new Problem(response.status, data);
      return data;
    }
  }

  // ---- Conversation --------------------------------------------------------------------------------------------

  /** What was said, and its copy in sessionStorage: one key, written only once a message was sent. */
  class Conversation {
    entries = [];
    session = null;
    at = 0;
    open = false;
    draft = '';
    config = null;
    #key;

    constructor(key) {
      this.#key = key;
    }

    get started() {
      return this.entries.length > 0;
    }

    get last() {
      return this.entries[this.entries.length - 1];
    }

    load() {
      try {
        const saved = JSON.parse(sessionStorage.getItem(this.#key));
        if (saved && saved.v === 1) Object.assign(this, saved);
      } catch (error) {
        // No storage here (blocked, private mode) or not ours: start empty.
      }
      return this;
    }

    add(entry) {
      this.entries.push(entry);
      this.at = Date.now();
      this.save();
    }

    save() {
      if (!this.started) return;
      const { entries, session, at, open, draft, config } = this;
      try {
        sessionStorage.setItem(this.#key, JSON.stringify({ v: 1, entries, session, at, open, draft, config }));
      } catch (error) {
        // Full or blocked: the conversation still lives on this page.
      }
    }

    erase() {
      try {
        sessionStorage.removeItem(this.#key);
      } catch (error) {
        // Blocked: then nothing was stored.
      }
    }

    idle(minutes) {
      return this.started && Date.now() - this.at > minutes * 60000;
    }
  }

  // ---- Theme ---------------------------------------------------------------------------------------------------

  /** Red, green, blue in 0..1 of a computed colour; color-mix() turns every notation into `color(srgb r g b)`. */
  function channels(computed) {
    const numbers = (computed.match(/[\d.]+(e-\d+)?/g) || []).slice(0, 3).map(Number);
    return computed.startsWith('rgb') ? numbers.map((number) => number / 255) : numbers;
  }

  function contrast(first, second) {
    const [light, dark] = [first, second].map((colour) => {
      const [red, green, blue] = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    }).sort((a, b) => b - a);
    return light / dark;
  }

  // ---- The element ---------------------------------------------------------------------------------------------

  class LotseChat extends HTMLElement {
    static observedAttributes = ['chat-title', 'label', 'position', 'theme'];

    #sheet = new CSSStyleSheet();
    #variables = {};
    #root;
    #ui = {};
    #server;
    #blocks;
    #talk;
    #config = null;
    #configLoading = null;
    #busy = false;
    #unread = 0;
    #fallback;
    #listeners;
    #dark = matchMedia('(prefers-color-scheme: dark)');
    #phone = matchMedia(PHONE);

    // -- Life of the element

    connectedCallback() {
      if (!this.#root) this.#build();
      this.#listen();
      this.#applyTheme();
      if (this.#talk.idle(this.#idleMinutes)) this.#forget();
      const back = this.#phone.matches ? (history.state || {}).lotseChat : this.#talk.open;
      if (this.#talk.started && back) this.#show(false);
      this.#updateLauncher();
    }

    disconnectedCallback() {
      this.#listeners.abort();
    }

    attributeChangedCallback() {
      if (!this.#root) return;
      this.#applyTheme();
      this.#updateLauncher();
      if (this.#ui.title) this.#ui.title.textContent = this.#title;
    }

    /** Opens the chat. */
    show() {
      this.hidden = false;
      if (!this.#isOpen && this.#emit('open', {}, true)) this.#show(true);
    }

    /** Closes the chat; the conversation stays. */
    close() {
      if (this.#isOpen) this.#close(true);
    }

    /** Deletes the conversation on the screen, in the browser and on the server. Resolves to false when the server was away. */
    clear() {
      return this.#clear();
    }

    // -- Settings

    get #title() {
      return this.getAttribute('chat-title') || (this.#config || {}).title || TEXT.title;
    }

    get #idleMinutes() {
      return (this.#config || {}).idle_minutes || 60;
    }

    get #maxText() {
      return (this.#config || {}).max_text || 500;
    }

    get #isOpen() {
      return Boolean(this.#ui.panel && this.#ui.panel.open);
    }

    #emit(name, detail, cancelable) {
      return this.dispatchEvent(new CustomEvent(`lotse-${name}`, { bubbles: true, composed: true, cancelable, detail }));
    }

    // -- Closed: the launcher. The panel is built when it is first opened, which keeps the page's start free.

    #build() {
      this.lang = this.lang || 'de';
      const server = this.getAttribute('server');
      // The script lies in <base>/widget/.
      this.#server = new Server(server ? new URL(server.replace(/\/?$/, '/'), document.baseURI) : new URL('..', SCRIPT));
      this.#blocks = new Blocks(this.#server.base);
      const index = [...document.querySelectorAll(this.localName)].indexOf(this);
      this.#talk = new Conversation(index > 0 ? `${STORAGE_KEY}-${index + 1}` : STORAGE_KEY).load();
      this.#config = this.#talk.config;
      const shadow = this.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [SHEET, this.#sheet];
      this.#ui.label = el('span');
      this.#ui.badge = el('span', { class: 'badge', hidden: true });
      const prepare = () => this.#loadConfig();
      this.#ui.launcher = el('button', {
        type: 'button', class: 'launcher', part: 'launcher', 'aria-haspopup': 'dialog', 'aria-expanded': 'false',
        click: () => this.show(), pointerenter: prepare, pointerdown: prepare, focus: prepare,
      }, icon('chat'), this.#ui.label, this.#ui.badge);
      this.#root = el('aside', { class: 'root' }, this.#ui.launcher);
      shadow.append(this.#root);
    }

    #listen() {
      this.#listeners = new AbortController();
      const on = (target, type, listener) => target.addEventListener(type, listener, { signal: this.#listeners.signal });
      on(this.#dark, 'change', () => this.#applyTheme());
      on(this.#phone, 'change', () => this.#changeMode());
      on(window, 'popstate', () => this.#isOpen && this.#phone.matches && !(history.state || {}).lotseChat && this.#close(true));
      on(window, 'pagehide', () => this.#keep());
      on(document, 'visibilitychange', () => this.#endWhenIdle());
      on(document, 'focusin', (event) => this.#uncover(event.target));
      if (window.visualViewport) for (const type of ['resize', 'scroll']) on(visualViewport, type, () => this.#fitViewport());
      const clock = setInterval(() => this.#endWhenIdle(), 30000);
      this.#listeners.signal.addEventListener('abort', () => clearInterval(clock));
    }

    #updateLauncher() {
      const { launcher, label, badge } = this.#ui;
      label.textContent = this.#talk.started ? TEXT.resume : this.getAttribute('label') || TEXT.launcher;
      badge.textContent = this.#unread || '';
      badge.hidden = !this.#unread;
      if (this.#unread) launcher.setAttribute('aria-label', `${label.textContent}, ${TEXT.unread(this.#unread)}`);
      else launcher.removeAttribute('aria-label');
      launcher.hidden = this.#isOpen;
      launcher.setAttribute('aria-expanded', String(this.#isOpen));
      this.#root.setAttribute('aria-label', `Chat ${this.#title}`);
      this.#root.classList.toggle('left', this.getAttribute('position') === 'left');
    }

    // -- Theme

    #applyTheme() {
      const theme = this.getAttribute('theme');
      const colours = theme === 'dark' || (theme !== 'light' && this.#dark.matches) ? DARK : LIGHT;
      this.#writeSheet(colours, THEMED);
      const failing = CONTRASTS.filter(([first, second, least]) => contrast(this.#colour(first), this.#colour(second)) < least);
      if (!failing.length) return;
      // One colour out of step can spoil every other pair, so the page's palette goes as a whole.
      this.#writeSheet(colours, []);
      if (colours === LIGHT || theme === 'dark')
        console.warn(`lotse-chat: Zu wenig Kontrast (${failing.map(([a, b]) => `${a}/${b}`).join(', ')}): Es gelten die eigenen Farben.`);
    }

    #writeSheet(colours, themed) {
      this.#ui.colours = colours;
      this.#ui.themed = themed;
      const rules = Object.entries(colours).map(([name, value]) => `--${name}:${themed.includes(name) ? `var(--lotse-${name},${value})` : value}`);
      rules.push(`color-scheme:${colours === DARK ? 'dark' : 'light'}`, '--radius:var(--lotse-radius,8px)');
      rules.push('--bottom:var(--lotse-offset-bottom,20px)', '--side:var(--lotse-offset-side,20px)');
      rules.push(...Object.entries(this.#variables).map(([name, value]) => `--${name}:${value}`));
      // A rule in a sheet of our own instead of a style attribute, which a strict policy would block.
      this.#sheet.replaceSync(`.root{${rules.join(';')}} .probe{color:color-mix(in srgb,var(--probe) 100%,#000 0%)}`);
    }

    #colour(name) {
      const probe = el('i', { class: `probe probe-${name}`, hidden: true });
      this.#sheet.insertRule(`.probe-${name}{--probe:var(--${name})}`, this.#sheet.cssRules.length);
      this.#root.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    }

    #setVariables(variables) {
      Object.assign(this.#variables, variables);
      this.#writeSheet(this.#ui.colours, this.#ui.themed);
    }

    // -- Open and close

    #show(byPerson) {
      if (!this.#ui.panel) this.#buildPanel();
      const { panel, heading, input } = this.#ui;
      this.#unread = 0;
      this.#openDialog();
      this.#setOpen(true);
      this.#greet();
      this.#scrollToEnd();
      if (!byPerson) return;
      if (this.#phone.matches && !(history.state || {}).lotseChat) history.pushState({ ...history.state, lotseChat: true }, '');
      // On phones the on-screen keyboard would hide the greeting, so the heading gets the focus there.
      (panel.matches(':modal') ? heading : input).focus();
    }

    /** Modal on phones: the browser makes the page behind inert. Beside the page elsewhere. */
    #openDialog() {
      const { panel } = this.#ui;
      const active = this.shadowRoot.activeElement || document.activeElement;
      if (this.#phone.matches) panel.showModal();
      else panel.show();
      this.#fitViewport();
      if (active && active !== document.body) active.focus({ preventScroll: true });
      else if (this.shadowRoot.activeElement) this.shadowRoot.activeElement.blur();
    }

    #changeMode() {
      if (!this.#isOpen) return;
      this.#ui.panel.close();
      this.#openDialog();
    }

    #close(returnFocus) {
      this.#toggleMenu(false);
      this.#ui.panel.close();
      this.#setOpen(false);
      if (returnFocus) this.#ui.launcher.focus();
      if ((history.state || {}).lotseChat) history.back();
      this.#emit('close');
    }

    #setOpen(open) {
      this.toggleAttribute('open', open);
      this.#talk.open = open;
      this.#keep();
      this.#updateLauncher();
    }

    #keep() {
      this.#talk.draft = this.#ui.input ? this.#ui.input.value : this.#talk.draft;
      this.#talk.save();
    }

    /** The on-screen keyboard shrinks the visual viewport only: the panel follows it. */
    #fitViewport() {
      if (!this.#isOpen || !this.#phone.matches || !window.visualViewport || visualViewport.scale > 1.01) return;
      this.#setVariables({ vh: `${visualViewport.height}px`, vt: `${visualViewport.offsetTop}px` });
    }

    /** Keyboard focus on the page must not vanish behind the chat (WCAG 2.4.11). */
    #uncover(target) {
      if (target === this || !(target instanceof Element) || !target.matches(':focus-visible')) return;
      const covers = (node) => {
        const [a, b] = [target.getBoundingClientRect(), node.getBoundingClientRect()];
        return b.width && a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
      };
      if (this.#isOpen && covers(this.#ui.panel)) this.#close(false);
      if (covers(this.#ui.launcher)) target.scrollIntoView({ block: 'center' });
    }

    // -- The panel

    #buildPanel() {
      const ui = this.#ui;
      ui.panel = el('dialog', { class: 'panel', part: 'panel', 'aria-labelledby': 'title', keydown: (event) => this.#onKey(event), cancel: (event) => this.#onCancel(event) },
        el('div', { class: 'grip', 'aria-hidden': 'true', pointerdown: (event) => this.#drag(event) }), this.#header(), this.#menu(), this.#log(), this.#composer());
      this.#root.append(ui.panel);
      ui.input.value = this.#talk.draft;
      this.#onInput();
      // Filled first and made a live region afterwards: a screen reader does not read out what is old.
      this.#talk.entries.forEach((entry) => ui.list.append(this.#draw(entry)));
      this.#makeLive();
    }

    #header() {
      const ui = this.#ui;
      const tool = (className, name, label, onclick, attributes) => button(`tool ${className}`, icon(name), onclick, { 'aria-label': label, ...attributes });
      ui.title = el('span', { id: 'title' }, this.#title);
      ui.heading = el('h2', { tabindex: '-1' }, ui.title);
      ui.menuButton = tool('', 'menu', TEXT.open, () => this.#toggleMenu(ui.menu.hidden), { 'aria-expanded': 'false', 'aria-controls': 'menu' });
      ui.size = tool('size', 'size', TEXT.grow, () => this.#toggleSize());
      return el('header', null, el('div', null, ui.heading, el('p', { class: 'robot' }, TEXT.robot)),
        ui.menuButton, ui.size, tool('', 'close', TEXT.close, () => this.close()));
    }

    #menu() {
      this.#ui.menu = el('nav', { class: 'menu', id: 'menu', 'aria-label': TEXT.open, hidden: true });
      return this.#ui.menu;
    }

    #fillMenu() {
      const links = (this.#config || {}).links || {};
      const act = (label, action) => button('', label, () => {
        this.#toggleMenu(false);
        action();
      });
      this.#ui.menu.replaceChildren(
        items('', [
          act(TEXT.restart, () => this.#restart(TEXT.restarted)),
          act(TEXT.erase, () => this.#restart(TEXT.erased)),
          act(TEXT.save, () => this.#saveTranscript()),
          act(TEXT.hide, () => this.#hide()),
        ]),
        items('', [
          [links.questions, TEXT.questions], [links.privacy, TEXT.privacyNotice],
          [links.accessibility, TEXT.accessibility], [links.barrier, TEXT.barrier],
        ].filter(([href]) => href).map(([href, label]) => this.#blocks.link(href, label))));
    }

    #toggleMenu(open) {
      if (open) this.#fillMenu();
      const hadFocus = this.#ui.menu.contains(this.shadowRoot.activeElement);
      this.#ui.menu.hidden = !open;
      this.#ui.menuButton.setAttribute('aria-expanded', String(open));
      if (!open && hadFocus) this.#ui.menuButton.focus();
    }

    #log() {
      const ui = this.#ui;
      ui.list = el('ul');
      ui.log = el('div', { class: 'log', tabindex: '0' }, ui.list);
      return ui.log;
    }

    #makeLive() {
      for (const [name, value] of [['role', 'log'], ['aria-live', 'polite'], ['aria-label', TEXT.log]]) this.#ui.log.setAttribute(name, value);
    }

    #composer() {
      const ui = this.#ui;
      ui.status = el('p', { class: 'status', role: 'status' });
      ui.input = el('textarea', {
        id: 'input', rows: '1', placeholder: TEXT.placeholder, autocomplete: 'off', enterkeyhint: 'send',
        'aria-describedby': 'hint privacy count', input: () => this.#onInput(),
      });
      ui.send = el('button', { class: 'send', 'aria-label': TEXT.send }, icon('send'));
      ui.hint = el('div', { class: 'notice urgent hint', hidden: true });
      ui.hintText = el('p', { id: 'hint' });
      ui.hint.append(icon('info'), el('div', { class: 'stack' }, ui.hintText, el('div', { class: 'chips' },
        button('chip', TEXT.edit, () => this.#selectPersonal()),
        button('chip', TEXT.maskAndSend, () => this.#submit(maskPersonal(ui.input.value))))));
      ui.count = el('span', { class: 'count', id: 'count' });
      const onsubmit = (event) => {
        event.preventDefault();
        this.#submit();
      };
      return [ui.status, el('form', { submit: onsubmit, novalidate: true },
        el('label', { class: 'sr', for: 'input' }, TEXT.input),
        el('div', { class: 'field' }, ui.input, ui.send), ui.hint,
        el('div', { class: 'foot' }, el('span', { id: 'privacy' }, TEXT.privacy), ui.count))];
    }

    #setStatus(text, typing) {
      this.#ui.status.replaceChildren(text, typing ? el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i')) : '');
    }

    // -- Size: the grip for the mouse, a button for everybody

    #toggleSize() {
      const large = this.#variables.w !== '40em';
      this.#setVariables(large ? { w: '40em', h: '60em' } : { w: 'var(--lotse-width,26em)', h: '43em' });
      this.#ui.size.setAttribute('aria-label', large ? TEXT.shrink : TEXT.grow);
    }

    #drag(start) {
      const { panel, grip = start.currentTarget } = this.#ui;
      const box = panel.getBoundingClientRect();
      const direction = this.#root.classList.contains('left') ? 1 : -1;
      const move = (event) => this.#setVariables({
        w: `${Math.max(300, box.width + direction * (event.clientX - start.clientX))}px`,
        h: `${Math.max(360, box.height - (event.clientY - start.clientY))}px`,
      });
      grip.setPointerCapture(start.pointerId);
      grip.addEventListener('pointermove', move);
      grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
    }

    // -- Keyboard

    #onKey(event) {
      const { input, list } = this.#ui;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        this.#onCancel(event);
      } else if (event.key === 'F6') {
        event.preventDefault();
        const answers = list.querySelectorAll('.bot');
        (this.shadowRoot.activeElement === input && answers.length ? answers[answers.length - 1] : input).focus();
      } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target === input) {
        event.preventDefault();
        this.#submit();
      }
    }

    /** Escape, or the back gesture of Android: first the menu, then the chat. */
    #onCancel(event) {
      event.preventDefault();
      if (this.#ui.menu.hidden) return this.close();
      this.#toggleMenu(false);
      return this.#ui.menuButton.focus();
    }

    // -- Writing

    #onInput() {
      const { input, count, hint, hintText, status } = this.#ui;
      input.rows = 1;
      while (input.scrollHeight > input.clientHeight + 2 && input.rows < 5) input.rows += 1;
      const left = this.#maxText - input.value.length;
      count.textContent = left < 0 ? TEXT.over(-left) : left <= this.#maxText * 0.2 ? TEXT.left(left) : '';
      count.classList.toggle('over', left < 0);
      input.toggleAttribute('aria-invalid', left < 0);
      const personal = findPersonal(input.value);
      hint.hidden = !personal;
      hintText.textContent = personal ? `${TEXT.personal} (${personal.kind}). ${TEXT.personalAdvice}` : '';
      if (hintText.textContent !== status.textContent && personal) this.#announce(hintText.textContent);
    }

    /** For screen readers only: what is visible elsewhere already. */
    #announce(text) {
      this.#ui.status.replaceChildren(el('span', { class: 'sr' }, text));
    }

    #selectPersonal() {
      const { input } = this.#ui;
      const { start, end } = findPersonal(input.value) || { start: 0, end: 0 };
      input.focus();
      input.setSelectionRange(start, end);
    }

    #submit(text = this.#ui.input.value) {
      const { input, count } = this.#ui;
      const trimmed = text.trim();
      if (!trimmed || this.#busy) return input.focus();
      if (trimmed.length > this.#maxText) {
        this.#announce(count.textContent);
        return input.focus();
      }
      if (findPersonal(trimmed)) return this.#selectPersonal();
      input.value = '';
      this.#onInput();
      input.focus();
      return this.#say({ who: 'me', text: trimmed, id: randomId() });
    }

    #choose(label, choice) {
      if (this.#busy) return;
      // The tapped button may be far up: the keyboard goes on from the input.
      if (!this.#phone.matches) this.#ui.input.focus({ preventScroll: true });
      this.#say({ who: 'me', text: label, id: randomId(), choice });
    }

    // -- Talking to the server

    #say(entry) {
      this.#setStatus('');
      this.#append(entry);
      this.#emit('message', { kind: entry.choice ? 'choice' : 'text' });
      return this.#deliver(entry);
    }

    async #deliver(entry) {
      const talk = this.#talk;
      this.#setBusy(true);
      const notices = [setTimeout(() => this.#setStatus(TEXT.typing, true), TYPING_AFTER_MS), setTimeout(() => this.#setStatus(TEXT.waiting), 6000)];
      let answer;
      try {
        answer = await this.#exchange(talk, entry);
      } catch (problem) {
        answer = problem;
      }
      notices.forEach(clearTimeout);
      // Meanwhile the conversation may have been deleted.
      if (talk !== this.#talk) return;
      this.#setBusy(false);
      this.#setStatus('');
      if (answer instanceof Error) this.#onFailure(entry, answer);
      else this.#onAnswer(entry, answer);
    }

    /** Sends until there is an answer. The message's id makes sure that the server takes it only once. */
    async #exchange(talk, entry) {
      let { choice } = entry;
      let renewed = false;
      for (let attempt = 0; ; ) {
        try {
          if (!talk.session) talk.session = (await this.#server.call('POST', 'session', {})).session;
          const said = choice ? { choice } : { text: entry.text };
          return await this.#server.call('POST', 'message', { session: talk.session, id: entry.id, ...said });
        } catch (problem) {
          if (problem.status === 401 && !renewed) {
            renewed = true;
            talk.session = null;
          } else if (problem.status === 422 && choice && choice.turn) {
            // The server was restarted and has forgotten the turn; the button still names its answer.
            choice = { ...choice, turn: 0 };
          } else if (problem.temporary && attempt < RETRY_AFTER_MS.length) {
            if (talk === this.#talk) this.#setStatus(TEXT.retrying);
            await pause(RETRY_AFTER_MS[attempt]);
            attempt += 1;
          } else throw problem;
        }
      }
    }

    #onAnswer(entry, answer) {
      entry.masked = answer.masked === true;
      delete entry.failed;
      this.#redraw(entry);
      if (this.#fallback) this.#fallback.remove();
      this.#append({ who: 'bot', answer });
      if (!this.#isOpen) this.#unread += 1;
      this.#updateLauncher();
      this.#emit('answer', { outcome: answer.outcome, intent: answer.intent, turn: answer.turn });
    }

    #onFailure(entry, problem) {
      entry.failed = problem.message;
      this.#talk.save();
      this.#redraw(entry);
      if (problem.temporary) this.#showFallback();
      this.#announce(`${TEXT.failed} ${problem.message}`);
      this.#scrollToEnd();
      this.#emit('error', { status: problem.status });
    }

    #setBusy(busy) {
      this.#busy = busy;
      // Not `disabled`: that would throw the keyboard focus out.
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
      this.#talk.entries = this.#talk.entries.filter((other) => other !== entry);
      entry.node.remove();
      input.value = [entry.text, input.value].filter(Boolean).join('\n');
      this.#onInput();
      input.focus();
      this.#talk.save();
    }

    // -- Drawing messages

    #append(entry) {
      this.#talk.config = this.#config;
      this.#talk.add(entry);
      this.#ui.list.append(this.#draw(entry));
      this.#scrollToEnd();
    }

    #draw(entry) {
      const node = entry.who === 'me' ? this.#drawMine(entry) : this.#drawAnswer(entry);
      // Not part of what is saved.
      Object.defineProperty(entry, 'node', { value: node, configurable: true });
      return node;
    }

    #redraw(entry) {
      const old = entry.node;
      old.replaceWith(this.#draw(entry));
    }

    #drawMine(entry) {
      return el('li', { class: 'me' }, el('p', null, el('span', { class: 'sr' }, TEXT.me), entry.text),
        entry.masked && el('p', { class: 'note' }, TEXT.masked),
        entry.failed && el('div', { class: 'failed tools' }, el('p', null, `${TEXT.failed} ${entry.failed}`), el('div', { class: 'chips' },
          button('chip', TEXT.again, () => this.#retry(entry)),
          !entry.choice && button('chip', TEXT.edit, () => this.#edit(entry)))));
    }

    #drawAnswer(entry) {
      const { answer } = entry;
      const blocks = this.#blocks.all(answer.blocks);
      return el('li', { class: 'bot', tabindex: '-1' }, el('span', { class: 'sr' }, TEXT.bot),
        blocks.length ? blocks : el('p', null, TEXT.empty), this.#sources(answer),
        answer.outcome === 'answered' && this.#feedback(entry), this.#suggestions(answer));
    }

    #sources({ sources, as_of: asOf }) {
      const links = list(sources).map(({ title, url }) => el('span', null, this.#blocks.link(url, title)));
      return (links.length > 0 || asOf) && el('p', { class: 'meta' }, links.length > 0 && `${TEXT.sources}: `, links, asOf && el('span', null, `${TEXT.asOf}: ${germanDate(asOf)}`));
    }

    #suggestions({ suggestions }) {
      const all = list(suggestions);
      const group = (kind, className, extra = []) => {
        const chosen = all.filter((suggestion) => suggestion.kind === kind);
        return chosen.length > 0 && el('div', null, el('h3', null, TEXT[kind]), items(className, [...chosen, ...extra].map((one) => this.#suggestion(one))));
      };
      return [group('situation', 'chips'), group('question', 'choices', all.filter(({ kind }) => kind === 'none')), group('follow_up', 'choices')];
    }

    /** A button that stays readable and usable after it was tapped; the tapped one is marked. */
    #suggestion({ label, kind, choice }) {
      return button(`chip ${kind === 'none' ? 'quiet' : ''}`, label, ({ currentTarget }) => {
        if (this.#busy) return;
        currentTarget.classList.add('used');
        this.#choose(label, choice);
      });
    }

    #feedback(entry) {
      const thumb = (helpful, label) => button(`chip ${helpful ? '' : 'no'}`, [icon('thumb'), label], () => this.#rate(entry, helpful),
        { 'aria-pressed': String((entry.rating || {}).helpful === helpful) });
      const reasons = Object.entries(REASONS).map(([reason, label]) => button('chip', label, () => this.#rate(entry, false, reason),
        { 'aria-pressed': String((entry.rating || {}).reason === reason) }));
      return el('div', { class: 'rate tools', role: 'group', 'aria-label': TEXT.helpful },
        el('span', { class: 'muted' }, TEXT.helpful), thumb(true, TEXT.yes), thumb(false, TEXT.no),
        entry.rating && !entry.rating.helpful && [el('span', { class: 'muted' }, TEXT.why), items('chips', reasons)]);
    }

    async #rate(entry, helpful, reason) {
      entry.rating = { helpful, reason };
      const old = entry.node.querySelector('.rate');
      const index = [...old.querySelectorAll('button')].indexOf(this.shadowRoot.activeElement);
      const fresh = this.#feedback(entry);
      old.replaceWith(fresh);
      if (index >= 0) fresh.querySelectorAll('button')[index].focus();
      this.#talk.save();
      this.#emit('feedback', { helpful, reason });
      try {
        await this.#server.call('POST', 'feedback', { session: this.#talk.session, turn: entry.answer.turn, helpful, reason });
        this.#setStatus(TEXT.thanks);
      } catch (problem) {
        this.#setStatus(problem.temporary ? TEXT.feedbackFailed : TEXT.thanks);
      }
    }

    /** Shows the new answer from its question on: what is long is read from the top. */
    #scrollToEnd() {
      if (!this.#isOpen) return;
      const { log, panel, list } = this.#ui;
      const scroller = log.scrollHeight > log.clientHeight ? log : panel;
      const mine = [...list.querySelectorAll('.me')].pop();
      const start = mine ? mine.getBoundingClientRect().top - log.getBoundingClientRect().top + log.scrollTop - 16 : 0;
      scroller.scrollTop = scroller === log ? start : scroller.scrollHeight;
    }

    // -- Greeting, topics, and what is there when the server is away

    #loadConfig() {
      if (!this.#configLoading) {
        this.#configLoading = this.#server.call('GET', 'config').then((config) => {
          this.#config = config;
          this.attributeChangedCallback();
          return true;
        }).catch(() => {
          this.#configLoading = null;
          return false;
        });
      }
      return this.#configLoading;
    }

    /** The panel stands at once; the greeting waits a moment for the county's own words, and is never replaced. */
    async #greet() {
      if (this.#ui.greeting) return;
      const loading = this.#loadConfig();
      this.#ui.greeting = el('li', { class: 'bot', tabindex: '-1' });
      this.#ui.list.prepend(this.#ui.greeting);
      const node = this.#ui.greeting;
      if (!this.#config) await Promise.race([loading, pause(GREETING_AFTER_MS)]);
      const { greeting, notice } = this.#config || TEXT;
      node.append(el('span', { class: 'sr' }, TEXT.bot), ...list(greeting).map((text) => el('p', null, text)), el('div', { class: 'notice' }, icon('info'), el('p', null, notice)));
      const reached = await loading;
      if (node !== this.#ui.greeting) return;
      node.append(this.#topics());
      if (!reached) this.#showFallback();
      this.#scrollToEnd();
    }

    #topics() {
      const topics = list((this.#config || {}).topics);
      const wanted = this.getAttribute('topic');
      return topics.length ? el('div', { class: 'tools' }, el('h3', null, TEXT.topics), el('ul', { class: 'topics' }, topics.map((topic, index) => {
        const open = topic.id === wanted;
        const questions = items('', list(topic.questions).map(({ question, intent }) => this.#suggestion({ label: question, choice: { intent, turn: 0 } })));
        questions.id = `topic-${index}`;
        questions.hidden = !open;
        return el('li', null, button('chip', topic.label, ({ currentTarget }) => this.#toggleTopic(currentTarget), { 'aria-expanded': String(open), 'aria-controls': questions.id }), questions);
      }))) : '';
    }

    /** One topic is open at a time; the tapped button stays where it is on the screen. */
    #toggleTopic(tapped) {
      const top = tapped.getBoundingClientRect().top;
      for (const each of this.#ui.greeting.querySelectorAll('[aria-expanded]')) {
        const open = each === tapped && each.getAttribute('aria-expanded') === 'false';
        each.setAttribute('aria-expanded', String(open));
        each.nextElementSibling.hidden = !open;
      }
      this.#ui.log.scrollTop += tapped.getBoundingClientRect().top - top;
    }

    /** The server is away: the office of the last known configuration, else the page's own text between the tags. */
    #showFallback() {
      const { text, card } = (this.#config || {}).offline || {};
      if (this.#fallback) this.#fallback.remove();
      this.#fallback = el('li', { class: 'bot', tabindex: '-1' }, el('span', { class: 'sr' }, TEXT.bot), el('p', null, text || TEXT.unreachable),
        card ? this.#blocks.all([{ type: 'card', ...card }]) : el('slot'));
      this.#ui.list.append(this.#fallback);
    }

    // -- Ending

    #restart(message) {
      this.#clear().then((reached) => this.#setStatus(reached ? message : TEXT.erasedHere));
      this.#ui.input.focus();
    }

    async #clear() {
      const { session } = this.#talk;
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

    /** Empties the screen and the storage. */
    #forget() {
      const { list: messages, input } = this.#ui;
      const { open } = this.#talk;
      this.#talk.erase();
      const index = [...document.querySelectorAll(this.localName)].indexOf(this);
      this.#talk = new Conversation(index > 0 ? `${STORAGE_KEY}-${index + 1}` : STORAGE_KEY);
      this.#talk.open = open;
      this.#unread = 0;
      this.#fallback = null;
      if (messages) {
        messages.replaceChildren();
        this.#ui.greeting = null;
        input.value = '';
        this.#onInput();
        this.#setBusy(false);
        this.#setStatus('');
        if (this.#isOpen) this.#greet();
      }
      this.#updateLauncher();
    }

    #endWhenIdle() {
      if (!this.#talk.idle(this.#idleMinutes) || this.#busy) return;
      const minutes = this.#idleMinutes;
      this.#clear();
      if (this.#ui.status) this.#setStatus(TEXT.ended(minutes));
    }

    #hide() {
      this.#close(false);
      this.hidden = true;
    }

    #saveTranscript() {
      const lines = [...this.#ui.list.children].map((item) => plain(item).replace(/\n{3,}/g, '\n\n').trim());
      const head = `${TEXT.transcript} „${this.#title}“, ${new Date().toLocaleDateString('de-DE')}\n${TEXT.robot}`;
      const url = URL.createObjectURL(new Blob([`${head}\n\n${lines.join('\n\n')}\n`], { type: 'text/plain;charset=utf-8' }));
      el('a', { href: url, download: 'Chatverlauf.txt' }).click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    }
  }

  if (!customElements.get('lotse-chat')) customElements.define('lotse-chat', LotseChat);
}
