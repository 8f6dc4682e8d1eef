// Keeps an open page true. An element with `data-live="session note"` is refreshed when such a thing changes, and with
// `data-live-session` only for that session: by its own `hx-get` on the trigger `live`, or else, by its id, from the page's
// address. One tab of all listens to the server and tells the others: a browser gives a site six connections.
(() => {
  "use strict";

  const HIDDEN_FOR = 60_000;
  const SILENT_FOR = 45_000;
  const PACE = 300;
  const here = document.body.dataset.here;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("seshat-live") : null;
  let last = Number(document.body.dataset.since || 0);
  let leading = false;
  let leaving = null;

  // What the reader sees and hears of it

  const words = { live: "Live", reconnecting: "Reconnecting" };
  let state = "off";

  const show = (next) => {
    if (next === state) return;
    const place = document.getElementById("live");
    place.hidden = next === "off";
    place.dataset.state = next;
    place.firstElementChild.textContent = words[next] ?? "";
    const said = document.getElementById("live-said");
    if (next === "reconnecting" && state === "live") said.textContent = "Connection lost. Reconnecting.";
    if (next === "live" && said.textContent) said.textContent = "Live again.";
    state = next;
  };

  // Refreshing

  const stale = new Set();
  let timer = null;
  let free = 0;
  let asking = null;

  const concerns = (element, change) => {
    const { live, liveSession } = element.dataset;
    return (
      (live === "*" || live.split(" ").includes(change.entity)) &&
      (!liveSession || !change.session_id || liveSession === change.session_id)
    );
  };

  const heard = (change) => {
    last = Math.max(last, change.seq);
    for (const element of document.querySelectorAll("[data-live]")) {
      if (concerns(element, change)) stale.add(element);
    }
    plan();
  };

  const missed = () => {
    document.querySelectorAll("[data-live]").forEach((element) => stale.add(element));
    plan();
  };

  const plan = () => {
    if (stale.size && !timer && !asking) timer = setTimeout(refresh, Math.max(PACE, free - performance.now()));
  };

  // While the reader writes in it, or moves something (`data-busy`), it waits.
  const isBusy = (element) =>
    element.closest("[data-busy]") !== null ||
    element.querySelector("input:focus, textarea:focus, select:focus, dialog[open], :popover-open") !== null;

  // Whether the reader's next page of a list is on its way.
  const isGrowing = () => document.querySelector("#more .htmx-request") !== null;

  const refresh = () => {
    timer = isGrowing() ? setTimeout(refresh, PACE) : null;
    if (timer) return;
    const regions = [];
    for (const element of [...stale]) {
      if (!element.isConnected) stale.delete(element);
      else if (!isBusy(element)) {
        stale.delete(element);
        if (element.hasAttribute("hx-get")) htmx.trigger(element, "live");
        else regions.push(element);
      }
    }
    if (regions.length) ask(regions);
  };

  // One request for all regions of the page, however many of them are stale.
  const ask = (regions) => {
    const address = new URL(here, location.origin);
    for (const region of regions) {
      // As many rows as are there; all of them, and what is new, where the list is shown to its end.
      const room = document.querySelector("#more a") ? 0 : 50;
      if (region.dataset.rows) address.searchParams.set(region.dataset.rows, region.children.length + room);
    }
    const lengths = regions.map((region) => region.children.length);
    asking = { from: performance.now(), ids: regions.map((region) => region.id) };
    const asker = document.createElement("div");
    asker.hidden = true;
    asker.setAttribute("hx-get", address.pathname + address.search);
    asker.setAttribute("hx-trigger", "live");
    asker.setAttribute("hx-swap", "none");
    asker.setAttribute("hx-select-oob", asking.ids.map((id) => `#${id}:patch`).join(","));
    asker.addEventListener("htmx:beforeSwap", (event) => {
      // A list that has grown since is longer than what was asked for: it would lose what the reader has just got.
      const hasGrown = regions.some((region, i) => region.dataset.rows && region.children.length !== lengths[i]);
      if (hasGrown || isGrowing()) {
        event.detail.shouldSwap = false;
        regions.forEach((region) => stale.add(region));
      }
    });
    asker.addEventListener("htmx:afterRequest", (event) => answered(event.detail, asker), { once: true });
    document.body.append(asker);
    htmx.process(asker);
    htmx.trigger(asker, "live");
  };

  // The more a page costs the server, the less often it is asked for while changes pour in; a change after a rest is shown
  // at once, whatever the page costs.
  const answered = ({ successful, xhr }, asker) => {
    const now = performance.now();
    free = now + Math.min(5_000, 3 * (now - asking.from));
    const { ids } = asking;
    asking = null;
    setTimeout(() => asker.remove(), 1_000);
    // A page that has become another one, such as a list that was empty.
    if (successful && ids.some((id) => !xhr.responseText.includes(`id="${id}"`))) location.reload();
    plan();
  };

  document.addEventListener("focusout", () => setTimeout(plan));
  document.addEventListener("toggle", () => setTimeout(plan), true);
  document.addEventListener("seshat:idle", () => setTimeout(plan));

  // Changing a region in place: what is the same stays, with its focus, its scroll and what the reader has opened

  const keeps = (element, name) =>
    (name === "open" && element.nodeName === "DETAILS") ||
    (name === "hidden" && element.nodeName === "BUTTON") ||
    (name === "tabindex" && element.matches(".scroll, pre"));

  const patchAttributes = (from, to) => {
    const address = from.getAttribute("hx-get");
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && !keeps(from, name)) from.removeAttribute(name);
    }
    for (const { name, value } of to.attributes) {
      if (from.getAttribute(name) !== value && !keeps(from, name)) from.setAttribute(name, value);
    }
    // htmx keeps the address that it has read; a click in the next moment is to lead to the new one.
    if (address !== from.getAttribute("hx-get")) htmx.process(from);
  };

  const isLike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id ?? "") === (b.id ?? "");

  const patch = (from, to) => {
    if (from.nodeType !== Node.ELEMENT_NODE) {
      if (from.data !== to.data) from.data = to.data;
      return;
    }
    if (from.isEqualNode(to) || (from.nodeName === "TIME" && from.dateTime === to.dateTime)) return;
    patchAttributes(from, to);
    if (from.nodeName === "TIME") delete from.dataset.local;
    const named = new Map([...from.children].filter((child) => child.id).map((child) => [child.id, child]));
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      const candidate = wanted.id ? named.get(wanted.id) : at;
      if (candidate && isLike(candidate, wanted)) {
        if (candidate === at) at = at.nextSibling;
        else from.insertBefore(candidate, at);
        patch(candidate, wanted);
      } else {
        from.insertBefore(wanted, at);
        if (wanted.nodeType === Node.ELEMENT_NODE && wanted.hasAttribute("data-row")) wanted.classList.add("fresh");
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };

  htmx.defineExtension("patch", {
    isInlineSwap: (style) => style === "patch",
    handleSwap: (style, target, fragment) => {
      if (style !== "patch") return false;
      const focused = document.activeElement;
      patch(target, fragment.firstElementChild);
      if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
      return [target];
    },
  });

  // Listening

  const pause = (millis, signal) =>
    new Promise((done) => {
      const timeout = setTimeout(done, millis);
      signal.addEventListener("abort", () => { clearTimeout(timeout); done(); }, { once: true });
    });

  const tell = (message) => channel?.postMessage(message);

  const changed = (text) => {
    const lines = text.split("\n");
    if (!lines.includes("event: change")) return;
    const change = JSON.parse(lines.find((line) => line.startsWith("data:")).slice(5));
    heard(change);
    tell({ change });
  };

  const settle = (next) => {
    show(next);
    tell({ state: next, last });
  };

  // Reads the stream until it ends; the answer is whether to come back.
  const listen = async (signal) => {
    const silence = new AbortController();
    const answer = await fetch(last ? "/api/v1/events" : "/api/v1/events?since=0", {
      headers: { Accept: "text/event-stream", ...(last && { "Last-Event-ID": String(last) }) },
      cache: "no-store",
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (answer.status === 401) location.reload();
    if (answer.status === 404) return false;
    if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
    settle("live");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    while (true) {
      const watch = setTimeout(() => silence.abort(), SILENT_FOR);
      const { done, value } = await reader.read().finally(() => clearTimeout(watch));
      if (done) return true;
      const pieces = (rest + value).replaceAll("\r\n", "\n").split("\n\n");
      rest = pieces.pop();
      pieces.forEach(changed);
    }
  };

  const lead = async (signal) => {
    leading = true;
    let wait = 500;
    while (!signal.aborted) {
      const began = performance.now();
      try {
        if (!(await listen(signal))) {
          settle("off");
          break;
        }
      } catch {
        // said by the state
      }
      if (signal.aborted) break;
      if (performance.now() - began > 10_000) wait = 500;
      settle("reconnecting");
      await pause(wait * (0.75 + Math.random() / 2), signal);
      wait = Math.min(15_000, wait * 2);
    }
    leading = false;
  };

  const join = () => {
    leaving = new AbortController();
    const { signal } = leaving;
    if (channel && navigator.locks) {
      navigator.locks.request("seshat-live", { signal }, () => lead(signal)).catch(() => {});
      tell({ hello: true });
    } else {
      lead(signal);
    }
  };

  const leave = () => {
    leaving?.abort();
    leaving = null;
  };

  if (channel) {
    channel.onmessage = ({ data }) => {
      if (data.hello && leading) tell({ state, last });
      if (leading || !leaving) return;
      if (data.state) {
        show(data.state);
        if (data.last > last) {
          last = data.last;
          missed();
        }
      }
      if (data.change && data.change.seq > last) heard(data.change);
    };
  }

  let hiding = null;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(leave, HIDDEN_FOR);
    else if (!leaving) join();
  });
  addEventListener("pagehide", leave);
  if (document.querySelector("[data-live]")) join();
})();
