// 打印整期: fetches the articles of the issue in the order of its 版, sets them below each other for paper alone, and
// prints. An article that cannot be had stops it: half an issue must not be taken for the whole.

const LONGEST = 20000; // milliseconds to wait for pictures

export async function start({ button }) {
  const said = button.parentNode.querySelector("[role=status]");
  button.disabled = true;
  said.textContent = "正在取各篇文章……";
  try {
    if (!document.querySelector("#issue-print")) await build(button);
    said.textContent = "";
  } catch (failed) {
    said.textContent = "有文章取不到，没有打印。看网络通不通，再按一次";
    return;
  } finally {
    button.disabled = false;
  }
  print();
}

async function build(button) {
  const sections = await Promise.all(Array.from(document.querySelectorAll("main .folio")).map(folio));
  const whole = element("div", "issue-print");
  whole.id = "issue-print";
  const head = element("header", "print-head");
  head.append(element("p", "print-name", button.dataset.paper));
  const about = document.querySelectorAll(".page-head h1, .page-head .meta");
  head.append(element("p", "print-date", Array.from(about).map((line) => line.textContent.trim()).join("　")));
  whole.append(head, ...sections);
  await style(button.dataset.style);
  document.body.append(whole);
  document.body.classList.add("prints-issue");
  await Promise.race([pictures(whole), new Promise((done) => setTimeout(done, LONGEST))]);
}

async function folio(section) {
  const made = element("section", "print-folio");
  const title = section.querySelector(".folio-head h2");
  const head = element("h2", "print-folio-head");
  head.append(...Array.from(title.cloneNode(true).childNodes));
  const links = Array.from(section.querySelectorAll(".contents a")).map((link) => link.href);
  const articles = await Promise.all(links.map(article));
  const staff = section.querySelector(".staff");
  made.append(head, ...articles, ...(staff ? [staff.cloneNode(true)] : []));
  return made;
}

async function article(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = document.importNode(page.querySelector("main .article"), true);
  found.querySelectorAll(".reader-tools, .printed-at, .pager, .article-foot, .article-meta p:last-child, .staff, script")
    .forEach((other) => other.remove());
  [found, ...Array.from(found.querySelectorAll("[id], [loading]"))].forEach((inside) => {
    inside.removeAttribute("id"); // each page has its own, and here they stand together
    inside.removeAttribute("loading"); // what is out of sight would never be loaded
  });
  found.querySelectorAll("h1").forEach((title) => {
    const lower = element("h3", title.className);
    lower.append(...Array.from(title.childNodes));
    title.replaceWith(lower);
  });
  return found;
}

function style(address) {
  return new Promise((done, failed) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.media = "print";
    link.href = address;
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

function pictures(whole) {
  return Promise.all(Array.from(whole.querySelectorAll("img")).map((image) => image.complete || new Promise((done) => {
    image.onload = done;
    image.onerror = done;
  })));
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
