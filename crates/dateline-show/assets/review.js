// The keys of the review. A key chooses what is decided and goes to the field that is still empty; Enter sends it.

const items = [...document.querySelectorAll("[data-queue] > .item")];
const deeds = { a: "accept", x: "reject", p: "pin", m: "merge", s: "split", d: "set-day", l: "set-place" };
const needs = { m: "other", d: "day", l: "place" };

const here = () => Math.max(0, items.findIndex((item) => item.contains(document.activeElement)));
const go = (n) => items[Math.min(Math.max(n, 0), items.length - 1)]?.focus();

/** Prepares a decision about the item in front: its button becomes the one that Enter presses. */
function choose(key) {
  const item = items[here()];
  const form = item?.querySelector("form");
  const button = form?.querySelector(`button[value="${deeds[key]}"]`);
  if (!button) return;
  const details = button.closest("details");
  if (details) details.open = true;
  form.dataset.deed = deeds[key];
  for (const other of form.querySelectorAll("button[name=deed]")) other.toggleAttribute("data-chosen", other === button);
  const fields = [needs[key], "reason", "by"].filter(Boolean).map((name) => form.elements[name]);
  (fields.find((field) => !field.value) ?? fields[0]).focus();
}

for (const item of items) {
  const form = item.querySelector("form");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || !form.dataset.deed) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector(`button[value="${form.dataset.deed}"]`));
  });
}

addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input:not([type=radio]), textarea, select");
  if (event.key === "Escape" && typing) return items[here()]?.focus();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    j: () => go(items.some((item) => item.contains(document.activeElement)) ? here() + 1 : 0),
    k: () => go(here() - 1),
    u: () => document.querySelector("form[data-undo]")?.requestSubmit(),
    "?": () => document.getElementById("keys").toggleAttribute("open"),
  };
  const act = keys[event.key] ?? (deeds[event.key] && (() => choose(event.key)));
  if (!act) return;
  event.preventDefault();
  act();
});

// After a decision the next item is in front.
if (location.hash.startsWith("#i-")) (document.querySelector(location.hash) ?? items[0])?.focus();
