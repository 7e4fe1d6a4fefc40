// The table of a draft edits in place. Without this script each row has a page of its own behind its number.
"use strict";
(() => {
  const table = document.querySelector("table[data-editor]");
  const tools = document.querySelector("#row-tools");
  if (!table || !window.htmx) return;
  const NEW = "new";
  const before = new Map(); // row id → the row as it was before it was opened
  let wanted = 1; // the column whose field gets the focus when the row opens

  const rowOf = (node) => node.closest?.("tr[id^=a]:not(.editing)");
  const idOf = (row) => row.id.slice(1);
  const cells = () => [...table.querySelectorAll("tr[id^=a]:not(.editing) > td")];
  const focusCell = (cell) => {
    if (!cell) return;
    cells().forEach((other) => (other.tabIndex = -1));
    cell.tabIndex = 0;
    cell.focus();
  };

  // One cell of the table is in the tab order; arrows lead to the others.
  const settle = () => {
    const all = cells();
    for (const cell of all) if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
    if (all.length && !all.some((cell) => cell.tabIndex === 0)) all[0].tabIndex = 0;
  };

  const open = (row, column) => {
    wanted = column;
    tuckTools();
    before.set(row.id, row.cloneNode(true));
    htmx.ajax("GET", `${table.dataset.editor}${idOf(row)}/edit/`, { target: row, swap: "outerHTML" });
  };
  const add = (row) => {
    if (document.getElementById(NEW)) return;
    wanted = 1;
    const section = row.closest("tbody").querySelector("tr.section").id.slice(1);
    htmx.ajax("GET", `${table.dataset.add}?section=${section}&after=${idOf(row)}`, { target: row, swap: "afterend" });
  };
  const cancel = (row) => {
    tuckTools();
    if (row.id === NEW) {
      row.remove();
      return;
    }
    const old = before.get(row.id);
    if (!old) {
      window.location.reload();
      return;
    }
    row.replaceWith(old);
    settle();
    focusCell(old.cells[wanted]);
  };

  // One set of buttons serves all rows: it goes to the row that the pointer or the focus is on.
  const tuckTools = () => {
    tools.hidden = true;
    document.body.append(tools);
  };
  const showTools = (row) => {
    if (!row || tools.parentElement?.parentElement === row) return;
    row.cells[0].append(tools);
    tools.hidden = false;
    for (const button of tools.querySelectorAll("[data-tool=move], [data-tool=delete]")) {
      button.formAction = `${table.dataset.editor}${idOf(row)}/${button.dataset.tool}/`;
    }
  };
  table.addEventListener("focusin", (event) => showTools(rowOf(event.target)));
  table.addEventListener("mouseover", (event) => showTools(rowOf(event.target)));

  table.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (event.target.closest("[data-cancel]")) {
      event.preventDefault();
      cancel(event.target.closest("tr"));
    } else if (event.target.closest("[data-reload]")) {
      window.location.reload();
    } else if (event.target.closest("[data-tool=add]")) {
      add(row);
    } else if (row && !event.target.closest("button, #row-tools") && !window.getSelection().toString()) {
      event.preventDefault();
      open(row, event.target.closest("td")?.cellIndex ?? 1);
    }
  });

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  table.addEventListener("keydown", (event) => {
    const editing = event.target.closest("tr.editing");
    if (editing) {
      if (event.key === "Escape") cancel(editing);
      if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, input")) {
        event.preventDefault();
        event.target.form.requestSubmit();
      }
      return;
    }
    const cell = event.target.closest("td");
    const row = cell && rowOf(cell);
    if (!row || event.target !== cell) return;
    if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      open(row, cell.cellIndex);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      showTools(row);
      tools.requestSubmit(tools.querySelector(`[name=step][value="${event.key === "ArrowUp" ? -1 : 1}"]`));
    } else if (event.key in ARROWS && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const [down, right] = ARROWS[event.key];
      const rows = [...table.querySelectorAll("tr[id^=a]:not(.editing)")];
      focusCell(rows[rows.indexOf(row) + down]?.cells[cell.cellIndex + right]);
    }
  });

  // A conflict of two editors comes as a row with both texts.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
    if (table.contains(event.detail.target)) tuckTools();
  });
  // Not afterSwap: until it settles, a row keeps the class of the row that had its id.
  document.addEventListener("htmx:afterSettle", () => {
    settle();
    const field = table.querySelector("tr.editing [aria-invalid], tr.editing .form-control");
    if (!field || table.querySelector("tr.editing")?.contains(document.activeElement)) return;
    const opened = field.closest("tr").cells[wanted]?.querySelector(".form-control");
    (opened ?? field).focus();
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 409) return;
    document.querySelector("#missing").textContent = "Не удалось сохранить. Обновите страницу и повторите.";
  });
  document.addEventListener("roadmap:saved", (event) => {
    document.querySelector("#missing").textContent = event.detail.missing;
    focusCell(document.getElementById(event.detail.row)?.cells[wanted]);
  });

  settle();
  if (window.location.hash.startsWith("#a")) focusCell(document.querySelector(window.location.hash)?.cells[1]);
})();
