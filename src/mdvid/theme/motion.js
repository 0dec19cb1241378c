// Part of prepare.js, loaded where pictures move: others take the place of those that are shown.
(() => {
  "use strict";

  const { finishAnimations } = mdvid;
  let places = []; // on the slide that is shown

  // Shows pictures instead of those that the slide has; `shown` is {name: url}.
  async function show(shown) {
    if (!places.length || !places.every(({ element }) => element.isConnected)) {
      places = Object.keys(shown).flatMap(placesOf);
    }
    await Promise.all(places.map((place) => replaced(place, shown[place.name])));
    finishAnimations(); // a deck's CSS may let pictures change slowly
  }

  function placesOf(name) {
    const images = [...document.images].filter((image) => image.getAttribute("src") === name);
    const layers = [...document.querySelectorAll("[style]")].filter(({ style }) => style.backgroundImage.includes(`"${name}"`));
    return [
      ...images.map((element) => ({ name, element, image: element })),
      ...layers.map((element) => ({ name, element, background: element.style.backgroundImage })),
    ];
  }

  async function replaced(place, url) {
    const image = place.image ?? new Image();
    image.src = url;
    await image.decode();
    if (place.image) return;
    // What is loaded and still referred to is drawn at once.
    place.element.style.backgroundImage = place.background.replaceAll(`"${place.name}"`, `"${url}"`);
    place.shown = image;
  }

  Object.assign(mdvid.parts, { show });
})();
