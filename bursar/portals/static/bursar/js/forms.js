// Small help in forms: showing a password, going to the errors, copying a value, one submission only.
document.addEventListener("click", (event) => {
  const button = event.target.closest(".reveal__button");
  if (!button) return;
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  input.focus();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector(".visually-hidden");
  const before = words.textContent;
  words.setAttribute("role", "status");
  words.textContent = button.dataset.copied;
  button.classList.add("is-done");
  setTimeout(() => {
    words.textContent = before;
    words.removeAttribute("role");
    button.classList.remove("is-done");
  }, 2000);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if ("sent" in form.dataset) event.preventDefault();
  else form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, 8000);
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Ticking what needs another one ticks that, too; unticking that one unticks what needs it.
document.addEventListener("change", (event) => {
  const box = event.target;
  const group = box.type === "checkbox" && box.closest("fieldset");
  if (!group) return;
  const others = [...group.querySelectorAll(`input[name="${CSS.escape(box.name)}"]`)];
  if (box.checked) for (const other of others) if (other.value === box.dataset.needs) other.checked = true;
  if (!box.checked) for (const other of others) if (other.dataset.needs === box.value) other.checked = false;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

document.querySelector("[data-error-summary]")?.focus();
