const api = document.getElementById("api");

window.SwaggerUIBundle({
  domNode: api,
  urls: JSON.parse(api.dataset.documents),
  presets: [window.SwaggerUIBundle.presets.apis, window.SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  deepLinking: true,
  displayRequestDuration: true,
  // Credentials are kept in memory only, so that a reload clears them.
  persistAuthorization: false,
  // Disables Swagger UI's requests to an external validator.
  validatorUrl: null,
});
