// Before the first paint: a reader who never chose gets the theme of their system.
(() => {
  const chosen = document.cookie.includes("tiqiao_theme=");
  if (!chosen && matchMedia("(prefers-color-scheme: dark)").matches) {
    document.documentElement.dataset.bsTheme = "dark";
  }
})();
