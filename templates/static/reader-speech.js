// 朗读: the browser's own voice reads the article sentence by sentence. The sentence is marked, or its paragraph where the
// browser cannot mark a part of one; a touch on any paragraph reads on from there.
// A pause stops and says the sentence again later: on Android the engine's own pause loses its place.

import { spoken } from "./reader-spoken.js";

const RATES = [0.8, 1, 1.25, 1.5, 2];
const LONGEST = 120; // characters: some engines fall silent in a longer sentence; it is cut at a comma
const PARTS = "h1, .kicker, .deck, .prose > :not(.table), .prose tr, figcaption, .photo-note, .notice";
const BY_LINES = ".stanza, .verse, .signature, tr"; // a line of these ends like a clause, whether a mark says so or not

// Browsers of 2023 and later mark a range of text without touching the page. The colours come with this script, since
// older ones would take a style sheet that names such a range for a damaged one.
const HIGHLIGHTS = window.Highlight && document.adoptedStyleSheets && window.CSS && CSS.highlights;
const COLOURS = `.is-spoken { background: none; box-shadow: -.5rem 0 0 -.2rem var(--red); }
::highlight(spoken) { background-color: var(--mark); color: var(--ink); }`;

function addColours() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(COLOURS);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

if (HIGHLIGHTS) addColours();

let player = null;

export function start({ button, store }) {
  if (player) player.stop();
  else player = new Player(button, store);
}

class Player {
  constructor(button, store) {
    this.button = button;
    this.store = store;
    this.pieces = pieces(document.querySelector("article"));
    this.at = 0;
    this.turn = 0; // what was said before this turn is of no interest any more
    const stored = Number(store.get("rate"));
    this.rate = RATES.includes(stored) ? stored : 1;
    this.build();
    this.leave = () => this.stop();
    this.touch = (event) => this.from(event);
    addEventListener("pagehide", this.leave);
    document.addEventListener("click", this.touch);
    this.play();
  }

  build() {
    const press = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.addEventListener("click", act);
      return made;
    };
    this.bar = document.createElement("div");
    this.bar.className = "reader-player";
    this.bar.setAttribute("role", "region");
    this.bar.setAttribute("aria-label", "朗读");
    this.pauseButton = press("暂停", () => (this.isPlaying ? this.pause() : this.play()));
    this.rateButton = press("", () => this.faster());
    const hint = document.createElement("p");
    hint.textContent = "点文中任何一段，就从那里读起";
    this.bar.append(
      hint,
      this.pauseButton,
      press("上一段", () => this.jump(-1)),
      press("下一段", () => this.jump(1)),
      this.rateButton,
      press("停止", () => this.stop()),
    );
    this.showRate();
    document.body.append(this.bar);
    document.body.classList.add("is-reading-aloud");
    this.button.setAttribute("aria-pressed", "true");
  }

  showRate() {
    this.rateButton.textContent = `${this.rate} 倍`;
    this.rateButton.setAttribute("aria-label", `语速 ${this.rate} 倍，点按加快`);
  }

  play() {
    this.isPlaying = true;
    this.pauseButton.textContent = "暂停";
    this.say();
  }

  say() {
    const turn = (this.turn += 1);
    speechSynthesis.cancel();
    const piece = this.pieces[this.at];
    if (!piece) {
      this.stop();
      return;
    }
    this.mark(piece);
    const utterance = new SpeechSynthesisUtterance(spoken(piece.text));
    utterance.lang = "zh-CN";
    utterance.rate = this.rate;
    const voice = chineseVoice();
    if (voice) utterance.voice = voice;
    const next = () => {
      if (turn !== this.turn || !this.isPlaying) return;
      this.at += 1;
      this.say();
    };
    utterance.onend = next;
    utterance.onerror = ({ error }) => {
      if (turn === this.turn && error !== "interrupted" && error !== "canceled") this.pause();
    };
    this.utterance = utterance; // or it may be collected before its end is heard
    speechSynthesis.speak(utterance);
  }

  pause() {
    this.turn += 1;
    this.isPlaying = false;
    this.pauseButton.textContent = "继续";
    speechSynthesis.cancel();
  }

  jump(step) {
    const here = this.pieces[this.at].element;
    const elements = [...new Set(this.pieces.map((piece) => piece.element))];
    const to = elements[Math.min(Math.max(elements.indexOf(here) + step, 0), elements.length - 1)];
    this.go(to);
  }

  // Reading goes on from where a paragraph begins.
  go(element) {
    this.at = this.pieces.findIndex((piece) => piece.element === element);
    if (this.isPlaying) this.say();
    else this.mark(this.pieces[this.at]);
  }

  from({ target }) {
    const element = target.closest("article") && !target.closest("a, button") && target.closest(PARTS);
    if (element && String(getSelection()) === "" && this.pieces.some((piece) => piece.element === element)) {
      this.isPlaying = true;
      this.pauseButton.textContent = "暂停";
      this.go(element);
    }
  }

  faster() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    this.store.set("rate", String(this.rate));
    this.showRate();
    if (this.isPlaying) this.say();
  }

  mark(piece) {
    const element = piece && piece.element;
    if (HIGHLIGHTS) {
      HIGHLIGHTS.delete("spoken");
      if (piece) HIGHLIGHTS.set("spoken", new Highlight(rangeOf(piece)));
    }
    if (this.marked === element) return;
    if (this.marked) this.marked.classList.remove("is-spoken");
    this.marked = element;
    if (!element) return;
    element.classList.add("is-spoken");
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - this.bar.offsetHeight * 2) {
      const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      element.scrollIntoView({ block: "center", behavior: isCalm ? "auto" : "smooth" });
    }
  }

  stop() {
    this.turn += 1;
    this.isPlaying = false;
    speechSynthesis.cancel();
    this.mark(null);
    const hadFocus = this.bar.contains(document.activeElement);
    this.bar.remove();
    document.body.classList.remove("is-reading-aloud");
    this.button.setAttribute("aria-pressed", "false");
    if (hadFocus) this.button.focus();
    removeEventListener("pagehide", this.leave);
    document.removeEventListener("click", this.touch);
    player = null;
  }
}

