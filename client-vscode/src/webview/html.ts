import { randomBytes } from "node:crypto";
import { Uri, type Webview, type WebviewOptions } from "vscode";

/** The page of a webview: the script and the style called `name`, and nothing from elsewhere. */
export function page(
  webview: Webview,
  root: Uri,
  name: string,
): { html: string; options: WebviewOptions } {
  const folder = Uri.joinPath(root, "dist", "webviews");
  const [script, style] = [`${name}.js`, `${name}.css`].map((file) =>
    webview.asWebviewUri(Uri.joinPath(folder, file)),
  );
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; img-src data:`;
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
  return { html, options: { enableScripts: true, localResourceRoots: [folder] } };
}
