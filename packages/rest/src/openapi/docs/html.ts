import type { Api } from "../../api.ts";
import type { JsonObject } from "../schemas.ts";
import { strings } from "./strings.ts";

/** The paths that the page links to. */
export type Paths = {
  /** The page of an API. */
  of(api: Api): string;
  /** An asset, by its file name. */
  asset(file: string): string;
};

type Shown = {
  api: Api;
  apis: readonly Api[];
  document: JsonObject;
  isSignedIn: boolean;
  paths: Paths;
};

/** The page of an API. The document is data in the page, which the policy allows: it forbids inline scripts alone. */
export function docsHtml({ api, apis, document, isSignedIn, paths }: Shown): string {
  const links = apis.map(
    (each) => `<a href="${paths.of(each)}"${each === api ? ' aria-current="page"' : ""}>${nameOf(each)}</a>`,
  );
  const documents = apis.map((each) => `<a href="${each.mount}/openapi.json">${nameOf(each)}</a>`);
  const { signedIn, signedOut } = strings;
  const signIn = `<a href="/sign-in?next=${encodeURIComponent(paths.of(api))}">${signedOut.link}</a>`;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${strings.title}</title>
  <link rel="icon" href="${paths.asset("favicon-32x32.png")}">
  <link rel="stylesheet" href="${paths.asset("swagger-ui.css")}">
  <link rel="stylesheet" href="${paths.asset("page.css")}">
  <script src="${paths.asset("theme.js")}"></script>
</head>
<body>
  <header>
    <a class="home" href="/" aria-label="${strings.homeLabel}">${strings.home}</a>
    <nav aria-label="${strings.apis}">${links.join("")}</nav>
  </header>
  <main>
    <div class="intro">
      <p>${isSignedIn ? signedIn : `${signedOut.before}${signIn}${signedOut.after}`}</p>
      <p>${strings.forPrograms} ${strings.documents} ${documents.join(", ")}.</p>
      <noscript><p>${strings.noScript}</p></noscript>
    </div>
    <div id="api" data-words="${escaped(strings.interactive)}"></div>
  </main>
  <script type="application/json" id="document">${JSON.stringify(document).replaceAll("<", "\\u003c")}</script>
  <script src="${paths.asset("swagger-ui-bundle.js")}"></script>
  <script src="${paths.asset("page.js")}"></script>
</body>
</html>
`;
}

/** Data for a script, in an attribute. */
const escaped = (data: object) => JSON.stringify(data).replaceAll("&", "&amp;").replaceAll('"', "&quot;");

const nameOf = ({ kind }: Api) => kind.charAt(0).toUpperCase() + kind.slice(1);
