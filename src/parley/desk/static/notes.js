// Notes that are never lost.
//
// What is typed is kept in this browser at every stroke, and on the desk soon after. What is sent is put into an outbox
// in this browser first, under an id of its own, and leaves it only when the desk says that its disk has it. Sending
// again under the same id writes it once; so whatever fails in between, it is tried again until it holds.
"use strict";

const Notes = (() => {
  const DRAFT = "parley.draft.", OUT = "parley.out.";
  const WAITS = [1, 2, 4, 8, 15, 30], PATIENCE = 20_000, SOON = 700, LATEST = 3000;
  const body = document.body;
  const here = location.pathname;
  const user = body.dataset.user;
  const may = body.dataset.write === "yes";
  let csrf = body.dataset.csrf;

  // -- what this browser keeps; where it refuses, memory does as long as the page lives ----------------------------
  const memory = new Map();
  const shelf = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)) ?? memory.get(key) ?? null; } catch { return memory.get(key) ?? null; } },
    set(key, value) { memory.set(key, value); try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop(key) { memory.delete(key); try { localStorage.removeItem(key); } catch { /* it was only in memory */ } },
    all(prefix) {
      const keys = new Set([...memory.keys()].filter((k) => k.startsWith(prefix)));
      try { for (let i = 0; i < localStorage.length; i++) if (localStorage.key(i).startsWith(prefix)) keys.add(localStorage.key(i)); } catch { /* memory alone */ }
      return [...keys].map((k) => shelf.get(k)).filter(Boolean);
    },
  };

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64; b[8] = (b[8] & 63) | 128;
    const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  async function call(method, path, content) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(path, {
        method, signal: stop.signal, credentials: "same-origin", redirect: "error", cache: "no-store",
        headers: { "content-type": "application/json", "x-csrf-token": csrf, accept: "application/json" },
        body: content === undefined ? undefined : JSON.stringify(content),
      });
      const text = await answer.text();
      let data = null;
      try { data = JSON.parse(text); } catch { /* an answer that is not the desk's */ }
      return { status: answer.status, data, wait: Number(answer.headers.get("retry-after")) || 0 };
    } finally { clearTimeout(timer); }
  }

  // After a restart or a new login the token of this page may be old.
  async function fresh() {
    try {
      const { status, data } = await call("GET", "/api/v1/session");
      if (status === 200 && data) { csrf = data.csrf; return data.name; }
    } catch { /* not reachable */ }
    return undefined;
  }

  // -- forms -------------------------------------------------------------------------------------------------------
  const forms = new Map(); // id -> form
  const value = (form, name) => form.elements.namedItem(name)?.value || "";
  function target(form) {
    const out = {};
    for (const name of ["kind", "report", "exact", "item", "key"]) if (value(form, name)) out[name] = value(form, name);
    for (const name of ["start", "end"]) if (value(form, name) !== "") out[name] = Number(value(form, name));
    return out.kind ? out : null;
  }
  const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

  function say(form, words, kind = "") {
    const state = form.querySelector(".state");
    state.className = `state ${kind}`;
    state.textContent = words;
  }

  function setField(form, name, content) {
    let field = form.elements.namedItem(name);
    if (!field) { field = document.createElement("input"); field.type = "hidden"; field.name = name; form.prepend(field); }
    field.value = content;
  }

  function adopt(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    // A page out of the browser's history comes with an old id: it may be a note by now.
    if (!form.dataset.restored) setField(form, "id", uuid());
    forms.set(value(form, "id"), form);
    const area = form.elements.namedItem("body");
    form.dataset.first = area.value;
    area.addEventListener("input", () => typed(form));
    form.addEventListener("submit", (event) => { event.preventDefault(); submit(form); });
    const discard = form.querySelector("[data-discard]");
    discard.addEventListener("click", () => {
      if (area.value.trim() && !confirm("Throw this draft away?")) return;
      forget(value(form, "id"));
      area.value = form.dataset.first; say(form, "");
      discard.hidden = true;
      if (form.dataset.composed) form.remove(); else renew(form);
    });
  }

  function renew(form) {
    forms.delete(value(form, "id"));
    setField(form, "id", uuid());
    forms.set(value(form, "id"), form);
  }

  // -- drafts ------------------------------------------------------------------------------------------------------
  const timers = new Map();
  function draft(form) {
    return {
      id: value(form, "id"), user, page: here, target: target(form), parent: value(form, "parent") || null,
      note: value(form, "note") || null, body: form.elements.namedItem("body").value, typed_at: new Date().toISOString(),
    };
  }

  function typed(form) {
    const id = value(form, "id");
    const kept = shelf.set(DRAFT + id, draft(form));
    hold(id);
    form.querySelector("[data-discard]").hidden = false;
    form.dataset.safe = kept ? "yes" : "no";
    say(form, kept ? "Draft kept in this browser" : "This browser keeps nothing: do not close the page before it is saved", kept ? "" : "bad");
    const waiting = timers.get(id) ?? { first: Date.now() };
    clearTimeout(waiting.timer);
    const wait = Math.max(0, Math.min(SOON, waiting.first + LATEST - Date.now()));
    waiting.timer = setTimeout(() => { timers.delete(id); keepOnDesk(form); }, wait);
    timers.set(id, waiting);
  }

  async function keepOnDesk(form) {
    const d = draft(form);
    if (shelf.get(OUT + d.id) || !form.isConnected || form.dataset.sending) return;
    try {
      const content = { page: d.page, target: d.target, parent: d.parent, body: d.body, typed_at: d.typed_at };
      const { status } = await call("PUT", `/api/v1/drafts/${d.id}`, content);
      if (form.dataset.sending || value(form, "id") !== d.id) return;
      if (status === 200) { form.dataset.safe = "yes"; say(form, "Draft kept on the desk and in this browser"); }
      else if (status === 401) say(form, "Draft kept in this browser; your login ran out");
      else if (status === 403) fresh();
    } catch { if (form.dataset.safe === "yes") say(form, "Draft kept in this browser; the desk cannot be reached"); }
  }

  function forget(id) {
    clearTimeout(timers.get(id)?.timer);
    timers.delete(id);
    shelf.drop(DRAFT + id);
    if (may) call("DELETE", `/api/v1/drafts/${id}`).catch(() => { /* the desk shows it again; nothing is lost */ });
  }

  // A draft that is open in one tab is left alone by the others.
  const held = new Map();
  function hold(id) {
    if (held.has(id) || !navigator.locks) return;
    held.set(id, null);
    navigator.locks.request(`parley.open.${id}`, () => new Promise((done) => held.set(id, done))).catch(() => held.delete(id));
  }
  async function free(id) {
    if (!navigator.locks || held.has(id)) return !held.has(id);
    return navigator.locks.request(`parley.open.${id}`, { ifAvailable: true }, (lock) => lock !== null);
  }

  async function restore() {
    const known = new Map();
    for (const d of shelf.all(DRAFT)) if (d.page === here && d.user === user) known.set(d.id, d);
    try {
      const { status, data } = await call("GET", `/api/v1/drafts?page=${encodeURIComponent(here)}`);
      if (status === 200) for (const d of data.drafts) if (!(known.get(d.id)?.typed_at >= d.typed_at)) known.set(d.id, { ...known.get(d.id), ...d });
    } catch { /* what this browser has is enough */ }
    const drafts = [...known.values()].filter((d) => d.body.trim() && !shelf.get(OUT + d.id)).sort((a, b) => (a.typed_at < b.typed_at ? -1 : 1));
    for (const d of drafts) {
      if (forms.has(d.id) || !(await free(d.id))) continue;
      const form = formFor(d);
      if (form.elements.namedItem("body").value === d.body && d.note) continue;
      forms.delete(value(form, "id"));
      setField(form, "id", d.id);
      forms.set(d.id, form);
      form.elements.namedItem("body").value = d.body;
      shelf.set(DRAFT + d.id, { ...d, user, page: here });
      hold(d.id);
      form.closest("details")?.setAttribute("open", "");
      form.querySelector("[data-discard]").hidden = false;
      say(form, `Your draft of ${new Date(d.typed_at || Date.now()).toLocaleString()} is back; it is not saved as a note yet`);
    }
  }

  // The form that a draft belongs to: one on the page that is still empty, or a new one in its place.
  function formFor(d) {
    const wanted = d.target && Object.keys(d.target).length ? d.target : null;
    for (const form of document.querySelectorAll("form[data-write]")) {
      const area = form.elements.namedItem("body");
      const alike = (value(form, "note") || null) === (d.note ?? null) && (value(form, "parent") || null) === (d.parent ?? null) && (d.note || d.parent || same(target(form), wanted));
      if (alike && area.value === form.dataset.first && !shelf.get(DRAFT + value(form, "id"))) return form;
    }
    return compose(wanted ?? { kind: "report" }, { parent: d.parent, note: d.note });
  }

  // -- sending -----------------------------------------------------------------------------------------------------
  function submit(form) {
    const area = form.elements.namedItem("body");
    if (!area.value.trim() || form.dataset.sending) return;
    form.dataset.sending = "yes";
    clearTimeout(timers.get(value(form, "id"))?.timer);
    const d = draft(form);
    const path = d.note ? `/api/v1/notes/${d.note}/revisions/${d.id}` : `/api/v1/notes/${d.id}`;
    const content = d.note ? { body: d.body, base: value(form, "base") || null } : { body: d.body, target: d.parent ? null : d.target, parent: d.parent };
    area.readOnly = true;
    post({ id: d.id, path, content, user, page: here, words: d.body.slice(0, 80), tries: 0 });
  }

  function act(form) {
    if (form.dataset.sure && !confirm(form.dataset.sure)) return;
    const id = uuid();
    const content = { resolve: { resolved: true }, reopen: { resolved: false }, remove: { deleted: true } }[value(form, "act")];
    post({ id, path: `/api/v1/notes/${value(form, "note")}/revisions/${id}`, content, user, page: here, words: form.textContent.trim(), tries: 0 });
  }

  function post(entry) {
    shelf.set(OUT + entry.id, entry);
    hold(entry.id);
    send(entry.id);
  }

  const sending = new Set(), retries = new Map();
  async function send(id) {
    if (sending.has(id)) return;
    const entry = shelf.get(OUT + id);
    if (!entry || entry.user !== user) return;
    sending.add(id);
    clearTimeout(retries.get(id)?.timer);
    retries.delete(id);
    const form = forms.get(id);
    if (form) say(form, "Saving …");
    show();
    let result = null;
    try { result = await call("PUT", entry.path, entry.content); } catch { /* no answer: it may or may not be saved */ }
    if (result && (result.status === 401 || result.status === 403) && (await fresh()) === entry.user) {
      try { result = await call("PUT", entry.path, entry.content); } catch { result = null; }
    }
    sending.delete(id);
    settle(id, entry, result);
  }

  function settle(id, entry, result) {
    const status = result?.status ?? 0;
    if ((status === 200 || status === 201) && result.data?.saved) return done(id, entry, result.data);
    if (status === 409) {
      // Another tab or browser sent other words under this id: these get an id of their own, and both stay.
      const own = uuid();
      shelf.set(OUT + own, { ...entry, id: own, path: entry.path.replace(id, own) });
      shelf.drop(OUT + id);
      const form = forms.get(id);
      if (form) { forms.delete(id); setField(form, "id", own); forms.set(own, form); }
      shelf.drop(DRAFT + id);
      return send(own);
    }
    if (status === 400 || status === 403 || status === 404 || status === 413 || status === 422 || status === 415) return refused(id, entry, result.data?.error);
    const reason = status === 401 ? "your login ran out" : status === 429 ? "too many at once" : status ? `the desk has trouble (${status})` : navigator.onLine ? "the desk cannot be reached" : "no connection";
    const wait = Math.max(result?.wait || 0, WAITS[Math.min(entry.tries, WAITS.length - 1)]) * (0.8 + 0.4 * Math.random());
    const next = { ...entry, tries: entry.tries + 1 };
    if (shelf.get(OUT + id)) shelf.set(OUT + id, next);
    const form = forms.get(id);
    if (form) say(form, `Not saved yet: ${reason}. Your words are kept in this browser; trying again in ${Math.ceil(wait)} s.`, "bad");
    retries.set(id, { reason, login: status === 401, timer: setTimeout(() => send(id), wait * 1000) });
    show();
  }

  function refused(id, entry, words) {
    shelf.drop(OUT + id);
    const form = forms.get(id) ?? (entry.content.body !== undefined && entry.page === here ? compose(entry.content.target ?? { kind: "report" }, { id, parent: entry.content.parent, body: entry.content.body }) : null);
    if (form) {
      delete form.dataset.sending;
      form.elements.namedItem("body").readOnly = false;
      shelf.set(DRAFT + id, draft(form));
      say(form, `Not saved: ${words || "the desk refused it"}. Your words are still here.`, "bad");
    } else if (entry.content.body !== undefined) {
      shelf.set(DRAFT + id, { id, user, page: entry.page, target: entry.content.target ?? null, parent: entry.content.parent ?? null, note: null, body: entry.content.body, typed_at: new Date().toISOString() });
      retries.set(id, { reason: words, refused: true });
    } else say(document.body.appendChild(Object.assign(document.createElement("p"), { innerHTML: "<span class=state></span>" })), `Not done: ${words}`, "bad");
    show();
  }

  async function done(id, entry, data) {
    shelf.drop(OUT + id);
    shelf.drop(DRAFT + id);
    held.get(id)?.();
    held.delete(id);
    const form = forms.get(id);
    forms.delete(id);
    show();
    if (form) {
      say(form, `Saved at ${new Date().toLocaleTimeString()}${data.between ? "; somebody else changed it meanwhile, and both are in its history" : ""}`, "good");
      form.querySelector("[data-discard]").hidden = true;
    }
    await place(data.note, entry, form);
  }

  // Show what is saved as the desk shows it.
  async function place(note, entry, form) {
    let fetched = null;
    try {
      const answer = await fetch(`/notes/${note.parent || note.id}`, { credentials: "same-origin", cache: "no-store" });
      if (answer.ok) fetched = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { /* it is saved; a reload shows it */ }
    const reset = () => {
      if (!form) return;
      delete form.dataset.sending;
      const area = form.elements.namedItem("body");
      area.readOnly = false;
      if (form.dataset.composed) { if (fetched) form.remove(); return; }
      area.value = value(form, "note") ? area.value : "";
      form.dataset.first = area.value;
      setField(form, "id", uuid());
      forms.set(value(form, "id"), form);
      if (value(form, "note")) setField(form, "base", note.revision);
    };
    const thread = fetched?.querySelector(".threads .thread");
    const old = thread && document.getElementById(thread.id);
    const removed = note.deleted && document.getElementById(`note-${note.id}`);
    if (removed && !thread) { (removed.closest(".answers") ? removed : removed.closest(".thread") ?? removed).remove(); return reset(); }
    if (!thread || entry.page !== here) return reset();
    const typing = old && [...old.querySelectorAll("form[data-write]")].some((f) => f !== form && f.elements.namedItem("body").value !== f.dataset.first);
    if (old && !typing) { reset(); old.replaceWith(thread); } else if (!old) { roomFor(note, form)?.append(thread); reset(); } else reset();
    document.querySelectorAll(".threads .none").forEach((p) => { if (p.parentElement.querySelector(".thread")) p.remove(); });
    localTimes(thread);
    ready(thread);
  }

  function roomFor(note, form) {
    const beside = form?.closest(".beside");
    return form?.closest(".coded")?.querySelector(".threads") ?? beside?.querySelector(".threads.margin") ?? form?.closest(".notes")?.querySelector(".threads") ?? document.querySelector(".notes .threads, .threads");
  }

  // -- what waits, shown on every page ------------------------------------------------------------------------------
  function show() {
    const box = document.getElementById("outbox");
    const waiting = shelf.all(OUT).filter((e) => retries.has(e.id) || sending.has(e.id) || !forms.has(e.id));
    const late = waiting.filter((e) => retries.has(e.id));
    box.replaceChildren();
    if (!late.length) return;
    const login = late.some((e) => retries.get(e.id).login);
    const p = document.createElement("p");
    p.textContent = `${late.length === 1 ? "One note is" : `${late.length} notes are`} not saved yet: ${retries.get(late[0].id).reason}. Kept in this browser, tried again by itself.`;
    const list = document.createElement("ul");
    for (const e of late.slice(0, 5)) { const li = document.createElement("li"); li.textContent = e.words; list.append(li); }
    const button = document.createElement("button");
    button.type = "button"; button.textContent = "Try now";
    button.addEventListener("click", () => pump(true));
    box.append(p, list, button);
    if (login) { const a = document.createElement("a"); a.href = `/login?to=${encodeURIComponent(here)}`; a.target = "_blank"; a.textContent = "Log in (in a new tab)"; box.append(" ", a); }
  }

  async function pump(now = false) {
    for (const entry of shelf.all(OUT)) {
      if (entry.user !== user || sending.has(entry.id)) continue;
      if (retries.has(entry.id) && !now) continue;
      if (!forms.has(entry.id) && !held.has(entry.id) && !(await free(entry.id))) continue; // another tab sends it
      hold(entry.id);
      send(entry.id);
    }
  }

  // -- writing on words of a report ----------------------------------------------------------------------------------
  function compose(on, { id = null, parent = null, note = null, body: words = "" } = {}) {
    const form = document.getElementById("compose").content.firstElementChild.cloneNode(true);
    form.dataset.composed = "yes";
    for (const name of ["kind", "report", "start", "end", "exact", "item", "key"]) {
      form.elements.namedItem(name)?.remove();
      if (on[name] !== undefined && on[name] !== null) setField(form, name, on[name]);
    }
    if (parent) setField(form, "parent", parent);
    if (note) setField(form, "note", note);
    if (id) { setField(form, "id", id); form.dataset.restored = "yes"; }
    const quote = form.querySelector(".on");
    if (on.exact) { quote.hidden = false; quote.textContent = `On “${on.exact.replace(/\s+/g, " ")}”`; }
    let room = null;
    if (on.kind === "span") {
      for (const para of document.querySelectorAll(".para")) if (Number(para.dataset.from) <= on.start && on.start < Number(para.dataset.to)) room = para.querySelector(".beside");
    }
    const thread = parent && document.getElementById(`thread-${parent}`);
    (thread || room || document.getElementById("drafts") || document.getElementById("main")).prepend(form);
    if (thread) thread.append(form);
    form.elements.namedItem("body").value = words;
    adopt(form);
    form.dataset.first = "";
    return form;
  }

  const points = (text) => [...text].length;
  function offset(node, at) {
    // Code points of the report's text before a place on the page.
    const range = document.createRange();
    let piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-s]");
    if (!piece) {
      const walker = document.createTreeWalker(document.querySelector(".reading"), NodeFilter.SHOW_ELEMENT);
      let best = null;
      while (walker.nextNode()) if (walker.currentNode.dataset.s !== undefined) {
        range.selectNode(walker.currentNode);
        if (range.comparePoint(node, at) >= 0) best = walker.currentNode;
      }
      return best ? Number(best.dataset.s) + points(best.textContent) : null;
    }
    range.selectNodeContents(piece);
    range.setEnd(node, at);
    return Number(piece.dataset.s) + points(range.toString());
  }

  function chosen() {
    const selection = getSelection();
    const reading = document.querySelector(".reading");
    if (!selection.rangeCount || selection.isCollapsed || !reading) return null;
    const range = selection.getRangeAt(0);
    const inWords = (n) => (n.nodeType === Node.TEXT_NODE ? n.parentElement : n)?.closest(".words");
    if (!inWords(range.startContainer) || !inWords(range.endContainer)) return null;
    let start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return null;
    let exact = textBetween(start, end);
    const lead = points(exact) - points(exact.trimStart());
    exact = exact.trim();
    return exact ? { kind: "span", report: document.querySelector(".report").dataset.report, start: start + lead, end: start + lead + points(exact), exact } : null;
  }

  function textBetween(start, end) {
    let out = "", at = null;
    for (const piece of document.querySelectorAll(".reading [data-s]")) {
      const from = Number(piece.dataset.s), signs = [...piece.textContent];
      if (from + signs.length <= start || from >= end) continue;
      if (at !== null && from > at) out += " ".repeat(from - at);
      out += signs.slice(Math.max(0, start - from), Math.max(0, end - from)).join("");
      at = from + signs.length;
    }
    return out;
  }

  function picking() {
    const button = document.getElementById("pick");
    if (!button || !may) return;
    let on = null;
    document.addEventListener("selectionchange", () => {
      on = chosen();
      button.hidden = !on;
      if (!on) return;
      const box = getSelection().getRangeAt(0).getBoundingClientRect();
      button.style.left = `${Math.max(8, Math.min(scrollX + box.left, scrollX + innerWidth - 150))}px`;
      button.style.top = `${scrollY + box.bottom + 8}px`;
    });
    const open = () => { if (on) write(on); };
    button.addEventListener("pointerdown", (e) => e.preventDefault());
    button.addEventListener("click", open);
    addEventListener("keydown", (e) => {
      if (e.key === "n" && !e.ctrlKey && !e.metaKey && !e.altKey && on && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName)) { e.preventDefault(); open(); }
    });
    document.querySelector(".reading").addEventListener("click", (e) => {
      const link = e.target.closest("a.no");
      if (!link) return;
      e.preventDefault();
      const [start, end] = link.dataset.on.split(":").map(Number);
      write({ kind: "span", report: document.querySelector(".report").dataset.report, start, end, exact: textBetween(start, end) });
    });
  }

  function write(on) {
    // Spaces between pieces are not on the page as they are in the report; the desk finds the words by their place.
    if (/ {2}/.test(on.exact)) on = { ...on, exact: undefined };
    const form = compose(on);
    document.getElementById("pick").hidden = true;
    getSelection().removeAllRanges();
    form.elements.namedItem("body").focus();
  }

  function ready(inside = document) {
    if (!may) return;
    inside.querySelectorAll("form[data-write]").forEach(adopt);
    inside.querySelectorAll("form[data-act]").forEach((form) => {
      if (form.dataset.ready) return;
      form.dataset.ready = "yes";
      form.addEventListener("submit", (event) => { event.preventDefault(); act(form); });
    });
  }

  addEventListener("beforeunload", (event) => {
    for (const form of forms.values()) if (form.isConnected && form.dataset.safe === "no" && form.elements.namedItem("body").value.trim()) event.preventDefault();
  });
  addEventListener("online", () => pump(true));
  addEventListener("focus", () => pump(true));
  addEventListener("pageshow", (event) => { if (event.persisted) pump(true); });
  addEventListener("storage", (event) => {
    // Another tab finished what this one shows.
    if (event.key?.startsWith(OUT) && event.newValue === null && retries.has(event.key.slice(OUT.length))) { clearTimeout(retries.get(event.key.slice(OUT.length)).timer); retries.delete(event.key.slice(OUT.length)); show(); }
  });
  setInterval(() => pump(), 5000);

  ready();
  if (may) { picking(); restore().then(() => pump()); }
  return { pump, compose, drafts: () => shelf.all(DRAFT), outbox: () => shelf.all(OUT) };
})();
