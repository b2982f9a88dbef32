import { type Disposable, Uri, window, workspace } from "vscode";
import type { Plan } from "./protocol.ts";

const SCHEME = "tunelint-request";

/** Documents that say what would be sent for a plan. Nobody can change them. */
export class Requests implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ path }) => this.texts.get(path),
  });

  async show({ plan, request }: Plan): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${plan}/Fine-tune request` });
    this.texts.set(uri.path, request);
    await window.showTextDocument(uri, { preserveFocus: true });
  }

  dispose(): void {
    this.provider.dispose();
  }
}
