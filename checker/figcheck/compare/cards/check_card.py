"""What can be said of a card only once the tables are known: its query and what fills its templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from figcheck.compare.cards.card import BrokenCardError, RuleCard
from figcheck.compare.cards.sql.subset import check_query
from figcheck.compare.cards.templates import FIELDS, ROW_FIELDS, check_template
from figcheck.model.errors import CardError
from figcheck.model.message_template import template_fields


def check_card(card: RuleCard, tables: Mapping[str, Sequence[str]]) -> list[CardError]:
    """All that is wrong with a card's query and templates; nothing for a card that has none (see CHECKS).

    `tables` has the columns of every table that a query may name.
    """
    if card.query is None:
        return []
    try:
        columns = check_query(card.query, tables, card.parameters, card.query_line, card.shown_as)
    except BrokenCardError as error:
        return error.errors
    known = {*FIELDS, *ROW_FIELDS, *columns, *card.parameters}
    errors = check_template(card.message, card.where(card.message_line), known)
    errors += check_template(card.mend, card.where(card.mend_line), known)
    if errors:
        return errors
    used = {*template_fields(card.message), *template_fields(card.mend)}
    for parameter in card.parameters.values():
        if parameter.name not in used and f"${parameter.name}" not in card.query:
            errors.append(
                CardError(
                    f'nothing uses the parameter "{parameter.name}"', where=card.where(parameter.line), mend="remove it"
                )
            )
    return errors
