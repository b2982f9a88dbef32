import {
  CancellationTokenSource,
  commands,
  Disposable,
  languages,
  Range,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { FETCH_PREVIEW } from "../commands.ts";
import { documents, isDiffSide } from "../documents.ts";
import { messageOf, tellingFailure } from "../errors.ts";
import type { Session } from "../session.ts";
import { page } from "../webview/html.ts";
import { Asking } from "./asking.ts";
import type { Chat, Path } from "./chat.ts";
import type { Asked, Told } from "./messages.ts";
import { isSame, type Place, placeOf } from "./place.ts";

const NO_EXAMPLE = "There is no example on this line.";
const NO_CURSOR = "Put the cursor on an example to see it here.";

/** The panel that shows the example under the cursor, wherever that goes. */
export class Panel {
  private readonly asking = new Asking<Place, Chat | null>(
    (place, signal) => this.ask(place, signal),
    (chat) => this.show(chat),
    (error) => this.tell(messageOf(error)),
  );
  private place: Place | undefined;
  private isStale = false;
  private told: Told = { kind: "nothing", message: NO_CURSOR };

  constructor(
    private readonly shown: WebviewPanel,
    private readonly session: Pick<Session, "request">,
    root: Uri,
  ) {
    const { html, options } = page(shown.webview, root, "chat");
    shown.webview.onDidReceiveMessage((asked: Asked) => tellingFailure(this.answer(asked)));
    shown.webview.options = options;
    shown.webview.html = html;
    const listeners = Disposable.from(
      shown.onDidChangeViewState(() => this.catchUp()),
      window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.follow(textEditor)),
      workspace.onDidChangeTextDocument(() => this.follow(window.activeTextEditor)),
      languages.onDidChangeDiagnostics(({ uris }) => this.lookAgain(uris)),
    );
    shown.onDidDispose(() => {
      listeners.dispose();
      this.place = undefined;
      this.asking.stop();
    });
    this.follow(window.activeTextEditor ?? window.visibleTextEditors.find(isPreviewed));
  }

  reveal(): void {
    this.shown.reveal(undefined, true);
  }

  /** Shows the example under the cursor, unless it is shown already, or nobody is looking. */
  private follow(editor: TextEditor | undefined): void {
    if (editor === undefined || !this.shown.visible || !isPreviewed(editor)) {
      return;
    }
    const place = placeOf(editor);
    if (!isSame(place, this.place)) {
      this.place = place;
      this.asking.put(place);
    }
  }

  /** The findings come a moment after the edit. */
  private lookAgain(uris: readonly Uri[]): void {
    const { place } = this;
    if (place !== undefined && uris.some((uri) => uri.toString() === place.uri)) {
      this.isStale = !this.shown.visible;
      if (!this.isStale) {
        this.asking.put(place);
      }
    }
  }

  /** Shows what has changed while nobody was looking. */
  private catchUp(): void {
    this.follow(window.activeTextEditor);
    if (this.isStale && this.shown.visible && this.place !== undefined) {
      this.isStale = false;
      this.asking.put(this.place);
    }
  }

  private async ask({ uri, line }: Place, signal: AbortSignal): Promise<Chat | null> {
    const source = new CancellationTokenSource();
    signal.addEventListener("abort", () => source.cancel());
    return this.session.request("tunelint/chat", { uri, line }, source.token);
  }

  private async answer(asked: Asked): Promise<void> {
    const { place, told } = this;
    if (asked.kind === "ready") {
      await this.shown.webview.postMessage(told);
    } else if (told.kind === "chat" && place !== undefined) {
      await (asked.kind === "go"
        ? this.go(place, asked.path)
        : this.fetch(place, told.chat, asked.url));
    }
  }

  /** Puts the cursor on a message. */
  private async go({ uri, line }: Place, path: Path): Promise<void> {
    const params = { uri, line, path };
    const found = await this.session.request<Range | null>("tunelint/chat/place", params);
    if (found !== null) {
      const { start, end } = found;
      const editor = window.visibleTextEditors.find(({ document }) => `${document.uri}` === uri);
      await window.showTextDocument(Uri.parse(uri), {
        viewColumn: editor?.viewColumn ?? ViewColumn.One,
        selection: new Range(start.line, start.character, end.line, end.character),
      });
    }
  }

  private async fetch(place: Place, { uri }: Chat, url: string): Promise<void> {
    await commands.executeCommand(FETCH_PREVIEW, uri, url);
    if (this.place === place) {
      this.asking.put(place);
    }
  }

  private show(chat: Chat | null): void {
    if (chat === null) {
      this.tell(NO_EXAMPLE);
      return;
    }
    this.shown.title = `Example ${chat.number}`;
    this.told = { kind: "chat", chat };
    void this.shown.webview.postMessage(this.told);
  }

  private tell(message: string): void {
    this.shown.title = "Example";
    this.told = { kind: "nothing", message };
    void this.shown.webview.postMessage(this.told);
  }
}

function isPreviewed({ document }: TextEditor): boolean {
  return languages.match(documents, document) > 0 && !isDiffSide(document.uri);
}
