// Cards may be dragged where scripts run; the select and button on each card do the same without.
"use strict";

for (const list of document.querySelectorAll("[data-stage]")) {
  new Sortable(list, {
    group: "stages",
    draggable: ".card",
    filter: "a, select, button, summary, input",
    preventOnFilter: false,
    // A card is put back by the answer's page where the move is refused.
    onAdd(event) {
      const form = event.item.querySelector("form");
      if (!form) {
        // Its stage follows its contract: the page puts the card back.
        location.reload();
        return;
      }
      form.elements.stage.value = event.to.dataset.stage;
      form.requestSubmit();
    },
  });
}

for (const mark of document.querySelectorAll("[data-tick-all]")) {
  mark.addEventListener("change", () => {
    for (const tick of document.querySelectorAll("[name=deals]")) tick.checked = mark.checked;
  });
}
