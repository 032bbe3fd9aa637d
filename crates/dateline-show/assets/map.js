// Moves the day on the map without asking for anything. Every day of the crisis is on the page, cut and worded by the
// server; here one day's looks and words are only exchanged for another's, and only where they differ.

const data = JSON.parse(document.getElementById("days").textContent);
const form = document.querySelector("form.days");
const slide = form.querySelector('.slide[data-field="on"]');
const range = slide.querySelector("input");
const play = slide.querySelector("[data-play]");
const svg = document.querySelector("svg.dateline-map");
const field = document.getElementById("on");
const known = svg.dataset.known;

const by = (elements) => new Map([...elements].map((element) => [element.dataset.place, element]));
const marks = by(svg.querySelectorAll(".mark"));
const rows = by(document.querySelectorAll("tr[data-place]"));
const counts = new Map([...document.querySelectorAll("[data-fill]")].map((span) => [span.dataset.fill, span]));
const days = document.querySelectorAll(".on-day");
const heading = document.querySelector("figure.map .on-day");
const none = document.getElementById("none");

/** The day that is drawn, the one that is to be, and the one that all words are of. */
let drawn = data.on;
let wanted = data.on;
let told = data.on;
let waiting = false;

/** Days are counted in UTC, so that no time zone can shift one. */
const first = Date.parse(data.first);
const name = (day) => new Date(first + day * 86400000).toISOString().slice(0, 10);
const number = (text) => Math.round((Date.parse(text) - first) / 86400000);

const run = (place, day) => place.runs.findLast((run) => run[0] <= day);

/** Which marks change on each day; found out when the day is first moved. */
let changes;
function changing() {
  if (changes) return changes;
  changes = Array.from({ length: data.days }, () => []);
  for (const place of data.places.filter((place) => marks.has(place.id))) {
    for (const [day] of place.runs) changes[day].push(place);
  }
  return changes;
}

/** Exchanges the look of a place; nothing else is done while the day moves, so that no frame is missed. */
function look(place, day) {
  const [from, to] = [run(place, drawn)[2], run(place, day)[2]];
  if (from === to) return;
  const [before, after] = [data.sights[from], data.sights[to]];
  const mark = marks.get(place.id);
  if (before.look !== after.look) mark.querySelector("use").setAttribute("href", `#${svg.id}-look-${after.look}`);
  if (before.opacity !== after.opacity) mark.setAttribute("fill-opacity", after.opacity);
  if (before.fill === after.fill) return;
  count(before.fill, -1);
  count(after.fill, 1);
}

function count(fill, more) {
  const span = counts.get(fill);
  span.textContent = Number(span.textContent) + more;
}

function tell(mark, place, state) {
  mark.dataset.holder = state.holder;
  mark.dataset.standing = state.standing;
  mark.dataset.since = state.since ?? "";
  mark.dataset.lastReport = state.last ?? "";
  mark.querySelector("title").textContent = place.before + state.told + place.after;
  mark.querySelector("desc").textContent = state.says;
}

/** The row of the table as the server writes it. */
function list(row, state) {
  const [holder, since, sure, last] = row.querySelectorAll("td");
  const who = holder.firstElementChild;
  who.className = { party: "holder", contested: "holder contested", unknown: "dim" }[state.kind];
  who.textContent = state.kind === "unknown" ? "not known" : state.holder;
  since.textContent = state.began ?? "–";
  const badge = document.createElement("span");
  badge.className = `badge b-${state.standing}`;
  badge.textContent = state.sure;
  sure.replaceChildren(state.sure === "-" ? "–" : badge);
  last.textContent = state.last ?? "–";
  row.hidden = state.kind === "unknown";
}

function words(place) {
  const [before, after] = [run(place, told), run(place, drawn)];
  if (before === after) return;
  const mark = marks.get(place.id);
  const beyond = mark?.classList.contains("beyond") ? " beyond" : "";
  mark?.setAttribute("class", `mark ${mark.dataset.kind} ${data.sights[after[2]].class}${beyond}`);
  if (before[1] === after[1]) return;
  const state = place.states[after[1]];
  if (mark) tell(mark, place, state);
  const row = rows.get(place.id);
  if (row) list(row, state);
}

