// One connection to the preview for all tabs of a browser, which has six at most for a host: a shared worker listens, and passes on
// what it hears to every page that is open.
"use strict";
const ports = new Set();
/** What is wrong, as it was told last: a page that opens gets it at once. */
let findings = null;
let events = null;

const tell = (message) => ports.forEach((port) => port.postMessage(message));

function listen() {
  events = new EventSource("/_scholion/events");
  // A connection that broke is taken up again by the browser; one that was refused is not.
  events.addEventListener("open", () => tell({ name: "open" }));
  events.addEventListener("error", () => { if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000); });
  events.addEventListener("changed", ({ data }) => tell({ name: "changed", data }));
  events.addEventListener("findings", ({ data }) => {
    findings = data;
    tell({ name: "findings", data });
  });
}

addEventListener("connect", ({ ports: [port] }) => {
  ports.add(port);
  // A page says no more than that it goes.
  port.addEventListener("message", () => { ports.delete(port); port.close(); });
  port.start();
  if (!events) return listen();
  if (events.readyState === EventSource.OPEN) port.postMessage({ name: "open" });
  if (findings !== null) port.postMessage({ name: "findings", data: findings });
});
