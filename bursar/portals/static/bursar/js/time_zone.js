// Sign-up: choose the browser's own time zone, unless one was chosen already.
const select = document.querySelector("select[name=time_zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (select && !document.querySelector("[data-error-summary]") && [...select.options].some((o) => o.value === zone)) {
  select.value = zone;
}
