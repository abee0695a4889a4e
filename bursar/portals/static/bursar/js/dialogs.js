// Forms with data-confirm ask first in a <dialog>; without this script they lead to a page that asks.
const template = document.getElementById("confirm-dialog");

function fill(dialog, slot, words) {
  if (words) dialog.querySelector(`[data-slot="${slot}"]`).textContent = words;
}

function ask(form, submitter) {
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  fill(dialog, "title", form.dataset.confirmTitle);
  fill(dialog, "text", form.dataset.confirm);
  const yes = dialog.querySelector('[data-slot="yes"]');
  fill(dialog, "yes", form.dataset.confirmYes);
  if (form.dataset.confirmTone === "danger") yes.classList.replace("button--primary", "button--danger");
  dialog.addEventListener("close", () => {
    const agreed = dialog.returnValue === "yes";
    dialog.remove();
    submitter?.focus();
    if (!agreed) return;
    form.dataset.confirmed = "";
    form.requestSubmit(submitter ?? undefined);
  });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!template || !form.matches("form[data-confirm]") || "confirmed" in form.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(form, event.submitter);
}, true);
