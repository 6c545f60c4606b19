// Rows of the indicator table: add and remove on the page. Without this script "Add a row" is a
// submit button that brings blank rows, and clearing a row removes it. The table may be replaced by
// one with rows that were read from the text, so what is pressed is heard by the page.
(() => {
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
  const prepareAll = () => document.querySelectorAll("[data-rows] .indicator-row").forEach(prepare);

  const remove = (row) => {
    const table = row.closest("[data-indicators]");
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove(); // Its number stays unused; the server reads it as a cleared row.
    (next ? next.querySelector("input") : table.querySelector("[data-add]")).focus();
  };
  const add = (table) => {
    const total = table.querySelector("[name$=-TOTAL_FORMS]");
    const holder = document.createElement("div");
    holder.innerHTML = table.querySelector("template").innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    table.querySelector("[data-rows]").append(row);
    prepare(row);
    row.querySelector("input").focus();
  };

  prepareAll();
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "indicators") return;
    prepareAll();
    document.getElementById("indicators").focus();
  });
  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-rows] .indicator-row");
    if (row) follow(row);
  });
  document.addEventListener("click", (event) => {
    const removed = event.target.closest("[data-remove]");
    if (removed) remove(removed.closest(".indicator-row"));
    const button = event.target.closest("[data-add]");
    if (!button) return;
    event.preventDefault();
    add(button.closest("[data-indicators]"));
  });
})();
