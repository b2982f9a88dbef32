"""The shapes of a reinforcement example: a conversation up to the answer, and what graders read.

As of 2026-11, from `FineTuneReinforcementRequestInput` of the OpenAI OpenAPI description. Keys
beside `messages` and `tools` are the grader's, which knows them as `{{ item.answer }}`.
"""

from tunelint.dataset.chat import ARRAY, MESSAGES, ROLE, TOOLS
from tunelint.dataset.shape import Key, Shape, Variants

MESSAGE = Variants("message", ROLE, MESSAGES, frozenset({"developer", "user", "assistant", "tool"}))

EXAMPLE = Shape(
    "example",
    required=(Key("messages", ARRAY, "The conversation up to the answer, in order.", of=MESSAGE),),
    optional=(TOOLS,),
    open=True,
)
