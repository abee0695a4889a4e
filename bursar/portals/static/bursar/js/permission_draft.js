// Keeps the draft of the permissions page in this tab, for this person, so that a reload, a new sign-in
// or a look at another page of the list loses nothing.
// What is kept are changes (given, taken), to be laid over the page as it is saved then.
const root = document.querySelector("[data-permissions]");
const table = root.querySelector("[data-rows]");
const KEY = `bursar-permissions:${root.dataset.draftKey}`;
const DISCARD = "#discard";

const namesIn = (row) => row.dataset.was.split(" ").filter(Boolean);
const boxesOf = (row) => [...row.querySelectorAll('input[type="checkbox"]')];

const wantedIn = (row) => JSON.parse(row.dataset.wanted ?? "{}");

function changeOf(row) {
  const saved = namesIn(row);
  const removed = "removed" in row.dataset;
  const ticked = removed ? [] : boxesOf(row).filter((box) => box.checked).map((box) => box.value);
  const given = ticked.filter((name) => !saved.includes(name));
  const taken = saved.filter((name) => !ticked.includes(name));
  const dates = Object.fromEntries(Object.entries(wantedIn(row)).filter(([name]) => ticked.includes(name)));
  return { row: row.dataset.row, removed, given, taken, dates };
}

const isAny = ({ given, taken, dates }) => given.length + taken.length + Object.keys(dates).length > 0;

function keep() {
  const found = [...table.querySelectorAll("tr[data-row]")].map(changeOf).filter(isAny);
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

const changes = ({ given, taken, dates }, row) =>
  given.some((name) => !namesIn(row).includes(name)) || taken.some((name) => namesIn(row).includes(name)) || Object.keys(datesFor(dates, row)).length > 0;

// Dates of ticks that are still there, where they are not as saved meanwhile.
function datesFor(dates, row) {
  const saved = JSON.parse(row.dataset.saved ?? "{}");
  const differs = (name, fields) => Object.keys(fields).some((key) => key !== "exact" && fields[key] !== (saved[name]?.[key] ?? ""));
  return Object.fromEntries(Object.entries(dates ?? {}).filter(([name, fields]) => differs(name, fields)));
}

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

function lay({ removed, given, taken, dates }, row) {
  const saved = namesIn(row);
  const wanted = datesFor(dates, row);
  if (Object.keys(wanted).length) row.dataset.wanted = JSON.stringify(wanted);
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
