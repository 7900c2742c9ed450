"""The table of what may be asked of the desk: a name, what a request of that name says, and what carries it out."""

from collections.abc import Callable
from typing import Any, NamedTuple

from generator.content.edits.changes import Draft
from generator.editing import (
    after_publication,
    answers,
    extra_issue,
    joining,
    making,
    moving,
    ordering,
    pictures,
    putting,
    replacing,
    roles,
    setting_fields,
    signing,
    special_topics,
    splitting,
    taking_over,
)
from generator.editing.asked import Around, Asked, Done, OfArticle


class Act(NamedTuple):
    """``kind`` is the kind of its entries in the history."""

    kind: str
    asked: type[Asked]
    function: Callable[[Draft, Any, Around], Done]


ACTS: dict[str, Act] = {
    "put": Act("edit", putting.Put, putting.put),
    "set_field": Act("edit", setting_fields.SetField, setting_fields.set_field),
    "set_picture": Act("edit", setting_fields.SetPicture, setting_fields.set_picture),
    "split": Act("structure", splitting.Split, splitting.split),
    "join": Act("structure", joining.Join, joining.join),
    "move": Act("structure", moving.Move, moving.move),
    "role": Act("structure", roles.Role, roles.role),
    "unrole": Act("structure", roles.Unrole, roles.unrole),
    "reorder": Act("structure", ordering.Reorder, ordering.reorder),
    "shift": Act("structure", ordering.Shift, ordering.shift),
    "folio": Act("structure", ordering.PutOnFolio, ordering.put_on_folio),
    "new": Act("new", making.New, making.new),
    "delete": Act("structure", making.Delete, making.delete),
    "add_photo": Act("edit", pictures.AddPhoto, pictures.add_photo),
    "remove_photo": Act("edit", pictures.RemovePhoto, pictures.remove_photo),
    "extra": Act("new", extra_issue.Extra, extra_issue.extra),
    "special": Act("special", special_topics.Special, special_topics.special),
    "set_special": Act("special", special_topics.SetSpecial, special_topics.set_special),
    "answer": Act("answer", answers.Answer, answers.answer),
    "replace": Act("words", replacing.Replace, replacing.replace),
    "take_over": Act("again", taking_over.TakeOver, taking_over.take_over),
    "signoff": Act("sign", signing.SignOff, signing.signoff),
    "revoke": Act("sign", signing.Revoke, signing.revoke),
    "release": Act("sign", signing.Release, signing.release),
    "correct": Act("notice", after_publication.Correct, after_publication.correct),
    "withdraw": Act("notice", after_publication.Withdraw, after_publication.withdraw),
    "withdraw_back": Act("notice", OfArticle, after_publication.withdraw_back),
    "embargo": Act("notice", after_publication.Embargo, after_publication.embargo),
    "embargo_lift": Act("notice", OfArticle, after_publication.embargo_lift),
}
