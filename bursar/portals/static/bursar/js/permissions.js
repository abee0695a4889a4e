// The permissions page as a draft: nothing is sent until Save. Rows, words and errors come from the server;
// without this script each row is a form of its own.
const root = document.querySelector("[data-permissions]");
const table = root.querySelector("[data-rows]");
const bar = root.querySelector("[data-savebar]");
const effect = root.querySelector("[data-effect]");
const announcer = root.querySelector("[data-announce]");
const words = JSON.parse(root.querySelector("[data-words]").textContent);
const PREVIEW_AFTER_MS = 250;
const SEARCH_AFTER_MS = 200;
let isLeaving = false;

// --- A row: what was saved, what is ticked now ---------------------------------------------------------------------
const rows = () => [...table.querySelectorAll("tr[data-row]")];
const boxesOf = (row) => [...row.querySelectorAll('input[type="checkbox"]')];
const savedIn = (row) => row.dataset.was.split(" ").filter(Boolean);
const isRemoved = (row) => "removed" in row.dataset;
const tickedIn = (row) => (isRemoved(row) ? [] : boxesOf(row).filter((box) => box.checked).map((box) => box.value));
const datesIn = (row) => JSON.parse(row.dataset.wanted ?? "{}"); // of ticks: the fields that are not as saved
const isMoved = (row, name) => name in datesIn(row);
const isChanged = (row) => tickedIn(row).sort().join(" ") !== savedIn(row).sort().join(" ") || tickedIn(row).some((name) => isMoved(row, name));
const changedRows = () => rows().filter(isChanged);

function tickSaved(row) {
  const saved = savedIn(row);
  for (const box of boxesOf(row)) box.checked = saved.includes(box.value);
  delete row.dataset.wanted;
}

function follow(box) {
  // Ticking Pay ticks View; unticking View unticks Pay.
  const others = boxesOf(box.closest("tr"));
  if (box.checked && box.dataset.needs) others.find((other) => other.value === box.dataset.needs).checked = true;
  if (!box.checked) for (const other of others) if (other.dataset.needs === box.value) other.checked = false;
}

function stateOf(row) {
  if (isRemoved(row)) return words.removed;
  if (!savedIn(row).length) return words.added;
  if (!isChanged(row)) return "";
  return tickedIn(row).length ? words.changed : words.empty;
}

function showRow(row) {
  const removed = isRemoved(row);
  const state = row.querySelector("[data-state]");
  state.textContent = stateOf(row);
  row.classList.toggle("is-removed", removed);
  row.classList.toggle("is-changed", !removed && isChanged(row));
  for (const box of boxesOf(row)) {
    box.disabled = removed;
    const changed = box.checked !== savedIn(row).includes(box.value) || (box.checked && isMoved(row, box.value));
    box.closest("td").classList.toggle("is-changed", changed);
  }
  row.querySelector("[data-remove]").hidden = removed;
  row.querySelector("[data-undo]").hidden = !removed;
}

// --- The draft: what is sent for the preview and for Save ----------------------------------------------------------
function fieldsOf(changed) {
  return changed.flatMap((row) => [
    ["row", row.dataset.row],
    ...tickedIn(row).map((permission) => [`tick:${row.dataset.row}`, permission]),
    ...tickedIn(row).flatMap((permission) =>
      Object.entries(datesIn(row)[permission] ?? {}).map(([field, value]) => [`${field}:${row.dataset.row}:${permission}`, value]),
    ),
  ]);
}

function draft(changed) {
  const data = new FormData(bar);
  for (const [name, value] of fieldsOf(changed)) data.append(name, value);
  return data;
}

let previewTimer;
let previewing;

async function preview() {
  previewing?.abort();
  previewing = new AbortController();
  try {
    const answer = await fetch(root.dataset.previewUrl, { method: "POST", body: draft(changedRows()), signal: previewing.signal });
    if (answer.redirected) effect.textContent = words.signedOut;
    else if (!answer.ok) effect.textContent = words.lost;
    else effect.innerHTML = await answer.text();
    markWrong();
  } catch (error) {
    if (error.name !== "AbortError") effect.textContent = words.lost;
  }
}

function markWrong() {
  const wrong = new Set([...effect.querySelectorAll("[data-about]")].map((item) => item.dataset.about.split("#")[0]));
  for (const row of rows()) row.classList.toggle("is-wrong", wrong.has(row.dataset.row));
  root.dispatchEvent(new Event("draft:judged"));
}

