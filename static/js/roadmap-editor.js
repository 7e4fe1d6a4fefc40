// The table of a draft edits in place. Without this script each row has a page of its own behind its number.
"use strict";
(() => {
  const table = document.querySelector("table[data-editor]");
  const shape = document.querySelector("#row-editor");
  if (!table || !shape || !window.htmx) return;
  const NEW = "new";
  const FIRST = 1; // the column of the activity
  const ROWS = "tr[id^=a]:not(.editing)";
  const FIELDS = ["number", "text", "deadline_text", "responsible_text", "result", "output_documents"];
  const before = new Map(); // row id → the row as it was before it was opened
  let wanted = FIRST; // the column whose field or cell gets the focus
  let current = null; // the cell in the tab order; arrows lead to the others

  const rowOf = (node) => node.closest?.(ROWS);
  const idOf = (row) => row.id.slice(1);
  const rows = () => [...table.querySelectorAll("tr[id^=a], tr#new")];
  const fieldOf = (row, column) => row.cells[column]?.querySelector(".form-control");
  const say = (text) => (document.querySelector("#missing").textContent = text);

  const settle = (row) => {
    for (const cell of row.cells) if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
    for (const inner of row.querySelectorAll("a, input[type=checkbox]")) inner.tabIndex = -1;
  };
  const makeCurrent = (cell) => {
    if (current) current.tabIndex = -1;
    current = cell;
    if (cell) cell.tabIndex = 0;
  };
  const focusCell = (cell) => {
    if (!cell) return;
    makeCurrent(cell);
    cell.focus();
  };

  // --- opening -------------------------------------------------------------------------------------------------------
  const ownText = (cell) => (cell.firstChild?.nodeType === Node.TEXT_NODE ? cell.firstChild.data : "");
  const textsOf = (row) => {
    const [number, ...cells] = row.cells;
    const shown = number.querySelector(".no").textContent;
    return [shown === "…" ? "" : shown, ...cells.map(ownText)];
  };
  const editorFor = (row) => {
    const editor = shape.content.firstElementChild.cloneNode(true);
    const form = editor.querySelector("form");
    const address = `${table.dataset.editor}${idOf(row)}/edit/`;
    editor.id = row.id;
    form.id = `f-${row.id}`;
    form.action = address;
    form.setAttribute("hx-post", address);
    form.setAttribute("hx-target", `#${row.id}`);
    form.elements.version.value = row.querySelector("[name=rows]").value.split("-")[1];
    for (const part of editor.querySelectorAll("[form]")) part.setAttribute("form", form.id);
    const texts = textsOf(row);
    FIELDS.forEach((name, place) => (editor.querySelector(`[name=${name}]`).defaultValue = texts[place]));
    editor.querySelector(".more").href = address;
    const read = row.cells[2].querySelector(".understood");
    if (read) {
      editor.querySelector("#understood").textContent = read.textContent;
      editor.querySelector("#understood").className = read.className;
    }
    return editor;
  };
  const enter = (row, column, typed) => {
    wanted = column;
    const field = fieldOf(row, column) ?? fieldOf(row, FIRST);
    if (!field) return;
    field.focus();
    field.setSelectionRange(typed ? 0 : field.value.length, field.value.length);
    if (typed) document.execCommand("insertText", false, typed); // what stood there comes back by Ctrl+Z in the field
  };
  const open = (row, column, typed = "") => {
    table.dispatchEvent(new CustomEvent("row:opening"));
    const editor = editorFor(row);
    before.set(row.id, row);
    if (row.contains(current)) makeCurrent(null);
    row.replaceWith(editor);
    window.htmx.process(editor);
    enter(editor, column, typed);
  };
  const add = (row) => {
    if (document.getElementById(NEW)) return enter(document.getElementById(NEW), FIRST);
    wanted = FIRST;
    const section = row.closest("tbody").querySelector("tr.section").id.slice(1);
    const after = row.id.startsWith("a") ? `&after=${idOf(row)}` : "";
    window.htmx.ajax("GET", `${table.dataset.add}?section=${section}${after}`, { target: row, swap: "afterend" });
  };

  // --- closing -------------------------------------------------------------------------------------------------------
  const isChanged = (row) => [...row.querySelectorAll(".form-control")].some((field) => field.value !== field.defaultValue);
  const restore = (row) => {
    const old = before.get(row.id);
    if (row.id === NEW) row.remove();
    else if (!old) return window.location.reload();
    else row.replaceWith(old);
    before.delete(row.id);
    if (!current) makeCurrent((old ?? table.querySelector(ROWS))?.cells[FIRST] ?? null);
    return old;
  };
  const cancel = (row) => focusCell(restore(row)?.cells[wanted] ?? current);
  // Saves what changed; what did not costs nothing. Whoever waits learns when it is stored.
  const close = (row) => {
    if (!isChanged(row)) return Promise.resolve(restore(row));
    const form = row.querySelector("form");
    return new Promise((resolve) => {
      form.addEventListener("htmx:afterRequest", resolve, { once: true });
      form.requestSubmit();
    });
  };
  const goOn = (row, step) => {
    const all = rows();
    const next = all[all.indexOf(row) + step];
    const last = row.id !== NEW && row;
    if (next) setTimeout(close, 0, row); // the next field first
    else close(row);
    if (next?.matches(ROWS)) open(next, step > 0 ? 0 : FIELDS.length - 1);
    else if (next) enter(next, FIRST);
    else if (step > 0 && last) add(document.getElementById(last.id));
  };

  // --- mouse and keys ------------------------------------------------------------------------------------------------
  table.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (event.target.closest("[data-cancel]")) {
      event.preventDefault();
      cancel(event.target.closest("tr"));
    } else if (event.target.closest("[data-reload]")) {
      window.location.reload();
    } else if (row && !event.target.closest("button, input, #row-tools") && !window.getSelection().toString()) {
      event.preventDefault();
      const other = table.querySelector("tr.editing");
      open(row, event.target.closest("td")?.cellIndex ?? FIRST);
      if (other) close(other);
    }
  });

  const inRow = (event, row) => {
    const field = event.target.matches("textarea, input") ? event.target : null;
    const column = field?.closest("td")?.cellIndex;
    if (event.key === "Escape") {
      wanted = column ?? wanted;
      cancel(row);
    } else if (event.key === "Enter" && !event.shiftKey && field) {
      event.preventDefault();
      wanted = column;
      if (isChanged(row)) close(row);
      else cancel(row);
    } else if (event.key === "Tab" && field && column === (event.shiftKey ? 0 : FIELDS.length - 1)) {
      event.preventDefault();
      goOn(row, event.shiftKey ? -1 : 1);
    }
  };
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const inCell = (event, row, cell) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" || event.key === "F2") open(row, cell.cellIndex);
    else if (event.key === "Insert") add(row);
    else if (event.key in ARROWS && plain) {
      const [down, right] = ARROWS[event.key];
      const all = [...table.querySelectorAll(ROWS)];
      focusCell(all[all.indexOf(row) + down]?.cells[cell.cellIndex + right]);
    } else if (event.key.length === 1 && event.key !== " " && plain) open(row, cell.cellIndex, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  table.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;
    const editing = event.target.closest("tr.editing");
    if (editing) return inRow(event, editing);
    const cell = event.target.closest("td");
    const row = cell && rowOf(cell);
    if (row && event.target === cell) inCell(event, row, cell);
  });

  // --- answers of the server -----------------------------------------------------------------------------------------
  // A conflict of two editors comes as a row with both texts.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) event.detail.shouldSwap = true;
    if (table.contains(event.detail.target)) table.dispatchEvent(new CustomEvent("row:opening"));
  });
  // Settling follows the swap at once (`defaultSettleDelay` in base.html): until then a row keeps the class of the row
  // that had its id, and could not be opened.
  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt?.closest?.("tr");
    if (!row || !table.contains(row)) return;
    if (row.matches(ROWS)) return settle(row);
    // What is understood of a deadline comes while one types, and who has gone on to another row stays there.
    if (event.detail.elt.closest("#understood") || document.activeElement.closest("tr.editing")) return;
    const amiss = row.querySelector("[aria-invalid], .invalid-feedback")?.closest("td")?.querySelector(".form-control");
    (amiss ?? fieldOf(row, wanted) ?? row.querySelector(".form-control, button"))?.focus();
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status !== 409) say("Не удалось сохранить. Обновите страницу и повторите.");
  });
  document.addEventListener("roadmap:saved", (event) => {
    const row = document.getElementById(event.detail.row);
    document.querySelector("#missing").innerHTML = event.detail.missing; // links to the rows, escaped by the server
    if (!row?.matches(ROWS)) return; // gone, or open again already
    before.delete(row.id);
    settle(row);
    if (!document.activeElement.closest("tr.editing")) focusCell(row.cells[wanted]); // who went on is not called back
  });

  table.querySelectorAll(ROWS).forEach(settle);
  makeCurrent(table.querySelector(ROWS)?.cells[FIRST] ?? null);
  // The browser's own jump to the row comes with the load and takes the focus away: so once more after it.
  const goToNamed = () => focusCell(document.querySelector(window.location.hash)?.cells?.[FIRST]);
  if (/^#a\d+$/.test(window.location.hash)) {
    goToNamed();
    window.addEventListener("load", () => setTimeout(() => document.activeElement === document.body && goToNamed()));
  }
  window.roadmapEditor = { table, ROWS, rowOf, idOf, focusCell, add, close, say };
})();
