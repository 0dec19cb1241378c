// Short messages: heard by screen readers, and seen for a moment where that is wanted.

import { byId, setAttribute, setText } from "./dom.js";

const SEEN = 2200; // ms

let timer = 0;

// Says `text` politely; `visible` shows it as well.
export function say(text, visible = false) {
  if (!text) return;
  const live = byId("live");
  setText(live, "");
  // The same words twice would not be noticed: they have to come anew.
  requestAnimationFrame(() => setText(live, text));
  if (!visible) return;
  const toast = byId("toast");
  setText(toast, text);
  setAttribute(toast, "data-seen", true);
  clearTimeout(timer);
  timer = setTimeout(() => setAttribute(toast, "data-seen", null), SEEN);
}
