// One socket a page: the dot counts what is unread, and a bar says what arrived since it opened.
"use strict";

(() => {
  const { socket: path, state: statePath, arrivals, seen } = document.body.dataset;
  const SIGNED_OUT = 4401;
  const opened = Number(seen); // what this page showed when it was made
  let newest = opened;
  let attempts = 0;
  let reached = false;
  let waiting = 0; // the timer of the next attempt
  const BLOCKED_AFTER = 3; // attempts that never opened: something on the way takes no sockets
  const POLL = 30; // seconds

  function count(unread) {
    const dot = document.getElementById("unread");
    if (!dot) return;
    dot.textContent = unread;
    dot.hidden = unread === 0;
    // The inbox's own heading says the same.
    document.querySelectorAll("[data-unread-count]").forEach((each) => (each.textContent = unread));
    document.querySelectorAll("[data-unread-some]").forEach((each) => (each.hidden = unread === 0));
    document.querySelectorAll("[data-unread-none]").forEach((each) => (each.hidden = unread > 0));
  }

  // The bar lies over the page's foot, so that nothing moves under the reader's hand.
  function show() {
    htmx
      .ajax("GET", `${arrivals}?after=${opened}`, { target: "#arrivals", swap: "innerHTML" })
      .then(offer);
  }

  // A list that is open says how many are new, and changes only when its reader asks for them.
  function offer() {
    document.querySelectorAll("[data-list-topic]").forEach((list) => {
      const topic = CSS.escape(list.dataset.listTopic);
      const found = document.querySelector(`#arrivals [data-new-of="${topic}"]`);
      if (!found) return;
      const link = found.cloneNode(true);
      link.hidden = false;
      list.replaceChildren(link);
    });
  }

  function heard({ id, unread }) {
    count(unread);
    if (id > newest) {
      newest = id;
      show();
    }
  }

  async function poll() {
    try {
      const answer = await fetch(statePath, { headers: { accept: "application/json" } });
      if (answer.redirected) return; // signed out
      if (answer.ok) heard(await answer.json());
    } catch {
      // The server is away for a moment; the next look comes.
    }
    setTimeout(poll, POLL * 1000 * (0.5 + Math.random()));
  }

  function connect() {
    waiting = 0;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${path}`);
    socket.addEventListener("open", () => {
      attempts = 0;
      reached = true;
      socket.send(JSON.stringify({ since: newest }));
    });
    socket.addEventListener("message", (event) => {
      heard(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (event.code === SIGNED_OUT) return;
      if (!reached && attempts >= BLOCKED_AFTER) {
        poll();
        return;
      }
      // 1, 2, 4 … 30 s, each shifted at random: a server that restarts is not met by all at once.
      const pause = Math.min(30, 2 ** attempts) * (0.5 + Math.random());
      attempts += 1;
      waiting = setTimeout(connect, pause * 1000);
    });
  }

  // Somebody is back: at the page, or on the net. What waited for its time does so no longer.
  function hurry() {
    if (!waiting || document.hidden) return;
    clearTimeout(waiting);
    attempts = 0;
    connect();
  }
  document.addEventListener("visibilitychange", hurry);
  window.addEventListener("online", hurry);

  // Back from the browser's cache the page may be old: a new socket tells.
  connect();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss-arrivals]")) {
      document.getElementById("arrivals").replaceChildren();
    }
  });
})();
