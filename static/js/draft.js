// A form with data-draft keeps what was typed in this tab until it is stored: an ended session, a lost connection or a
// page left by mistake costs no text. Without JavaScript nothing is kept and everything else works the same.
"use strict";
(() => {
  const NAME = "draft:";
  const form = document.querySelector("form[data-draft]");
  const key = form && NAME + form.dataset.draft;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "password");

  // A page of a signed-in person without that form comes after the form was sent: then it is stored.
  if (!document.body.classList.contains("public")) {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(NAME) && name !== key && JSON.parse(sessionStorage[name]).sent) sessionStorage.removeItem(name);
    }
  }
  if (!form) return;

  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  // What the server sent back with errors is newer than anything kept.
  if (kept && !document.querySelector(".errors")) {
    let changed = false;
    for (const field of fields()) {
      const value = kept.values[field.name];
      if (value !== undefined && value !== field.value) {
        field.value = value;
        changed = true;
      }
    }
    if (changed) form.querySelector("[data-draft-note]")?.removeAttribute("hidden");
  }

  const keep = (sent) => {
    const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
    sessionStorage.setItem(key, JSON.stringify({ values, sent }));
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("submit", () => keep(true));
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    form.querySelector("[data-draft-note]").hidden = true;
  });
})();
