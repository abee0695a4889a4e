// Applies the kept theme before the first paint and says that scripts run; blocking and tiny on purpose.
(function () {
  const root = document.documentElement;
  root.classList.remove("no-js");
  let theme = null;
  try {
    theme = localStorage.getItem("bursar-theme");
  } catch {
    theme = null;
  }
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
})();
