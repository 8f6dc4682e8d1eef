// The keyboard: letters that go somewhere, and nothing that Tab does not reach as well.
(() => {
  "use strict";

  const typing = (target) =>
    target instanceof Element &&
    target.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");

  // Rows

  const rows = () =>
    [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility?.() ?? true);

  const handle = (row) => row.querySelector("summary") ?? row.querySelector("a, button");

  const firstInSight = (all) => {
    const found = all.findIndex((row) => row.getBoundingClientRect().top >= 60);
    return found < 0 ? 0 : found;
  };

  const step = (by) => {
    const all = rows();
    if (!all.length) return;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = now < 0 ? firstInSight(all) : Math.min(all.length - 1, Math.max(0, now + by));
    const target = handle(all[next]);
    target?.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
  };

  const follow = (selector) => document.querySelector(selector)?.click();

  const search = () => {
    const field = document.querySelector("[data-key='/']");
    field?.focus();
    field?.select();
  };

  const help = () => {
    const dialog = document.getElementById("help");
    if (dialog && !dialog.open) dialog.showModal();
  };

  const keys = {
    "/": search,
    "?": help,
    j: () => step(1),
    k: () => step(-1),
    "[": () => follow("[data-turn=earlier]"),
    "]": () => follow("[data-turn=later]"),
  };

  // `g` and a letter

  let going = null;

  const go = (letter) => {
    clearTimeout(going);
    going = null;
    document.querySelector(`[data-go="${CSS.escape(letter)}"]`)?.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const field = typing(event.target);
    if (field) {
      if (event.key === "Escape" && !field.value) field.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (going) {
      event.preventDefault();
      go(event.key);
      return;
    }
    if (event.key === "g") {
      going = setTimeout(() => { going = null; }, 1_500);
      return;
    }
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
})();
