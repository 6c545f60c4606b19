// What pages gain where scripts run; everything here works without them too.
"use strict";

// --- Theme: the form posts the choice; here it takes effect at once. ------------------------
const root = document.documentElement;
const themeForm = document.querySelector("[data-theme-switch]");

function labelTheme() {
  const button = themeForm.querySelector("button");
  const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
  button.value = next;
  button.textContent = button.dataset[next];
}

if (themeForm) {
  labelTheme();
  themeForm.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new FormData(themeForm, event.submitter);
    root.dataset.bsTheme = body.get("theme");
    labelTheme();
    fetch(themeForm.action, { method: "POST", body, redirect: "manual" });
  });
}

// --- Menus close on Escape and on a click elsewhere. -----------------------------------------
const openMenus = () => document.querySelectorAll("details.drop[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-search]");
    if (search?.offsetParent) {
      event.preventDefault();
      search.focus();
    }
  }
});

// --- Forms: a refused one is read out from its summary, and none is sent twice. --------------
document.querySelector("[data-focus]")?.focus();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});

// A page taken back from the browser's cache may send its forms again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) delete form.dataset.sent;
});

// Selects and boxes marked so send their form when changed; without scripts its button does.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submit-on-change]")) event.target.form?.requestSubmit();
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "messages") event.target.hidden = false;
});

// --- A slider tells its value while it moves. -------------------------------------------------
document.addEventListener("input", (event) => {
  const output = event.target.matches('input[type="range"]') && event.target.parentElement.querySelector("output");
  if (output) output.value = `${event.target.value}%`;
});
