// The script of every slide's document, in the renderer and in a preview alike.
//
// `await mdvid.prepare({html, smallest})` puts a slide into the empty body, waits for all that it
// shows, makes it fit, and returns what was noticed:
// {scale, overflow: [x, y], missing, refused: [url], broken: [url], errors: [text]}.
(() => {
  "use strict";

  const PATIENCE = 20; // rounds of fonts: a fallback font is asked for when the first one lacks it
  const SLACK = 1; // pixels that rounding may cost
  const STEPS = 7; // halvings in the search for a scale: 1/128
  const GROWTH = 6; // how far a fitted heading may grow
  const NARROWEST = 0.5; // how far a block that is too wide may be shrunk on its own

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
    const notice = { scale: 1, overflow: [0, 0], missing: "", refused: [], broken: [], errors: [] };
    document.body.replaceChildren(inert(html));
    scrollTo(0, 0);
    const section = document.querySelector("body > section") ?? document.body;
    await drawMath(section, notice);
    await drawDiagrams(section, notice);
    finishAnimations();
    await Promise.all([fontsLoaded(), picturesLoaded(notice)]);
    fitHeadings(section);
    fitBlocks(section);
    notice.scale = shrink(section, smallest);
    notice.overflow = overflow(section).map((pixels) => Math.round(pixels * devicePixelRatio));
    await fontsLoaded(); // symbols may come into view only now
    notice.missing = missingGlyphs(document.body);
    await new Promise((resolve) => setTimeout(resolve)); // what was refused is told in a task
    notice.refused.push(...(globalThis.mdvidSeal?.takeRefused() ?? []));
    return notice;
  }

  // A deck's HTML was cleaned long before; should something have slipped by, it never wakes up.
  function inert(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    const live = "base, embed, fencedframe, frame, iframe, link, meta, object, script";
    for (const element of template.content.querySelectorAll(live)) element.remove();
    return template.content;
  }

  // Mathematics and diagrams

  async function drawMath(section, notice) {
    const formulas = section.querySelectorAll(".math");
    if (!formulas.length) return;
    await load("web/katex/katex.min.js");
    for (const element of formulas) {
      const options = {
        displayMode: element.classList.contains("block"),
        throwOnError: false,
        trust: false,
        strict: "ignore",
        maxExpand: 1000,
        maxSize: 50,
      };
      katex.render(element.textContent, element, options);
      for (const error of element.querySelectorAll(".katex-error")) {
        notice.errors.push(`math: ${firstLine(error.title)}`);
      }
    }
  }

  async function drawDiagrams(section, notice) {
    const diagrams = section.querySelectorAll("pre.mermaid");
    if (!diagrams.length) return;
    await load("web/mermaid/mermaid.min.js");
    await fontsLoaded();
    let number = 0;
    for (const element of diagrams) {
      number += 1;
      mermaid.initialize(diagramOptions(element));
      try {
        // Its text is measured in the open, so the font has to be there before.
        await fontFor(element);
        const { svg } = await mermaid.render(`diagram-${number}`, element.textContent);
        element.innerHTML = svg;
        sizeDiagram(element);
      } catch (error) {
        notice.errors.push(`diagram: ${firstLine(error.message ?? String(error))}`);
      }
      document.getElementById(`ddiagram-${number}`)?.remove();
    }
  }

  function diagramOptions(element) {
    const style = getComputedStyle(element);
    const color = (name, otherwise) => resolved(element, `var(${name}, ${otherwise})`);
    const text = color("--color-foreground", "#222");
    const background = color("--color-background", "#fff");
    const accent = color("--color-highlight", "#4060c0");
    const tint = resolved(element, `color-mix(in srgb, ${accent} 14%, ${background})`);
    const faint = resolved(element, `color-mix(in srgb, ${text} 7%, ${background})`);
    const line = resolved(element, `color-mix(in srgb, ${text} 62%, ${background})`);
    const family = style.getPropertyValue("--font-text").trim() || style.fontFamily;
    return {
      startOnLoad: false,
      securityLevel: "strict",
      deterministicIds: true,
      deterministicIDSeed: "mdvid",
      htmlLabels: false,
      flowchart: { htmlLabels: false, useMaxWidth: true },
      suppressErrorRendering: true,
      maxTextSize: 50000,
      maxEdges: 500,
      fontFamily: family,
      theme: "base",
      themeCSS: ".edgeLabel rect { opacity: 1; }", // no line through a label
      themeVariables: {
        darkMode: luminance(background) < 0.4,
        fontFamily: family,
        background,
        primaryColor: tint,
        primaryTextColor: text,
        primaryBorderColor: accent,
        secondaryColor: faint,
        tertiaryColor: background,
        lineColor: line,
        textColor: text,
        mainBkg: tint,
        nodeBorder: accent,
        clusterBkg: faint,
        clusterBorder: line,
        edgeLabelBackground: background,
        noteBkgColor: faint,
        noteTextColor: text,
        noteBorderColor: line,
      },
    };
  }

  // Mermaid wants colours as numbers: it computes with them.
  function resolved(element, color) {
    const probe = document.createElement("i");
    probe.style.color = color;
    element.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.fillStyle = value;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }

  function luminance(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  // A diagram fills the room that the theme gives it; without this it would keep the size at
  // which it was laid out.
  function sizeDiagram(element) {
    const svg = element.querySelector("svg");
    if (!svg) return;
    svg.style.maxWidth = "";
    svg.setAttribute("width", "100%");
    svg.setAttribute("height", "100%");
    const { width, height } = svg.viewBox.baseVal;
    element.style.setProperty("--diagram-width", `${width}px`);
    element.style.setProperty("--diagram-height", `${height}px`);
    svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  }

  const firstLine = (text) => String(text).trim().split("\n")[0];

  // Waiting

  async function fontsLoaded() {
    for (let round = 0; round < PATIENCE; round += 1) {
      document.body.getBoundingClientRect(); // layout is what asks for fonts
      if (document.fonts.status === "loaded") return;
      await document.fonts.ready;
    }
  }

  async function fontFor(element) {
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element);
    await document.fonts.load(`${fontStyle} ${fontWeight} 16px ${fontFamily}`, element.textContent);
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

  // Fitting

  const flowing = (section) =>
    [...section.children].filter(
      (child) =>
        !["STYLE", "SCRIPT"].includes(child.tagName) &&
        !["absolute", "fixed"].includes(getComputedStyle(child).position),
    );

  function contentBox(section) {
    const { left, top, right, bottom } = section.getBoundingClientRect();
    const style = getComputedStyle(section);
    const inset = (side) => parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]);
    return {
      left: left + inset("Left"),
      top: top + inset("Top"),
      right: right - inset("Right"),
      bottom: bottom - inset("Bottom"),
    };
  }

  // How far the text reaches beyond the place that the theme gives it, across and down.
  function overflow(section) {
    const box = contentBox(section);
    let [x, y] = [0, 0];
    for (const child of flowing(section)) {
      const { left, top, right, bottom, width, height } = child.getBoundingClientRect();
      if (!width && !height) continue;
      const zoom = child.offsetWidth ? width / child.offsetWidth : 1;
      const wider = Math.max(0, child.scrollWidth - child.clientWidth) * zoom;
      const clipped = child.clientHeight ? Math.max(0, child.scrollHeight - child.clientHeight) * zoom : 0;
      x = Math.max(x, right + wider - box.right, box.left - left);
      y = Math.max(y, bottom + clipped - box.bottom, box.top - top);
    }
    return [x, y].map((pixels) => (pixels > SLACK ? Math.ceil(pixels) : 0));
  }

  function fitHeadings(section) {
    const headings = [...section.querySelectorAll(".fit")];
    if (!headings.length) return;
    const box = contentBox(section);
    const tops = flowing(section).map((child) => child.getBoundingClientRect());
    const used = Math.max(...tops.map((r) => r.bottom)) - Math.min(...tops.map((r) => r.top));
    const heights = headings.map((heading) => heading.getBoundingClientRect().height);
    const free = box.bottom - box.top - used;
    const taller = 1 + Math.max(0, free) / heights.reduce((sum, height) => sum + height, 0);
    for (const heading of headings) {
      const range = document.createRange();
      range.selectNodeContents(heading);
      const natural = range.getBoundingClientRect().width;
      const room = heading.parentElement === section ? box.right - box.left : heading.parentElement.clientWidth;
      if (!natural || !room) continue;
      const factor = Math.min((room - SLACK) / natural, taller, GROWTH);
      heading.style.setProperty("--fit-heading", factor.toFixed(3));
    }
  }

  // Code, mathematics and tables that are too wide are shrunk by themselves.
  function fitBlocks(section) {
    for (const block of section.querySelectorAll("pre:not(.mermaid), .math.block, table")) {
      const room = block.parentElement === section
        ? contentBox(section).right - contentBox(section).left
        : block.parentElement.clientWidth;
      const needed = Math.max(block.scrollWidth, block.offsetWidth);
      if (!room || needed <= room + SLACK) continue;
      const factor = Math.max(NARROWEST, Math.floor((room / needed) * 1000) / 1000);
      block.style.setProperty("--fit-self", factor);
    }
  }

  function shrink(section, smallest) {
    const fits = (scale) => {
      section.style.setProperty("--fit", scale);
      return overflow(section).every((pixels) => pixels === 0);
    };
    const before = overflow(section);
    if (before.every((pixels) => pixels === 0)) return 1;
    if (!fits(smallest)) {
      const after = overflow(section);
      if (after[0] < before[0] || after[1] < before[1]) return smallest;
      section.style.removeProperty("--fit"); // it is no help
      return 1;
    }
    let [low, high] = [smallest, 1];
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
    return Math.round(low * 1000) / 1000;
  }

  // Glyphs that no font has

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

  globalThis.mdvid = { prepare };
})();
