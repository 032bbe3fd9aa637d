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

light();
addEventListener("hashchange", light);
copying();
dropping();
