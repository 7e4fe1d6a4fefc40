// Small comforts of every page. All of them may be missing: each page works without JavaScript.
"use strict";
(() => {
  const dirty = new Set();

  // Text that was typed and not sent is not lost by a slip: forms with data-guard ask before the page goes away.
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-guard]")) dirty.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });

  // What the browser finds amiss in a field is said in Russian, too, whatever language the browser has.
  const amiss = (field) => {
    const { valueMissing, badInput, typeMismatch, rangeUnderflow, rangeOverflow } = field.validity;
    if (valueMissing) return field.type === "file" ? "Выберите файл." : field.tagName === "SELECT" ? "Выберите из списка." : "Заполните это поле.";
    if (badInput) return field.type === "date" ? "Введите дату целиком: день, месяц и год." : "Введите число.";
    if (typeMismatch) return field.type === "email" ? "Введите адрес почты, например ivanova@school.ru." : "Проверьте, что введено.";
    if (rangeUnderflow) return `Не меньше ${field.min}.`;
    return rangeOverflow ? `Не больше ${field.max}.` : "Проверьте, что введено.";
  };
  const unmark = (event) => event.target.setCustomValidity?.("");
  document.addEventListener("input", unmark);
  document.addEventListener("change", unmark);
  document.addEventListener("invalid", (event) => {
    event.target.setCustomValidity("");
    if (!event.target.validity.valid) event.target.setCustomValidity(amiss(event.target));
  }, true);

  // What htmx sends carries the token of the page, too: that of the form «Выйти».
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRFToken"] = document.querySelector("[name=csrfmiddlewaretoken]").value;
  });

  // data-confirm="Удалить строку?" on a form or on its button asks first.
  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    dirty.delete(event.target);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) dirty.delete(event.detail.elt.closest("form"));
  });

  // What htmx could not do is said aloud and costs no text: the page stays as it was.
  const say = (text) => {
    const note = document.createElement("div");
    note.className = "note error";
    note.setAttribute("role", "alert");
    note.textContent = text;
    document.querySelectorAll("#main > .note.error[role=alert]").forEach((old) => old.remove());
    document.getElementById("main").prepend(note);
    note.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("htmx:sendError", () => {
    say("Нет связи с сервером. Написанное осталось на странице: подождите минуту и повторите.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 409) return; // two editors: the page itself shows both texts
    say(event.detail.xhr.status === 403 ? "Это действие вам недоступно." : "Не получилось сохранить. Обновите страницу и повторите.");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/accounts/login/")) return;
    event.detail.shouldSwap = false;
    say("Вы вышли из «Опоры», поэтому изменение не сохранено. Войдите в соседней вкладке и повторите.");
  });

  // «/» goes to the search field, Escape closes the menu of a phone.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = document.querySelector("input[type=search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === "Escape") document.querySelector(".menu-toggle[open]")?.removeAttribute("open");
  });

  // A select with data-submit sends its form at once; without JavaScript the button beside it does.
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });

  // A field for files speaks Russian whatever the browser speaks; the field itself lies invisible above the words.
  for (const field of document.querySelectorAll("input[type=file]")) {
    const many = field.multiple;
    const box = document.createElement("span");
    const button = document.createElement("span");
    const chosen = document.createElement("span");
    box.className = "file";
    button.className = "btn";
    button.textContent = many ? "Выбрать файлы" : "Выбрать файл";
    chosen.className = "muted";
    const tell = () => {
      chosen.textContent = [...field.files].map((file) => file.name).join(", ") || (many ? "Файлы не выбраны" : "Файл не выбран");
    };
    for (const part of [button, chosen]) part.setAttribute("aria-hidden", "true");
    field.before(box);
    box.append(field, button, chosen);
    field.addEventListener("change", tell);
    tell();
  }

  // The place a file is dropped on shows it and takes it, not only the field within.
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const place = event.target.closest?.(".drop");
      if (!place) return;
      event.preventDefault();
      place.classList.toggle("over", kind === "dragenter" || kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      const field = place.querySelector("input[type=file]");
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // Whoever scrolls by keyboard reaches a table wider than the screen; whoever sent a form with errors reads them first.
  const settle = () => {
    for (const sheet of document.querySelectorAll(".sheet")) {
      if (sheet.scrollWidth > sheet.clientWidth || sheet.scrollHeight > sheet.clientHeight) sheet.tabIndex = 0;
    }
  };
  settle();
  document.addEventListener("htmx:afterSettle", settle);
  document.querySelector(".errors")?.focus();
})();
