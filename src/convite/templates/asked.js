// Hides questions whose condition isn't met. Only what is seen: the server judges every reply itself.
const fields = [...document.querySelectorAll("[data-on]")];
const shown = (name) =>
  [...document.getElementsByName(name)].filter((one) => !one.closest("[data-on][hidden]"));

function isMet({ on, answers, agree }) {
  const controls = shown(on);
  const given = controls
    .filter((one) => one.type !== "checkbox" || one.checked)
    .map((one) => one.value.trim())
    .filter(Boolean);
  if (agree !== undefined && controls.length && !given.length) given.push("no");
  const wanted = answers ? answers.split("\n") : agree !== undefined ? ["yes"] : given;
  return given.some((one) => wanted.includes(one));
}

function update() {
  // what is hidden may hide others in turn, at most once each
  for (let round = 0; round <= fields.length; round += 1) {
    const changed = fields.filter((one) => one.hidden === isMet(one.dataset));
    for (const one of changed) one.hidden = !one.hidden;
    if (!changed.length) return;
  }
}

document.addEventListener("change", update);
update();
