// Runs before the first paint. The web app keeps the person's choice of a theme under this name.
{
  const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = window.localStorage.getItem("theme");
    const isDark = chosen === "dark" || (chosen !== "light" && systemDark.matches);
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    document.documentElement.classList.toggle("dark-mode", isDark);
  };
  apply();
  systemDark.addEventListener("change", apply);
  window.addEventListener("storage", apply);
}
