"use strict";
// Search, choices, order, and links that can be passed on. The page says all it has to say without this.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const form = document.getElementById("filter"), shown = document.getElementById("shown"), {find, order} = form.elements;
  const selects = [...form.querySelectorAll("[data-by]")];
  const rank = new Map(rows.map((row, n) => [row, n]));
  const cell = (row, n) => row.cells[n].textContent.trim();
  const number = text => { const found = text.replaceAll(",", "").match(/^\d+/); return found ? +found[0] : -1; };
  const keys = [row => rank.get(row), row => cell(row, 1), row => cell(row, 2), row => number(cell(row, 3)), row => cell(row, 4),
    row => row.cells[5].firstChild.textContent.trim().replace(/\d+$/, line => line.padStart(9, "0"))];
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  let by = "0"; // the column of the order, with a minus behind it where the last comes first

  const arrange = asked => {
    const changed = asked !== by, n = parseInt(asked, 10), down = asked.endsWith("-");
    by = order.value = asked;
    heads.forEach((head, m) => (m === n ? head.setAttribute("aria-sort", down ? "descending" : "ascending") : head.removeAttribute("aria-sort")));
    if (!changed) return;
    const sorted = rows.map(row => [keys[n](row), rank.get(row), row]);
    sorted.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
    body.append(...sorted.map(entry => entry[2]));
  };
  let texts;
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean), asked = selects.filter(select => select.value);
    if (words.length) texts ??= new Map(rows.map(row => [row, [row.textContent, ...Object.values(row.dataset)].join("\n").toLowerCase()]));
    let count = 0;
    for (const row of rows) {
      const fits = asked.every(select => (row.dataset[select.name] ?? "").split("\n").includes(select.value)) && words.every(word => texts.get(row).includes(word));
      if (row.hidden === fits) row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
  };
  const note = () => { // what is asked for stands in the address, so that it can be passed on
    const asked = new URLSearchParams([["find", find.value], ...selects.map(select => [select.name, select.value])].filter(entry => entry[1]));
    if (by !== "0") asked.set("order", by);
    try { history.replaceState(null, "", String(asked) ? `#?${asked}` : "#"); } catch { /* too many changes of the address within a moment */ }
  };
  const clear = () => { for (const field of [find, ...selects]) field.value = ""; };
  const go = () => {
    const hash = location.hash.slice(1), place = document.getElementById(hash);
    if (hash.startsWith("?")) {
      const asked = new URLSearchParams(hash.slice(1));
      clear();
      for (const field of [find, ...selects]) field.value = asked.get(field.name) ?? "";
      arrange(/^[0-5]-?$/.test(asked.get("order")) ? asked.get("order") : "0");
      show();
    } else if (place) {
      if (place.hidden) { clear(); show(); }
      for (const box of place.matches("tr") ? place.querySelectorAll("details") : []) box.open = true;
      for (let box = place.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
      place.scrollIntoView();
    }
  };
  heads.forEach((head, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => { arrange(head.getAttribute("aria-sort") === "ascending" ? `${n}-` : `${n}`); note(); });
  });
  form.hidden = false;
  form.addEventListener("input", event => { if (event.target === order) arrange(order.value); else show(); note(); });
  form.addEventListener("reset", event => { event.preventDefault(); clear(); arrange("0"); show(); note(); });
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", go);
  addEventListener("keydown", event => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select")) return;
    event.preventDefault();
    find.focus();
  });
  addEventListener("beforeprint", () => document.querySelectorAll("td details, .facts").forEach(d => { d.open = true; }));
  arrange(by);
  show();
  go();
})();
