"""Imports of listings: each step sets off the next slice."""

from __future__ import annotations

from backend.core.outbox import Subscription, Subscriptions
from backend.imports import events as imports
from backend.imports.reactions import import_go_on

GO_ON = Subscription("import_go_on", import_go_on)

SUBSCRIPTIONS: Subscriptions = {
    imports.ImportCheckAsked: (GO_ON,),
    imports.ImportConfirmed: (GO_ON,),
    imports.ImportStepped: (GO_ON,),
    imports.ImportUndoAsked: (GO_ON,),
}
