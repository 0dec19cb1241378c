// How a tab hears of what is new: from the stream that all tabs share, or from one of its own.

import { Known, Stream } from "./state.js";

const EVENTS = "/events";

// Calls `onState(state, changed, fresh, whole)` for all that is new, and `onConnection(connected)`
// when a connection has been missing for a while, or is there again.
export function follow({ onState, onConnection }) {
  const known = new Known(onState);
  const alone = () => new Stream(EVENTS, { onEvent: (...news) => known.take(...news), onConnection }).open();
  if (!globalThis.SharedWorker) return alone();
  let told = true;
  const hear = ({ data: { kind, data, connected } }) => {
    if (kind) known.take(kind, data);
    else if (connected !== told) onConnection((told = connected));
  };
  const shared = new SharedWorker("/page/shared.js", { type: "module" });
  const { port } = shared;
  port.onmessage = hear;
  shared.addEventListener("error", alone, { once: true });
  addEventListener("pagehide", () => port.postMessage("bye"));
  // One that comes back as it was has to be told all that it missed.
  addEventListener("pageshow", ({ persisted }) => persisted && port.postMessage("hello"));
}
