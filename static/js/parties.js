// Responsible parties complete as one types: the part between two commas is looked up, ↓ and Enter choose, Esc closes.
"use strict";
(() => {
  const WAIT = 120; // milliseconds
  let field = null; // the one that the list belongs to
  let timer = 0;
  let asked = 0;
  const list = document.createElement("ul");
  const told = document.createElement("span");
  list.id = "parties";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Кого можно выбрать");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");

  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");
  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.remove();
    field?.removeAttribute("aria-activedescendant");
  };
  const part = () => {
    const head = field.value.slice(0, field.selectionStart);
    const start = Math.max(head.lastIndexOf(","), head.lastIndexOf("\n"), head.lastIndexOf(";")) + 1;
    const rest = field.value.slice(field.selectionStart).search(/[,;\n]/);
    return { start, end: rest < 0 ? field.value.length : field.selectionStart + rest, text: head.slice(start).trim() };
  };
  const mark = (option) => {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    const { start, end } = part();
    const before = field.value.slice(0, start);
    const gap = before && !before.endsWith("\n") ? " " : "";
    field.setSelectionRange(start, end);
    document.execCommand("insertText", false, gap + option.dataset.name);
    close();
  };
  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ name, about }, place) => {
        const option = document.createElement("li");
        const note = document.createElement("small");
        option.id = `party-${place}`;
        option.dataset.name = name;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        note.textContent = about;
        option.append(name, " ", note);
        return option;
      }),
    );
    if (!found.length) return list.remove();
    field.after(list);
    told.textContent = `Найдено: ${found.length}. Выбирайте стрелкой вниз.`;
  };
  const ask = async () => {
    const { text } = part();
    const mine = (asked += 1);
    if (!text) return list.remove();
    const token = field.form.elements.csrfmiddlewaretoken.value;
    const body = new URLSearchParams({ typed: text });
    const answer = await fetch(field.dataset.parties, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    if (mine === asked && answer?.ok && !answer.redirected) show((await answer.json()).found);
  };

  document.addEventListener("focusin", (event) => {
    if (event.target === field || !event.target.matches?.("[data-parties]")) return;
    close();
    field = event.target;
    document.body.append(told);
    for (const [name, value] of Object.entries({ autocomplete: "list", controls: "parties", haspopup: "listbox" })) {
      field.setAttribute(`aria-${name}`, value);
    }
    field.autocomplete = "off";
  });
  document.addEventListener("focusout", (event) => event.target === field && close());
  document.addEventListener("input", (event) => {
    if (event.target !== field) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the focus stays in the field
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  // In the capture phase: while the list is open its keys are not those of the table.
  document.addEventListener("keydown", (event) => {
    if (event.target !== field || !list.isConnected) return;
    const all = options();
    const place = all.indexOf(chosen());
    if (event.key === "ArrowDown") mark(all[(place + 1) % all.length]);
    else if (event.key === "ArrowUp") mark(all[place > 0 ? place - 1 : all.length - 1]);
    else if (event.key === "Enter" && chosen()) take(chosen());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
})();