function show() {
  for (const row of rows()) showRow(row);
  const changed = changedRows();
  const none = root.querySelector("[data-none]");
  if (none) none.hidden = rows().length > 0;
  bar.hidden = changed.length === 0;
  clearTimeout(previewTimer);
  if (changed.length) previewTimer = setTimeout(preview, PREVIEW_AFTER_MS);
  else {
    effect.replaceChildren();
    markWrong();
  }
  root.dispatchEvent(new Event("draft:shown"));
}

function announce(text) {
  announcer.textContent = "";
  requestAnimationFrame(() => (announcer.textContent = text));
}

// --- Removing, undoing, adding -------------------------------------------------------------------------------------
const search = root.querySelector('[data-picker] input[type="search"]');
const found = root.querySelector("[data-candidates]");

function remove(row) {
  if (!savedIn(row).length) {
    row.remove();
    search.focus();
  } else {
    row.dataset.removed = "";
  }
  show();
  if (row.isConnected) row.querySelector("[data-undo]").focus();
  announce(`${row.dataset.name}: ${words.removed}`);
}

function undo(row) {
  delete row.dataset.removed;
  show();
  row.querySelector("[data-remove]").focus();
}

function focusRow(row) {
  row.scrollIntoView({ block: "center" });
  boxesOf(row).find((box) => !box.disabled)?.focus();
}

function endSearch() {
  search.value = "";
  found.replaceChildren();
}

async function add(principal) {
  const present = rows().find((row) => row.dataset.row === principal);
  if (present) {
    endSearch();
    return focusRow(present);
  }
  const answer = await fetch(`${root.dataset.rowUrl}?add=${encodeURIComponent(principal)}`);
  if (!answer.ok || answer.redirected) return announce(words.signedOut);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const row = template.content.querySelector("tr");
  table.append(row);
  endSearch();
  show();
  focusRow(row);
  announce(`${row.dataset.name}: ${words.added}`);
}

let searchTimer;

async function seek() {
  const answer = await fetch(`${root.dataset.candidatesUrl}?q=${encodeURIComponent(search.value)}`);
  if (answer.ok && !answer.redirected) found.innerHTML = await answer.text();
}

// --- What one does -------------------------------------------------------------------------------------------------
root.addEventListener("change", (event) => {
  if (!event.target.matches('tr[data-row] input[type="checkbox"]')) return;
  follow(event.target);
  show();
});

root.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (event.target.closest("[data-remove]")) {
    event.preventDefault();
    remove(row);
  } else if (event.target.closest("[data-undo]")) undo(row);
  else if (event.target.closest("[data-add]")) {
    event.preventDefault();
    add(event.target.closest("[data-add]").dataset.add);
  } else if (event.target.closest("[data-cancel]")) discard();
  else if (event.target.closest(".pagination a")) isLeaving = true; // the draft comes along
});

search.addEventListener("input", () => {
  clearTimeout(searchTimer);
  searchTimer = setTimeout(seek, SEARCH_AFTER_MS);
});
search.form.addEventListener("submit", (event) => {
  event.preventDefault();
  seek();
});
root.querySelector("[data-picker]").addEventListener("keydown", (event) => {
  const items = [...found.querySelectorAll("[data-add]")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") {
    search.focus(); // before its place is gone
    found.replaceChildren();
  }
  if (!step || !items.length) return;
  event.preventDefault();
  const next = items.indexOf(document.activeElement) + step;
  (items[next] ?? (step > 0 ? items[0] : search)).focus();
});

function discard() {
  for (const row of rows()) {
    if (!savedIn(row).length) {
      row.remove();
      continue;
    }
    delete row.dataset.removed;
    tickSaved(row);
  }
  show();
  announce(words.discarded);
  search.focus();
}

bar.addEventListener("submit", () => {
  const holder = bar.querySelector("[data-draft-fields]");
  holder.replaceChildren(
    ...fieldsOf(changedRows()).map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value })),
  );
  isLeaving = true;
});

window.addEventListener("beforeunload", (event) => {
  if (!isLeaving && changedRows().length) event.preventDefault();
});
window.addEventListener("pageshow", () => (isLeaving = false));

root.addEventListener("draft:laid", () => {
  show();
  if (changedRows().length) announce(words.kept);
});

root.addEventListener("draft:dated", show);

// A draft that the server laid over the page shows a removed row without ticks: Undo brings back what was saved.
for (const row of rows()) if (isRemoved(row)) tickSaved(row);
root.dataset.ready = "";
show();
