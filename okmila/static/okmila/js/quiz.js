/* Small comforts over plain forms: things move without a page load, and a number has a slider. */
(() => {
  "use strict";
  const order = document.getElementById("order");
  if (order) {
    order.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-move]");
      if (!button) return;
      event.preventDefault();
      const item = button.closest("li");
      const other = button.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (button.dataset.move === "-1") other.before(item);
      else other.after(item);
      button.focus();
    });
  }
  const guess = document.getElementById("guess");
  if (guess) {
    const slider = document.createElement("input");
    slider.type = "range";
    ["min", "max", "step"].forEach((name) => slider.setAttribute(name, guess.getAttribute(name)));
    slider.value = guess.value || (Number(guess.min) + Number(guess.max)) / 2;
    slider.setAttribute("aria-label", "Curseur");
    slider.addEventListener("input", () => {
      guess.value = slider.value;
    });
    guess.addEventListener("input", () => {
      slider.value = guess.value;
    });
    guess.parentElement.append(slider);
  }
})();
