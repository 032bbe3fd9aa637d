// Chooses a span of days on the timeline: with two handles, with the date fields, or by drawing over the strip. The lanes
// are only stretched and moved; what the table lists of other days is hidden.

const figure = document.querySelector("figure.timeline");
const form = document.querySelector("form.span");
const days = Number(figure.dataset.days);
const start = Date.parse(figure.dataset.first);
const parts = figure.querySelectorAll("svg.part");
const ticks = [...figure.querySelectorAll("[data-room]")];
const shade = figure.querySelector("rect.span");
const lanes = [...figure.querySelectorAll("li[data-place]")];
const rows = [...document.querySelectorAll("tr[data-from]")];
const fields = [document.getElementById("from"), document.getElementById("to")];
const handles = [document.getElementById("slide-from"), document.getElementById("slide-to")];

/** Days are counted in UTC, so that no time zone can shift one. */
const name = (day) => new Date(start + day * 86400000).toISOString().slice(0, 10);
const number = (text) => Math.round((Date.parse(text) - start) / 86400000);
const share = (part, whole) => `${(100 * part) / whole}%`;

let span = fields.map((field) => number(field.value));
let waiting = false;

function draw() {
  waiting = false;
  const [from, to] = span;
  const wanted = to - from + 1;
  for (const part of parts) {
    part.setAttribute("x", share(-from, wanted));
    part.setAttribute("width", share(days, wanted));
  }
  for (const tick of ticks) tick.setAttribute("display", Number(tick.dataset.room) < wanted ? "none" : "inline");
  shade.setAttribute("x", share(from, days));
  shade.setAttribute("width", share(wanted, days));
  span.forEach((day, n) => {
    fields[n].value = name(day);
    handles[n].value = day;
    handles[n].setAttribute("aria-valuetext", name(day));
    handles[n].parentElement.querySelector("output").value = name(day);
  });
  clearTimeout(settled);
  settled = setTimeout(settle, 200);
}

/** Lists only what is true on some of the days; a lane is there while one of its rows is. */
function narrow(from, to) {
  const there = new Set();
  for (const row of rows) {
    row.hidden = Number(row.dataset.from) > to || Number(row.dataset.to) < from;
    if (!row.hidden) there.add(row.dataset.place);
  }
  for (const lane of lanes) lane.hidden = !there.has(lane.dataset.place);
}

function choose(from, to) {
  const cut = (day) => Math.min(Math.max(day, 0), days - 1);
  span = [cut(Math.min(from, to)), cut(Math.max(from, to))];
  if (!waiting) requestAnimationFrame(draw);
  waiting = true;
}

/** Which lanes and rows are there, the address, the links to lists that the span narrows, and the forms follow once it rests. */
let settled = 0;
function settle() {
  narrow(...span);
  const all = span[0] === 0 && span[1] === days - 1;
  const at = (href) => {
    const url = new URL(href, location.href);
    ["from", "to"].forEach((end, n) => (all ? url.searchParams.delete(end) : url.searchParams.set(end, name(span[n]))));
    return url.pathname + url.search;
  };
  history.replaceState(null, "", at(location.href));
  for (const link of document.querySelectorAll(".twins a, form.days:not(.span) a, a[data-narrows]")) {
    if (link.hasAttribute("href")) link.setAttribute("href", at(link.getAttribute("href")));
  }
  for (const other of document.querySelectorAll("form.days:not(.span), form.find")) {
    ["from", "to"].forEach((end, n) => {
      const kept = other.elements[end] ?? other.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: end }));
      kept.value = name(span[n]);
      kept.disabled = all;
    });
  }
}

function brushing() {
  const strip = figure.querySelector(".brush");
  const day = (event) => {
    const box = strip.getBoundingClientRect();
    return Math.floor(((event.clientX - box.left) / box.width) * days);
  };
  let begun;
  strip.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    begun = day(event);
    strip.setPointerCapture(event.pointerId);
  });
  strip.addEventListener("pointermove", (event) => begun !== undefined && choose(begun, day(event)));
  strip.addEventListener("pointerup", (event) => {
    // One day alone is a click: the day is chosen.
    if (begun !== undefined) choose(begun, day(event));
    begun = undefined;
  });
  strip.addEventListener("pointercancel", () => (begun = undefined));
}

handles.forEach((handle, n) => {
  handle.parentElement.hidden = false;
  // A handle that is moved over the other one stops there.
  handle.addEventListener("input", () => {
    const day = Number(handle.value);
    choose(n ? span[0] : Math.min(day, span[1]), n ? Math.max(day, span[0]) : span[1]);
  });
});
fields.forEach((field) =>
  field.addEventListener("change", () => fields.every((f) => f.value) && choose(...fields.map((f) => number(f.value)))),
);
document.getElementById("all").addEventListener("click", (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  choose(0, days - 1);
});
brushing();
