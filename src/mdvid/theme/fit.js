// Part of prepare.js: text is made to fill its place, or to fit into it.
(() => {
  "use strict";

  const SLACK = 1; // pixels that rounding may cost
  const STEPS = 7; // halvings in the search for a scale: 1/128
  const GROWTH = 6; // how far a fitted heading may grow
  const NARROWEST = 0.5; // how far a block that is too wide may be shrunk on its own

  const LEGIBLE = 0.5; // of the size at which a block was laid out
  const LEGIBLE_DIAGRAM = 0.55; // where letters are 16 pixels high

  const BLOCKS = {
    PRE: ["code", "break its longest lines"],
    TABLE: ["a table", "leave out a column, or shorten its words"],
    DIV: ["a formula", "break it into lines"],
  };

  // Returns by how much the text was scaled, and the pixels of the picture by which it is still
  // too much, across and down.
  function fit(section, smallest) {
    fitHeadings(section);
    fitBlocks(section);
    const scale = shrink(section, smallest);
    return { scale, overflow: overflow(section).map((pixels) => Math.round(pixels * devicePixelRatio)) };
  }

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

  // Returns a sentence for each block of which nobody could read the letters any more.
  function tooSmall(section, scale) {
    const said = new Set();
    const say = (what, size, advice, least = LEGIBLE) => {
      if (size >= least) return;
      said.add(`${what} was shrunk to ${Math.round(size * 100)} % and can hardly be read: ${advice}`);
    };
    for (const block of section.querySelectorAll("pre:not(.mermaid), .math.block, table")) {
      const self = parseFloat(block.style.getPropertyValue("--fit-self")) || 1;
      const [what, advice] = BLOCKS[block.tagName] ?? BLOCKS.DIV;
      if (self < 1) say(what, self * scale, advice);
    }
    for (const svg of section.querySelectorAll("pre.mermaid > svg")) {
      const { width, height } = svg.getBoundingClientRect();
      const { width: across, height: down } = svg.viewBox.baseVal;
      const turn = section.dataset.shape === "tall" && across > down;
      const advice = turn ? "on a tall slide let it run downwards (`flowchart TB`)" : "divide it in two";
      say("a diagram", Math.min(width / across, height / down), advice, LEGIBLE_DIAGRAM);
    }
    return [...said];
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

  Object.assign(mdvid.parts, { fit, tooSmall });
})();
