// Part of prepare.js: breaks long words where CSS says `hyphens: auto`, at the points that
// `data-hyphens` of the section lists: words with soft hyphens. Browsers bring dictionaries or
// not; so all of them break the same words at the same places.
(() => {
  "use strict";

  const SOFT_HYPHEN = "\u00ad";
  const LIMITS = [8, 3, 3]; // letters of a word, before and after the hyphen, if CSS says nothing
  const LETTERS = /\p{L}{8,}/gu;
  const NO_WORDS = /[/\\@_<>=\d\u00ad]|\S[.:]\S|\p{Ll}\p{Lu}/u; // addresses, names, what its author broke
  const AS_THEY_ARE = "pre, code, kbd, samp, style, svg, .math, [data-hyphens] [lang]";

  function hyphenate(section) {
    const words = new Map();
    for (const broken of section.dataset.hyphens.split(" ")) {
      words.set(broken.replaceAll(SOFT_HYPHEN, ""), broken);
    }
    const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (data.search(LETTERS) < 0 || parentElement.closest(AS_THEY_ARE)) continue;
      const style = getComputedStyle(parentElement);
      if (style.hyphens !== "auto") continue;
      const limits = limitsOf(style);
      walker.currentNode.data = data.replace(/\S+/g, (token) =>
        NO_WORDS.test(token)
          ? token
          : token.replace(LETTERS, (word) => (words.has(word) ? within(limits, words.get(word)) : word)),
      );
    }
  }

  function limitsOf(style) {
    const given = (style.hyphenateLimitChars ?? "").split(" ").map(Number);
    return LIMITS.map((limit, place) => given[place] || given[1] && place === 2 && given[1] || limit);
  }

  // Returns the word without the points that are too near to one of its ends.
  function within([total, before, after], broken) {
    const parts = broken.split(SOFT_HYPHEN);
    const length = parts.join("").length;
    if (length < total) return parts.join("");
    let at = 0;
    return parts
      .map((part) => {
        const point = at > 0 && at >= before && length - at >= after;
        at += part.length;
        return point ? SOFT_HYPHEN + part : part;
      })
      .join("");
  }

  Object.assign(mdvid.parts, { hyphenate });
})();
