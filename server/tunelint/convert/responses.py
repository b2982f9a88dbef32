"""Records of the Responses API: an `input` of items, and the `output`."""

from typing import Any

from tunelint.convert.example import Json, Unconvertible, chat_example, spoken, tool, tool_call

_FUNCTION_KEYS = ("name", "description", "parameters", "strict")


def from_responses(record: Json) -> Json:
    """Reads `instructions`, `input`, `output`, `tools` and `parallel_tool_calls`.

    The model's reasoning, what its texts are annotated with, and tools that are no functions are
    left out, as are all settings of the request. The developer speaks as the system.
    """
    messages = spoken("system", record.get("instructions"))
    _read(record["input"], "user", messages)
    _read(record.get("output"), "assistant", messages)
    parallel = record.get("parallel_tool_calls")
    further = {} if parallel is None else {"parallel_tool_calls": parallel}
    return chat_example(messages, _tools(record.get("tools") or []), **further)


def _read(items: Any, speaker: str, messages: list[Json]) -> None:
    """Add what is a text of the speaker's, or a list of items."""
    if type(items) is not list:
        messages += spoken(speaker, items)
        return
    for item in items:
        if type(item) is not dict:
            raise Unconvertible
        _read_item(item, messages)


def _read_item(item: Json, messages: list[Json]) -> None:
    match item.get("type", "message"):
        case "message":
            role = "system" if item.get("role") == "developer" else item.get("role")
            messages.append({"role": role, "content": _content(item.get("content"))})
        case "function_call":
            if not messages or messages[-1]["role"] != "assistant":
                messages.append({"role": "assistant"})
            call = tool_call(item.get("name"), item.get("arguments"), item.get("call_id"))
            messages[-1].setdefault("tool_calls", []).append(call)
        case "function_call_output":
            messages.append(
                {
                    "role": "tool",
                    "tool_call_id": item.get("call_id"),
                    "content": _content(item.get("output")),
                }
            )
        case "reasoning":
            pass
        case _:
            raise Unconvertible


def _content(content: Any) -> Any:
    """What a message says; a single text needs no list around it."""
    if type(content) is not list:
        return content
    parts = [_part(part) for part in content]
    if len(parts) == 1 and parts[0]["type"] == "text":
        return parts[0]["text"]
    return parts


def _part(part: Any) -> Json:
    if type(part) is not dict:
        raise Unconvertible
    match part.get("type"):
        case "input_text" | "output_text" | "text":
            return {"type": "text", "text": part.get("text")}
        case "input_image":
            detail = part.get("detail")
            given = {} if detail is None else {"detail": detail}
            return {"type": "image_url", "image_url": {"url": part.get("image_url"), **given}}
        case "refusal":
            return {"type": "refusal", "refusal": part.get("refusal")}
        case _:
            raise Unconvertible


def _tools(tools: Any) -> list[Json]:
    if type(tools) is not list or any(type(each) is not dict for each in tools):
        raise Unconvertible
    return [
        tool({key: each[key] for key in _FUNCTION_KEYS if each.get(key) is not None})
        for each in tools
        if each.get("type") == "function"
    ]
