// What makes the desk's pages nicer; every page works without it.
"use strict";

const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

// Times in the reader's zone; UTC stays on hover.
function localTimes(inside = document) {
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  for (const time of all("time.local:not([data-done])", inside)) {
    time.dataset.done = "yes";
    const moment = new Date(time.dateTime);
    if (!Number.isNaN(moment.getTime())) time.textContent = format.format(moment);
  }
}

// Light or dark, where the reader does not want what the system says.
function themes() {
  const button = one("#theme");
  if (!button) return;
  const root = document.documentElement;
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const label = () => { button.textContent = dark() ? "Light" : "Dark"; };
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    document.cookie = `parley_theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
    label();
  });
  label();
}

// Drawings: nearer, farther, all; dragging moves them.
function zoomable(svg) {
  const [x0, y0, w0, h0] = svg.getAttribute("viewBox").split(" ").map(Number);
  let [x, y, w, h] = [x0, y0, w0, h0];
  const set = () => svg.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
  const zoom = (factor, cx = x + w / 2, cy = y + h / 2) => {
    const next = Math.min(w0, Math.max(w0 / 40, w / factor));
    const k = next / w;
    [x, y, w, h] = [cx - (cx - x) * k, cy - (cy - y) * k, next, h * k];
    if (next === w0) [x, y] = [x0, y0];
    set();
    // Circles and words keep their size on the screen.
    svg.style.setProperty("--near", String(w / w0));
    for (const circle of all("circle", svg)) {
      circle.dataset.r ??= circle.getAttribute("r");
      circle.setAttribute("r", circle.dataset.r * Math.max(0.12, w / w0));
    }
    for (const text of all("text", svg)) text.style.fontSize = `${14 * Math.max(0.12, w / w0)}px`;
  };
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [name, label, act] of [["+", "Nearer", () => zoom(1.6)], ["−", "Farther", () => zoom(1 / 1.6)], ["All", "All of it", () => zoom(0)]]) {
    const button = document.createElement("button");
    button.type = "button"; button.className = "plain"; button.textContent = name; button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    bar.append(button);
  }
  svg.parentElement.before(bar);
  let from = null;
  svg.addEventListener("pointerdown", (e) => { if (w < w0 && e.button === 0) from = [e.clientX, e.clientY, x, y]; });
  svg.addEventListener("pointermove", (e) => {
    if (!from) return;
    const scale = w / svg.clientWidth;
    [x, y] = [from[2] - (e.clientX - from[0]) * scale, from[3] - (e.clientY - from[1]) * scale];
    set();
  });
  addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("wheel", (e) => {
    if (!e.ctrlKey) return;
    e.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(e.deltaY < 0 ? 1.25 : 0.8, x + ((e.clientX - box.left) / box.width) * w, y + ((e.clientY - box.top) / box.height) * h);
  }, { passive: false });
}

// Reports being read: progress as it happens.
function watchJob() {
  const box = one("#job");
  if (!box || box.dataset.over === "yes") return;
  const source = new EventSource(box.dataset.progress);
  const names = { waiting: "Waiting for its turn", fetching: "Fetching", reading: "Being read", done: "Done", failed: "Failed" };
  const entry = (text, link, tag) => {
    const li = document.createElement("li");
    const main = document.createElement(link ? "a" : "strong");
    main.textContent = text; main.dir = "auto";
    if (link) main.href = link;
    li.append(main);
    if (tag) { const t = document.createElement(link ? "span" : "span"); t.className = link ? "tag" : ""; t.textContent = link ? tag : `: ${tag}`; li.append(" ", t); }
    return li;
  };
  source.addEventListener("job", (event) => {
    const job = JSON.parse(event.data);
    const n = job.done;
    one("#job-state").textContent = `${names[job.state]}: ${n} ${n === 1 ? "report" : "reports"} kept${job.skipped.length ? `, ${job.skipped.length} skipped` : ""}.`;
    one("#job-error").textContent = job.error; one("#job-error").hidden = !job.error;
    if (job.reports.length) one("#job-reports").replaceChildren(...job.reports.map((r) =>
      entry(r.title || r.report, `/reports/${r.report}`, r.copy_of ? "near copy of another report" : r.new ? "" : "was there already")));
    one("#job-skipped-card").hidden = !job.skipped.length;
    one("#job-skipped").replaceChildren(...job.skipped.map((s) => entry(s.source, null, s.reason)));
    if (job.state === "done" || job.state === "failed") source.close();
  });
}

// On a phone the pages are a strip; the one that is open is in sight.
function openPage() {
  const strip = one("nav.side"), current = one("nav.side [aria-current]");
  if (strip && current && strip.scrollWidth > strip.clientWidth) strip.scrollLeft = current.offsetLeft - strip.clientWidth / 3;
}

localTimes();
themes();
openPage();
all("svg.zoomable").forEach(zoomable);
watchJob();
document.addEventListener("htmx:afterSwap", (event) => localTimes(event.target));
for (const form of all("form.filters")) {
  // Empty fields stay out of the address.
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
  });
}
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) {
    event.preventDefault();
    one("#q")?.focus();
  }
});
