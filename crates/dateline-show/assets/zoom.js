// Enlarges a map: wheel, two fingers, buttons, and the keys + − 0 and arrows where the map is in front. Marks and names
// keep their size; names for which there was no room appear when there is. How far and where stands in the fragment of the
// address, in parts of the map, so that a link shows the same wherever it is opened and however large.

/** The greatest enlargement, up to which names are laid out. */
const MOST = 8;
/** A wheel that was turned over the page goes on scrolling the page for so long. */
const SCROLLING = 400;

const between = (low, value, high) => Math.min(Math.max(value, low), high);

function zooming(figure) {
  const svg = figure.querySelector("svg.dateline-map");
  const ground = svg.querySelector(".zoom");
  const { width, height } = svg.viewBox.baseVal;
  const names = [...svg.querySelectorAll(".label")];
  /** How far it is enlarged, and where its corner is. */
  let [k, x, y] = [1, 0, 0];
  /** How small the whole picture is shown; what keeps its size is drawn larger for that. */
  let fit = 1;
  let waiting = false;

  function draw() {
    waiting = false;
    ground.setAttribute("transform", `translate(${x} ${y}) scale(${k})`);
    svg.style.setProperty("--keep", 1 / (k * fit));
    svg.style.setProperty("--fit", 1 / fit);
    for (const name of names) {
      const shown = Number(name.dataset.zoom) <= k * fit + 1e-6;
      if (shown === (name.getAttribute("display") === "none")) name.setAttribute("display", shown ? "inline" : "none");
    }
    figure.classList.toggle("zoomed", k > 1);
    scale();
    clearTimeout(settled);
    settled = setTimeout(settle, 200);
  }

  /** The address follows once the map rests. */
  let settled = 0;
  function settle() {
    const [across, down] = [(width / 2 - x) / (k * width), (height / 2 - y) / (k * height)];
    const shown = k > 1 ? `#zoom=${[k, across, down].map((n) => Number(n.toFixed(4))).join(",")}` : "";
    if (shown !== location.hash && (shown || location.hash.startsWith("#zoom="))) {
      history.replaceState(history.state, "", location.pathname + location.search + shown);
    }
  }

  /** Shows what the address says. */
  function recall() {
    const [zoom, across, down] = (/^#zoom=([\d.]+),([\d.]+),([\d.]+)$/.exec(location.hash) ?? []).slice(1).map(Number);
    if (![zoom, across, down].every(Number.isFinite)) return;
    const to = between(1, zoom, MOST);
    set(to, width / 2 - across * width * to, height / 2 - down * height * to);
  }

  /** The longest round length that is no longer than a quarter of the map. */
  function scale() {
    const bar = svg.querySelector(".scale");
    const one = Number(bar.dataset.kilometres) / (k * fit);
    const most = Number(bar.dataset.most) * fit * one;
    const ten = 10 ** Math.floor(Math.log10(most));
    const km = ten * [5, 2, 1].find((n) => n * ten <= most);
    bar.querySelector("path").setAttribute("d", `M10 -17v5h${(km / one).toFixed(1)}v-5`);
    const text = bar.querySelector("text");
    text.setAttribute("x", (16 + km / one).toFixed(1));
    text.textContent = `${Number(km.toPrecision(1))} km${bar.dataset.at}`;
  }

  function set(zoom, left, top) {
    k = between(1, zoom, MOST);
    x = between(width * (1 - k), left, 0);
    y = between(height * (1 - k), top, 0);
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }

  /** Enlarges so that a point stays where it is. */
  function around(point, factor) {
    const to = between(1, k * factor, MOST);
    set(to, point.x - ((point.x - x) * to) / k, point.y - ((point.y - y) * to) / k);
  }

  const middle = { x: width / 2, y: height / 2 };
  const acts = {
    in: () => around(middle, 1.5),
    out: () => around(middle, 1 / 1.5),
    whole: () => set(1, 0, 0),
  };

  const point = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());

  let scrolled = -Infinity;
  addEventListener("wheel", (event) => svg.contains(event.target) || (scrolled = event.timeStamp), { passive: true });
  function wheel(event) {
    const factor = 2 ** (-event.deltaY * [0.002, 0.05, 1][event.deltaMode] * (event.ctrlKey ? 4 : 1));
    const page = !event.ctrlKey && event.timeStamp - scrolled < SCROLLING;
    if (page) scrolled = event.timeStamp;
    // What is whole cannot become smaller: the page scrolls on.
    if (page || (k === 1 && factor < 1 && !event.ctrlKey)) return;
    event.preventDefault();
    around(point(event), factor);
  }

  const fingers = new Map();
  let dragged = false;
  function down(event) {
    if (event.button) return;
    if (!fingers.size) dragged = false;
    fingers.set(event.pointerId, point(event));
  }
  function drag(event) {
    const from = fingers.get(event.pointerId);
    if (!from || (k === 1 && fingers.size < 2)) return;
    const to = point(event);
    if (!dragged && Math.hypot(to.x - from.x, to.y - from.y) < 4) return;
    if (!dragged) svg.setPointerCapture(event.pointerId);
    dragged = true;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, to);
    if (!other) return set(k, x + to.x - from.x, y + to.y - from.y);
    const apart = (a) => Math.hypot(a.x - other.x, a.y - other.y);
    x += (to.x - from.x) / 2;
    y += (to.y - from.y) / 2;
    around({ x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 }, apart(to) / Math.max(apart(from), 1));
  }
  const up = (event) => fingers.delete(event.pointerId);

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = (right, down) => () => set(k, x - (right * width) / 6, y - (down * height) / 6);
    const keys = { "+": acts.in, "=": acts.in, "-": acts.out, _: acts.out, 0: acts.whole };
    // Arrows move only what is larger than its frame; else they scroll the page.
    const arrows = { ArrowLeft: step(-1, 0), ArrowRight: step(1, 0), ArrowUp: step(0, -1), ArrowDown: step(0, 1) };
    const act = keys[event.key] ?? (k > 1 && arrows[event.key]);
    if (!act) return;
    event.preventDefault();
    act();
  }

  /** A mark that the keyboard comes to is brought into the frame. */
  function reveal(event) {
    const mark = event.target.closest("a")?.querySelector(".mark");
    const at = mark?.transform.baseVal.consolidate()?.matrix;
    if (!at || k === 1) return;
    const seen = (value, whole) => value > 20 && value < whole - 20;
    if (!seen(at.e * k + x, width) || !seen(at.f * k + y, height)) set(k, width / 2 - at.e * k, height / 2 - at.f * k);
  }

  const tools = figure.querySelector(".tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => acts[event.target.dataset.zoom]?.());
  figure.addEventListener("keydown", press);
  figure.addEventListener("focusin", reveal);
  svg.addEventListener("wheel", wheel, { passive: false });
  svg.addEventListener("pointerdown", down);
  svg.addEventListener("pointermove", drag);
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, up);
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  // Where the map was dragged, the link under the pointer was not meant.
  svg.addEventListener("click", (event) => dragged && event.preventDefault(), true);
  new ResizeObserver(() => {
    fit = Math.min(1, svg.getScreenCTM()?.a || 1);
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }).observe(svg);
  addEventListener("hashchange", recall);
  recall();
  figure.classList.add("live");
}

for (const figure of document.querySelectorAll("figure[data-zooms]")) zooming(figure);
