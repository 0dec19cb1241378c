// Part of prepare.js: characters that no font has, found by how they look.
(() => {
  "use strict";

  const invisible = /[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
  const ABSENT = "\u0378"; // never assigned: every font shows its sign for a missing glyph
  const EDGE = 24;
  const seen = new Map();
  let pen;

  function missingGlyphs(root) {
    const missing = new Set();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (/^[\u0000-\u024f\u2010-\u2027]*$/.test(data) || parentElement.closest("style, title, .katex")) continue;
      const family = getComputedStyle(parentElement).fontFamily;
      for (const character of data) {
        if (character > "\u024f" && !invisible.test(character) && isMissing(character, family)) {
          missing.add(character);
        }
      }
    }
    return [...missing].sort().join("");
  }

  function isMissing(character, family) {
    const key = `${family}\n${character}`;
    if (!seen.has(key)) seen.set(key, drawn(character, family) === drawn(ABSENT, family));
    return seen.get(key);
  }

  function drawn(character, family) {
    pen ??= new OffscreenCanvas(2 * EDGE, 2 * EDGE).getContext("2d", { willReadFrequently: true });
    pen.font = `${EDGE}px ${family}`;
    pen.textBaseline = "middle";
    pen.clearRect(0, 0, 2 * EDGE, 2 * EDGE);
    pen.fillText(character, EDGE / 2, EDGE);
    return pen.getImageData(0, 0, 2 * EDGE, 2 * EDGE).data.join();
  }

  Object.assign(mdvid.parts, { missingGlyphs });
})();
