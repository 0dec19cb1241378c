// Draws a score on a canvas, in the colours of the page's style sheet.

import { clock } from "./format.js";

const RULER = { top: 0, height: 18 };
const SLIDES = { top: 20, height: 30 };
const SPEECH = { top: 54, height: 20 };
const CAPTIONS = { top: 78, height: 6 };

const HEIGHT = 86; // of all lanes; lengths here are those of a page whose letters are UNIT pixels
const UNIT = 14;

const BETWEEN = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600]; // seconds between ticks

export function paint(canvas, score, { current, edited }) {
  const unit = parseFloat(getComputedStyle(document.documentElement).fontSize) / UNIT;
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth / unit;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(HEIGHT * unit * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio * unit, ratio * unit);
  pen.clearRect(0, 0, width, HEIGHT);
  if (!score.duration || !width) return;
  const styles = getComputedStyle(canvas);
  const colour = (name) => styles.getPropertyValue(`--${name}`);
  const at = (time) => (time / score.duration) * width;
  ruler(pen, score, at, width, colour);
  for (const slide of score.slides) {
    box(pen, slide, at, colour, { current: slide.index === current, edited: slide.number === edited });
  }
  for (const utterance of score.speech) {
    said(pen, utterance, at, colour, score.slides[utterance.index].estimated);
  }
  for (const caption of score.captions) {
    bar(pen, at(caption.start), at(caption.end), CAPTIONS, 3, colour("lane-caption"));
  }
}

function ruler(pen, { duration, estimated }, at, width, colour) {
  const step = BETWEEN.find((seconds) => at(seconds) >= 64) ?? BETWEEN.at(-1);
  pen.font = `10.5px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  for (let time = 0; time <= duration; time += step) {
    const x = Math.round(at(time));
    pen.fillStyle = colour("lane-tick");
    pen.fillRect(x, RULER.top + 5, 1, RULER.height - 7);
    const label = (estimated ? "~" : "") + clock(time);
    if (x + 8 + pen.measureText(label).width > width) continue;
    pen.fillStyle = colour("lane-text");
    pen.fillText(label, x + 5, RULER.top + 9);
  }
}

function box(pen, slide, at, colour, { current, edited }) {
  const [left, right] = [at(slide.start), at(slide.end)];
  const fill = colour(current ? "lane-current" : "lane-slide");
  bar(pen, left, right, SLIDES, 5, slide.estimated ? null : fill, slide.estimated ? fill : null);
  if (slide.estimated) hatch(pen, left, right, fill);
  pen.fillStyle = colour("lane-step");
  for (const step of slide.steps.slice(1)) {
    pen.fillRect(Math.round(at(step.start)), SLIDES.top + 6, 1, SLIDES.height - 12);
  }
  if (edited) bar(pen, left, right, { top: SLIDES.top + SLIDES.height + 1, height: 2 }, 1, colour("accent"));
  label(pen, slide, left, right, colour(current && !slide.estimated ? "lane-current-text" : "lane-slide-text"));
}

function label(pen, slide, left, right, ink) {
  const room = right - left - 14;
  pen.font = `500 11px ${getComputedStyle(document.body).fontFamily}`;
  const number = String(slide.number);
  if (room < pen.measureText(number).width - 6) return;
  pen.save();
  pen.beginPath();
  pen.rect(left, SLIDES.top, right - left - 5, SLIDES.height);
  pen.clip();
  pen.fillStyle = ink;
  const whole = `${number}  ${slide.title}`;
  const text = room > 52 ? shortened(pen, whole, room) : number;
  const x = room > 52 ? left + 8 : (left + right - pen.measureText(text).width) / 2;
  pen.fillText(text, x, SLIDES.top + SLIDES.height / 2 + 0.5);
  pen.restore();
}

function shortened(pen, text, room) {
  if (pen.measureText(text).width <= room) return text;
  let length = text.length;
  while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return `${text.slice(0, length).trimEnd()}…`;
}

// An utterance is a block, its words are bars in it: pauses can be seen.
function said(pen, { start, end, words }, at, colour, estimated) {
  bar(pen, at(start), at(end), SPEECH, 4, colour("lane-speech"));
  const ink = colour(estimated ? "lane-slide" : "lane-word");
  for (const word of words) {
    const [left, right] = [at(word.start), at(word.end)];
    // Longer words stand higher: what is said has a shape by which to find it again.
    const height = Math.min(SPEECH.height - 6, 4 + word.text.length * 1.2);
    const top = SPEECH.top + (SPEECH.height - height) / 2;
    pen.fillStyle = ink;
    pen.fillRect(left, top, Math.max(0.75, right - left - 1), height);
  }
}

function bar(pen, left, right, { top, height }, radius, fill, stroke) {
  const width = Math.max(1, right - left - 2);
  pen.beginPath();
  pen.roundRect(left + (stroke ? 0.5 : 0), top + (stroke ? 0.5 : 0), width - (stroke ? 1 : 0), height - (stroke ? 1 : 0), Math.min(radius, width / 2));
  if (fill) {
    pen.fillStyle = fill;
    pen.fill();
  }
  if (stroke) {
    pen.strokeStyle = stroke;
    pen.lineWidth = 1;
    pen.stroke();
  }
}

// What is only estimated looks so.
function hatch(pen, left, right, ink) {
  pen.save();
  pen.beginPath();
  pen.roundRect(left, SLIDES.top, Math.max(1, right - left - 2), SLIDES.height, 5);
  pen.clip();
  pen.strokeStyle = ink;
  pen.globalAlpha = 0.45;
  pen.beginPath();
  for (let x = left - SLIDES.height; x < right; x += 7) {
    pen.moveTo(x, SLIDES.top + SLIDES.height);
    pen.lineTo(x + SLIDES.height, SLIDES.top);
  }
  pen.stroke();
  pen.restore();
}
