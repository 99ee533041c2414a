// Keys for people who review a lot. Everything here is also a button: the app works without this file.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const groups = [...document.querySelectorAll("article.group")];
  const search = document.querySelector("input[name=suche]");
  const undo = document.querySelector("form.undo");
  const toggle = document.querySelector("#tasten");
  const stored = "lotse-staff-keys";
  let on = localStorage.getItem(stored) !== "off";

  const show = () => { if (toggle) { toggle.setAttribute("aria-pressed", String(on)); toggle.textContent = on ? "Tasten ausschalten" : "Tasten einschalten"; } };
  if (toggle) {
    toggle.addEventListener("click", () => { on = !on; localStorage.setItem(stored, on ? "on" : "off"); show(); });
    show();
  }

  const current = () => groups.findIndex((group) => group.contains(document.activeElement));
  const go = (place) => {
    const group = groups[Math.max(0, Math.min(groups.length - 1, place))];
    if (!group) return;
    groups.forEach((other) => other.classList.toggle("current", other === group));
    group.focus({ preventScroll: true });
    group.scrollIntoView({ block: "start" });
  };
  const press = (selector) => {
    const group = groups[current()];
    const button = group && group.querySelector(selector);
    if (button) button.click();
    return Boolean(button);
  };

  const keys = {
    j: () => go(current() + 1),
    k: () => go(current() < 0 ? 0 : current() - 1),
    1: () => press("[data-key='1']"),
    2: () => press("[data-key='2']"),
    3: () => press("[data-key='3']"),
    t: () => press("[data-key='t']"),
    x: () => press("[data-key='x']"),
    l: () => press("[data-key='l']"),
    a: () => { const field = groups[current()] && groups[current()].querySelector("input[name=antwort]"); if (field) field.focus(); },
    m: () => press("input.mark-group"),
    z: () => undo && undo.requestSubmit(),
    "/": () => search && search.focus(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) { typing.blur(); return; }
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Enter" && groups.includes(event.target)) { event.preventDefault(); press("h2 a"); return; }
    const action = keys[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  // After a decision the next group is in place of the one decided: people who use keys go on where they were.
  const place = "lotse-staff-place";
  if (groups.length && undo && on && sessionStorage.getItem(stored) === "keys") go(Number(sessionStorage.getItem(place)) || 0);
  document.addEventListener("keydown", () => sessionStorage.setItem(stored, "keys"));
  document.addEventListener("pointerdown", () => sessionStorage.setItem(stored, "pointer"));

  // A double click must not send a decision twice: the second would be told that the first was faster.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const group = groups.findIndex((one) => one.contains(form));
    if (group >= 0) sessionStorage.setItem(place, String(group));
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
})();
