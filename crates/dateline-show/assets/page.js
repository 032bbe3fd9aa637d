// Small helps for every page. Everything works without them.

/** Lights the words of a claim that an address or the margin points to: its words may be in several pieces. */
function light() {
  const id = decodeURIComponent(location.hash).replace(/^#c-/, "");
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!location.hash.startsWith("#c-")) return;
  for (const mark of document.querySelectorAll("mark[data-claims]")) {
    if (mark.dataset.claims.split(" ").includes(id)) mark.classList.add("lit");
  }
  for (const link of document.querySelectorAll("a[data-claim]")) {
    if (link.dataset.claim === id) link.closest("li").classList.add("lit");
  }
}

/** Buttons that copy are shown only where they can. */
function copying() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
  }
}

/** Files may be dropped anywhere on the form. */
function dropping() {
  const form = document.querySelector("form.drop");
  if (!form) return;
  const over = (event) => {
    event.preventDefault();
    form.classList.toggle("over", event.type === "dragover");
  };
  form.addEventListener("dragover", over);
  form.addEventListener("dragleave", over);
  form.addEventListener("drop", (event) => {
    over(event);
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
  });
}

/** The sliders move the days of the form; days are counted in UTC, so that no time zone can shift one. */
function sliding() {
  // On the page of the map the day asked about moves by itself.
  const inPlace = document.getElementById("days");
  for (const slide of document.querySelectorAll(".slide[data-first]")) {
    if (!inPlace || slide.dataset.field === "known") slidingOf(slide);
  }
}

function slidingOf(slide) {
  const range = slide.querySelector("input");
  const output = slide.querySelector("output");
  const field = document.getElementById(slide.dataset.field);
  const [year, month, day] = slide.dataset.first.split("-").map(Number);
  const show = () => {
    field.value = new Date(Date.UTC(year, month - 1, day + Number(range.value))).toISOString().slice(0, 10);
    output.value = field.value;
    range.setAttribute("aria-valuetext", field.value);
    // Nobody can ask for a day after the one that is known: the day asked about goes back with it.
    const on = document.getElementById("on");
    if (field !== on && on.value > field.value) on.value = field.value;
  };
  slide.hidden = false;
  range.addEventListener("input", show);
  range.addEventListener("change", () => field.form.requestSubmit());
  const play = slide.querySelector("[data-play]");
  if (play) playing(play, range, show, field.form);
}

/** Plays the days, each a page of its own; not for readers who want nothing to move by itself. */
function playing(play, range, show, form) {
  play.hidden = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (play.hidden) return;
  const next = () => {
    if (Number(range.value) >= Number(range.max)) return sessionStorage.removeItem("play");
    range.value = Number(range.value) + 1;
    show();
    form.requestSubmit();
  };
  const plays = () => sessionStorage.getItem("play") === location.pathname;
  let waiting = plays() ? setTimeout(next, 1500) : 0;
  const name = () => (play.textContent = plays() ? "Pause" : "Play");
  name();
  play.addEventListener("click", () => {
    clearTimeout(waiting);
    if (plays()) sessionStorage.removeItem("play");
    else {
      sessionStorage.setItem("play", location.pathname);
      waiting = setTimeout(next, 300);
    }
    name();
  });
}

light();
addEventListener("hashchange", light);
copying();
dropping();
sliding();
