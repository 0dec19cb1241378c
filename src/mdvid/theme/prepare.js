// The script of every slide's document, in the renderer and in a preview alike.
//
// `await mdvid.prepare({html, smallest})` puts a slide into the empty body, waits for all that it
// shows, makes it fit, and returns what was noticed:
// {scale, overflow: [x, y], missing, refused: [url], broken: [url], errors: [text]}.
// `mdvid.show(step, caption)` then shows one of its steps, and one of the captions behind it if there
// are any; nothing is laid out anew, nothing moves.
(() => {
  "use strict";

  const PATIENCE = 20; // rounds of fonts: a fallback font is asked for when the first one lacks it

  const LATER = "data-mdvid-later"; // what a later step shows
  const DIMMED = "data-mdvid-dimmed"; // lines of code that this step is not about

  const base = new URL(".", document.baseURI).href;
  const scripts = new Map();

  function load(file) {
    if (!scripts.has(file)) {
      scripts.set(
        file,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = base + file;
          script.onload = resolve;
          script.onerror = () => reject(new Error(`${file} cannot be loaded`));
          document.head.append(script);
        }),
      );
    }
    return scripts.get(file);
  }

  async function prepare({ html, smallest = 0.6 }) {
    await parts;
    const { drawMath, drawDiagrams, fit, tooSmall, missingGlyphs } = mdvid.parts;
    const notice = { scale: 1, overflow: [0, 0], missing: "", refused: [], broken: [], errors: [] };
    document.body.replaceChildren(inert(html));
    scrollTo(0, 0);
    const section = document.querySelector("body > section") ?? document.body;
    if (section.matches(':has(> .backgrounds), [style*="background-image"]')) {
      await load("web/ground.js");
      await mdvid.parts.contrastWithPictures(section, notice);
    }
    if (section.matches("[data-hyphens]")) {
      await load("web/hyphens.js");
      mdvid.parts.hyphenate(section);
    }
    await drawMath(section, notice);
    await drawDiagrams(section, notice);
    finishAnimations();
    await Promise.all([fontsLoaded(), picturesLoaded(notice)]);
    Object.assign(notice, fit(section, smallest));
    notice.errors.push(...tooSmall(section, notice.scale));
    await fontsLoaded(); // symbols may come into view only now
    notice.missing = missingGlyphs(document.body);
    await new Promise((resolve) => setTimeout(resolve)); // what was refused is told in a task
    notice.refused.push(...(globalThis.mdvidSeal?.takeRefused() ?? []));
    return notice;
  }

  // Without a step all of them are seen. Of elements that take turns, only the last one that has come.
  function show(step, caption) {
    for (const element of document.querySelectorAll("[data-step], [data-turns] > *")) {
      element.toggleAttribute(LATER, step != null && Number(element.dataset.step ?? 1) > step);
    }
    for (const group of document.querySelectorAll("[data-turns]")) {
      const come = [...group.children].filter((element) => !element.hasAttribute(LATER));
      for (const element of come.slice(0, -1)) element.toggleAttribute(LATER, true);
    }
    for (const code of document.querySelectorAll("[data-lines-from]")) {
      const { linesFrom, linesSteps } = code.dataset;
      const group = Math.min(Math.max((step ?? Infinity) - linesFrom, 0), linesSteps - 1) + 1;
      for (const line of code.querySelectorAll("[data-lit]")) {
        line.toggleAttribute(DIMMED, !line.dataset.lit.split(" ").includes(String(group)));
      }
    }
    for (const element of document.querySelectorAll("body > [data-caption]")) {
      element.toggleAttribute(LATER, Number(element.dataset.caption) !== caption);
    }
    finishAnimations(); // a deck's CSS may let things appear slowly
  }

  const style = document.createElement("style");
  style.textContent =
    `[${LATER}],[${LATER}] *{visibility:hidden!important}[${DIMMED}]{opacity:var(--dimmed,.3)}`;
  document.head.append(style);

  // A deck's HTML was cleaned long before; should something have slipped by, it never wakes up.
  function inert(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const live = "base, embed, fencedframe, frame, iframe, link, meta, object, script";
    for (const element of template.content.querySelectorAll(live)) element.remove();
    return template.content;
  }

  async function fontsLoaded() {
    for (let round = 0; round < PATIENCE; round += 1) {
      document.body.getBoundingClientRect(); // layout is what asks for fonts
      if (document.fonts.status === "loaded") return;
      await document.fonts.ready;
    }
  }

  function finishAnimations() {
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        animation.cancel(); // endless ones have no end to go to
      }
    }
  }

  async function picturesLoaded(notice) {
    const inline = [...document.images].map((image) => settled(image, image.getAttribute("src")));
    const drawn = [...backgroundUrls()].map((url) => {
      const image = new Image();
      image.src = url;
      return settled(image, url);
    });
    for (const failed of await Promise.all([...inline, ...drawn])) {
      if (failed === null) continue;
      const ours = /^data:/i.test(failed) || new URL(failed, base).href.startsWith(base);
      (ours ? notice.broken : notice.refused).push(failed);
    }
  }

  // Loaded is enough: the frame that is captured decodes whatever it shows.
  async function settled(image, url) {
    image.loading = "eager";
    if (!image.complete) {
      await new Promise((resolve) => {
        image.onload = resolve;
        image.onerror = resolve;
      });
    }
    return image.naturalWidth || !url ? null : url;
  }

  function backgroundUrls() {
    const urls = new Set();
    const drawn = ["background-image", "border-image-source", "list-style-image", "mask-image", "content"];
    for (const element of document.querySelectorAll("body, body *")) {
      for (const pseudo of [null, "::before", "::after"]) {
        const style = getComputedStyle(element, pseudo);
        if (pseudo && style.content === "none") continue;
        for (const property of drawn) {
          for (const [, url] of style.getPropertyValue(property).matchAll(/url\("((?:[^"\\]|\\.)*)"\)/g)) {
            urls.add(url.replaceAll("\\", ""));
          }
        }
      }
    }
    return urls;
  }

  globalThis.mdvid = { prepare, show, load, fontsLoaded, finishAnimations, parts: {} };
  const parts = Promise.all(["drawings", "fit", "glyphs"].map((name) => load(`web/${name}.js`)));
})();
