// The filters of the search page: one list of choices each, with counts, and what is chosen as buttons that undo it.

import "./search-facets.js";
import { element, fill } from "./search-results.js";

const { FILTERS } = self.searchFacets;

export class Filters {
  /** `changed` is called when the reader chose something, `opened` when the choices are to be shown. */
  constructor(root, { changed, opened }) {
    this.values = {}; // filter → value, of those that are chosen
    this.labels = {}; // filter → label of the chosen value
    this.root = root.querySelector("[data-search-filters]");
    this.chosen = root.querySelector("[data-search-chosen]");
    this.root.addEventListener("toggle", () => this.open && opened());
    this.root.addEventListener("change", ({ target }) => {
      this.choose(target.name, target.value, target.selectedOptions[0].dataset.label);
      changed();
    });
    this.chosen.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      this.choose(button.value, "");
      changed();
      (this.chosen.querySelector("button") || this.root.querySelector("summary")).focus();
    });
  }

  /** Whether the choices are shown, and their counts are wanted. */
  get open() {
    return this.root.open;
  }

  /** Take over what an address asks for. */
  read(address) {
    for (const { name } of FILTERS) this.choose(name, address.get(name) || "");
    this.showChosen();
  }

  /** Write what is chosen into an address. */
  write(address) {
    for (const { name } of FILTERS) {
      if (this.values[name]) address.set(name, this.values[name]);
      else address.delete(name);
    }
  }

  /** Show filter → `[{value, label, count}]`; without them there is nothing to choose. */
  show(facets) {
    for (const { name } of FILTERS) {
      const select = this.root.querySelector(`select[name=${name}]`);
      const rows = (facets && facets[name]) || [];
      const options = rows.map(({ value, label, count }) => {
        const option = new Option(`${label}（${count}）`, value);
        option.dataset.label = label;
        return option;
      });
      fill(select, [new Option("全部", ""), ...options]);
      const row = rows.find(({ value, label }) => [value, label].includes(this.values[name]));
      select.value = row ? row.value : "";
      select.disabled = options.length === 0;
      if (row) this.labels[name] = row.label;
    }
    this.showChosen();
  }

  choose(name, value, label) {
    if (value === "") delete this.values[name];
    else this.values[name] = value;
    this.labels[name] = label || value;
  }

  showChosen() {
    const active = FILTERS.filter(({ name }) => this.values[name]);
    this.chosen.hidden = active.length === 0;
    fill(
      this.chosen,
      active.map(({ name, title }) => {
        const button = element("button", "search__undo", `${title}：${this.labels[name]}`);
        button.type = "button";
        button.value = name;
        button.setAttribute("aria-label", `取消筛选 ${button.textContent}`);
        return element("li", "", [button]);
      }),
    );
  }
}
