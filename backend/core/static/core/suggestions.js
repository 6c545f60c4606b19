// A search box that suggests as one types (the ARIA combobox with a list). The list comes by htmx;
// without scripts the box searches as ever.
"use strict";
(() => {
  const boxOf = (node) => node.closest?.("input[role=combobox]");
  const listOf = (box) => document.getElementById(box.getAttribute("aria-controls"));
  const boxFor = (list) => document.querySelector(`[aria-controls="${list.id}"]`);

  const choose = (box, option) => {
    for (const other of listOf(box).children) other.setAttribute("aria-selected", other === option);
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };

  const show = (box, open) => {
    const list = listOf(box);
    list.hidden = !open || !list.children.length;
    box.setAttribute("aria-expanded", !list.hidden);
    choose(box, null);
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.target;
    if (list.role !== "listbox" || !list.classList.contains("suggestions")) return;
    [...list.children].forEach((option, n) => (option.id = `${list.id}-${n}`));
    const box = boxFor(list);
    show(box, document.activeElement === box);
  });

  // An answer that comes after the box was emptied or left is of no use.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = boxOf(event.detail.requestConfig?.elt ?? event.target);
    if (box && event.detail.requestConfig.parameters.q !== box.value) event.detail.shouldSwap = false;
  });

  document.addEventListener("keydown", (event) => {
    const box = boxOf(event.target);
    if (!box || event.isComposing) return;
    const list = listOf(box);
    const options = [...list.children];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      if (list.hidden) show(box, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const next = at < 0 && step < 0 ? options.length - 1 : at + step;
      choose(box, options[next] ?? null);
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      window.location.assign(options[at].dataset.address);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      show(box, false);
    }
  }, true);

  document.addEventListener("focusout", (event) => {
    const box = boxOf(event.target);
    if (box) show(box, false);
  });

  // Pressing on an option must not take the focus from the box before the click arrives.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.(".suggestions")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.(".suggestions [role=option]");
    if (option) window.location.assign(option.dataset.address);
  });
})();
