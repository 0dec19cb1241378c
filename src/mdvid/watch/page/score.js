// When everything happens: the slides as they are now, timed as the last build timed them.
//
// All times are seconds from the beginning. A slide that was never built, or whose sound is being
// made, has an estimated length, so that there always is a score to play and to draw.

const GUESS = 4; // seconds of a slide of which nothing is known

const END = 0.05; // seconds before the end of a slide that are still on it

const EMPTY = { duration: 0, estimated: true, slides: [], speech: [], captions: [] };

// Returns {duration, estimated, slides, speech, captions}, in the order in which they come.
export function makeScore(state) {
  if (!state?.slides.length) return EMPTY;
  const { timeline } = state;
  const timings = timeline ? timingsOf(timeline) : new Map();
  const score = { ...EMPTY, estimated: false, slides: [], speech: [], captions: [] };
  let at = 0;
  for (const [index, slide] of state.slides.entries()) {
    const timing = timings.get(slide.id) ?? guess(slide);
    const placed = place(slide, index, timing, at);
    score.slides.push(placed);
    score.speech.push(...placed.speech);
    score.captions.push(...timing.captions.map((caption) => ({ ...shifted(caption, at), index })));
    score.estimated ||= placed.estimated;
    at = placed.end;
  }
  score.duration = at;
  return score;
}

// Returns the slide at a moment; the last one at and after the end.
export function slideAt(score, time) {
  return score.slides[lastBefore(score.slides, time)] ?? null;
}

// Returns the number of the step that is seen at a moment of a slide; the first is 1.
export function stepAt(slide, time) {
  return lastBefore(slide.steps, time) + 1;
}

// Returns what is in force at a moment: `items` have a start and an end and do not overlap.
export function during(items, time) {
  const item = items[lastBefore(items, time)];
  return item && time >= item.start && time < item.end ? item : null;
}

// Returns where to go on in `score` for who was at `time` in the one before: on the same slide. Who
// listens misses nothing that is said otherwise now; who looks sees the same step.
export function moved(before, score, time, listening) {
  const old = slideAt(before, time);
  if (!old || !score.slides.length) return 0;
  const slide =
    score.slides.find(({ id }) => id === old.id) ??
    score.slides[Math.min(old.index, score.slides.length - 1)];
  const into = listening
    ? Math.min(time - old.start, firstDifference(old, slide))
    : sameStep(old, slide, time);
  return Math.min(slide.start + into, Math.max(slide.start, slide.end - END));
}

function sameStep(old, slide, time) {
  const number = stepAt(old, time);
  const step = slide.steps[Math.min(number, slide.steps.length) - 1];
  const into = time - old.steps[number - 1].start;
  return step.start - slide.start + Math.min(into, Math.max(0, step.end - step.start - END));
}

function firstDifference(old, slide) {
  const said = ({ speech }, i) => speech[i] && `${speech[i].sound ?? ""} ${speech[i].text}`;
  for (let i = 0; i < Math.max(old.speech.length, slide.speech.length); i += 1) {
    if (said(old, i) === said(slide, i)) continue;
    const starts = [old, slide].map(({ speech, start }) => (speech[i]?.start ?? Infinity) - start);
    return Math.min(...starts);
  }
  return Infinity;
}

// Returns what is known of each slide by its id; times from its own beginning.
function timingsOf(timeline) {
  const [over, under] = timeline.fps.split("/").map(Number);
  const seconds = (frames) => (frames * (under || 1)) / over;
  const captions = timeline.captions ?? [];
  return new Map(
    timeline.slides.map((slide) => {
      const start = seconds(slide.start_frame);
      const length = seconds(slide.frames);
      const own = captions.filter((c) => c.start >= start && c.start < start + length);
      const steps = slide.steps.map((step) => ({
        start: seconds(step.start_frame) - start,
        end: seconds(step.start_frame + step.frames) - start,
      }));
      return [
        slide.id,
        {
          length,
          steps,
          speech: slide.speech.map((item) => shifted(item, -start)),
          captions: own.map((caption) => shifted(caption, -start)),
        },
      ];
    }),
  );
}

function guess(slide) {
  const each = GUESS / slide.steps;
  const steps = Array.from({ length: slide.steps }, (_, i) => ({ start: i * each, end: (i + 1) * each }));
  return { length: GUESS, steps, speech: [], captions: [], guessed: true };
}

function place(slide, index, timing, at) {
  const own = { index, key: slide.key, id: slide.id, number: slide.number, title: slide.title };
  const speech = timing.speech.map((item) => ({ ...shifted(item, at), index }));
  return {
    ...own,
    start: at,
    end: at + timing.length,
    steps: timing.steps.map((step) => shifted(step, at)),
    speech,
    estimated: timing.guessed === true || (slide.state !== "ready" && !saysTheSame(slide, speech)),
  };
}

function saysTheSame(slide, speech) {
  const written = slide.speech.map(({ text }) => text);
  return written.length === speech.length && written.every((text, i) => text === speech[i].text);
}

function shifted(item, by) {
  const words = item.words?.map((word) => shifted(word, by));
  return { ...item, start: item.start + by, end: item.end + by, ...(words && { words }) };
}

function lastBefore(items, time) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].start <= time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
