// Part of prepare.js: mathematics by KaTeX and diagrams by Mermaid, in the theme's fonts and colours.
(() => {
  "use strict";

  const { load, fontsLoaded } = mdvid;

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
      const tex = element.textContent;
      katex.render(tex, element, options);
      for (const error of element.querySelectorAll(".katex-error")) {
        notice.errors.push(`the formula \`${excerpt(tex)}\` cannot be read: ${mathReason(error.title, tex)}`);
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
        notice.errors.push(diagramReason(error, element.textContent));
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

  // KaTeX says "ParseError: KaTeX parse error: WHAT at position N: TEXT"; TEXT has its place underlined.
  function mathReason(title, tex) {
    const said = firstLine(title).replace(/^ParseError: (KaTeX parse error: )?/, "");
    const [, what, near] = /^(.*?)(?: at (?:position \d+|end of input): (.*))?$/s.exec(said);
    if (!near || excerpt(tex) === tex.trim()) return what;
    return `${what}, near \`${excerpt(near.replaceAll("\u0332", ""))}\``;
  }

  // Mermaid's parsers say "Parse error on line N:", the text, a pointer, and long lists of tokens.
  function diagramReason(error, source) {
    const message = String(error.message ?? error);
    const [first] = source.trim().split("\n");
    const number = Number(/error on line (\d+)/.exec(message)?.[1]);
    if (number) {
      const line = source.split("\n")[number - 1] ?? "";
      if (line.trim()) return `line ${number} of the diagram cannot be read: \`${excerpt(line)}\``;
      return `the diagram \`${excerpt(first)}\` ends too early: is a bracket or an \`end\` missing?`;
    }
    if (/No diagram type detected/.test(message)) {
      return `the diagram cannot be read: \`${excerpt(first)}\` is no type such as \`flowchart TB\``;
    }
    return `the diagram \`${excerpt(first)}\` cannot be read: ${firstLine(message)}`;
  }

  const firstLine = (text) => String(text).trim().split("\n")[0];

  function excerpt(text) {
    const words = text.trim().replaceAll(/\s+/g, " ");
    return words.length > 60 ? `${words.slice(0, 59)}…` : words;
  }

  async function fontFor(element) {
    const { fontStyle, fontWeight, fontFamily } = getComputedStyle(element);
    await document.fonts.load(`${fontStyle} ${fontWeight} 16px ${fontFamily}`, element.textContent);
  }

  Object.assign(mdvid.parts, { drawMath, drawDiagrams });
})();
