import "./style.css";
import "./messages.css";
import "./images.css";
import "./calls.css";
import "./outputs.css";
import { element } from "../../webview/page/dom.ts";
import type { Chat } from "../chat.ts";
import { blocks } from "./blocks.ts";
import { head } from "./head.ts";
import { listen } from "./host.ts";

let shown: Chat | undefined;

listen((told) => {
  if (told.kind === "chat") {
    show(told.chat);
  } else {
    shown = undefined;
    document.body.replaceChildren(element("p", "nothing", told.message));
  }
});

/** Draws an example; one that was edited stays where it was scrolled to, as far as it is open. */
function show(chat: Chat): void {
  const isSame = chat.uri === shown?.uri && chat.line === shown.line;
  const top = isSame ? document.documentElement.scrollTop : 0;
  const unfolded = isSame ? folds().map((fold) => fold.open) : [];
  shown = chat;
  document.body.replaceChildren(head(chat), element("main", "", ...blocks(chat.blocks)));
  for (const [index, fold] of folds().entries()) {
    fold.open = unfolded[index] ?? fold.open;
  }
  document.documentElement.scrollTop = top;
}

function folds(): HTMLDetailsElement[] {
  return [...document.querySelectorAll("details")];
}
