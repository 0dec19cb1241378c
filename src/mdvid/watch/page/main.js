// Puts the page together: what arrives from the server, what a person does, what is seen.

import { Controls } from "./controls.js";
import { follow } from "./feed.js";
import { listen } from "./keys.js";
import { Looks } from "./looks.js";
import { Narration } from "./narration.js";
import { Notes } from "./notes.js";
import { Player } from "./player.js";
import { Problems } from "./problems.js";
import { Slides } from "./slides.js";
import { Stage } from "./stage.js";
import { Status } from "./status.js";
import { Timeline } from "./timeline.js";
import { View } from "./view.js";
import { say } from "./voice.js";

const narration = new Narration();
const player = new Player(narration);
const view = new View(player, {
  stage: new Stage({
    onShown: (milliseconds) => view.shown(milliseconds),
    onFailed: (message) => say(`This slide cannot be shown: ${message}`, true),
  }),
  slides: new Slides({ onChoose: (index) => view.slide(index) }),
  timeline: new Timeline({ onSeek: (time) => view.seek(time) }),
  notes: new Notes({ onSeek: (time) => view.seek(time) }),
  problems: new Problems({ say }),
  status: new Status(),
});
const controls = new Controls(view, player, narration);
const looks = new Looks({ onChange: () => view.repaint() });

listen({ ...controls.actions, theme: () => looks.toggle() });
follow({
  onState: (...news) => view.take(...news),
  onConnection: (connected) => view.connection(connected),
});

// For tests and benchmarks.
window.mdvidWatch = {
  get revision() {
    return view.state?.revision ?? null;
  },
  get position() {
    return player.position;
  },
  get playing() {
    return player.playing;
  },
  get clock() {
    return narration.now;
  },
  get score() {
    return view.score;
  },
};
