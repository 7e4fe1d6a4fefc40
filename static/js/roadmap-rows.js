// Rows move by Alt+↑ and Alt+↓, by the buttons beside their number, and by dragging the number.
"use strict";
(() => {
  const editor = window.roadmapEditor;
  const tools = document.querySelector("#row-tools");
  if (!editor || !tools) return;
  const { table, rowOf, idOf, focusCell } = editor;
  let column = 1;
  let queue = Promise.resolve(); // one after another: each goes from where the last one ended

  const send = (row, what, values) => {
    // One that got lost on the way must not stop those behind it.
    queue = queue.catch(() => {}).then(() => window.htmx.ajax("POST", `${table.dataset.editor}${idOf(row)}/${what}/`, { source: row, values, swap: "none" }));
  };
  document.addEventListener("roadmap:moved", (event) => {
    const row = document.getElementById(event.detail.row);
    document.getElementById(event.detail.after)?.after(row);
    focusCell(row.cells[column]);
    row.scrollIntoView({ block: "nearest" });
  });

  // One set of buttons serves all rows: it goes to the row that the pointer or the focus is on.
  const tuck = () => {
    tools.hidden = true;
    document.body.append(tools);
  };
  const show = (row) => {
    if (!row || tools.parentElement?.parentElement === row) return;
    row.cells[0].append(tools);
    tools.hidden = false;
    tools.querySelector("[data-tool=delete]").formAction = `${table.dataset.editor}${idOf(row)}/delete/`;
  };
  table.addEventListener("row:opening", tuck);
  table.addEventListener("focusin", (event) => show(rowOf(event.target)));
  table.addEventListener("mouseover", (event) => show(rowOf(event.target)));
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    const row = rowOf(tools);
    if (!button || !row || button.dataset.tool === "delete") return;
    event.preventDefault();
    if (button.dataset.tool === "add") editor.add(row);
    else send(row, "move", { step: button.value });
  });
  table.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    column = event.target.closest("td").cellIndex;
    send(row, "move", { step: event.key === "ArrowUp" ? -1 : 1 });
  });

  // Only the number is a handle: elsewhere the mouse selects text.
  let dragged = null;
  const lines = "tr[id^=a]:not(.editing), tr.section";
  const unmark = () => table.querySelector(".drop")?.classList.remove("drop");
  // The line after which the row would stand.
  const place = (event) => {
    const line = event.target.closest?.(lines);
    if (!line || line.matches(".section")) return line;
    const box = line.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2 ? line.previousElementSibling : line;
  };
  table.addEventListener("mousedown", (event) => {
    const row = rowOf(event.target);
    if (row) row.draggable = event.target.closest("td")?.cellIndex === 0 && !event.target.closest("button, input");
  });
  table.addEventListener("dragstart", (event) => {
    dragged = rowOf(event.target);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.id);
  });
  table.addEventListener("dragover", (event) => {
    const line = dragged && place(event);
    if (!line) return;
    event.preventDefault();
    unmark();
    line.classList.add("drop");
  });
  table.addEventListener("drop", (event) => {
    const line = dragged && place(event);
    if (!line) return;
    event.preventDefault();
    if (line === dragged || line === dragged.previousElementSibling) return;
    column = 0;
    const section = line.closest("tbody").querySelector("tr.section").id.slice(1);
    send(dragged, "place", { section, after: line.matches(".section") ? "" : idOf(line) });
  });
  table.addEventListener("dragend", () => {
    unmark();
    if (dragged) dragged.draggable = false;
    dragged = null;
  });
})();
