// What the pages cannot do without a script: times in the reader's zone, the theme, copying, messages.
(() => {
  "use strict";

  const root = document.documentElement;

  // The zone that the reader chose; a browser that does not know it keeps its own.
  let zone = root.dataset.zone || undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    zone = undefined;
  }

  const showTimes = (within) => {
    const now = new Date();
    for (const time of within.querySelectorAll("time[datetime]:not([data-local])")) {
      const when = new Date(time.dateTime);
      if (Number.isNaN(when.getTime())) continue;
      const options = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
      if (when.getFullYear() !== now.getFullYear()) options.year = "numeric";
      time.textContent = when.toLocaleString("en-GB", options);
      time.title = when.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "long", timeZone: zone });
      time.dataset.local = "";
    }
  };

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const chooseTheme = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    document.cookie = `seshat_theme=${theme}; path=/; max-age=${theme ? 31536000 : 0}; samesite=strict`;
    showTheme();
  };

  const showTheme = () => {
    for (const button of document.querySelectorAll("[data-action=theme]")) {
      button.hidden = false;
      button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme");
    }
  };

  const copy = async (button) => {
    const source = document.getElementById(button.dataset.copy);
    if (!source) return;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = label; }, 1600);
  };

  // A message: `told` waits for the reader's ear, `warned` does not. It stays until it is dismissed or said no more.
  const tell = (text, warning = false) => {
    const place = document.getElementById(warning ? "warned" : "told");
    if ([...place.querySelectorAll("p")].some((p) => p.textContent === text)) return;
    const toast = document.createElement("div");
    toast.className = warning ? "toast bad" : "toast";
    const words = document.createElement("p");
    words.textContent = text;
    const dismiss = document.createElement("button");
    dismiss.type = "button";
    dismiss.className = "icon";
    dismiss.dataset.action = "dismiss";
    dismiss.setAttribute("aria-label", "Dismiss");
    dismiss.innerHTML = '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>';
    toast.append(words, dismiss);
    place.append(toast);
    while (place.children.length > 3) place.firstElementChild.remove();
  };

  const untell = (text) => {
    for (const p of document.querySelectorAll(".toast > p")) if (p.textContent === text) p.parentElement.remove();
  };

  const dismiss = (toast) => {
    const had = toast.contains(document.activeElement);
    toast.remove();
    if (had) document.getElementById("content").focus({ preventScroll: true });
  };

  const actions = {
    theme: () => chooseTheme(isDark() ? "light" : "dark"),
    close: (button) => button.closest("dialog").close(),
    dismiss: (button) => dismiss(button.closest(".toast")),
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    actions[button.dataset.action]?.(button);
    if (button.dataset.copy) copy(button);
    if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("form[data-submit=change] select")) event.target.form.requestSubmit();
  });

  // An empty field says nothing: leave it out of the address.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "get") return;
    for (const field of event.target.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
    setTimeout(() => { for (const field of event.target.elements) field.disabled = false; });
  });

  // A request that fails is never silent.
  const lost = "The server does not answer. What you see may be out of date; check that it runs.";
  const problem = (event) => {
    const request = event.detail.xhr;
    try {
      tell(JSON.parse(request.responseText).detail, true);
    } catch {
      tell(`The server answered ${request.status}. Reload the page; if that does not help, see what it says on its standard error.`, true);
    }
  };
  document.addEventListener("htmx:responseError", problem);
  document.addEventListener("htmx:sendError", () => tell(lost, true));
  document.addEventListener("htmx:timeout", () => tell(lost, true));
  document.addEventListener("htmx:afterOnLoad", () => untell(lost));

  // Sends what a form would; the answer is what is wrong, in the server's words, or null.
  const send = async (address, fields) => {
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(address, { method: "POST", headers, body: new URLSearchParams(fields) });
      if (answer.ok) return null;
      const { detail } = await answer.json().catch(() => ({}));
      return detail ?? `The server answered ${answer.status}. Reload the page.`;
    } catch {
      return lost;
    }
  };

  // A table that is wider than its place can be scrolled with the keyboard.
  const reach = (within) => {
    for (const box of within.querySelectorAll(".scroll, pre")) {
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  const prepare = (within) => {
    showTimes(within);
    reach(within);
    for (const button of within.querySelectorAll("button[data-copy], [data-action=dismiss], [data-opens], [data-file], [data-grip]")) button.hidden = false;
  };

  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  document.addEventListener("toggle", (event) => { if (event.target.open) reach(event.target); }, true);
  addEventListener("resize", () => reach(document));

  // A picture over another, up to where the slider stands.
  document.addEventListener("input", (event) => {
    const slider = event.target.closest?.("[data-slide]");
    slider?.closest("section")?.querySelector(".slide")?.style.setProperty("--at", `${slider.value}%`);
  });

  // A file is read into the field that is sent.
  document.addEventListener("change", async (event) => {
    const field = document.getElementById(event.target.dataset?.into ?? "");
    if (field && event.target.files[0]) field.value = await event.target.files[0].text();
  });

  // A page that is made of days wants to know whose; a reader who chose no zone has that of the browser.
  const askForZone = () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (!document.querySelector("[data-zoned=ask]") || !timeZone || timeZone === "UTC") return;
    const address = new URL(location.href);
    address.searchParams.set("zone", timeZone);
    location.replace(address);
  };

  const start = () => {
    askForZone();
    prepare(document);
    showTheme();
    for (const strip of document.querySelectorAll(".tabs")) {
      const current = strip.querySelector("[aria-current]");
      if (current) strip.scrollLeft = current.offsetLeft - strip.clientWidth / 2;
    }
  };

  window.seshat = { tell, untell, prepare, send, lost };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
