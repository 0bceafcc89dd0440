"use strict";
// Sorting and filtering; the page says all it has to say without this.
(() => {
  const table = document.getElementById("table");
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows], form = document.getElementById("filter");
  const cell = (row, n) => row.cells[n].textContent.trim();
  const rank = new Map(rows.map((row, n) => [row, n]));
  const number = text => { const found = text.replaceAll(",", "").match(/^\d+/); return found ? +found[0] : -1; };
  const keys = [row => rank.get(row), row => cell(row, 1), row => cell(row, 2), row => number(cell(row, 3)), row => cell(row, 4),
    row => cell(row, 5).replace(/\d+$/, line => line.padStart(9, "0"))];
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  [...table.tHead.rows[0].cells].forEach((head, n) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    if (!n) head.setAttribute("aria-sort", "ascending");
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sorted = rows.map(row => [keys[n](row), rank.get(row), row]);
      sorted.sort((a, b) => (down ? -1 : 1) * compare(a[0], b[0]) || a[1] - b[1]);
      body.append(...sorted.map(entry => entry[2]));
    });
  });
  const value = id => document.getElementById(id)?.value ?? "";
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const show = () => {
    const words = value("find").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const status = row.querySelector("i")?.textContent ?? "new";
      const fits = (!value("severity") || cell(row, 0).startsWith(value("severity"))) && (!value("rule") || cell(row, 1).startsWith(value("rule")))
        && (!value("status") || status === value("status")) && words.every(word => texts.get(row).includes(word));
      row.hidden = !fits;
      count += fits;
    }
    document.getElementById("shown").textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} shown`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
  // a link from a picture leads to its row even when the filter hides it
  const reveal = () => { const row = document.getElementById(location.hash.slice(1)); if (row?.hidden) { form.reset(); show(); row.scrollIntoView(); } };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll("td details, .facts").forEach(d => { d.open = true; }));
  show();
})();
