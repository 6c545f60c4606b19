// Shows what is pushed, and opens its page.
"use strict";

self.addEventListener("push", (event) => {
  const { title, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { data: { url }, icon: "/static/core/mark.svg" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(event.notification.data.url));
});
