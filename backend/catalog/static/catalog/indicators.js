// Rows of the indicator table: add and remove on the page. Without this script "Add a row" is a
// submit button that brings blank rows, and clearing a row removes it.
(() => {
  const table = document.querySelector("[data-indicators]");
  if (!table) return;
  const rows = table.querySelector("[data-rows]");
  const blank = table.querySelector("template");
  const total = table.querySelector("[name$=-TOTAL_FORMS]");

  const follow = (row) => {
    const upper = row.querySelector(".value_max");
    const ranged = row.querySelector("select").value === "range";
    // What was typed there stays in sight, so that nothing is dropped unseen.
    const hidden = !ranged && !upper.querySelector("input").value && !upper.querySelector(".errorlist");
    upper.classList.toggle("unused", hidden);
    upper.querySelector("input").disabled = hidden;
  };
  const prepare = (row) => {
    row.querySelector("[data-remove]").hidden = false;
    follow(row);
  };

  rows.querySelectorAll(".indicator-row").forEach(prepare);
  rows.addEventListener("change", (event) => follow(event.target.closest(".indicator-row")));
  rows.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const row = button.closest(".indicator-row");
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove(); // Its number stays unused; the server reads it as a cleared row.
    (next ? next.querySelector("input") : table.querySelector("[data-add]")).focus();
  });
  table.querySelector("[data-add]").addEventListener("click", (event) => {
    event.preventDefault();
    const holder = document.createElement("div");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    rows.append(row);
    prepare(row);
    row.querySelector("input").focus();
  });
})();
