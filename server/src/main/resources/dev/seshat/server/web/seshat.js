// What the pages cannot do without a script: times in the reader's zone, the theme, copying, two keys.
(() => {
  "use strict";

  const root = document.documentElement;

  const showTimes = (within) => {
    const now = new Date();
    for (const time of within.querySelectorAll("time[datetime]:not([data-local])")) {
      const when = new Date(time.dateTime);
      if (Number.isNaN(when.getTime())) continue;
      const options = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      if (when.getFullYear() !== now.getFullYear()) options.year = "numeric";
      if (time.dataset.form === "clock") {
        time.textContent = when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
      } else {
        time.textContent = when.toLocaleString("en-GB", options);
      }
      time.title = when.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "long" });
      time.dataset.local = "";
    }
  };

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const showTheme = () => {
    for (const button of document.querySelectorAll("[data-action=theme]")) {
      button.hidden = false;
      button.setAttribute("aria-label", isDark() ? "Use the light theme" : "Use the dark theme");
    }
  };

  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    document.cookie = `seshat_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=strict`;
    showTheme();
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

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    if (button.dataset.action === "theme") switchTheme();
    if (button.dataset.copy) copy(button);
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

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const field = document.querySelector("[data-key='/']");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
    }
  });

  document.addEventListener("htmx:load", (event) => showTimes(event.detail.elt));

  const start = () => {
    showTimes(document);
    showTheme();
    for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;
    const tabs = document.querySelector(".tabs");
    const current = tabs && tabs.querySelector("[aria-current]");
    if (current) tabs.scrollLeft = current.offsetLeft - tabs.clientWidth / 2;
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
