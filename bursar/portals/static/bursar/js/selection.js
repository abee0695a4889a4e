// Row selection: “all” and the rows agree, and the selection bar says how many rows are ticked.
const scopeOf = (box) => box.closest("form, [data-selection]") ?? document;
const rowsOf = (scope) => [...scope.querySelectorAll("[data-select-row]:not(:disabled)")];

function show(scope) {
  const rows = rowsOf(scope);
  const ticked = rows.filter((row) => row.checked).length;
  const all = scope.querySelector("[data-select-all]");
  if (all) {
    all.checked = ticked > 0 && ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  }
  const bar = scope.querySelector("[data-selection-bar]");
  if (!bar) return;
  const words = ticked === 1 ? bar.dataset.one : bar.dataset.many;
  bar.classList.toggle("is-active", ticked > 0);
  bar.querySelector("[data-selection-words]").textContent = words.replace("{n}", ticked);
}

document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches("[data-select-all], [data-select-row]")) return;
  const scope = scopeOf(box);
  if (box.matches("[data-select-all]")) for (const row of rowsOf(scope)) row.checked = box.checked;
  show(scope);
});

for (const scope of new Set([...document.querySelectorAll("[data-select-row]")].map(scopeOf))) show(scope);
