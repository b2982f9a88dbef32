import {
  commands,
  Disposable,
  type ExtensionContext,
  ViewColumn,
  type WebviewPanel,
  window,
} from "vscode";
import type { Session } from "../session.ts";
import { Panel } from "./panel.ts";

const VIEW_TYPE = "tunelint.chat";

/** The example under the cursor as a chat, beside the editor. */
export function providePreview(
  session: Session,
  { extensionUri }: Pick<ExtensionContext, "extensionUri">,
): Disposable {
  let open: Panel | undefined;

  function fill(shown: WebviewPanel): void {
    const panel = new Panel(shown, session, extensionUri);
    shown.onDidDispose(() => {
      open = open === panel ? undefined : open;
    });
    open = panel;
  }

  return Disposable.from(
    commands.registerCommand("tunelint.previewExample", () => {
      if (open === undefined) {
        const beside = { viewColumn: ViewColumn.Beside, preserveFocus: true };
        fill(
          window.createWebviewPanel(VIEW_TYPE, "Example", beside, {
            enableFindWidget: true,
            retainContextWhenHidden: true,
          }),
        );
      } else {
        open.reveal();
      }
    }),
    window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (shown) => fill(shown),
    }),
  );
}
