// Keeps the draft of the permissions page in this tab, for this person, so that a reload, a new sign-in
// or a look at another page of the list loses nothing.
// What is kept are changes (given, taken), to be laid over the page as it is saved then.
const root = document.querySelector("[data-permissions]");
const table = root.querySelector("[data-rows]");
const KEY = `bursar-permissions:${root.dataset.draftKey}`;
const DISCARD = "#discard";

const namesIn = (row) => row.dataset.was.split(" ").filter(Boolean);
const boxesOf = (row) => [...row.querySelectorAll('input[type="checkbox"]')];

function changeOf(row) {
  const saved = namesIn(row);
  const removed = "removed" in row.dataset;
  const ticked = removed ? [] : boxesOf(row).filter((box) => box.checked).map((box) => box.value);
  const given = ticked.filter((name) => !saved.includes(name));
  const taken = saved.filter((name) => !ticked.includes(name));
  return { row: row.dataset.row, removed, given, taken };
}

function keep() {
  const found = [...table.querySelectorAll("tr[data-row]")].map(changeOf).filter(({ given, taken }) => given.length + taken.length);
  try {
    if (found.length) sessionStorage.setItem(KEY, JSON.stringify(found));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage a reload forgets, as the browser says before it.
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

const changes = ({ given, taken }, row) => given.some((name) => !namesIn(row).includes(name)) || taken.some((name) => namesIn(row).includes(name));

// The row of a change; one that stands on another page, or was not saved yet, is put under this page's rows.
async function rowOf(change) {
  const present = [...table.querySelectorAll("tr[data-row]")].find((each) => each.dataset.row === change.row);
  if (present) return present;
  const answer = await fetch(`${root.dataset.rowUrl}?add=${encodeURIComponent(change.row)}`);
  if (!answer.ok || answer.redirected) return undefined;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const row = template.content.querySelector("tr");
  if (changes(change, row)) table.append(row);
  return row;
}

function lay({ removed, given, taken }, row) {
  const saved = namesIn(row);
  if (removed) row.dataset.removed = "";
  else for (const box of boxesOf(row)) box.checked = given.includes(box.value) || (saved.includes(box.value) && !taken.includes(box.value));
}

async function restore() {
  for (const change of kept()) {
    const row = await rowOf(change);
    if (row?.isConnected) lay(change, row);
  }
  root.dispatchEvent(new Event("draft:laid"));
}

if (location.hash === DISCARD) {
  sessionStorage.removeItem(KEY);
  history.replaceState(null, "", location.pathname + location.search);
}
if (kept().length) await restore();
root.addEventListener("draft:shown", keep);
keep();
