// The script of a preview's document, beside prepare.js: shows the slides that the page around it
// sends, and says when each is to be seen.
//
// Page to frame: {type: "show", id, html, smallest, step}; without a step all of them are seen.
// Frame to page: {type: "ready"} once; then for the newest slide that was asked for
// {type: "shown", id, notice} or {type: "failed", id, message}.
(() => {
  "use strict";

  let wanted = null; // what came last; what came before it need not be shown any more
  let shownHtml = null;
  let notice = null;
  let working = false;

  function say(message) {
    // The document has no origin of its own, and so cannot know that of the page by name.
    parent.postMessage(message, "*");
  }

  async function work() {
    if (working) return;
    working = true;
    while (wanted) {
      const request = wanted;
      const answer = await answerTo(request);
      if (wanted !== request) continue; // prepared for nothing: a newer one is waiting
      wanted = null;
      say(answer);
    }
    working = false;
  }

  async function answerTo({ id, html, smallest, step }) {
    try {
      if (html !== shownHtml) {
        shownHtml = null; // should it fail, the same slide is tried anew when it is sent again
        notice = await mdvid.prepare({ html, smallest });
        shownHtml = html;
      }
      mdvid.show(step);
      return { type: "shown", id, notice };
    } catch (error) {
      return { type: "failed", id, message: String(error?.message ?? error) };
    }
  }

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.type !== "show") return;
    wanted = data;
    work();
  });
  addEventListener("DOMContentLoaded", () => say({ type: "ready" }));
})();
