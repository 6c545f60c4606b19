// One socket a page: the dot counts what is unread, and a bar says what arrived since it opened.
"use strict";

(() => {
  const { socket: path, arrivals, seen } = document.body.dataset;
  const SIGNED_OUT = 4401;
  const opened = Number(seen); // what this page showed when it was made
  let newest = opened;
  let attempts = 0;

  function count(unread) {
    const dot = document.getElementById("unread");
    if (!dot) return;
    dot.textContent = unread;
    dot.hidden = unread === 0;
  }

  // The bar lies over the page's foot, so that nothing moves under the reader's hand.
  function show() {
    htmx.ajax("GET", `${arrivals}?after=${opened}`, { target: "#arrivals", swap: "innerHTML" });
  }

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${path}`);
    socket.addEventListener("open", () => {
      attempts = 0;
      socket.send(JSON.stringify({ since: newest }));
    });
    socket.addEventListener("message", (event) => {
      const { id, unread } = JSON.parse(event.data);
      count(unread);
      if (id > newest) {
        newest = id;
        show();
      }
    });
    socket.addEventListener("close", (event) => {
      if (event.code === SIGNED_OUT) return;
      // 1, 2, 4 … 30 s, each shifted at random: a server that restarts is not met by all at once.
      const pause = Math.min(30, 2 ** attempts) * (0.5 + Math.random());
      attempts += 1;
      setTimeout(connect, pause * 1000);
    });
  }

  // Back from the browser's cache the page may be old: a new socket tells.
  connect();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss-arrivals]")) {
      document.getElementById("arrivals").replaceChildren();
    }
  });
})();
