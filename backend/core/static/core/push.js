// The button that lets this browser be told; shown only where the browser can.
"use strict";

(() => {
  const button = document.querySelector("[data-push-key]");
  if (!button || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const { pushKey, pushWorker, pushTo } = button.dataset;
    const worker = await navigator.serviceWorker.register(pushWorker);
    const subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: pushKey,
    });
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(pushTo, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrftoken": token },
      body: JSON.stringify(subscription),
    });
    if (answer.ok) location.reload();
  });
})();
