"""What the shapes document of a key and of its values, in Markdown."""

from tunelint.assist.expected import Member
from tunelint.assist.skeleton import written


def about_key(member: Member) -> str:
    """The line about a key, and what its value may be."""
    *others, last = [f"`{written(value)}`" for value in member.values] or member.key.types
    either = f"{', '.join(others)} or {last}" if others else last
    return f"{member.key.doc} {either[0].upper()}{either[1:]}."


def about_value(member: Member, value: object) -> str:
    """What there is to say about one of the values that can be listed; else nothing."""
    if type(value) not in (str, int) or value not in member.values:
        return ""
    if member.family is not None and member.is_discriminator:
        return member.family.shapes[str(value)].doc
    return member.key.doc
