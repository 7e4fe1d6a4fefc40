// Ctrl+Z outside a field takes back the last step; the line above the table says which one it is.
"use strict";
(() => {
  const form = document.querySelector("#undo");
  if (!form) return;
  const show = (event) => {
    if (event.detail.undo === undefined) return;
    form.hidden = !event.detail.undo;
    document.querySelector("#undo-what").textContent = event.detail.undo;
  };
  document.addEventListener("roadmap:saved", show);
  document.addEventListener("roadmap:moved", show);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || form.hidden || event.code !== "KeyZ" || event.shiftKey || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
})();
