const root = document.getElementById("api");
const words = JSON.parse(root.dataset.words);

/** Swagger UI's components in a layout whose landmarks and headings fit the page around it. */
function pagePlugin({ React: { createElement: h } }) {
  const part = (name, ...content) => h("div", { key: name, className: `wrapper ${name}` }, ...content);
  const heading = (text) => h("h2", { key: text }, text);
  return {
    components: {
      PageLayout({ getComponent }) {
        const show = (name) => h(getComponent(name, true), { key: name });
        return h(
          "div",
          { className: "swagger-ui" },
          h(getComponent("SvgAssets"), { key: "icons" }),
          part("information", show("errors"), show("InfoContainer")),
          part(
            "scheme-container",
            heading(words.serverAndCredential),
            h(
              "div",
              { key: "schemes", className: "schemes" },
              h("div", { key: "servers", className: "schemes-server-container" }, show("ServersContainer")),
              show("AuthorizeBtnContainer"),
            ),
          ),
          part("all-operations", heading(words.operations), show("operations")),
          part("all-schemas", show("Models")),
        );
      },
    },
    wrapComponents: {
      // It is a link inside a button by default.
      DeepLink:
        () =>
        ({ text }) =>
          h("span", null, text),
    },
  };
}

/** What Swagger UI's elements lack, by their selectors. */
const REPAIRS = {
  "#servers": label(() => words.server),
  "[data-param-name] :is(select, input, textarea)": label(
    (control) => control.closest("[data-param-name]").dataset.paramName,
  ),
  ".examples-select-element": label(() => words.example),
  ".body-param textarea": label(() => words.body),
  // A schema without a name.
  ".json-schema-2020-12-accordion:has(> .json-schema-2020-12-accordion__children:empty)": label(
    () => words.fields,
  ),
  ".close-modal": label(() => words.close),
  // Its name is another than its text.
  ".auth-btn-wrapper [aria-label]": (button) => button.removeAttribute("aria-label"),
  // A table with this role is no table any more, and a region needs a name.
  ".responses-table[role=region]": (table) => table.removeAttribute("role"),
  // It scrolls, which the keyboard must be able to do, too.
  "pre.microlight": (code) => {
    code.tabIndex = 0;
  },
};

function label(textFor) {
  return (element) => {
    if (!element.hasAttribute("aria-label")) element.setAttribute("aria-label", textFor(element));
  };
}

function repair() {
  for (const [selector, mend] of Object.entries(REPAIRS))
    for (const found of root.querySelectorAll(selector)) mend(found);
}

new MutationObserver(repair).observe(root, { childList: true, subtree: true });

window.SwaggerUIBundle({
  domNode: root,
  spec: JSON.parse(document.getElementById("document").textContent),
  presets: [window.SwaggerUIBundle.presets.apis],
  plugins: [pagePlugin],
  layout: "PageLayout",
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  // A request that the reader's cookie authenticates needs a key in a terminal.
  requestInterceptor(request) {
    const { Authorization, "X-API-Key": key } = request.headers;
    if (!Authorization && !key) request.curlOptions = ["-H 'Authorization: Bearer YOUR_API_KEY'"];
    return request;
  },
  syntaxHighlight: { theme: "tomorrow-night" },
  // Credentials are kept in memory only, so that a reload clears them.
  persistAuthorization: false,
  // Disables Swagger UI's requests to an external validator.
  validatorUrl: null,
});