// Mandarin of the mainland before any other Chinese voice, one on the device before one on a server.
function chineseVoice() {
  const rank = (voice) => (/^(zh|cmn)[-_](hans[-_])?cn/i.test(voice.lang) ? 2 : 0) + (voice.localService ? 1 : 0);
  const voices = speechSynthesis.getVoices().filter((voice) => /^(zh|cmn)/i.test(voice.lang));
  return voices.sort((a, b) => rank(b) - rank(a))[0];
}

// The article's sentences: each with its paragraph, and where in the paragraph's text it begins and ends.
function pieces(article) {
  const found = [];
  article.querySelectorAll(PARTS).forEach((element) => {
    const whole = element.textContent;
    let at = 0;
    (whole.match(/[^。！？；]+[。！？；”’）]*/g) || []).reduce((all, one) => all.concat(cut(one)), []).forEach((part) => {
      const text = readOut(part, element.matches(BY_LINES));
      const start = whole.indexOf(part, at);
      at = start + part.length;
      if (/[^\s，。、；：！？…—]/.test(text)) found.push({ element, text, start, end: at });
    });
  });
  return found;
}

function cut(sentence) {
  if (sentence.length <= LONGEST) return [sentence];
  return (sentence.match(/[^，、：]+[，、：]?/g) || []).reduce((parts, clause) => {
    const last = parts.length - 1;
    if (last >= 0 && parts[last].length + clause.length <= LONGEST) parts[last] += clause;
    else parts.push(clause);
    return parts;
  }, []);
}

const readOut = (text, byLines) =>
  (byLines ? text.trim().replace(/([^\s，。、；：！？…—])\s*\n\s*/g, "$1，") : text).replace(/\s+/g, " ").trim();

// A sentence may run through links and bold words: its range is found by counting characters.
function rangeOf({ element, start, end }) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const after = before + node.length;
    if (before <= start && start < after) range.setStart(node, start - before);
    if (before < end && end <= after) range.setEnd(node, end - before);
    before = after;
  }
  return range;
}
