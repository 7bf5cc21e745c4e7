// Counts down the time for which an order's places are held, by the server's clock.
const shown = document.getElementById("time-left");
const spoken = document.getElementById("time-spoken");
const more = document.getElementById("more-time");

if (shown && spoken) {
  const { until, now, words, over } = shown.dataset;
  const length = Date.parse(until) - Date.parse(now);
  const start = performance.now();
  const said = new Set();
  // A page that opens within a minute has just said it.
  for (const minutes of [5, 2, 1]) if (length / 60000 <= minutes) said.add(minutes);

  const tick = () => {
    const left = Math.max(0, Math.ceil((length - (performance.now() - start)) / 1000));
    if (left === 0) {
      shown.textContent = spoken.textContent = over;
      if (more) more.hidden = true;
      return;
    }
    const seconds = String(left % 60).padStart(2, "0");
    const time = document.createElement("bdi");
    time.dir = "ltr";
    time.textContent = `${Math.floor(left / 60)}:${seconds}`;
    shown.replaceChildren(`${words} `, time);
    for (const minutes of [5, 2, 1])
      if (left <= minutes * 60 && !said.has(minutes)) {
        said.add(minutes);
        spoken.textContent = spoken.dataset[`at${minutes}`];
      }
    setTimeout(tick, 500);
  };
  shown.setAttribute("role", "timer");
  tick();
}
