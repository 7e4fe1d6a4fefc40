// Marked rows: boxes, Shift+click, the space bar and Ctrl+A; the bar of actions is there while something is marked.
"use strict";
(() => {
  const editor = window.roadmapEditor;
  const bar = document.querySelector("#batch");
  if (!editor || !bar) return;
  const { table, rowOf, ROWS } = editor;
  const all = document.querySelector("[data-mark-all]");
  const unmark = bar.querySelector("[data-unmark]");
  const boxes = () => [...table.querySelectorAll("[name=rows]")];
  let last = null;

  const show = () => {
    const every = boxes();
    const count = every.filter((box) => box.checked).length;
    bar.hidden = !count;
    document.querySelector("#batch-count").textContent = `Отмечено строк: ${count}`;
    all.checked = count > 0 && count === every.length;
    all.indeterminate = count > 0 && count < every.length;
  };
  const markAll = (checked) => {
    for (const box of boxes()) box.checked = checked;
    show();
  };

  table.addEventListener("click", (event) => {
    if (!event.target.matches("[name=rows]")) return;
    const every = boxes();
    const [from, to] = [every.indexOf(last), every.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of every.slice(from, to + 1)) box.checked = event.target.checked;
    last = event.target;
    show();
  });
  table.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || !event.target.matches("td")) return;
    if (event.key === " ") {
      const box = row.querySelector("[name=rows]");
      box.checked = !box.checked;
      last = box;
      show();
    } else if (event.code === "KeyA" && (event.ctrlKey || event.metaKey)) markAll(true);
    else if (event.key === "Escape") markAll(false);
    else return;
    event.preventDefault();
  });
  all.addEventListener("change", () => markAll(all.checked));
  unmark.addEventListener("click", () => {
    markAll(false);
    editor.focusCell(table.querySelector(ROWS)?.cells[1]);
  });
  document.addEventListener("htmx:afterSettle", show);
  window.addEventListener("pageshow", show);
  all.hidden = unmark.hidden = false;
  bar.classList.add("floating");
  show();
})();
