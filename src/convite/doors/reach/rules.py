"""What filters by delivery stand for."""

#: Whom nothing has reached, and who hasn't opened the page or answered either.
NOT_REACHED = ("not_sent", "bounced", "failed")


def deliveries_of(word: str) -> list[str]:
    """The words that a filter stands for; most stand for themselves.

    Example:
        >>> deliveries_of("sent")
        ['sent']
        >>> deliveries_of("not_reached")
        ['not_sent', 'bounced', 'failed']
    """
    return list(NOT_REACHED) if word == "not_reached" else [word]
