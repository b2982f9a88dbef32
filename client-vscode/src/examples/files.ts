import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
} from "vscode";
import type { Session } from "../session.ts";
import { saveOrigin, unsavedFiles } from "./saving.ts";

/** The example views as files: the server makes their texts, and writes them back. */
export class ExampleFiles implements FileSystemProvider {
  private readonly changes = new EventEmitter<FileChangeEvent[]>();
  private readonly changedAt = new Map<string, number>();
  private readonly since = Date.now();

  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly session: Pick<Session, "request">) {}

  /** Has VS Code read a view again, unless somebody is editing it. */
  changed(uri: Uri): void {
    const before = this.changedAt.get(uri.toString()) ?? this.since;
    this.changedAt.set(uri.toString(), Math.max(Date.now(), before + 1));
    this.changes.fire([{ type: FileChangeType.Changed, uri }]);
  }

  /** The size is always the same, so that VS Code leaves it to the server to notice conflicts. */
  stat(uri: Uri): FileStat {
    const mtime = this.changedAt.get(uri.toString()) ?? this.since;
    return { type: FileType.File, ctime: this.since, mtime, size: 0 };
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    const { text } = await this.ask<{ text: string }>("tunelint/example/read", uri);
    return new TextEncoder().encode(text);
  }

  /** What is thrown leaves the view unsaved, and VS Code offers what can be done then. */
  async writeFile(uri: Uri, content: Uint8Array): Promise<void> {
    const unsaved = unsavedFiles();
    const text = new TextDecoder().decode(content);
    const given = { text, unsaved: [...unsaved] };
    const { origin } = await this.ask<{ origin: string }>("tunelint/example/write", uri, given);
    await saveOrigin(Uri.parse(origin), unsaved);
  }

  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  readDirectory(): never {
    throw onlyExamples();
  }

  createDirectory(): never {
    throw onlyExamples();
  }

  delete(): never {
    throw onlyExamples();
  }

  rename(): never {
    throw onlyExamples();
  }

  private ask<T>(method: string, uri: Uri, more?: object): Promise<T> {
    return this.session.request<T>(method, { uri: uri.toString(), ...more }).catch((error) => {
      throw FileSystemError.Unavailable(error.message);
    });
  }
}

function onlyExamples(): FileSystemError {
  return FileSystemError.NoPermissions("An example is read and written here, and nothing else.");
}
