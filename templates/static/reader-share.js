// 分享, where the browser has no share sheet of its own or the screen is wide: copy the link, scan the code, print.

export function start({ page, button, open }) {
  const panel = document.querySelector("#reader-share") || build(page, button);
  open(panel, button);
}

function build({ title, url }, button) {
  const panel = document.createElement("div");
  panel.id = "reader-share";
  panel.className = "reader-panel";
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "分享");
  panel.tabIndex = -1;

  const said = element("p", "reader-said");
  said.setAttribute("role", "status");
  const address = element("input", "reader-address");
  address.value = url;
  address.readOnly = true;
  address.setAttribute("aria-label", "本文网址");
  address.addEventListener("focus", () => address.select());

  panel.append(
    element("p", "reader-heading", "分享这篇文章"),
    address,
    row(
      action("复制网址", () => copy(url, address).then((done) => {
        said.textContent = done ? "已复制" : "浏览器不让复制，请长按上面的网址";
      })),
      navigator.share ? action("发给……", () => navigator.share({ title, url }).catch(() => {})) : "",
      action("打印", () => print()),
    ),
    /MicroMessenger/i.test(navigator.userAgent)
      ? element("p", "reader-hint", "在微信里：点右上角的“…”，转发给朋友")
      : "",
    button.dataset.qr ? code(button.dataset.qr) : "",
    said,
  );
  document.body.append(panel);
  return panel;
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function row(...items) {
  const made = element("p", "reader-row");
  made.append(...items);
  return made;
}

function action(text, act) {
  const made = element("button", "", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function code(source) {
  const figure = element("figure", "reader-qr");
  const image = new Image(164, 164);
  image.src = source;
  image.alt = "本文网址的二维码";
  figure.append(image, element("figcaption", "", "用手机扫一扫，接着读"));
  return figure;
}

// The clipboard of today, or the way of old browsers, through a selected field.
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    field.select();
    return document.execCommand("copy");
  }
}
