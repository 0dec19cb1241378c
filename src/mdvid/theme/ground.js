// Part of prepare.js: text that would be lost on a picture behind it gets the theme's other colours.
(() => {
  "use strict";

  const { fontsLoaded } = mdvid;
  const READABLE = 3; // contrast of large text (WCAG 2.2, success criterion 1.4.3)
  const LOST = 1.5; // contrast at which nobody sees that there is text
  const GRAIN = 20; // CSS pixels of the slide in one of the pixels that are measured

  // Adds the class `contrast` where it makes the text easier to read on the slide's pictures.
  async function contrastWithPictures(section, notice) {
    const layers = [section, ...section.querySelectorAll(":scope > .backgrounds > *")];
    if (!layers.some(pictureUrl)) return;
    await fontsLoaded(); // the text has to stand where it will stand
    const boxes = textBoxes(section);
    if (!boxes.length || hasOwnGround(section)) return;
    const ground = await brightness(section, layers, boxes);
    if (ground === null) return;
    let seen = contrast(section, ground);
    if (seen < READABLE && !section.style.color) {
      section.classList.add("contrast");
      const other = contrast(section, ground);
      if (other > seen) seen = other;
      else section.classList.remove("contrast");
    }
    if (seen < LOST) notice.errors.push("the text cannot be read on the picture behind it");
  }

  const pictureUrl = (layer) =>
    layer.style.backgroundImage && /^url\("([^"\\]*)"\)$/.exec(getComputedStyle(layer).backgroundImage)?.[1];

  // Whether a deck's CSS puts text on a colour: then the picture is not what matters.
  function hasOwnGround(section) {
    const colors = new Set();
    for (const element of section.querySelectorAll(":scope > :not(.backgrounds), :scope > :not(.backgrounds) *")) {
      colors.add(getComputedStyle(element).backgroundColor);
    }
    return [...colors].some((color) => pixel(color)[3] > 127);
  }

  function textBoxes(section) {
    const boxes = [];
    for (const child of section.children) {
      if (child.matches("header, footer, style, .backgrounds") || !child.textContent.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(child);
      boxes.push(range.getBoundingClientRect());
    }
    return boxes.filter((box) => box.width && box.height);
  }

  // Returns the mean luminance (WCAG 2.2) of what lies behind `boxes`; null if it cannot be known.
  async function brightness(section, layers, boxes) {
    const frame = section.getBoundingClientRect();
    const [width, height] = [frame.width, frame.height].map((length) => Math.ceil(length / GRAIN));
    const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    pen.imageSmoothingQuality = "high";
    pen.scale(1 / GRAIN, 1 / GRAIN);
    pen.translate(-frame.left, -frame.top);
    for (const layer of layers) {
      if (!(await paint(pen, layer))) return null;
    }
    let [sum, count] = [0, 0];
    for (const box of boxes) {
      const [left, top] = [box.left - frame.left, box.top - frame.top].map((at) => Math.floor(at / GRAIN));
      const [across, down] = [box.width, box.height].map((length) => Math.ceil(length / GRAIN));
      const { data } = pen.getImageData(left, top, across, down);
      for (let at = 0; at < data.length; at += 4) {
        if (!data[at + 3]) continue; // beyond the slide
        sum += luminance(data.subarray(at, at + 3));
        count += 1;
      }
    }
    return count ? sum / count : null;
  }

  // Paints the background of `layer` as CSS does for one picture in the middle.
  async function paint(pen, layer) {
    const { left, top, width, height } = layer.getBoundingClientRect();
    const style = getComputedStyle(layer);
    const image = new Image();
    const url = pictureUrl(layer);
    if (url) {
      image.crossOrigin = "anonymous"; // a preview's document has no origin: all is from elsewhere
      image.src = url;
      try {
        await image.decode();
      } catch {
        return false; // whoever loads the pictures says so
      }
    }
    pen.save();
    pen.beginPath();
    pen.rect(left, top, width, height);
    pen.clip();
    pen.filter = style.filter;
    pen.fillStyle = style.backgroundColor;
    pen.fillRect(left, top, width, height);
    if (url) {
      const [wide, high] = pictureSize(image, style.backgroundSize, width, height);
      pen.drawImage(image, left + (width - wide) / 2, top + (height - high) / 2, wide, high);
    }
    pen.restore();
    return true;
  }

  function pictureSize({ naturalWidth, naturalHeight }, size, width, height) {
    const [across, down] = [width / naturalWidth, height / naturalHeight];
    if (size === "cover" || size === "contain") {
      const scale = size === "cover" ? Math.max(across, down) : Math.min(across, down);
      return [naturalWidth * scale, naturalHeight * scale];
    }
    const [first, second = "auto"] = size.split(" ");
    const length = (text, whole) => (text.endsWith("%") ? (parseFloat(text) / 100) * whole : parseFloat(text));
    const [wide, high] = [length(first, width), length(second, height)];
    const scale = Number.isNaN(wide) ? high / naturalHeight : wide / naturalWidth;
    if (Number.isNaN(scale)) return [naturalWidth, naturalHeight];
    return [wide || naturalWidth * scale, high || naturalHeight * scale];
  }

  function contrast(section, ground) {
    const text = luminance(pixel(getComputedStyle(section).color));
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }

  // Returns any CSS colour as red, green, blue and alpha, from 0 to 255.
  function pixel(color) {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    return pen.getImageData(0, 0, 1, 1).data;
  }

  function luminance([red, green, blue]) {
    const linear = (part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  Object.assign(mdvid.parts, { contrastWithPictures });
})();
