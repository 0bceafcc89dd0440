"use strict";
// Keys, the value that stands in a column, and copying. Every page works without this.
(() => {
  const writing = element => element.closest("input,textarea,select,[contenteditable]");
  const entries = [...document.querySelectorAll(".entry")].filter(entry => entry.querySelector(".open"));
  const list = entries.length > 0 && !document.querySelector(".steps,.onward");
  let at = -1;
  const go = step => {
    if (!entries.length) return;
    entries[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), entries.length - 1);
    entries[at].classList.add("here");
    entries[at].querySelector(".open").focus();
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
    if (list && (event.key === "j" || event.key === "k")) { event.preventDefault(); go(event.key === "j" ? 1 : -1); return; }
    const target = [...document.querySelectorAll("[data-key]")].findLast(element => element.dataset.key === event.key);
    if (!target) return;
    event.preventDefault();
    for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target.matches("a,button")) target.click(); else { target.focus(); target.select?.(); target.scrollIntoView({block: "center"}); }
  });
  document.querySelectorAll("select.column").forEach(select => {
    const field = select.form.elements.value;
    const show = () => { field.value = select.selectedOptions[0].dataset.now; };
    select.addEventListener("change", show);
  });
  document.querySelectorAll("[data-copies]").forEach(button => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copies), words = button.textContent;
      try { await navigator.clipboard.writeText(field.value); button.textContent = "Copied"; }
      catch { field.focus(); field.select(); button.textContent = "Selected: copy it with your keyboard"; }
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  });
  document.querySelectorAll(".filters select").forEach(select => select.addEventListener("change", () => select.form.requestSubmit()));
  document.querySelectorAll("form[method=post]").forEach(form => form.addEventListener("submit", () => document.body.classList.add("busy")));
  addEventListener("pageshow", () => document.body.classList.remove("busy"));
})();
