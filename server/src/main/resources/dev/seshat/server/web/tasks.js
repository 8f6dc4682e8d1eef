// The tree of tasks: its branches are moved by the keyboard, and what waits for what is drawn beside it.
(() => {
  "use strict";

  const tree = document.getElementById("tree");
  if (!tree) return;
  const around = tree.parentElement;
  const line = (task) => task.querySelector(":scope > .line");
  const gripOf = (task) => line(task).querySelector("[data-grip]");
  const title = (task) => task.dataset.title;

  const say = (text) => {
    document.getElementById("tree-said").textContent = text;
  };

  // Moving

  const branchUnder = (task) =>
    task.querySelector(":scope > details.under > .branch") ?? task.querySelector(":scope > .branch");

  const madeBranch = (task) => {
    const branch = document.createElement("ul");
    branch.className = "branch";
    task.append(branch);
    return branch;
  };

  const parentOf = (task) => task.parentElement.closest(".task");
  const sections = () => [...tree.querySelectorAll("section.tasks")];

  // Where a task that is carried up, down, in or out would stand: a list, and what it would stand before.
  const steps = {
    ArrowUp: (task) => {
      const before = task.previousElementSibling;
      if (before) return { list: task.parentElement, next: before };
      if (parentOf(task)) return null;
      const all = sections();
      const other = all[all.indexOf(task.closest("section")) - 1]?.querySelector(".branch");
      return other && { list: other, next: null };
    },
    ArrowDown: (task) => {
      const after = task.nextElementSibling;
      if (after) return { list: task.parentElement, next: after.nextElementSibling };
      if (parentOf(task)) return null;
      const all = sections();
      const other = all[all.indexOf(task.closest("section")) + 1]?.querySelector(".branch");
      return other && { list: other, next: other.firstElementChild };
    },
    ArrowRight: (task) => {
      const before = task.previousElementSibling;
      return before && { list: branchUnder(before) ?? madeBranch(before), next: null };
    },
    ArrowLeft: (task) => {
      const parent = parentOf(task);
      return parent && { list: parent.parentElement, next: parent.nextElementSibling };
    },
  };

  // Where it stands now, in words for the ear.
  const where = (task) => {
    const parent = parentOf(task);
    const after = task.previousElementSibling;
    const among = [...task.parentElement.children];
    const inside = parent ? `under ${title(parent)}` : (task.closest("section").getAttribute("aria-label") ?? "");
    return `${inside}, ${among.indexOf(task) + 1} of ${among.length}${after ? `, after ${title(after)}` : ""}.`;
  };

  // The same for the server.
  const placeOf = (task) => {
    const next = task.nextElementSibling;
    const parent = parentOf(task);
    if (next) return { before: next.dataset.marker };
    if (parent) return { parent: parent.dataset.marker };
    const { under, group } = task.closest("section").dataset;
    return under ? { parent: under } : { task_group: group ?? "" };
  };

  let held = null;
  let moved = null;

  const put = (task, { list, next }) => {
    const open = list.closest("details");
    if (open) open.open = true;
    list.insertBefore(task, next);
  };

  const end = () => {
    delete tree.dataset.busy;
    for (const branch of tree.querySelectorAll(".task > .branch:empty")) branch.remove();
    document.dispatchEvent(new Event("seshat:idle"));
    draw();
  };

  const pickUp = (grip) => {
    const task = grip.closest(".task");
    held = { task, grip, from: { list: task.parentElement, next: task.nextElementSibling } };
    grip.setAttribute("aria-pressed", "true");
    task.classList.add("held");
    tree.dataset.busy = "";
    say(`${title(task)} picked up, ${where(task)}`);
  };

  const letGo = () => {
    const was = held;
    held = null;
    was.grip.setAttribute("aria-pressed", "false");
    was.task.classList.remove("held");
    return was;
  };

  const goBack = ({ task, grip, from }) => {
    const focused = document.activeElement === grip;
    put(task, from);
    if (focused) grip.focus({ preventScroll: true });
  };

  const cancel = () => {
    const was = letGo();
    goBack(was);
    say(`${title(was.task)} is back, ${where(was.task)}`);
    end();
  };

  const drop = async () => {
    const was = letGo();
    const { task, from, grip } = was;
    if (task.parentElement === from.list && task.nextElementSibling === from.next) {
      say(`${title(task)} stays, ${where(task)}`);
      end();
      return;
    }
    const wrong = await seshat.send(task.dataset.place, { _token: tree.dataset.token, ...placeOf(task) });
    if (wrong) {
      goBack(was);
      seshat.tell(wrong, true);
      say(`${title(task)} is back, ${where(task)}`);
    } else {
      moved = task.id;
      say(`${title(task)} now stands ${where(task)}`);
      grip.focus({ preventScroll: true });
    }
    end();
  };

  const carry = (key) => {
    const { task, grip } = held;
    const to = steps[key](task);
    if (!to) {
      say("It goes no further.");
      return;
    }
    held.moving = true;
    put(task, to);
    grip.focus({ preventScroll: true });
    held.moving = false;
    line(task).scrollIntoView({ block: "nearest" });
    say(where(task));
    draw();
  };

  // A button is pressed by Space, by Enter, and by what reads the screen.
  tree.addEventListener("click", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip) return;
    if (held?.grip === grip) drop();
    else if (!held && tree.dataset.busy === undefined) pickUp(grip);
  });

  tree.addEventListener("keydown", (event) => {
    if (!held) return;
    if (steps[event.key]) {
      event.preventDefault();
      carry(event.key);
    } else if (event.key === "Escape") {
      event.preventDefault();
      cancel();
    }
  });

  tree.addEventListener("focusout", (event) => {
    if (held && !held.moving && event.target === held.grip) {
      setTimeout(() => { if (held && document.activeElement !== held.grip) cancel(); });
    }
  });

  // A task that has come to stand elsewhere is another element there; whoever moved it goes on from it.
  document.addEventListener("htmx:load", () => {
    if (moved && document.activeElement === document.body) {
      const task = document.getElementById(moved);
      if (task) gripOf(task)?.focus({ preventScroll: true });
    }
    draw();
  });
  document.addEventListener("pointerdown", () => { moved = null; });

  // Drawing

  const SVG = "http://www.w3.org/2000/svg";
  const MOST = 60;
  const GUTTER = 44;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "ways");
  svg.setAttribute("aria-hidden", "true");
  around.append(svg);
  let current = null;
  let drawing = 0;

  const element = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const edges = () =>
    [...tree.querySelectorAll("[data-after]")]
      .map((link) => ({
        task: link.closest(".task"),
        other: document.getElementById(link.getAttribute("href").slice(1)),
      }))
      .filter(({ task, other }) => other && line(task).checkVisibility() && line(other).checkVisibility());

  const paint = () => {
    drawing = 0;
    const all = innerWidth > 900 ? edges() : [];
    const isOn = ({ task, other }) => current !== null && (task.id === current || other.id === current);
    const shown = all.length > MOST ? all.filter(isOn) : all;
    for (const section of sections()) section.classList.toggle("drawn", all.length > 0);
    const origin = around.getBoundingClientRect();
    const x = origin.width - GUTTER - 10;
    const middle = (task) => {
      const box = line(task).getBoundingClientRect();
      return box.top - origin.top + Math.min(16, box.height / 2);
    };
    const parts = [];
    for (const edge of shown) {
      const [from, to] = [middle(edge.other), middle(edge.task)];
      const bow = Math.min(GUTTER, 10 + Math.abs(to - from) / 14);
      const on = isOn(edge) ? "on" : "";
      parts.push(element("path", { class: on, d: `M${x} ${from}C${x + bow} ${from} ${x + bow} ${to} ${x + 5} ${to}` }));
      parts.push(element("circle", { class: on, cx: x, cy: from, r: 2.5 }));
      parts.push(element("path", { class: on, d: `M${x + 9} ${to - 4}L${x + 3} ${to}L${x + 9} ${to + 4}` }));
    }
    svg.replaceChildren(...parts);
  };

  const draw = () => {
    drawing ||= requestAnimationFrame(paint);
  };

  const look = (event) => {
    const task = event.target.closest?.(".task");
    const next = task?.id ?? null;
    if (next !== current) {
      current = next;
      draw();
    }
  };

  tree.addEventListener("pointerover", look);
  tree.addEventListener("focusin", look);
  tree.addEventListener("toggle", draw, true);
  new ResizeObserver(draw).observe(tree);
  draw();
})();
