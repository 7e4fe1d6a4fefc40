// A block of rows copied from Word or Excel and pasted into the table goes to the page that shows what becomes of it.
"use strict";
(() => {
  const editor = window.roadmapEditor;
  const form = document.querySelector("#paste");
  if (!editor || !form) return;
  const LARGEST = Number(form.dataset.largest);
  const isBlock = (markup, text) => {
    const lines = text.trim().split("\n").length;
    return (lines > 1 && text.includes("\t")) || (markup.match(/<tr[\s>]/gi) ?? []).length > 1;
  };

  editor.table.addEventListener("paste", async (event) => {
    const markup = event.clipboardData.getData("text/html");
    const text = event.clipboardData.getData("text/plain");
    const row = event.target.closest("tr");
    const inField = event.target.matches("textarea, input");
    const hasTable = /<table[\s>]/i.test(markup);
    if (!row || !(isBlock(hasTable ? markup : "", text) || (!inField && (hasTable || text.trim())))) return;
    event.preventDefault();
    if (new Blob([markup, text]).size > LARGEST) return editor.say(form.dataset.tooLarge);
    form.elements.section.value = row.closest("tbody").querySelector("tr.section").id.slice(1);
    form.elements.after.value = /^a\d+$/.test(row.id) ? row.id.slice(1) : "";
    form.elements.markup.value = hasTable ? markup : "";
    form.elements.text.value = text;
    if (row.matches(".editing")) {
      await editor.close(row);
      if (document.querySelector("tr.editing")) return; // what was typed there has to be put right first
    }
    form.submit();
  });
})();
