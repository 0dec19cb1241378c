// One stream of events for all tabs: browsers open six connections to a server at most, and a stream
// keeps one of them. Runs for as long as there is a tab.

import { Known, Stream } from "./state.js";

const tabs = new Set();
const known = new Known(() => {});
let connected = true;

function tell(news) {
  for (const tab of tabs) tab.postMessage(news);
}

function greet(tab) {
  tabs.add(tab);
  if (known.state) tab.postMessage({ kind: "state", data: known.state });
  tab.postMessage({ connected });
}

addEventListener("connect", ({ ports: [tab] }) => {
  tab.onmessage = ({ data }) => (data === "bye" ? tabs.delete(tab) : greet(tab));
  greet(tab);
});

new Stream("/events", {
  onEvent: (kind, data) => {
    known.take(kind, data);
    tell({ kind, data });
  },
  onConnection: (now) => {
    connected = now;
    tell({ connected });
  },
}).open();
