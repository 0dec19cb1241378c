// All keys, and the list of them.

import { byId, element } from "./dom.js";

// Returns what each key does: [keys, what is said of it, what is done, how the keys are shown].
function table(does) {
  return [
    ["Playing", [
      [[" ", "k"], "Play or pause", does.toggle, ["Space", "K"]],
      [["shift+ArrowLeft"], "5 seconds back", () => does.skip(-5), ["⇧ ←"]],
      [["shift+ArrowRight"], "5 seconds on", () => does.skip(5), ["⇧ →"]],
      [["j"], "10 seconds back", () => does.skip(-10), ["J"]],
      [["l"], "10 seconds on", () => does.skip(10), ["L"]],
    ]],
    ["Moving", [
      [["ArrowLeft", "PageUp"], "Slide before", () => does.slide(-1), ["←", "Page Up"]],
      [["ArrowRight", "PageDown"], "Next slide", () => does.slide(1), ["→", "Page Down"]],
      [["ArrowUp"], "Step before", () => does.step(-1), ["↑"]],
      [["ArrowDown"], "Next step", () => does.step(1), ["↓"]],
      [["Home"], "First slide", () => does.slide(-Infinity), ["Home"]],
      [["End"], "Last slide", () => does.slide(Infinity), ["End"]],
    ]],
    ["Showing", [
      [["c"], "Captions", does.captions, ["C"]],
      [["m"], "Sound", does.mute, ["M"]],
      [["f"], "Follow edits", does.follow, ["F"]],
      [["n"], "Notes", does.notes, ["N"]],
      [["p"], "Problems", does.problems, ["P"]],
      [["t"], "Light or dark", does.theme, ["T"]],
      [["?"], "All keys", does.help, ["?"]],
      [["Escape"], "Close what lies on top", does.escape, ["Esc"]],
    ]],
  ];
}

const ARROWS = /^Arrow|^Page|^Home$|^End$/;

export function listen(does) {
  // After a click with the mouse, Space plays again, and does not press the same button once more.
  addEventListener("click", ({ detail, target }) => detail && target.closest?.("button, a")?.blur());
  const groups = table(does);
  const actions = new Map(groups.flatMap(([, rows]) => rows.flatMap(([keys, , act]) => keys.map((key) => [key, act]))));
  byId("help-keys").replaceChildren(...groups.map(listed));
  addEventListener("keydown", (event) => {
    const act = actions.get(nameOf(event));
    if (!act || event.altKey || event.ctrlKey || event.metaKey || isTheirs(event)) return;
    event.preventDefault();
    act();
  });
}

function nameOf({ key, shiftKey }) {
  if (key.length > 1) return (shiftKey ? "shift+" : "") + key;
  return key.toLowerCase();
}

// Whether the key means something to what has the focus.
function isTheirs({ key, target }) {
  if (byId("help").open) return key !== "?" && key !== "Escape";
  if (target.closest("input, textarea, select")) return true;
  if ((key === " " || key === "Enter") && target.closest("button, a, summary")) return true;
  const scrolls = target.closest("[data-scrolls]");
  return ARROWS.test(key) && scrolls !== null && !/Left|Right/.test(key);
}

function listed([name, rows]) {
  const pairs = rows.flatMap(([, says, , shown]) => [
    element("dt", {}, ...shown.map((key) => element("kbd", {}, key))),
    element("dd", {}, says),
  ]);
  return element("section", {}, element("h3", {}, name), element("dl", {}, ...pairs));
}
