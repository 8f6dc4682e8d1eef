// What is written on the interview page is kept while it is written: on the server, and until it is there, in this tab.
(() => {
  "use strict";

  const PAUSE = 700;
  const AGAIN = 5_000;
  const known = new WeakMap();
  let timer = null;
  let running = Promise.resolve(true);
  let sending = false;

  const form = () => document.getElementById("answering");
  const area = (of) => of?.elements.answer;
  const place = (of) => `seshat-answer ${of.dataset.page} ${of.elements.sequence.value}`;
  const baseOf = (of) => known.get(area(of)) ?? of.elements.known.value;

  const say = (text, isBad = false) => {
    const saved = document.getElementById("saved");
    if (!saved) return;
    if (saved.textContent !== text) saved.textContent = text;
    saved.classList.toggle("wrong", isBad);
  };

  const keepHere = (of) => {
    try {
      sessionStorage.setItem(place(of), JSON.stringify({ known: baseOf(of), text: area(of).value }));
    } catch {
      // no room, or not allowed: the server is told in a moment anyway
    }
  };

  const setKnown = (of, text) => {
    known.set(area(of), text);
    of.elements.known.value = text;
  };

  // A page that was open while the server was started again sends what that no longer takes: it asks for what it takes now.
  const renew = async (of) => {
    const answer = await fetch(of.dataset.page, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected) throw new Error("login");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("input[name=_token]");
    if (!fresh) return false;
    for (const field of document.querySelectorAll("input[name=_token]")) field.value = fresh.value;
    return true;
  };

  const post = (of, text, last) =>
    fetch(of.dataset.draft, {
      method: "POST",
      headers: { Accept: "application/json" },
      keepalive: last,
      body: new URLSearchParams({
        _token: of.elements._token.value,
        sequence: of.elements.sequence.value,
        answer: text,
        known: baseOf(of),
      }),
    });

  const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

  // The answer is "kept", "other" (somebody wrote something else), "gone" (the question no longer waits) or "away".
  const save = async (of, last = false) => {
    const text = area(of).value;
    if (text.trim() === baseOf(of).trim() && !last) return "kept";
    try {
      let answer = await post(of, text, last);
      if (answer.status === 403 && (await renew(of))) answer = await post(of, text, last);
      if (answer.status === 409) return "gone";
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { kept, taken } = await answer.json();
      if (!taken) {
        document.getElementById("other-text").textContent = kept;
        document.getElementById("other").hidden = false;
        say("Not saved yet: decide about the other text first.", true);
        return "other";
      }
      setKnown(of, kept);
      if (area(of).value === text) sessionStorage.removeItem(place(of));
      say(kept ? `Saved, ${clock()}` : "");
      return "kept";
    } catch (problem) {
      say(
        problem.message === "login"
          ? "Not saved: log in again in another tab. Your text stays in this one."
          : "Not saved: the server does not answer. Your text stays in this tab.",
        true,
      );
      return "away";
    }
  };

  const soon = (of, pause = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(() => save(of));
      running.then((state) => { if (state === "away") soon(of, AGAIN); });
    }, pause);
  };

  const grow = (field) => {
    if (CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 4}px`;
  };

  document.addEventListener("input", (event) => {
    const of = event.target.closest?.("#answering");
    if (!of || event.target !== area(of)) return;
    grow(event.target);
    keepHere(of);
    soon(of);
  });

  document.addEventListener("keydown", (event) => {
    const of = event.target.closest?.("#answering");
    if (of && event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault();
      of.requestSubmit(document.getElementById("send"));
    }
  });

  // What is sent is kept first, so that nothing is lost on the way.
  document.addEventListener("submit", async (event) => {
    const of = event.target;
    if (of.id !== "answering" || sending) return;
    event.preventDefault();
    clearTimeout(timer);
    const { submitter } = event;
    running = running.then(() => save(of));
    const state = await running;
    if (state === "away") soon(of, AGAIN);
    if (state === "away" || state === "other") return;
    if (state === "kept" && !(await renew(of).catch(() => false))) {
      say("Not sent: the server does not answer. Your text is saved.", true);
      return;
    }
    sending = true;
    of.requestSubmit(submitter);
  });

  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-other]")?.dataset.other;
    if (!choice) return;
    const of = form();
    const field = area(of);
    const other = document.getElementById("other-text").textContent;
    setKnown(of, other);
    if (choice === "below") field.value = `${field.value.trimEnd()}\n\n${other}`;
    if (choice === "instead") field.value = other;
    document.getElementById("other").hidden = true;
    field.focus();
    grow(field);
    keepHere(of);
    soon(of);
  });

  addEventListener("pagehide", () => {
    const of = form();
    if (of && !sending && area(of).value.trim() !== baseOf(of).trim()) save(of, true);
  });

  const start = () => {
    const of = form();
    if (!of) return;
    const field = area(of);
    for (const plain of of.querySelectorAll("[data-plain]")) plain.hidden = true;
    document.getElementById("keys").hidden = false;
    // A browser that goes back may have put an older text into the hidden field.
    of.elements.known.value = of.elements.known.defaultValue;
    try {
      const here = JSON.parse(sessionStorage.getItem(place(of)) ?? "null");
      if (here && here.text.trim() !== of.elements.known.value.trim()) {
        field.value = here.text;
        if (here.known !== undefined) setKnown(of, here.known);
        soon(of);
      }
    } catch {
      // what stands there is not ours
    }
    grow(field);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  addEventListener("pageshow", (event) => { if (event.persisted) { sending = false; location.reload(); } });
})();
