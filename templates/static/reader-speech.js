// 朗读: the browser's own voice reads the article paragraph by paragraph, and the paragraph is marked.
// A pause stops and says the sentence again later: on Android the engine's own pause loses its place.

const RATES = [0.8, 1, 1.25, 1.5, 2];
const LONGEST = 120; // characters: some engines fall silent in longer pieces
const PARTS = "h1, .kicker, .deck, .prose > :not(.table), .prose tr, figcaption, .photo-note, .notice";
const BY_LINES = ".stanza, .verse, .signature, tr"; // a line of these ends like a clause, whether a mark says so or not

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
    addEventListener("pagehide", this.leave);
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
    this.bar.append(
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
    this.mark(piece.element);
    const utterance = new SpeechSynthesisUtterance(piece.text);
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
    this.at = this.pieces.findIndex((piece) => piece.element === to);
    if (this.isPlaying) this.say();
    else this.mark(to);
  }

  faster() {
    this.rate = RATES[(RATES.indexOf(this.rate) + 1) % RATES.length];
    this.store.set("rate", String(this.rate));
    this.showRate();
    if (this.isPlaying) this.say();
  }

  mark(element) {
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
    player = null;
  }
}

// Mandarin of the mainland before any other Chinese voice, one on the device before one on a server.
function chineseVoice() {
  const rank = (voice) => (/^(zh|cmn)[-_](hans[-_])?cn/i.test(voice.lang) ? 2 : 0) + (voice.localService ? 1 : 0);
  const voices = speechSynthesis.getVoices().filter((voice) => /^(zh|cmn)/i.test(voice.lang));
  return voices.sort((a, b) => rank(b) - rank(a))[0];
}

// The article's paragraphs, cut at sentences where they are long.
function pieces(article) {
  const found = [];
  article.querySelectorAll(PARTS).forEach((element) => {
    const said = element.textContent.trim();
    const whole = element.matches(BY_LINES) ? said.replace(/([^\s，。、；：！？…—])\s*\n\s*/g, "$1，") : said;
    const sentences = whole.replace(/\s+/g, " ").match(/[^。！？；]+[。！？；”’）]*/g) || [];
    let text = "";
    sentences.forEach((sentence) => {
      if (text && text.length + sentence.length > LONGEST) {
        found.push({ element, text });
        text = "";
      }
      text += sentence;
    });
    if (text) found.push({ element, text });
  });
  return found;
}
