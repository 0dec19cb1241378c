// Runs before anything else in every document that is rendered: no clock, no chance, and a list
// of what the content security policy refused.
(() => {
  "use strict";
  const then = Date.UTC(2000, 0, 1);
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...when) {
      super(...(when.length ? when : [then]));
    }
    static now() {
      return then;
    }
  };
  // Mulberry32; `mdvid.prepare` starts it again for every slide.
  let state = 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const refused = [];
  addEventListener("securitypolicyviolation", (event) => refused.push(event.blockedURI));
  Object.defineProperty(globalThis, "mdvidSeal", {
    value: {
      reset() {
        state = 0;
      },
      takeRefused: () => refused.splice(0),
    },
  });
})();
