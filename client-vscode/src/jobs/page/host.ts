import { host } from "../../webview/page/host.ts";
import type { Asked, Told } from "../messages.ts";

export const { ask, listen } = host<Asked, Told>();
