// The dates of ticks, under the row they belong to: the fields come from the server, the draft holds what differs.
// `data-saved` and `data-wanted` of a row are the fields of its ticks as they are saved and as the draft has them.
const root = document.querySelector("[data-permissions]");
const table = root.querySelector("[data-rows]");
const COLUMNS = 8;

const rowOf = (panel) => [...table.querySelectorAll("tr[data-row]")].find((row) => row.dataset.row === panel.dataset.panelOf);
const panelOf = (row) => [...table.querySelectorAll("tr[data-panel-of]")].find((panel) => panel.dataset.panelOf === row.dataset.row);
const read = (row, which) => JSON.parse(row.dataset[which] ?? "{}");
const empty = { starts_on: "", starts_at: "", ends_on: "", ends_at: "", exact: "" };
const present = (row, name) => read(row, "wanted")[name] ?? read(row, "saved")[name] ?? empty;
const isTicked = (row, name) => !("removed" in row.dataset) && row.querySelector(`input[type="checkbox"][value="${name}"]`).checked;
const same = (one, other) => Object.keys(empty).every((field) => field === "exact" || one[field] === other[field]);

function want(row, name, fields) {
  const saved = read(row, "saved")[name] ?? empty;
  const wanted = read(row, "wanted");
  if (same(fields, saved)) delete wanted[name];
  else wanted[name] = { ...fields, exact: saved.exact };
  if (Object.keys(wanted).length) row.dataset.wanted = JSON.stringify(wanted);
  else delete row.dataset.wanted;
}

// --- The panel -----------------------------------------------------------------------------------------------------
function fill(panel, row) {
  let shown = 0;
  for (const tick of panel.querySelectorAll("[data-permission]")) {
    const name = tick.dataset.permission;
    tick.hidden = !isTicked(row, name);
    shown += !tick.hidden;
    const fields = present(row, name);
    for (const input of tick.querySelectorAll("[data-field]")) {
      if (input !== document.activeElement) input.value = fields[input.dataset.field];
    }
  }
  panel.querySelector("[data-dates-none]").hidden = shown > 0;
}

async function open(row, opener) {
  const answer = await fetch(opener.href);
  if (!answer.ok || answer.redirected) return location.assign(opener.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fields = page.querySelector("[data-dates-fields]");
  for (const part of fields.querySelectorAll("[data-dates-tick], [data-dates-actions]")) part.remove();
  fields.querySelector("[data-dates-close]").hidden = false;
  const panel = document.createElement("tr");
  panel.className = "matrix__panel";
  panel.dataset.panelOf = row.dataset.row;
  const cell = panel.insertCell();
  cell.colSpan = COLUMNS;
  cell.append(fields);
  row.after(panel);
  opener.setAttribute("aria-expanded", "true");
  fill(panel, row);
  judge();
  (panel.querySelector("fieldset:not([hidden]) input") ?? panel.querySelector("button")).focus();
}

function close(panel) {
  const row = rowOf(panel);
  panel.remove();
  const opener = row?.querySelector("[data-dates]");
  opener?.setAttribute("aria-expanded", "false");
  opener?.focus();
}

// What stands against a period is said beside its fields as well.
function judge() {
  for (const panel of table.querySelectorAll("tr[data-panel-of]")) {
    for (const place of panel.querySelectorAll("[data-error-of]")) {
      const about = `${panel.dataset.panelOf}#${place.dataset.errorOf}`;
      const found = [...root.querySelectorAll("[data-effect] [data-about]")].filter((item) => item.dataset.about === about);
      place.textContent = found.map((item) => item.textContent.trim()).join(" ");
      place.hidden = found.length === 0;
      for (const input of place.closest("fieldset").querySelectorAll("input")) {
        if (found.length) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
  }
}

// --- What one does -------------------------------------------------------------------------------------------------
for (const opener of table.querySelectorAll("[data-dates]")) opener.setAttribute("aria-expanded", "false");

root.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dates]");
  if (opener) {
    event.preventDefault();
    const row = opener.closest("tr");
    const panel = panelOf(row);
    if (panel) close(panel);
    else open(row, opener);
  } else if (event.target.closest("[data-dates-close] button")) close(event.target.closest("tr"));
});

root.addEventListener("keydown", (event) => {
  const panel = event.target.closest("tr[data-panel-of]");
  if (panel && event.key === "Escape") close(panel);
});

root.addEventListener("input", (event) => {
  const tick = event.target.closest("[data-permission]");
  if (!tick) return;
  const row = rowOf(tick.closest("tr"));
  const before = present(row, tick.dataset.permission);
  const fields = Object.fromEntries([...tick.querySelectorAll("[data-field]")].map((input) => [input.dataset.field, input.value]));
  want(row, tick.dataset.permission, fields);
  // Pay goes along with View as long as both have the same dates: it can be neither sooner nor longer.
  for (const box of row.querySelectorAll(`input[data-needs="${tick.dataset.permission}"]:checked`)) {
    if (same(present(row, box.value), before)) want(row, box.value, fields);
  }
  root.dispatchEvent(new Event("draft:dated"));
});

root.addEventListener("change", (event) => {
  const box = event.target;
  const row = box.closest("tr[data-row]");
  if (!row || !box.checked || !box.dataset.needs) return;
  const isNew = !row.dataset.was.split(" ").includes(box.value);
  if (isNew && !(box.value in read(row, "wanted"))) want(row, box.value, present(row, box.dataset.needs));
  root.dispatchEvent(new Event("draft:dated"));
});

root.addEventListener("draft:judged", judge);
root.addEventListener("draft:shown", () => {
  for (const panel of table.querySelectorAll("tr[data-panel-of]")) {
    const row = rowOf(panel);
    if (row) fill(panel, row);
    else panel.remove();
  }
});
