const api = document.getElementById("api");

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
