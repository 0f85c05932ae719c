/* A discussion's time. The server says how many seconds are left, or a button starts them; either runs on in between,
   and a started one goes on when the next question is revealed. Without this script the page says until when. */
(() => {
  "use strict";
  const KEPT = `countdown:${location.pathname}`;
  let clock = 0;

  const run = (end) => {
    clearInterval(clock);
    const shown = document.getElementById("countdown");
    if (!shown || !end) return;
    shown.parentElement.hidden = false;
    const write = () => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      shown.classList.toggle("over", left === 0);
      if (!left) clearInterval(clock);
    };
    write();
    clock = setInterval(write, 500);
  };

  const begin = () => {
    const shown = document.getElementById("countdown");
    if (!shown) return clearInterval(clock);
    if (shown.dataset.seconds) return run(Date.now() + Number(shown.dataset.seconds) * 1000);
    document.querySelectorAll("[data-minutes]").forEach((button) => {
      button.hidden = false;
    });
    const end = Number(sessionStorage.getItem(KEPT));
    return end > Date.now() ? run(end) : undefined;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-minutes]");
    if (!button) return;
    const end = Date.now() + Number(button.dataset.minutes) * 60000;
    sessionStorage.setItem(KEPT, String(end));
    run(end);
  });
  document.addEventListener("okmila:live", begin);
  begin();
})();