function draw() {
  waiting = false;
  const [low, high] = [Math.min(drawn, wanted), Math.max(drawn, wanted)];
  for (const place of new Set(changing().slice(low + 1, high + 1).flat())) look(place, wanted);
  drawn = wanted;
  const day = name(drawn);
  heading.textContent = day;
  field.value = day;
  range.value = drawn;
  range.setAttribute("aria-valuetext", day);
  slide.querySelector("output").value = day;
  clearTimeout(settled);
  settled = setTimeout(settle, 150);
}

/** Moves to a day, in the next frame. */
function move(day) {
  wanted = Math.min(Math.max(day, 0), data.days - 1);
  if (!waiting) requestAnimationFrame(draw);
  waiting = true;
}

const next = () => data.turns.find((day) => day > wanted);
const previous = () => data.turns.findLast((day) => day < wanted);
const turn = (day) => day !== undefined && move(day);

/** What is said of the places, the table, the address and the links follow once the day rests. */
let settled = 0;
function settle() {
  clearTimeout(settled);
  if (waiting) draw();
  const day = name(drawn);
  data.places.forEach(words);
  told = drawn;
  none.hidden = [...rows.values()].some((row) => !row.hidden);
  document.getElementById("ahead").hidden = day <= known;
  for (const element of days) {
    element.textContent = day;
    if (element.dateTime) element.dateTime = day;
  }
  svg.dataset.on = day;
  const title = svg.querySelector("title");
  title.textContent = title.textContent.replace(/\d{4}-\d\d-\d\d/, day);
  history.replaceState(null, "", at(location.href, day));
  for (const link of document.querySelectorAll('a[href^="/"]:not(form.days a)')) {
    link.setAttribute("href", at(link.getAttribute("href"), day));
  }
  for (const step of form.querySelectorAll("[data-step]")) {
    step.setAttribute("href", at(location.href, name(drawn + (step.dataset.step === "prev" ? -1 : 1))));
  }
  offer("prev", previous());
  offer("next", next());
  for (const other of document.querySelectorAll("form:not(.days)[method=get]")) {
    const kept = other.elements.on ?? other.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "on" }));
    kept.value = day;
  }
}

function at(href, day) {
  const url = new URL(href, location.href);
  url.searchParams.set("on", day);
  return url.pathname + url.search + url.hash;
}

function offer(way, day) {
  const link = form.querySelector(`a[rel=${way}]`);
  link.hidden = day === undefined;
  if (link.hidden) return link.removeAttribute("href");
  link.setAttribute("href", at(location.href, name(day)));
  link.querySelector("span").textContent = name(day);
}

/** Plays a day in more than half a second; nothing in between is drawn, so there is no motion to reduce. */
let playing = 0;
function pause() {
  clearInterval(playing);
  playing = 0;
  play.textContent = "Play";
}

function start() {
  if (wanted >= data.days - 1) move(0);
  play.textContent = "Pause";
  const pace = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1500 : 600;
  playing = setInterval(() => (wanted >= data.days - 1 ? pause() : move(wanted + 1)), pace);
}

/** Does in place what a link of the form would ask the server for. */
function follow(event) {
  const link = event.target.closest?.("a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const aims = { prev: previous(), next: next() };
  const to = link.dataset.step ? wanted + (link.dataset.step === "prev" ? -1 : 1) : aims[link.rel];
  if (to === undefined || to < 0 || to >= data.days) return;
  event.preventDefault();
  pause();
  move(to);
}

/** Keys work where the days or the map are in front: brackets turn to changes, comma and full stop to days. */
function press(event) {
  const typing = event.target.matches("input:not([type=range])");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    "[": () => turn(previous()),
    "]": () => turn(next()),
    ",": () => move(wanted - 1),
    ".": () => move(wanted + 1),
  };
  const sliding = { PageUp: keys["]"], PageDown: keys["["] };
  const act = keys[event.key] ?? (event.target === range && sliding[event.key]);
  if (!act) return;
  event.preventDefault();
  pause();
  act();
}

slide.hidden = false;
range.addEventListener("input", () => {
  pause();
  move(Number(range.value));
});
play.addEventListener("click", () => (playing ? pause() : start()));
form.addEventListener("click", follow);
field.addEventListener("change", () => {
  const day = number(field.value);
  if (day >= 0 && day < data.days) move(day);
});
for (const place of [form, document.querySelector("figure.map")]) place.addEventListener("keydown", press);
// A link that is followed at once must lead to the day that is shown.
addEventListener("pointerdown", () => wanted !== data.on && settle(), true);
addEventListener("keydown", (event) => event.key === "Enter" && wanted !== data.on && settle(), true);
