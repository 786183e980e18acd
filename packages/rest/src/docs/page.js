const api = document.getElementById("api");
const dark = matchMedia("(prefers-color-scheme: dark)");

function followSystem() {
  document.documentElement.classList.toggle("dark-mode", dark.matches);
}
followSystem();
dark.addEventListener("change", followSystem);

window.SwaggerUIBundle({
  domNode: api,
  urls: JSON.parse(api.dataset.documents),
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  deepLinking: true,
  displayRequestDuration: true,
  // Credentials stay in this page: reloading it forgets them.
  persistAuthorization: false,
  // No request to the validator that Swagger UI asks otherwise.
  validatorUrl: null,
});
