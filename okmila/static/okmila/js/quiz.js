/* Small comforts over plain forms: things move without a page load, a number has a slider, a plan takes a tap. */
const wireScreen = () => {
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
  const plan = document.querySelector("#answer-form .plan");
  if (plan) {
    const lists = ["place-1", "place-2"].map((id) => document.getElementById(id));
    const { left, top, cell, cells } = plan.dataset;
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("class", "plan-place");
    const show = () => {
      const [across, up] = lists.map((list) => Number(list.value));
      dot.setAttribute("r", across && up ? 13 : 0);
      dot.setAttribute("cx", Number(left) + (across - 0.5) * cell);
      dot.setAttribute("cy", Number(top) + (cells - up + 0.5) * cell);
    };
    plan.append(dot);
    plan.addEventListener("click", (event) => {
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plan.getScreenCTM().inverse());
      const column = Math.ceil((at.x - left) / cell);
      const row = Math.ceil((at.y - top) / cell);
      if (Math.min(column, row) < 1 || Math.max(column, row) > cells) return;
      lists[0].value = column;
      lists[1].value = Number(cells) + 1 - row;
      show();
    });
    lists.forEach((list) => list.addEventListener("change", show));
    show();
  }
};
wireScreen();
document.addEventListener("okmila:screen", wireScreen);
