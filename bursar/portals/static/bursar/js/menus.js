// Menus made of <details>: one open at a time, closed by Escape, by a click elsewhere and when focus leaves; and the theme choice.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

function closeAllBut(kept) {
  for (const menu of openMenus()) if (menu !== kept) menu.open = false;
}

document.addEventListener("click", (event) => closeAllBut(event.target.closest("details[data-menu]")));

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

// A row's menu inside a scrolling table would be cut off: place it against the window instead.
function place(menu) {
  const panel = menu.querySelector(".menu__panel");
  const button = menu.querySelector("summary").getBoundingClientRect();
  const fitsBelow = window.innerHeight - button.bottom > panel.offsetHeight + 8;
  panel.classList.add("is-placed");
  panel.style.insetBlockStart = `${fitsBelow ? button.bottom + 4 : button.top - panel.offsetHeight - 4}px`;
  panel.style.insetInlineStart = `${Math.max(8, button.right - panel.offsetWidth)}px`;
}

const placeOpenRowMenus = () => document.querySelectorAll(".menu--row[open]").forEach(place);

document.addEventListener("toggle", placeOpenRowMenus, true);
window.addEventListener("scroll", placeOpenRowMenus, { passive: true, capture: true });
window.addEventListener("resize", placeOpenRowMenus);

const root = document.documentElement;

function showTheme() {
  const current = root.dataset.theme ?? "system";
  for (const button of document.querySelectorAll("[data-theme-choice] button")) button.setAttribute("aria-pressed", String(button.value === current));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-choice] button");
  if (!button) return;
  if (button.value === "system") delete root.dataset.theme;
  else root.dataset.theme = button.value;
  try {
    localStorage.setItem("bursar-theme", button.value);
  } catch {
    // Without storage the choice lasts for this page only.
  }
  showTheme();
});

showTheme();
