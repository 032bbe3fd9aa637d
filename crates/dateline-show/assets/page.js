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

/** The slider moves the day of the form; days are counted in UTC, so that no time zone can shift one. */
function sliding() {
  const slide = document.querySelector(".slide");
  if (!slide) return;
  const range = slide.querySelector("input");
  const play = slide.querySelector("[data-play]");
  const on = document.getElementById("on");
  const [year, month, day] = slide.dataset.first.split("-").map(Number);
  const show = () => {
    on.value = new Date(Date.UTC(year, month - 1, day + Number(range.value))).toISOString().slice(0, 10);
    slide.querySelector("output").value = on.value;
  };
  slide.hidden = false;
  range.addEventListener("input", show);
  range.addEventListener("change", () => on.form.requestSubmit());
  const next = () => {
    if (Number(range.value) >= Number(range.max)) return sessionStorage.removeItem("play");
    range.value = Number(range.value) + 1;
    show();
    on.form.requestSubmit();
  };
  const playing = () => sessionStorage.getItem("play") === location.pathname;
  let waiting = playing() ? setTimeout(next, 1500) : 0;
  const name = () => (play.textContent = playing() ? "Pause" : "Play");
  name();
  play.addEventListener("click", () => {
    clearTimeout(waiting);
    if (playing()) sessionStorage.removeItem("play");
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
