// How the build is going, the finished video, and the connection.

import { byId, setAttribute, setText } from "./dom.js";
import { bytes, clock, count, seconds } from "./format.js";

const WORDS = { waiting: "Waiting", running: "Building", done: "Ready", failed: "Build failed", cancelled: "Starting again" };

export class Status {
  #build = byId("build");
  #words = byId("build-words");
  #detail = byId("build-detail");
  #progress = byId("progress");
  #video = byId("video");
  #offline = byId("offline");

  show({ build, failed }) {
    const state = failed ? "failed" : build.state;
    setAttribute(this.#build, "data-state", state);
    setText(this.#words, failed ? "Deck has errors" : build.state === "running" ? stage(build) : WORDS[state]);
    setText(this.#detail, failed ? "" : detail(build));
    const share = build.state === "running" && !failed ? shareOf(build.stages) : null;
    setAttribute(this.#progress, "hidden", share === null);
    setAttribute(this.#progress, "aria-valuenow", Math.round((share ?? 0) * 100));
    this.#progress.style.setProperty("--share", share ?? 0);
  }

  video(video) {
    setAttribute(this.#video, "hidden", !video);
    if (!video) return;
    const [open, download] = this.#video.querySelectorAll("a");
    const length = `${clock(Math.round(video.seconds))} · ${bytes(video.bytes)}`;
    setAttribute(open, "href", video.url);
    setAttribute(open, "aria-label", `Open ${video.name}, ${length}`);
    setText(byId("video-name"), video.name);
    setText(byId("video-length"), length);
    setAttribute(download, "href", video.url);
    setAttribute(download, "download", video.name);
    setAttribute(download, "aria-label", `Download ${video.name}`);
  }

  connection(connected) {
    setAttribute(this.#offline, "hidden", connected);
    setAttribute(document.documentElement, "data-offline", !connected);
  }
}

function stage({ stages }) {
  const running = stages.find(({ done, total }) => done < total) ?? stages.at(-1);
  if (!running) return WORDS.running;
  const name = running.name.charAt(0).toUpperCase() + running.name.slice(1);
  return `${name} ${running.done} of ${running.total}`;
}

function detail({ state, built, cached, seconds: taken }) {
  if (state !== "done") return "";
  const parts = [built ? `${built} built` : null, cached ? `${cached} cached` : null];
  if (taken != null) parts.push(seconds(taken));
  return parts.filter(Boolean).join(" · ");
}

function shareOf(stages) {
  const total = stages.reduce((sum, each) => sum + each.total, 0);
  return total ? stages.reduce((sum, each) => sum + each.done, 0) / total : 0;
}

export function announcement(before, { build, failed }) {
  if (failed || build.state === before) return "";
  if (build.state === "failed") return "The build failed.";
  return build.state === "done" && build.built ? `Video ready. ${count(build.built, "step")} built.` : "";
}
