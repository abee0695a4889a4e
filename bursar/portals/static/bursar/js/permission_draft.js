// Keeps the draft of the permissions page in this tab, for this person, so that a reload or a new sign-in loses nothing.
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
  const changes = [...table.querySelectorAll("tr[data-row]")].map(changeOf).filter(({ given, taken }) => given.length + taken.length);
  try {
    if (changes.length) sessionStorage.setItem(KEY, JSON.stringify(changes));
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

async function rowOf({ row, given }) {
  const present = [...table.querySelectorAll("tr[data-row]")].find((each) => each.dataset.row === row);
  if (present || !given.length) return present;
  const answer = await fetch(`${root.dataset.rowUrl}?add=${encodeURIComponent(row)}`);
  if (!answer.ok || answer.redirected) return undefined;
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  const added = template.content.querySelector("tr");
  table.append(added);
  return added;
}

function lay(change, row) {
  const saved = namesIn(row);
  if (change.removed) row.dataset.removed = "";
  else for (const box of boxesOf(row)) box.checked = change.given.includes(box.value) || (saved.includes(box.value) && !change.taken.includes(box.value));
}

async function restore() {
  for (const change of kept()) {
    const row = await rowOf(change);
    if (row) lay(change, row);
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
