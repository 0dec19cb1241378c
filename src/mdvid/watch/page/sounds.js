// The sounds of utterances, fetched and decoded once each and kept while there is room.

const KEPT = 600; // seconds of decoded sound, about 115 MB

export class Sounds {
  #decode;
  #kept = new Map(); // url -> {promise, buffer}; the one used last stands last

  // `decode` makes an AudioBuffer of an ArrayBuffer.
  constructor(decode) {
    this.#decode = decode;
  }

  // Returns the sound if it is there already.
  ready(url) {
    return this.#kept.get(url)?.buffer ?? null;
  }

  // Returns the sound, or null if it cannot be had: then this utterance is not heard.
  async load(url) {
    const entry = this.#kept.get(url) ?? { promise: this.#fetched(url), buffer: null };
    this.#kept.delete(url);
    this.#kept.set(url, entry);
    entry.buffer = await entry.promise;
    if (!entry.buffer) this.#kept.delete(url); // it may be there next time
    this.#tidy();
    return entry.buffer;
  }

  async #fetched(url) {
    try {
      const response = await fetch(url);
      return response.ok ? await this.#decode(await response.arrayBuffer()) : null;
    } catch {
      return null;
    }
  }

  #tidy() {
    let total = 0;
    for (const { buffer } of this.#kept.values()) total += buffer?.duration ?? 0;
    for (const [url, { buffer }] of this.#kept) {
      if (total <= KEPT || this.#kept.size === 1) return;
      total -= buffer?.duration ?? 0;
      this.#kept.delete(url);
    }
  }
}
