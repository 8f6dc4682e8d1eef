// Cards of a board are moved by the pointer, or by the keyboard: Space picks one up, arrows carry it from column to column,
// Space drops it, Escape puts it back. What the server refuses goes back to where it was, with the server's words.
(() => {
  "use strict";

  const board = document.getElementById("board");
  if (!board) return;

  const FAR = 6;
  const EDGE = 48;
  const columns = () => [...board.querySelectorAll(".column")];
  const columnOf = (element) => element?.closest?.(".column") ?? null;
  const name = (column) => column.dataset.title;
  const listOf = (column) => column.querySelector(".cards");
  const mayGo = (card, column) => card.dataset.next.split(" ").includes(column.dataset.status);

  const say = (text) => {
    document.getElementById("board-said").textContent = text;
  };

  // Where a card came from, so that it can go back.
  const placeOf = (card) => ({ list: card.parentElement, next: card.nextElementSibling, column: columnOf(card) });

  const putBack = (card, place) => {
    const focused = card.contains(document.activeElement) ? document.activeElement : null;
    place.list.insertBefore(card, place.next?.parentElement === place.list ? place.next : null);
    focused?.focus({ preventScroll: true });
  };

  const begin = (card) => {
    board.dataset.busy = "";
    const from = columnOf(card);
    for (const column of columns()) {
      column.classList.toggle("closed", column !== from && !mayGo(card, column));
    }
  };

  const end = () => {
    delete board.dataset.busy;
    for (const column of columns()) column.classList.remove("closed", "over");
    document.dispatchEvent(new Event("seshat:idle"));
  };

  // Sending

  const send = async (card, column, place) => {
    card.classList.add("sending");
    const fields = { _token: board.dataset.token, status: column.dataset.status };
    const wrong = await seshat.send(card.dataset.move, fields);
    card.classList.remove("sending");
    if (wrong) {
      putBack(card, place);
      seshat.tell(wrong, true);
      say(`Back in ${name(place.column)}.`);
    } else {
      say(`${card.dataset.title}: now ${name(column)}.`);
    }
    end();
  };

  const drop = (card, column, place) => {
    if (!column || column === place.column) {
      putBack(card, place);
      say(`${card.dataset.title} stays in ${name(place.column)}.`);
      end();
      return;
    }
    const list = listOf(column);
    if (card.parentElement !== list) list.prepend(card);
    send(card, column, place);
  };

  // By the keyboard

  let held = null;

  const pickUp = (grip) => {
    const card = grip.closest(".card");
    held = { card, grip, place: placeOf(card), at: columns().indexOf(columnOf(card)) };
    grip.setAttribute("aria-pressed", "true");
    card.classList.add("held");
    begin(card);
    say(`${card.dataset.title} picked up in ${name(held.place.column)}, column ${held.at + 1} of ${columns().length}.`);
  };

  const letGo = () => {
    const was = held;
    held = null;
    was.grip.setAttribute("aria-pressed", "false");
    was.card.classList.remove("held");
    return was;
  };

  const carry = (by) => {
    const all = columns();
    const next = held.at + by;
    if (next < 0 || next >= all.length) return;
    held.at = next;
    const column = all[next];
    const fold = column.querySelector("details:not(.moves, .waits)");
    if (fold) fold.open = true;
    const { card, grip, place } = held;
    held.moving = true;
    if (column === place.column) putBack(card, place);
    else listOf(column).prepend(card);
    grip.focus({ preventScroll: true });
    held.moving = false;
    card.scrollIntoView({ block: "nearest", inline: "nearest" });
    const open = column === place.column || mayGo(card, column);
    say(`${name(column)}, column ${next + 1} of ${all.length}${open ? "" : `; it cannot go there from ${name(place.column)}`}.`);
  };

  const cancel = () => {
    const { card, place } = letGo();
    putBack(card, place);
    say(`Back in ${name(place.column)}.`);
    end();
  };

  // A button is pressed by Space, by Enter, and by what reads the screen.
  board.addEventListener("click", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    if (!grip || board.querySelector(".sending")) return;
    if (held?.grip === grip) {
      const { card, place, at } = letGo();
      drop(card, columns()[at], place);
    } else if (!held) {
      pickUp(grip);
    }
  });

  const arrows = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  board.addEventListener("keydown", (event) => {
    if (!held) return;
    if (arrows[event.key]) {
      event.preventDefault();
      carry(arrows[event.key]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      cancel();
    }
  });

  board.addEventListener("focusout", (event) => {
    if (held && !held.moving && event.target === held.grip && event.relatedTarget !== held.grip) {
      setTimeout(() => { if (held && document.activeElement !== held.grip) cancel(); });
    }
  });

  // By the pointer: a mouse takes a card anywhere, a finger by its grip

  let drag = null;

  const ghostOf = (card) => {
    const box = card.getBoundingClientRect();
    const ghost = card.cloneNode(true);
    ghost.removeAttribute("id");
    ghost.setAttribute("aria-hidden", "true");
    ghost.inert = true;
    ghost.classList.add("ghost");
    ghost.style.width = `${box.width}px`;
    ghost.style.left = `${box.left}px`;
    ghost.style.top = `${box.top}px`;
    board.append(ghost);
    return ghost;
  };

  const lift = () => {
    drag.place = placeOf(drag.card);
    drag.ghost = ghostOf(drag.card);
    drag.card.classList.add("lifted");
    begin(drag.card);
    getSelection()?.removeAllRanges();
  };

  const under = (x, y) => {
    const column = columnOf(document.elementFromPoint(x, y));
    return column && board.contains(column) ? column : null;
  };

  const scrollNear = (event) => {
    if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
    const box = board.getBoundingClientRect();
    if (event.clientX < box.left + EDGE) board.scrollLeft -= EDGE / 3;
    if (event.clientX > box.right - EDGE) board.scrollLeft += EDGE / 3;
  };

  const settle = () => {
    const was = drag;
    drag = null;
    was.ghost?.remove();
    was.card.classList.remove("lifted");
    return was;
  };

  board.addEventListener("pointerdown", (event) => {
    const card = event.target.closest?.(".card");
    const grip = event.target.closest?.("[data-grip]");
    if (!card || event.button !== 0 || held || board.dataset.busy !== undefined || !card.querySelector("[data-grip]")) return;
    if (!grip && (event.pointerType !== "mouse" || event.target.closest("details, button, input"))) return;
    drag = { card, id: event.pointerId, x: event.clientX, y: event.clientY };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const dx = event.clientX - drag.x;
    const dy = event.clientY - drag.y;
    if (!drag.ghost) {
      if (Math.hypot(dx, dy) < FAR) return;
      lift();
    }
    event.preventDefault();
    drag.ghost.style.transform = `translate(${dx}px, ${dy}px) rotate(1.5deg)`;
    drag.over = under(event.clientX, event.clientY);
    for (const column of columns()) column.classList.toggle("over", column === drag.over && column !== drag.place.column);
    scrollNear(event);
  });

  document.addEventListener("pointerup", (event) => {
    if (!drag || event.pointerId !== drag.id) return;
    const { card, ghost, place } = settle();
    if (!ghost) return;
    // What follows a drag is no click on the link of the card.
    const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
    drop(card, under(event.clientX, event.clientY), place);
  });

  const abandon = () => {
    if (!drag) return;
    const { card, ghost, place } = settle();
    if (ghost) {
      putBack(card, place);
      end();
    }
  };

  document.addEventListener("pointercancel", abandon);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") abandon(); });
  board.addEventListener("dragstart", (event) => event.preventDefault());
})();
