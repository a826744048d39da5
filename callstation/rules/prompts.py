"""What the brainstorm asks, kind by kind (practices S5 to S10, H2, H5): several questions each, as data.

The order is that in which they come up: the ones that are quickest to answer first.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callstation.model.reasons import ReasonKind

PROMPTS: Mapping[ReasonKind, tuple[str, ...]] = MappingProxyType(
    {
        ReasonKind.POLICY: (
            "What rule of yours kept somebody out, and is gone or softer now?",
            "What did you have to say no to last year, and could say yes to today?",
            "Which minimum, deposit or waiting time has become smaller?",
            "Whom did you turn away, and what would you tell them now?",
        ),
        ReasonKind.NEWS: (
            "What changed in their trade this month, and what should they do about it?",
            "Which deadline is coming that they may not have in their calendar?",
            "What got dearer, scarcer or forbidden, and what is the way around it?",
            "What did you read lately that one of them should have on their desk?",
        ),
        ReasonKind.STORY: (
            "Who had their problem, and what does their week look like now?",
            "Which number got better for somebody of their size?",
            "What did a client say to you that you have not forgotten?",
            "Who started small with you, and what came of it?",
        ),
        ReasonKind.CAPABILITY: (
            "What can you do now that you could not do in spring, and what do they get out of it?",
            "What takes a day less than it used to, for them?",
            "What do they still do by hand that you could take off them?",
            "What would they no longer have to worry about?",
        ),
        ReasonKind.INVITATION: (
            "To what could you ask them along, just for the company?",
            "Who should sit at one table with them, and when?",
            "What could you show them in your own rooms in half an hour?",
            "Which talk, fair or open day would be better with them in it?",
        ),
        ReasonKind.INTRODUCTION: (
            "Whom do you know that they would be glad to know?",
            "Who is looking for just what they sell?",
            "Who could answer the question that they asked you last time?",
            "Which two people in your book should have met years ago?",
        ),
        ReasonKind.OFFER: (
            "What could you give away that costs you little and helps them on Monday?",
            "What could they try without signing anything?",
            "Which page, list or table of yours would they pin to the wall?",
            "What would you look over for them, for nothing, in twenty minutes?",
        ),
        ReasonKind.REGIME: (
            "What used to go wrong with you, and who sees to it now that it does not?",
            "Which complaint would be answered today before it was made?",
            "Who is new on your side, and what did they put right first?",
            "What would you promise, by name, to somebody who left?",
        ),
        ReasonKind.NEW_YOU: (
            "What would you do otherwise in that call which went badly?",
            "Which question should you have asked first, and not last?",
            "What have you learned about their work since you spoke?",
            "What could you own up to, and then put right?",
        ),
    }
)
"""Questions by kind of reason; kinds that come out of the record by themselves are not asked for."""
