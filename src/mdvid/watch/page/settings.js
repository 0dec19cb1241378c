// What a person chose, kept in this browser.

const PREFIX = "mdvid.watch.";

export function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise; // storage may be forbidden, or hold what another version left
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // It is only for this visit, then.
  }
}
