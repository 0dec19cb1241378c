// What the server says: the whole state at first, then what changed.

const PATIENCE = 1000; // ms without a connection before a person is told
const AGAIN = 1500; // ms before another try, where the browser itself gave up

// Returns the state that `change` makes of `state`, and what in it is another:
// {state, changed: Set of top-level names, fresh: Set of keys of slides that were not there before}.
export function applied(state, change) {
  const next = { ...state, ...change };
  const changed = new Set(Object.keys(change));
  const before = new Map((state?.slides ?? []).map((slide) => [slide.key, slide]));
  if (change.slides && !Array.isArray(change.slides)) {
    const { order, slides } = change.slides;
    // Of a slide that was there before, only what is another is told.
    next.slides = order.map((key) => (slides[key] ? { ...before.get(key), ...slides[key] } : before.get(key)));
  }
  const fresh = new Set(next.slides.filter(({ key }) => !before.has(key)).map(({ key }) => key));
  return { state: next, changed, fresh };
}

// What is known now. Calls `onState(state, changed, fresh, whole)` whenever it is another.
export class Known {
  state = null;

  constructor(onState) {
    this.onState = onState;
  }

  // Takes the data of an event of this kind: "state" or "change".
  take(kind, data) {
    if (kind === "state") {
      const { fresh } = applied(this.state, data);
      this.state = data;
      this.onState(data, new Set(Object.keys(data)), fresh, true);
    } else if (this.state) {
      const { state, changed, fresh } = applied(this.state, data);
      this.state = state;
      this.onState(state, changed, fresh, false);
    }
  }
}

// Follows the server's events. Calls `onEvent(kind, data)` for each, and `onConnection(connected)`
// when a connection has been missing for a while, or is there again.
export class Stream {
  #source = null;
  #lost = 0;
  #told = true;

  constructor(url, { onEvent, onConnection }) {
    this.url = url;
    this.onEvent = onEvent;
    this.onConnection = onConnection;
  }

  open() {
    this.#source?.close();
    this.#source = new EventSource(this.url);
    this.#source.addEventListener("open", () => this.#connected());
    this.#source.addEventListener("error", () => this.#disconnected());
    for (const kind of ["state", "change"]) {
      this.#source.addEventListener(kind, ({ data }) => this.onEvent(kind, JSON.parse(data)));
    }
  }

  #connected() {
    clearTimeout(this.#lost);
    this.#lost = 0;
    this.#tell(true);
  }

  #disconnected() {
    this.#lost ||= setTimeout(() => this.#tell(false), PATIENCE);
    // A browser tries again by itself, unless it was answered that there is nothing.
    if (this.#source.readyState === EventSource.CLOSED) setTimeout(() => this.open(), AGAIN);
  }

  #tell(connected) {
    if (connected !== this.#told) this.onConnection(connected);
    this.#told = connected;
  }
}
